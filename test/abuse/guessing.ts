/** Whoever guesses learns nothing: neither from the answer nor from the work that was done for it, and soon has to wait. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { totpCode } from '../../src/office/totp.ts'
import { statementsOf } from '../support/statements.ts'
import { nameOf } from '../support/every-route.ts'
import { visitor, type Visitor } from '../support/visitor.ts'
import { addressOf, homeOf, isOurs } from './everywhere.ts'
import type { AbuseWorld } from './world.ts'

/** The page without what is new on every page (tokens, keys, incident codes) and without what was asked for. */
export function plainPage({ body }: { body: string }, ...asked: string[]): string {
  // What was asked for first: an id may begin with eight digits, as an incident code may.
  return asked
    .reduce((page, word) => page.replaceAll(word, 'ASKED'), body)
    .replace(/(name="(?:_csrf|_key)" value=)"[^"]*"/g, '$1""')
    .replace(/\b[A-HJ-NP-Z2-9]{8}\b/g, 'INCIDENT')
    .replace(/value="[0-9a-f-]{36}"/g, 'value="id"')
}

function firstDifference(one: string, other: string): string {
  const at = [...one].findIndex((letter, index) => letter !== other[index])
  return at < 0 ? '' : `${one.slice(at - 40, at + 80)} | ${other.slice(at - 40, at + 80)}`
}

let address = 0
/** Another address for every request, as a guesser with a botnet has. */
export function newAddress(): string {
  address += 1
  return `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`
}

