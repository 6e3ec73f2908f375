/** What every answer of the house tells a browser, on every route, whoever asks and however it ends. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { isChanging, nameOf, type EveryRoute } from '../support/every-route.ts'
import { addressOf, homeOf, isOurs } from './everywhere.ts'
import type { AbuseWorld } from './world.ts'

/** Public papers and assets that may be kept for a while; all else is somebody's own. */
const MAY_BE_KEPT = /^\/(assets\/|thu-tuc\/|api\/openapi\.json)/

/**
 * Shown inside a page of ours: the preview of editors, and papers (PDF) beside their checklist. Those are framed by this site and
 * nobody else. A PDF has no scripts of ours to allow: its policy allows none at all, only the styles of the browser's own viewer.
 */
const FRAMED_BY_US =
  /^\/bien-tap\/ban-thao\/:id\/xem-truoc\/|\.pdf$|^\/(tep|nop\/tep)\/|\/tep\/:file$/
const OF_PAPERS =
  /^default-src 'none'(; (style-src 'unsafe-inline'|object-src 'self'|img-src 'self'|sandbox|frame-ancestors 'self'))+$/

function faultsOf({ headers, cookies, statusCode }: LightMyRequestResponse, url: string): string[] {
  const policy = String(headers['content-security-policy'])
  const framing = headers['x-frame-options']
  const mayBeFramed = FRAMED_BY_US.test(url) && statusCode < 300
  const isPaper = mayBeFramed && OF_PAPERS.test(policy)
  const isOwn = mayBeFramed && /frame-ancestors 'self'/.test(policy) && framing !== undefined
  const rules: [boolean, string][] = [
    [isPaper || /default-src 'self'/.test(policy), 'policy'],
    [isOwn || (/frame-ancestors 'none'/.test(policy) && framing === 'DENY'), 'framing'],
    [
      isPaper || (/form-action 'self'/.test(policy) && /base-uri 'none'/.test(policy)),
      'forms, base',
    ],
    [isPaper || !/unsafe|\*|https?:(?!\/\/localhost)/.test(policy), `policy too wide: ${policy}`],
    [headers['x-content-type-options'] === 'nosniff', 'sniffing'],
    [headers['referrer-policy'] === 'same-origin', 'referrer'],
    [headers['cross-origin-opener-policy'] === 'same-origin', 'opener'],
    [headers['cross-origin-resource-policy'] === 'same-origin', 'resources'],
    [/camera=\(\).*microphone=\(\)/.test(String(headers['permissions-policy'])), 'permissions'],
    [headers['x-powered-by'] === undefined && headers['server'] === undefined, 'names itself'],
    [
      /(^|, )no-store$/.test(String(headers['cache-control'])) ||
        (MAY_BE_KEPT.test(url) && statusCode < 400),
      `kept: ${String(headers['cache-control'])}`,
    ],
    [
      cookies.every(({ name, httpOnly }) => httpOnly === true || name === 'lang'),
      'cookie, scripts',
    ],
    [cookies.every(({ sameSite }) => sameSite?.toLowerCase() === 'lax'), 'cookie, other sites'],
    [isInert(headers), 'a file that could run'],
  ]
  return rules.flatMap(([holds, what]) => (holds ? [] : [what]))
}

/** What people sent in is saved, or shown by the browser as a picture or paper: never as a page of ours. */
function isInert(headers: LightMyRequestResponse['headers']): boolean {
  const type = headers['content-type'] ?? 'text/html'
  return /^(text\/(html|plain|css|csv|javascript)|application\/(json|pdf|problem\+json)|image\/(png|jpeg|heic)|font\/|image\/svg\+xml)/.test(
    type,
  )
}

async function answersOf(world: AbuseWorld, route: EveryRoute): Promise<LightMyRequestResponse[]> {
  const url = addressOf(world, route)
  const method = route.method as 'GET'
  const { who } = homeOf(world, route)
  const form = isChanging(route) && {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: '_csrf=x',
  }
  return [
    await who.raw({ method, url, ...form }),
    await world.house.app.inject({ method, url, ...form }),
    await who.raw({ method, url, headers: { 'hx-request': 'true' } }),
  ]
}

export function headersEverywhere(world: () => AbuseWorld): void {
  describe('every answer', () => {
    test('of every route says what a browser may do with it, and is nobody’s to keep', async () => {
      const faults: string[] = []
      for (const route of world().routes.filter(isOurs)) {
        for (const answer of await answersOf(world(), route))
          for (const fault of faultsOf(answer, route.url))
            faults.push(`${nameOf(route)} (${answer.statusCode}): ${fault}`)
      }
      assert.deepEqual(faults, [])
    })

    test('that is no page of ours says the same: unknown, unreadable, too long, forbidden method', async () => {
      const { app } = world().house
      for (const url of ['/khong-co', '/%zz', `/${'a'.repeat(9000)}`, '/tim?q=%00', '/api/khong']) {
        const answer = await app.inject(url)
        const faults = faultsOf(answer, url).filter((fault) => url !== '/%zz' || fault !== 'policy')
        assert.deepEqual(
          faults.filter((fault) => !fault.startsWith('forms')),
          [],
          url.slice(0, 40),
        )
      }
    })

    test('with a file that somebody sent in runs nothing', async () => {
      const { people, dossiers, file, draft, draftFile } = world()
      const files = [
        await people.receptionist.get(`/tep/${dossiers.submitted}/${file}`),
        await people.mother.get(`/ho-so/${dossiers.submitted}/tep/${file}`),
        await people.mother.get(`/nop/tep/${draft}/${draftFile}`),
      ]
      for (const answer of files) {
        assert.equal(answer.statusCode, 200)
        assert.match(String(answer.headers['content-type']), /^image\/png/)
        assert.match(
          String(answer.headers['content-disposition']),
          /^(attachment|inline); filename/,
        )
        assert.match(String(answer.headers['content-security-policy']), /sandbox/)
        assert.match(String(answer.headers['cache-control']), /no-store$/)
      }
    })
  })
}
