import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import {
  INSURANCE,
  partnerWorld,
  RESULT,
  status,
  STATUSES,
  WHY,
  type Joint,
  type PartnerWorld,
} from '../../test/support/partner.ts'
import { checkout } from '../checkout.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { LegState } from '../dossier/legs/leg.ts'
import type { LegStatus } from './partner-schema.ts'

let world: PartnerWorld
before(async () => {
  world = await partnerWorld()
})
after(() => world.close())

const legIn = ({ legs = [] }: DossierState, id = 'residence'): LegState =>
  legs.find(({ leg }) => leg === id)!

type Told = { state: string; reason: string | null; problems?: { field?: string }[] }

async function told(message: unknown, expected = 200): Promise<Told> {
  const answer = await world.send(message)
  assert.equal(answer.statusCode, expected, answer.body)
  return answer.json<Told>()
}

const missing = [{ paper: 'residence-consent', fault: 'Thiếu chữ ký chủ hộ.' }]

test('from acknowledgment over a request for papers to the result, the agency’s own codes move its leg alone', async () => {
  const of = await world.joint()
  assert.equal((await told(status(of, 1, { reference: 'CA-77' }))).state, 'applied')
  assert.equal((await told(status(of, 2, { status: '2', missing, ...WHY }))).state, 'applied')
  const asked = legIn(await world.state(of.id))
  assert.deepEqual(asked.asked?.papers, ['residence-consent'])
  assert.equal(asked.reference, 'CA-77')
  assert.equal(asked.status, '2')
  assert.equal(legIn(await world.state(of.id), 'insurance').acknowledgedAt, null)
  await told(status(of, 3, { status: '4', result: RESULT }))
  const ended = legIn(await world.state(of.id))
  const { name, number, on, file } = RESULT
  assert.deepEqual(ended.result, { name, number, on, sha256: file.sha256 })
  assert.equal(ended.ended, 'done')
  assert.ok(await world.deps.files.read(file.sha256))
  await told(status(of, 4, { status: '5', manner: 'electronic' }))
  assert.notEqual(legIn(await world.state(of.id)).returnedAt, null)
})

test('a refusal ends the leg with reason and ground, and the other leg goes on', async () => {
  const of = await world.joint()
  await told(status(of, 1, { status: '6', ...WHY }))
  const state = await world.state(of.id)
  assert.equal(legIn(state).ended, 'refused')
  assert.equal(legIn(state, 'insurance').ended, null)
  assert.equal(state.phase.at, 'processing')
})

test('the same message twice, also at once, has one effect', async () => {
  const of = await world.joint()
  const message = status(of, 1, { status: '4', result: RESULT })
  const answers = await Promise.all([1, 2, 3, 4].map(() => told(message)))
  assert.deepEqual([...new Set(answers.map(({ state }) => state))], ['applied'])
  assert.equal(await ends(of), 1)
  const seq = (await world.state(of.id)).seq
  await told(message)
  assert.equal((await world.state(of.id)).seq, seq)
})

