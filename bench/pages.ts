/**
 * `npm run bench -- pages [--rounds 3] [--old-phone]`: Lighthouse on seven pages of citizens, on a house in this process with
 * the city's own catalogue, beside a plain page and a page of govuk-frontend with the same form, all in turns in one run. Prints the
 * medians of LCP, TBT and score, and LCP as ratios to both. Simulated: a busy machine moves the figures little, the ratios less.
 */
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { answerAll, fileIt, fillIn, START } from '../test/support/birth-filing.ts'
import { openWholeHouse, type WholeHouse } from '../test/support/whole-house.ts'
import {
  fetchTools,
  look,
  OLD_PHONE,
  SLOW_4G,
  type Address,
  type Look,
} from './pages/lighthouse.ts'
import { serveReferences } from './pages/references.ts'

/** Of screens.md A5: milliseconds of simulated LCP on slow 4G, and of blocking. */
const GOAL = { lcp: 1100, tbt: 50 }

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'old-phone': { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds wants a whole number.')
const profile = values['old-phone'] ? OLD_PHONE : SLOW_4G

fetchTools()
const references = await serveReferences()
const house = await openWholeHouse()
try {
  const pages = {
    plain: { url: `${references.url}/plain.html` },
    govuk: { url: `${references.url}/govuk.html` },
    ...(await ownPages(house)),
  }
  print(await inTurns(pages))
} finally {
  references.close()
  await house.close()
}

/** A mother in the middle of a filing, and one who has filed. */
async function ownPages({ app, citizen }: WholeHouse): Promise<Record<string, Address>> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const [filing, filed] = [await citizen('Trần Thị Thu Hà'), await citizen('Trần Thị Đã Nộp')]
  await answerAll(filing)
  await fillIn(filed)
  const id = await fileIt(filed)
  const page = (path: string, who?: typeof filing): Address => ({
    url: `http://127.0.0.1:${port}${path}`,
    ...(who && { cookie: [...who.cookies].map((pair) => pair.join('=')).join('; ') }),
  })
  return {
    home: page('/'),
    procedure: page('/thu-tuc/1.001193'),
    question: page(`${START}/child`, filing),
    upload: page(`${START}/giay-to`, filing),
    check: page(`${START}/kiem-tra`, filing),
    receipt: page(`/ho-so/${id}/da-nop`, filed),
    tracking: page(`/ho-so/${id}`, filed),
  }
}

async function inTurns(pages: Record<string, Address>): Promise<Record<string, Look>> {
  const looks: Record<string, Look[]> = {}
  for (let round = 0; round < rounds; round++)
    for (const [name, address] of Object.entries(pages)) {
      const seen = await look(address, profile)
      ;(looks[name] ??= []).push(seen)
      console.error(`${round + 1}/${rounds} ${name}: ${Math.round(seen.lcp)} ms`)
    }
  return Object.fromEntries(Object.entries(looks).map(([name, each]) => [name, medianOf(each)]))
}

function medianOf(looks: readonly Look[]): Look {
  const middle = (of: (look: Look) => number): number =>
    looks.map(of).toSorted((a, b) => a - b)[Math.floor(looks.length / 2)]!
  return {
    lcp: middle((each) => each.lcp),
    tbt: middle((each) => each.tbt),
    score: middle((each) => each.score),
    bytes: middle((each) => each.bytes),
    scripts: middle((each) => each.scripts),
  }
}

function print(medians: Record<string, Look>): void {
  const { plain, govuk } = medians
  if (!plain || !govuk) throw new Error('Nothing to compare with was measured.')
  console.log(
    '| page | LCP ms | × plain | × govuk-frontend | TBT ms | score | kB | of it scripts |',
  )
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const [name, { lcp, tbt, score, bytes, scripts }] of Object.entries(medians)) {
    const ratio = (to: Look): string => (lcp / to.lcp).toFixed(2)
    const kilobytes = [bytes, scripts].map((each) => (each / 1000).toFixed(1))
    const cells = [name, Math.round(lcp), ratio(plain), ratio(govuk), Math.round(tbt), score]
    console.log(`| ${[...cells, ...kilobytes].join(' | ')} |`)
  }
  if (profile === SLOW_4G) judge(medians, govuk)
}

/** The goal of the house: no page later than 1.1 s or than govuk-frontend, nor blocked for longer than 50 ms. */
function judge(medians: Record<string, Look>, govuk: Look): void {
  const own = Object.entries(medians).filter(([name]) => name !== 'plain' && name !== 'govuk')
  const missed = own.filter(
    ([, { lcp, tbt }]) => lcp > GOAL.lcp || lcp >= govuk.lcp || tbt > GOAL.tbt,
  )
  console.log(
    missed.length === 0
      ? `Every page within ${GOAL.lcp} ms and ahead of govuk-frontend, blocked for at most ${GOAL.tbt} ms.`
      : `Past the goal: ${missed.map(([name]) => name).join(', ')}.`,
  )
  if (missed.length > 0) process.exitCode = 1
}
