/** Bodies that no form and no program of ours sends: for every route, made of its own field names and of what breaks programs. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { authorizationOf } from '../../src/exchange/signature.ts'
import { formsOf } from '../../src/demo/page-form.ts'
import { handOverOf } from '../../standins/portal/mother.ts'
import { isChanging, methodOf, nameOf, type EveryRoute } from '../support/every-route.ts'
import type { Visitor } from '../support/visitor.ts'
import { addressOf, homeOf, isOurs, keyOf } from './everywhere.ts'
import { EXTRA } from './extras.ts'
import { newAddress } from './guessing.ts'
import type { AbuseWorld } from './world.ts'
import { anyCharacter } from '../support/any-character.ts'

const FORM = 'application/x-www-form-urlencoded'

const odd = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e309',
    'NaN',
    'true',
    'null',
    'undefined',
    '[]',
    '{}',
    '[object Object]',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '\0',
    '\uD800',
    '\u202Egpj.exe',
    '👩‍👩‍👧‍👦',
    'Ð̣ặ́ng'.normalize('NFD'),
    "' or '1'='1",
    '${7*7}{{7*7}}<%= 7*7 %>',
    '<script>alert(1)</script>',
    '../../../../etc/passwd',
    '%00%0d%0aSet-Cookie:%20x=1',
    '\r\nX-Injected: 1',
    '=cmd|calc!A0',
    '9'.repeat(400),
    '31',
    '2026-02-31',
    '99999999999999999999',
    '00000000-0000-0000-0000-000000000000',
  ),
  fc.string({ unit: anyCharacter, maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.integer().map(String),
  fc.double().map(String),
  fc.uuid(),
  fc.constantFrom('a', 'ệ', '\u0301', '(', 'x@').map((unit) => unit.repeat(25_000)),
)

type Body = { type: string; payload: string | Buffer; headers?: Record<string, string> }
type Hidden = { fields: [string, string][]; names: readonly string[] }

/** A form of this page with some boxes spoiled, doubled, left out or invented, in some way of travelling. */
function formBodies({ fields, names }: Hidden): fc.Arbitrary<Body> {
  const known = names.length > 0 ? fc.constantFrom(...names) : fc.constant('code')
  const name = fc.oneof(
    { arbitrary: known, weight: 6 },
    { arbitrary: fc.constantFrom(...Object.keys(EXTRA)), weight: 2 },
    { arbitrary: fc.string({ maxLength: 30 }), weight: 1 },
  )
  const spoiled = fc.array(fc.tuple(name, odd), { maxLength: 8 })
  const kept = fc.subarray(fields, { minLength: Math.floor(fields.length / 2) })
  const token = fields.filter(([each]) => each === '_csrf')
  return fc
    .record({ spoiled, kept, how: fc.constantFrom('form', 'form', 'form', 'parts', 'cut', 'json') })
    .map(({ spoiled: wrong, kept: right, how }) => {
      const isReplaced = new Set(wrong.map(([each]) => each))
      const rest = right.filter(([each]) => !isReplaced.has(each) && !each.startsWith('_csrf'))
      const all = [...token, ...wrong, ...rest]
      return travelling(all, how)
    })
}

