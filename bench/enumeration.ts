/**
 * Guessing codes: `npm run bench -- enumeration [guesses]` (default 100,000). From ever new addresses nothing may be found, all
 * answers are one page, and a code that exists is answered as fast as one that does not (printed as a ratio); from one address
 * nearly everything is refused.
 */
import { newAddress, plainPage, sendForm } from '../test/abuse/guessing.ts'
import { openAbuseWorld } from '../test/abuse/world.ts'
import { visitor } from '../test/support/visitor.ts'

const guesses = Number(process.argv[2] ?? 100_000)
const TRACK = '/tra-cuu'
const AT_ONCE = 200

const world = await openAbuseWorld()
try {
  const browser = visitor(world.house.app)
  const hidden = await browser.formOn(TRACK, TRACK)
  const digits = (n: number) => String(n % 10_000).padStart(4, '0')
  const codeOf = (n: number) => world.code.replace(/\d{8}-\d+$/, `20260101-${10_000 + n}`)

  const kinds = new Map<string, number>()
  const count = (kind: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  for (let from = 0; from < guesses; from += AT_ONCE) {
    const sent = Array.from({ length: Math.min(AT_ONCE, guesses - from) }, async (_, n) => {
      const ma = codeOf(from + n)
      const answer = await sendForm(browser, TRACK, { ...hidden, ma, so: digits(from + n) })
      count(`${answer.statusCode}, ${plainPage(answer, ma).length} letters`)
    })
    await Promise.all(sent)
  }
  console.log(`${guesses} guesses from as many addresses:`, Object.fromEntries(kinds))

  const times = { known: [] as number[], unknown: [] as number[] }
  // Ten tries at a code in an hour are answered; the known code is asked as often as that, the unknown ones beside it.
  for (let n = 0; n < 9; n++) {
    for (const [which, ma] of [
      ['known', world.code],
      ['unknown', codeOf(900_000 + n)],
    ] as const) {
      const from = performance.now()
      await sendForm(browser, TRACK, { ...hidden, ma, so: '9998' })
      times[which].push(performance.now() - from)
    }
  }
  const middle = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
  console.log(
    `known code, wrong digits / unknown code: ${(middle(times.known) / middle(times.unknown)).toFixed(3)}`,
  )

  const from = newAddress()
  let refused = 0
  for (let n = 0; n < 500; n++) {
    const { statusCode } = await sendForm(
      browser,
      TRACK,
      { ...hidden, ma: codeOf(n), so: '0000' },
      from,
    )
    if (statusCode === 429) refused += 1
  }
  console.log(`500 guesses from one address: ${refused} refused`)
  process.exitCode = kinds.size === 1 && [...kinds.keys()][0]!.startsWith('404') ? 0 : 1
} finally {
  await world.close()
}