async function ends({ id }: Joint): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from dossier_event
     where dossier_id = ${id}::uuid and kind = 'legEnded' and body::jsonb ->> 'leg' = 'residence'`.execute(
    world.database.owner,
  )
  return rows[0]!.many
}

test('another content under a number that was used is refused and changes nothing', async () => {
  const of = await world.joint()
  await told(status(of, 1))
  const answer = await world.send(status(of, 1, { status: '6', ...WHY }))
  assert.equal(answer.statusCode, 409)
  assert.equal(answer.json().reason, 'numberUsed')
  assert.equal(legIn(await world.state(of.id)).ended, null)
})

/** What an agency may have said in order; whatever happens on the way, the leg ends as if it had come in order. */
const STORY: readonly Partial<LegStatus>[] = [
  { status: '1', reference: 'CA-1' },
  { status: '3' },
  { status: '7' },
  { status: '99' },
  { status: '4', result: RESULT },
  { status: '5', manner: 'counter' },
]

test('messages lost, repeated and reordered end in the same leg (N08)', async () => {
  const inOrder = await world.joint()
  const at = new Date().toISOString()
  const story = (of: Joint) =>
    STORY.map((over, i) => ({ ...status(of, i + 1), ...over, at })) as LegStatus[]
  for (const message of story(inOrder)) await told(message)
  const expected = shapeOf(legIn(await world.state(inOrder.id)))
  assert.equal(expected.ended, 'done')
  const arrivals = fc.shuffledSubarray(
    STORY.flatMap((_, i) => [i, i]),
    { minLength: STORY.length },
  )
  await fc.assert(
    fc.asyncProperty(arrivals, async (order) => {
      const of = await world.joint()
      const messages = story(of)
      for (const i of order) await told(messages[i]!)
      // What was lost is sent until it has arrived.
      for (const message of messages) await told(message)
      assert.deepEqual(shapeOf(legIn(await world.state(of.id))), expected)
      assert.equal(await ends(of), 1)
    }),
    { numRuns: 12 },
  )
})

/** Without the moments, which are those of each dossier. */
function shapeOf({
  openedAt: _o,
  acknowledgeBy: _a,
  acknowledgedAt,
  clock,
  returnedAt,
  ...rest
}: LegState) {
  return {
    ...rest,
    isAcknowledged: acknowledgedAt !== null,
    isReturned: returnedAt !== null,
    isStopped: clock?.stoppedAt !== undefined,
  }
}

test('a code that is in no table is kept and listed; it moves nothing and holds nothing up', async () => {
  const of = await world.joint()
  await told(status(of, 1))
  const unknown = await told(status(of, 2, { status: '99', note: 'Chuyển bộ phận khác.' }))
  assert.equal(unknown.state, 'codeUnknown')
  const leg = legIn(await world.state(of.id))
  assert.equal(leg.status, '99')
  assert.equal(leg.ended, null)
  assert.equal((await told(status(of, 3, { status: '4', result: RESULT }))).state, 'applied')
  assert.equal(legIn(await world.state(of.id)).ended, 'done')
})

test('what is not lawful where the leg stands is kept with the reason, and not refused to the sender', async () => {
  const of = await world.joint()
  await told(status(of, 1, { status: '4', result: RESULT }))
  const late = await told(status(of, 2, { status: '6', ...WHY }))
  assert.equal(late.state, 'declined')
  assert.match(late.reason ?? '', /đã kết thúc/)
  assert.equal(legIn(await world.state(of.id)).ended, 'done')
})

test('a message that came before its turn waits for the one before it', async () => {
  const of = await world.joint()
  assert.equal((await told(status(of, 2, { status: '3' }))).state, 'waiting')
  assert.equal(legIn(await world.state(of.id)).acknowledgedAt, null)
  assert.equal((await told(status(of, 1))).state, 'applied')
  assert.equal(legIn(await world.state(of.id)).status, '3')
})

test('an agency speaks of its own legs only; whether another dossier exists is not told', async () => {
  const of = await world.joint()
  for (const message of [
    status(of, 1, { leg: 'insurance' }),
    status(of, 1, { leg: 'birth' }),
    status({ ...of, code: 'H26.101-20261101-9999' }, 1),
  ])
    await told(message, 404)
  const stranger = { id: 'museum', secret: 'a secret of nobody here' }
  assert.equal((await world.send(status(of, 1), stranger)).statusCode, 401)
  const forged = { id: 'police', secret: 'a guessed secret, wrong' }
  assert.equal((await world.send(status(of, 1), forged)).statusCode, 401)
  const nonce = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'
  assert.equal((await world.send(status(of, 1), undefined, { nonce })).statusCode, 200)
  assert.equal((await world.send(status(of, 2), undefined, { nonce })).statusCode, 401)
})

test('what is incomplete, misshapen, too long or not as its hash says is refused with everything to mend (N07)', async () => {
  const of = await world.joint()
  const incomplete = await told(status(of, 1, { status: '2' }), 422)
  assert.deepEqual(
    incomplete.problems?.map(({ field }) => field),
    ['missing', 'reason', 'legalBasis'],
  )
  await told(status(of, 1, { status: '4' }), 422)
  const other = { ...RESULT, file: { ...RESULT.file, sha256: 'ab'.repeat(32) } }
  await told(status(of, 1, { status: '4', result: other }), 422)
  await told(status(of, 1, { status: '4', result: { ...RESULT, on: '2026-02-30' } }), 422)
  await told('{"messageId": nothing', 422)
  await told({ ...status(of, 1), phase: 'finished' }, 422)
  await told(status(of, 0), 422)
  await told('x'.repeat(15_100_000), 413)
  assert.equal(legIn(await world.state(of.id)).acknowledgedAt, null)
  assert.equal((await told(status(of, 1))).state, 'applied')
})

test('an agency fetches the files of its own messages and no others', async () => {
  const of = await world.joint()
  await world.tell()
  const path = (leg: string, sha256: string) =>
    `/api/partner/v1/dossiers/${of.code}/legs/${leg}/files/${sha256}`
  const got = await world.get(path('residence', of.consent))
  assert.equal(got.statusCode, 200)
  assert.deepEqual(got.rawPayload, Buffer.from((await world.deps.files.read(of.consent))!))
  assert.equal((await world.get(path('residence', of.secret))).statusCode, 404)
  assert.equal((await world.get(path('residence', of.consent), INSURANCE)).statusCode, 404)
  assert.equal((await world.get(path('insurance', of.consent), INSURANCE)).statusCode, 404)
  assert.equal((await world.app.inject({ method: 'GET', url: STATUSES })).statusCode, 404)
})

test('the description that agencies hold in their hands is that of the routes, with what they are sent', async () => {
  const answer = await world.app.inject('/api/partner/openapi.json')
  const held = readFileSync(join(checkout, 'docs/api/partner.openapi.json'), 'utf8')
  assert.deepEqual(
    answer.json(),
    JSON.parse(held),
    'npm run check -- openapi writes it anew; tell the agencies',
  )
  const { paths, webhooks } = answer.json()
  assert.deepEqual(Object.keys(paths).toSorted(), [
    '/api/partner/v1/dossiers/{code}/legs/{leg}/files/{sha256}',
    STATUSES,
  ])
  assert.ok(webhooks.leg.post.requestBody.content['application/json'].schema.properties.answers)
})