function travelling(fields: readonly [string, string][], how: string): Body {
  if (how === 'json')
    return { type: 'application/json', payload: JSON.stringify(Object.fromEntries(fields)) }
  if (how === 'form') return { type: FORM, payload: urlencoded(fields) }
  const boundary = 'bounds'
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name.replace(/["\r\n]/g, '')}"\r\n\r\n${value}\r\n`,
  )
  const whole = `${parts.join('')}--${boundary}--\r\n`
  const payload = how === 'cut' ? whole.slice(0, Math.floor(whole.length * 0.7)) : whole
  return { type: `multipart/form-data; boundary=${boundary}`, payload }
}

/** As a browser writes it, lone halves of characters included. */
function urlencoded(fields: readonly [string, string][]): string {
  return new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
}

/** A lawful hand-over of the portal with one thing exchanged, added, or cut off. */
function apiBodies(): fc.Arbitrary<Body> {
  const whole = handOverOf(
    `TN97-20261128-${randomUUID().slice(0, 4).replace(/\D/g, '1')}01`,
    new Date(),
  )
  const value = fc.oneof(
    odd,
    fc.constantFrom<unknown>(null, true, 0, -1, 1e300, [], {}, [[]], { __proto__: 1 }),
    fc.jsonValue({ maxDepth: 4 }),
  )
  const members = Object.keys(whole).concat(
    'messageId reason answer draftSha256 note dossier leg number status at missing'.split(' '),
  )
  const change = fc.tuple(fc.constantFrom(...members, ...Object.keys(EXTRA)), value)
  const deep = fc
    .constantFrom('[', '{"a":')
    .map((open) => `{"answers":${open.repeat(20_000)}1${open === '[' ? ']' : '}'.repeat(20_000)}`)
  const spoiled = fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => JSON.stringify({ ...whole, ...Object.fromEntries(changes) }))
  const cut = fc.nat(400).map((length) => JSON.stringify(whole).slice(0, length))
  const polluting = fc.constant(
    JSON.stringify(whole).replace('{', '{"__proto__":{"status":9},"constructor":{"prototype":{}},'),
  )
  return fc
    .oneof({ arbitrary: spoiled, weight: 6 }, cut, polluting, deep)
    .map((payload) => ({ type: 'application/json', payload }))
}

async function hiddenOn(world: AbuseWorld, route: EveryRoute, who: Visitor): Promise<Hidden> {
  const action = addressOf(world, route)
  const pages = [action, action.replace(/\/[^/]+$/, '') || '/', '/tra-cuu']
  if (action.endsWith('tiep-nhan')) pages.unshift(`/quay/nhan/${world.dossiers.submitted}`)
  if (/^\/nop\/[^/]+\/nop$/.test(action)) pages.unshift(action.replace(/nop$/, 'kiem-tra'))
  if (action.endsWith('/luu')) pages.unshift(action.slice(0, -4))
  for (const page of pages) {
    const forms = formsOf((await who.get(page)).body)
    const form = forms.find((one) => one.action === action || page === '/tra-cuu')
    if (form)
      return {
        fields: form.filled,
        names: [...new Set([...form.names, ...form.filled.map(([name]) => name)])],
      }
  }
  return { fields: [], names: [] }
}

type Sent = { answer: LightMyRequestResponse; ms: number }

async function send(world: AbuseWorld, route: EveryRoute, body: Body): Promise<Sent> {
  const url = addressOf(world, route)
  const isApi = url.startsWith('/api/')
  const authorization = isApi
    ? {
        authorization: authorizationOf(
          { method: route.method, path: url, body: body.payload },
          { key: keyOf(url), now: new Date() },
        ),
      }
    : {}
  const from = performance.now()
  const answer = await homeOf(world, route).who.raw({
    method: methodOf(route),
    url,
    remoteAddress: newAddress(),
    payload: body.payload,
    headers: { 'content-type': body.type, ...authorization, ...body.headers },
  })
  return { answer, ms: performance.now() - from }
}

/** Tokens are chance, in which any three letters stand some day. */
const withoutTokens = (body: string): string =>
  body.replace(/(name="(?:_csrf|_key)" value=)"[^"]*"/g, '$1""')

/** What no answer may be: a fault of ours, or a look inside. */
export function faultOf({ answer }: Sent): string | undefined {
  if (answer.statusCode >= 500) return `status ${answer.statusCode}`
  const inside =
    /\bat \S+ \(|node_modules|\.ts:\d+|SyntaxError|TypeError|RangeError|pg_catalog|relation "|sqlstate/i
  return inside.exec(withoutTokens(answer.body.slice(0, 200_000)))?.[0]
}

export type Fuzzed = {
  route: string
  bodies: number
  slowestMs: number
  statuses: Record<string, number>
}

/** Sends that many bodies to the route; throws with seed and body when one is answered as none may be. */
export async function fuzzRoute(
  world: AbuseWorld,
  route: EveryRoute,
  { seed, runs }: { seed: number; runs: number },
): Promise<Fuzzed> {
  const { who } = homeOf(world, route)
  const isApi = route.url.startsWith('/api/')
  const bodies = isApi ? apiBodies() : formBodies(await hiddenOn(world, route, who))
  const cookies = new Map(who.cookies)
  const result: Fuzzed = { route: nameOf(route), bodies: 0, slowestMs: 0, statuses: {} }
  for (const body of fc.sample(bodies, { seed, numRuns: runs })) {
    // A fuzzed sign-out or sign-in is not to end the rest of the run.
    for (const [name, value] of cookies) who.cookies.set(name, value)
    const sent = await send(world, route, body)
    const fault = faultOf(sent)
    if (fault !== undefined)
      assert.fail(
        `${nameOf(route)} (seed ${seed}): ${fault}\n${body.type}\n${String(body.payload).slice(0, 2000)}\n${sent.answer.body.replace(/<[^>]*>/g, ' ').slice(0, 400)}`,
      )
    result.bodies += 1
    result.slowestMs = Math.max(result.slowestMs, sent.ms)
    const { statusCode } = sent.answer
    result.statuses[statusCode] = (result.statuses[statusCode] ?? 0) + 1
  }
  return result
}

/** Signing out would end the session of whoever is sent next; the sign-in waits 400 ms for every wrong password on purpose. */
export const fuzzed = (world: AbuseWorld): EveryRoute[] =>
  world.routes.filter((route) => isOurs(route) && isChanging(route) && route.url !== '/dang-xuat')
