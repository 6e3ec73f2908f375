/** What a stranger writes into the headers that proxies write changes nothing: no link, no cookie, no limit, no right. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { MOST_A_MINUTE } from '../../src/office/limits.ts'
import { nameOf } from '../support/every-route.ts'
import { visitor } from '../support/visitor.ts'
import { addressOf, homeOf, isOurs } from './everywhere.ts'
import type { AbuseWorld } from './world.ts'

const LIE = 'ke-gian.example'
const FROM = '198.51.100.77'
const spoofed: Record<string, string> = {
  host: LIE,
  'x-forwarded-for': FROM,
  'x-forwarded-host': LIE,
  'x-forwarded-proto': 'gopher',
  'x-forwarded-port': '81',
  'x-real-ip': FROM,
  'true-client-ip': FROM,
  'client-ip': FROM,
  forwarded: `for=${FROM};host=${LIE};proto=gopher`,
  'x-original-url': '/giam-sat',
  'x-rewrite-url': '/giam-sat',
  'x-http-method-override': 'DELETE',
  'x-user-id': '1',
  'x-remote-user': 'admin',
  'x-forwarded-user': 'admin',
  'x-role': 'leader',
}

/** Everything that does not differ from one request to the next: where it leads, what it sets, how it ended. */
function outline({ statusCode, headers, cookies }: LightMyRequestResponse): unknown {
  const set = cookies.map(({ value: _value, ...flags }) => flags)
  return { statusCode, location: headers.location, type: headers['content-type'], set }
}

export function proxiesEverywhere(world: () => AbuseWorld): void {
  describe('headers that only a proxy may write', () => {
    test('change no answer of any page', async () => {
      const differing: string[] = []
      for (const route of world().routes) {
        if (!isOurs(route) || route.method !== 'GET') continue
        // The one page that asks for the host: whoever came by another name is led to the public one.
        if (route.url === '/dang-nhap/bat-dau') continue
        const { who } = homeOf(world(), route)
        const url = addressOf(world(), route)
        const [plain, lied] = [await who.get(url), await who.get(url, spoofed)]
        const isSame = JSON.stringify(outline(plain)) === JSON.stringify(outline(lied))
        const said = `${lied.body} ${JSON.stringify(lied.headers)}`
        if (!isSame || said.includes(LIE) || said.includes(FROM) || said.includes('gopher'))
          differing.push(`${nameOf(route)}: ${JSON.stringify([outline(plain), outline(lied)])}`)
      }
      assert.deepEqual(differing, [])
    })

    test('lead a sign-in to the public address and nowhere else', async () => {
      const answer = await world().house.app.inject({ url: '/dang-nhap/bat-dau', headers: spoofed })
      assert.match(String(answer.headers.location), /^http:\/\/localhost\//)
    })

    test('give nobody a session, a role or another way', async () => {
      for (const url of ['/giam-sat', '/viec', '/ho-so', '/bien-tap']) {
        const answer = await world().house.app.inject({ url, headers: spoofed })
        assert.equal(answer.statusCode, 303)
        assert.match(String(answer.headers.location), /^\/(can-bo\/)?dang-nhap\?next=/)
      }
    })

    test('do not lift a limit: it counts where the connection comes from', async () => {
      const { app } = world().house
      const browser = visitor(app)
      const hidden = await browser.formOn('/tra-cuu', '/tra-cuu')
      const statuses: number[] = []
      for (let n = 0; n <= MOST_A_MINUTE.lookUp + 1; n++) {
        const lie = `203.0.113.${n}`
        const answer = await browser.raw({
          method: 'POST',
          url: '/tra-cuu',
          remoteAddress: '192.0.2.1',
          payload: new URLSearchParams({ ...hidden, ma: '', so: '' }).toString(),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-forwarded-for': lie,
            'x-real-ip': lie,
            forwarded: `for=${lie}`,
          },
        })
        statuses.push(answer.statusCode)
      }
      // The minute may turn while we count.
      assert.ok(statuses.filter((status) => status === 429).length >= 1, statuses.join(' '))
      assert.equal(statuses[0], 422)
    })
  })
}