export async function sendForm(
  browser: Visitor,
  path: string,
  fields: Record<string, string>,
  remoteAddress = newAddress(),
): Promise<LightMyRequestResponse> {
  return browser.raw({
    method: 'POST',
    url: path,
    remoteAddress,
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

const TRACK = '/tra-cuu'
const DOOR = '/can-bo/dang-nhap'

export function guessing(world: () => AbuseWorld): void {
  describe('guessing a code and four digits', () => {
    test('costs the house the same work and shows the same page, whether the code exists or not', async () => {
      const browser = visitor(world().house.app)
      const hidden = await browser.formOn(TRACK, TRACK)
      const known = world().code
      const unknown = known.replace(/\d{4}$/, '9876')
      const answers: LightMyRequestResponse[] = []
      const ask = (ma: string) => async () =>
        answers.push(await sendForm(browser, TRACK, { ...hidden, ma, so: '9998' }))
      await ask(known)() // prepared statements are prepared once
      const [one, other] = [await statementsOf(ask(known)), await statementsOf(ask(unknown))]
      assert.deepEqual(one, other)
      assert.ok(one.some((text) => text.includes('track_dossier')))
      const [, first, second] = answers
      assert.deepEqual([first!.statusCode, second!.statusCode], [404, 404])
      assert.equal(plainPage(first!, known), plainPage(second!, unknown))
      assert.equal(first!.body.length, second!.body.length)
    })

    test('hundreds of times from as many addresses finds nothing and sees one page', async () => {
      const browser = visitor(world().house.app)
      const hidden = await browser.formOn(TRACK, TRACK)
      const [day = ''] = /\d{8}/.exec(world().code) ?? []
      const seen = new Map<string, number>()
      const guess = async (n: number): Promise<void> => {
        const ma = `H26.T101-${day}-${String(1000 + n).padStart(4, '0')}`
        const so = String(n % 10_000).padStart(4, '0')
        const answer = await sendForm(browser, TRACK, { ...hidden, ma, so })
        const kind = `${answer.statusCode} ${answer.body.length}`
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }
      for (let from = 0; from < 400; from += 200)
        await Promise.all(Array.from({ length: 200 }, (_, n) => guess(from + n)))
      assert.deepEqual([...seen.values()], [400], JSON.stringify([...seen]))
      assert.match([...seen.keys()][0] ?? '', /^404 /)
    })

    test('at one code is over after ten tries in the hour, from however many addresses', async () => {
      const browser = visitor(world().house.app)
      const hidden = await browser.formOn(TRACK, TRACK)
      for (const ma of [world().code, 'H26.T101-20260101-9999']) {
        const statuses: number[] = []
        for (let n = 0; n < 16; n++)
          statuses.push(
            (await sendForm(browser, TRACK, { ...hidden, ma, so: `000${n % 10}` })).statusCode,
          )
        const last = await sendForm(browser, TRACK, { ...hidden, ma, so: '0001' })
        assert.equal(last.statusCode, 429, 'the right digits come too late')
        assert.match(String(last.headers['retry-after']), /^\d+$/)
        assert.ok(!statuses.slice(0, 5).includes(429) || ma === world().code)
      }
    })

    test('from one address ends in a page that says when to come back', async () => {
      const browser = visitor(world().house.app)
      const hidden = await browser.formOn(TRACK, TRACK)
      const from = newAddress()
      const answers = await Promise.all(
        Array.from({ length: 70 }, (_, n) =>
          sendForm(browser, TRACK, { ...hidden, ma: `H26.T101-20260101-${n}`, so: '0000' }, from),
        ),
      )
      const refused = answers.filter(({ statusCode }) => statusCode === 429)
      // At most two minutes of thirty tries each, should the minute turn meanwhile.
      assert.ok(refused.length >= 10, String(refused.length))
      assert.match(refused[0]!.body, /Bạn thao tác quá nhanh.*Hãy đợi một phút/s)
      assert.ok(Number(refused[0]!.headers['retry-after']) <= 60)
    })
  })

  describe('guessing who works here', () => {
    test('costs the same work and shows the same page for a stranger, a colleague, a closed account', async () => {
      const { officer, leader } = world().people
      const browser = visitor(world().house.app)
      const hidden = await browser.formOn(DOOR, DOOR)
      const code = await totpCode(leader.totpSecret, new Date())
      const tries = [
        { email: 'khong.co.ai@thu.example', password: 'sai mật khẩu này', code },
        { email: officer.email, password: 'sai mật khẩu này', code },
        { email: officer.email, password: officer.password, code: '000000' },
      ]
      const statements: string[][] = []
      const pages: string[] = []
      await sendForm(browser, DOOR, { ...hidden, ...tries[0]! })
      for (const typed of tries) {
        statements.push(
          await statementsOf(async () => {
            const answer = await sendForm(browser, DOOR, { ...hidden, ...typed })
            assert.equal(answer.statusCode, 422)
            pages.push(plainPage(answer, typed.email))
          }),
        )
      }
      assert.deepEqual(statements[1], statements[0])
      assert.deepEqual(statements[2], statements[0])
      assert.deepEqual([pages[1], pages[2]], [pages[0], pages[0]])
    })
  })

  describe('an address of what is somebody else’s', () => {
    test('answers, on every route, exactly as the address of what does not exist', async () => {
      const { routes, people, house } = world()
      const elsewhere = await house.official('receptionist', 104)
      const otherOfficer = await house.official('officer', 104)
      const differing: string[] = []
      let compared = 0
      for (const route of routes) {
        if (!isOurs(route) || route.method !== 'GET' || !/:(id|dossierId|draft)\b/.test(route.url))
          continue
        if (/^\/(bien-tap|ten-cu)/.test(route.url)) continue // law, which is public
        const real = addressOf(world(), route)
        const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(real)?.[0] ?? ''
        const invented = real.replace(id, randomUUID())
        const { who } = homeOf(world(), route)
        const strangers = [people.stranger, people.anybody, elsewhere, otherOfficer]
        for (const stranger of strangers.filter((each) => each !== who)) {
          const [theirs, nobodys] = [await stranger.get(real), await stranger.get(invented)]
          compared += 1
          const isSame =
            theirs.statusCode === nobodys.statusCode &&
            plainPage(theirs, real, encodeURIComponent(real)) ===
              plainPage(nobodys, invented, encodeURIComponent(invented))
          if (!isSame || theirs.statusCode === 200)
            differing.push(
              `${nameOf(route)}: ${theirs.statusCode}, ${nobodys.statusCode} ${firstDifference(plainPage(theirs, real), plainPage(nobodys, invented))}`,
            )
        }
      }
      assert.ok(compared > 80)
      assert.deepEqual(differing, [])
    })

    test('of a file is nobody’s to open but theirs, and no longer once they have signed out', async () => {
      const { people, dossiers, file, draft, draftFile, house } = world()
      const mine = `/ho-so/${dossiers.submitted}/tep/${file}`
      for (const url of [mine, `/nop/tep/${draft}/${draftFile}`]) {
        assert.equal((await people.stranger.get(url)).statusCode, 404)
        assert.equal((await people.anybody.get(url)).statusCode, 303)
      }
      const again = await house.citizen('Trần Thị Thu Hà')
      assert.equal((await again.get(mine)).statusCode, 200)
      const hidden = await again.formOn('/ho-so', '/dang-xuat')
      const cookies = new Map(again.cookies)
      await again.post('/dang-xuat', hidden)
      for (const [name, value] of cookies) again.cookies.set(name, value)
      assert.equal((await again.get(mine)).statusCode, 303, 'the old cookie opens nothing')
    })
  })
}
