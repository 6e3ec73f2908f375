/** No request that changes something is taken from another site, from another browser, or without its signature. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { isChanging, methodOf, nameOf, type EveryRoute } from '../support/every-route.ts'
import { formsOf } from '../../src/demo/page-form.ts'
import type { Visitor } from '../support/visitor.ts'
import { addressOf, homeOf, isOurs } from './everywhere.ts'
import type { AbuseWorld } from './world.ts'

const FORM = 'application/x-www-form-urlencoded'
type Forged = {
  headers?: Record<string, string>
  token: 'none' | 'invented' | 'foreign' | 'own'
  multipart?: boolean
}

const forgeries: Readonly<Record<string, Forged>> = {
  'without a token': { token: 'none' },
  'without a token, as several parts': { token: 'none', multipart: true },
  'with an invented token': { token: 'invented' },
  'with somebody else’s token': { token: 'foreign' },
  'of another site, as the browser says': {
    token: 'own',
    headers: { 'sec-fetch-site': 'cross-site' },
  },
  'of a neighbouring host': { token: 'own', headers: { 'sec-fetch-site': 'same-site' } },
  'of another origin': { token: 'own', headers: { origin: 'https://ke-gian.example' } },
  'of no origin': { token: 'own', headers: { origin: 'null' } },
}

const tokens = new WeakMap<Visitor, string>()

/** A token for this very browser, good for as long as its cookie is. */
async function tokenOf(browser: Visitor): Promise<string> {
  const known = tokens.get(browser) ?? (await freshToken(browser))
  tokens.set(browser, known)
  return known
}

async function freshToken(browser: Visitor): Promise<string> {
  const { body } = await browser.get('/tra-cuu')
  const form = formsOf(body).find(({ action }) => action === '/tra-cuu')
  return form?.filled.find(([name]) => name === '_csrf')?.[1] ?? ''
}

export function forgeryEverywhere(world: () => AbuseWorld): void {
  const forms = (): EveryRoute[] =>
    world().routes.filter(
      (route) => isOurs(route) && isChanging(route) && !route.url.startsWith('/api/'),
    )

  async function send(route: EveryRoute, forged: Forged): Promise<LightMyRequestResponse> {
    const { who } = homeOf(world(), route)
    const own = await tokenOf(who)
    const sent = {
      none: '',
      invented: 'abc.def',
      foreign: await tokenOf(world().people.stranger),
      own,
    }
    const _csrf = sent[forged.token]
    const fields = { ...(_csrf !== '' && { _csrf }), _key: crypto.randomUUID() }
    const boundary = 'forged'
    const payload = forged.multipart
      ? `--${boundary}\r\ncontent-disposition: form-data; name="_key"\r\n\r\nx\r\n--${boundary}--\r\n`
      : new URLSearchParams(fields).toString()
    const type = forged.multipart ? `multipart/form-data; boundary=${boundary}` : FORM
    return who.raw({
      method: methodOf(route),
      url: addressOf(world(), route),
      payload,
      headers: { 'content-type': type, ...forged.headers },
    })
  }

  describe('a form', () => {
    for (const [what, forged] of Object.entries(forgeries)) {
      test(`${what} is refused on every route, and changes nothing`, async () => {
        const before = await world().house.print()
        const taken: string[] = []
        for (const route of forms()) {
          const answer = await send(route, forged)
          const isRefused =
            answer.statusCode === 403 && answer.body.includes('Trang này đã mở quá lâu')
          if (!isRefused) taken.push(`${nameOf(route)}: ${answer.statusCode}`)
        }
        assert.ok(forms().length > 40)
        assert.deepEqual(taken, [])
        assert.deepEqual(await world().house.print(), before)
      })
    }

    test('with its own token is not refused for that reason', async () => {
      const answer = await send(
        forms().find(({ url }) => url === '/tra-cuu')!,
        { token: 'own', headers: { 'sec-fetch-site': 'same-origin' } },
      )
      assert.equal(answer.statusCode, 422, 'the code is missing, and nothing else is wrong')
    })
  })

  test('a program without a signature is refused on every route, whoever’s cookies it sends', async () => {
    const { people, house, routes } = world()
    const before = await house.print()
    const signed = routes.filter(
      // The descriptions are public.
      ({ url }) => url.startsWith('/api/') && !url.endsWith('/openapi.json'),
    )
    assert.ok(signed.length >= 7)
    for (const route of signed) {
      for (const who of [people.anybody, people.leader, people.mother]) {
        const answer = await who.raw({
          method: methodOf(route),
          url: addressOf(world(), route),
          ...(isChanging(route) && {
            payload: '{}',
            headers: { 'content-type': 'application/json' },
          }),
        })
        assert.equal(answer.statusCode, 401, nameOf(route))
        assert.match(String(answer.headers['content-type']), /problem\+json/)
      }
    }
    assert.deepEqual(await house.print(), before)
  })
}
