import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import {
  DOSSIERS,
  KEY,
  declaration,
  handOver,
  handedScan,
  portalWorld,
  type PortalWorld,
  type Spoiled,
} from '../../test/support/portal.ts'
import { accepted, staff } from '../../test/support/office.ts'
import { handle } from '../dossier/handle.ts'
import type { Command } from '../dossier/commands.ts'
import type { StaffActor } from '../office/actor.ts'
import { readPrivate } from '../dossier/packing.ts'
import { forgetLasting } from '../interruption/in-force.ts'
import type { HandOver } from './schema.ts'

let world: PortalWorld
before(async () => {
  world = await portalWorld()
})
after(() => world.close())

const BA_DINH = 101

async function arrive(over: Partial<HandOver> = {}): Promise<{ id: string; code: string }> {
  const answer = await world.send('POST', DOSSIERS, handOver(over))
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}

async function act(id: string, by: StaffActor, command: Command): Promise<void> {
  accepted(await handle(world.deps.dossier, { id, by, command, key: randomUUID() }))
}

test('a dossier handed over by the portal keeps its code, its answers and its files', async () => {
  const body = handOver()
  const answer = await world.send('POST', DOSSIERS, body)
  assert.equal(answer.statusCode, 201, answer.body)
  const { id, code, status, statusName } = answer.json()
  assert.deepEqual(
    { code, status, statusName },
    { code: body.code, status: 1, statusName: 'Mới đăng ký' },
  )
  const row = await world.database.owner
    .selectFrom('dossier')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  assert.equal(row.source, 'nationalPortal')
  assert.equal(row.kind_of_filing, 'selfOnline')
  assert.equal(row.owner_name, 'Nguyễn Hoàng Minh Anh')
  assert.equal(row.competent_office_id, BA_DINH)
  assert.equal(row.submitted_at.toISOString(), body.submittedAt)
  const file = await world.database.owner
    .selectFrom('dossier_file')
    .selectAll()
    .where('dossier_id', '=', id)
    .executeTakeFirstOrThrow()
  assert.equal(file.sha256.toString('hex'), body.files[0]!.sha256)
  const kept = await world.deps.files.read(body.files[0]!.sha256)
  assert.equal(Buffer.from(kept!).toString('base64'), body.files[0]!.content)
})

test('old names and numbers are accepted with their day, and kept beside what they are now', async () => {
  const body = handOver({
    competentOffice: { commune: '00004', asOf: '2025-06-30' },
    receivingOffice: { commune: 'phường Trúc Bạch, quận Ba Đình' },
    answers: {
      ...declaration(),
      'father.residence': { commune: '00004', asOf: '2025-06-30', detail: 'số 5' },
    },
  })
  const answer = await world.send('POST', DOSSIERS, body)
  assert.equal(answer.statusCode, 201, answer.body)
  const { rows } = await sql<{ office: number; bytes: Buffer }>`
    select d.competent_office_id as office, p.bytes
      from dossier d join dossier_private p on p.dossier_id = d.id where d.id = ${answer.json().id}::uuid`.execute(
    world.database.owner,
  )
  assert.equal(rows[0]?.office, BA_DINH)
  assert.deepEqual(readPrivate(rows[0].bytes).answers?.['father.residence'], {
    commune: '00004',
    detail: 'số 5',
    typed: 'Phường Trúc Bạch, Quận Ba Đình, Thành phố Hà Nội',
    formerCode: '00004',
  })
})

/** In the order of numbers: who came first does not matter. */
function statusesOf(answers: readonly { statusCode: number }[]): number[] {
  return answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)
}

test('the same dossier sent again is the same dossier, in parallel and later', async () => {
  const body = handOver()
  const first = await Promise.all([1, 2, 3].map(() => world.send('POST', DOSSIERS, body)))
  assert.deepEqual(statusesOf(first), [200, 200, 201])
  const again = await world.send('POST', DOSSIERS, body)
  assert.equal(again.statusCode, 200)
  assert.equal(new Set([...first, again].map((answer) => answer.json().id)).size, 1)
})

test('what was taken once is taken, also when it would come too late today', async () => {
  const body = handOver()
  const first = await world.send('POST', DOSSIERS, body)
  const present = world.clock.now
  world.clock.now = new Date(present.getTime() + 40 * 86_400_000)
  try {
    const again = await world.send('POST', DOSSIERS, body)
    assert.equal(again.statusCode, 200, again.body)
    assert.equal(again.json().id, first.json().id)
    assert.equal(again.json().receivedAt, first.json().receivedAt)
    const other = { ...body, applicant: { ...body.applicant, fullName: 'Trần Thị Khác' } }
    assert.equal((await world.send('POST', DOSSIERS, other)).statusCode, 409)
  } finally {
    world.clock.now = present
  }
})

test('another content under a known code is refused and changes nothing', async () => {
  const body = handOver()
  await world.send('POST', DOSSIERS, body)
  const other = { ...body, answers: { ...body.answers, 'child.fullName': 'Nguyễn Hoàng Minh Em' } }
  const answer = await world.send('POST', DOSSIERS, other)
  assert.equal(answer.statusCode, 409)
  assert.equal(answer.json().reason, 'codeUsed')
  assert.match(answer.headers['content-type'] ?? '', /problem\+json/)
})

test('two different contents under one new code at the same moment: one dossier, one refusal', async () => {
  const body = handOver()
  const other = { ...body, answers: { ...body.answers, 'child.fullName': 'Nguyễn Hoàng Minh Em' } }
  const answers = await Promise.all([body, other].map((one) => world.send('POST', DOSSIERS, one)))
  assert.deepEqual(statusesOf(answers), [201, 409])
})

async function keptUnder(code: string) {
  return world.database.owner
    .selectFrom('dossier_code')
    .select('dossier_id')
    .where('code', '=', code)
    .execute()
}

const answers = (over: Record<string, unknown>) => ({ answers: { ...declaration(), ...over } })
const file = (over: object) => ({ files: [{ ...handedScan('one'), ...over }] })
const wrong: [string, object, string, RegExp][] = [
  ['an unknown procedure', { procedure: '9.999999' }, 'procedureUnknown', /procedure/],
  [
    'a procedure that is only guided here',
    { procedure: '1.013226' },
    'procedureNotOpen',
    /procedure/,
  ],
  ['a procedure of another system', { procedure: '1.000001' }, 'procedureUnknown', /procedure/],
  [
    'an unknown office',
    { competentOffice: { commune: '99999' } },
    'officeUnknown',
    /competentOffice/,
  ],
  [
    'an office of another level',
    { competentOffice: { agencyCode: 'H26.16' } },
    'notReceivedHere',
    /competentOffice/,
  ],
  [
    'a ward where nobody lives',
    { competentOffice: { commune: '00235' } },
    'notCompetent',
    /competentOffice/,
  ],
  [
    'an unknown receiving office',
    { receivingOffice: { agencyCode: 'Z99' } },
    'officeUnknown',
    /receivingOffice/,
  ],
  [
    'an office under an old name that was divided',
    { competentOffice: { commune: 'phường Đội Cấn, quận Ba Đình' } },
    'officeSplit',
    /competentOffice/,
  ],
  [
    'an office under a name of several places',
    { competentOffice: { commune: 'Kim Chung, Hà Nội' } },
    'officeAmbiguous',
    /competentOffice/,
  ],
  [
    'a number that is no longer in force, without its day',
    { competentOffice: { commune: '00001' } },
    'officeUnknown',
    /competentOffice/,
  ],
  [
    'an impossible day of a number',
    { competentOffice: { commune: '00001', asOf: '2025-02-30' } },
    '',
    /competentOffice/,
  ],
  [
    'an address in a divided commune',
    answers({ 'father.residence': { commune: '00022', asOf: '2025-06-30', detail: 'số 5' } }),
    'communeSplit',
    /answers\.father\.residence\.choice/,
  ],
  [
    'an address under a name of several places',
    answers({ 'father.residence': { commune: 'Kim Chung, Hà Nội', detail: 'số 5' } }),
    'communeAmbiguous',
    /answers\.father\.residence/,
  ],
  ['a missing answer', answers({ 'child.fullName': '' }), 'required', /answers\.child\.fullName/],
  [
    'an unknown question',
    answers({ 'child.colour': 'red' }),
    'unknownField',
    /answers\.child\.colour/,
  ],
  [
    'an impossible day',
    answers({ 'child.birthOn': '2026-02-30' }),
    'dateUnreal',
    /answers\.child\.birthOn/,
  ],
  [
    'eleven digits',
    answers({ 'father.personalNumber': '00109399903' }),
    'personalNumber',
    /father/,
  ],
  ['a code of no list', answers({ 'child.sex': 'x' }), '', /answers\.child\.sex/],
  [
    'HTML for a name',
    answers({ 'child.fullName': '<script>alert(1)</script>' }),
    '',
    /child\.fullName/,
  ],
  ['no proof of birth', { files: [] }, 'paperMissing', /^files$/],
  ['a paper of another procedure', file({ paper: 'passport' }), 'paperUnknown', /files\.0\.paper/],
  ['a hash of other bytes', file({ sha256: 'ab'.repeat(32) }), 'hash', /files\.0\.sha256/],
  ['bytes that are not base64', file({ content: '%%%%' }), 'base64', /files\.0\.content/],
  [
    'a PNG that claims to be a PDF',
    file({ mediaType: 'application/pdf' }),
    'mediaType',
    /files\.0\.mediaType/,
  ],
  ['a member that the schema does not have', { isUrgent: true }, 'shape', /./],
  ['a code in the wrong form', { code: 'abc' }, 'shape', /code/],
  ['an answer with half a character', answers({ 'child.homeTown': '\ud800' }), 'text', /./],
  [
    'a submission tomorrow',
    { submittedAt: new Date(Date.now() + 86_400_000).toISOString() },
    'submittedAt',
    /submittedAt/,
  ],
  [
    'a submission last year',
    { submittedAt: '2025-01-01T08:00:00+07:00' },
    'submittedAt',
    /submittedAt/,
  ],
]
for (const [what, over, code, field] of wrong) {
  test(`${what} is refused, and nothing is kept`, async () => {
    const body = Object.assign(handOver(), over)
    const answer = await world.send('POST', DOSSIERS, body)
    assert.equal(answer.statusCode, 422, answer.body)
    const { problems } = answer.json<{
      problems: { code: string; field?: string; message: string }[]
    }>()
    const found = problems.find((problem) => code === '' || problem.code === code)
    assert.ok(found, JSON.stringify(problems))
    assert.match(found.field ?? '-', field)
    assert.deepEqual(await keptUnder(body.code), [])
  })
}

test('everything that has to be mended is said at once', async () => {
  const body = handOver({
    ...answers({ 'child.fullName': '', 'child.sex': 'x' }),
    competentOffice: { commune: '99999' },
    files: [],
  })
  const answer = await world.send('POST', DOSSIERS, body)
  const fields = answer.json().problems.map((problem: { field: string }) => problem.field)
  for (const field of ['answers.child.fullName', 'answers.child.sex', 'competentOffice', 'files'])
    assert.ok(fields.includes(field), `${field} in ${fields.join()}`)
})

const forged: [string, Partial<Spoiled>, string][] = [
  ['nothing signed', { authorization: null }, 'authorization'],
  ['another scheme', { authorization: 'Bearer abc' }, 'authorization'],
  ['an unknown key', { key: { id: 'nobody', secret: KEY.secret } }, 'signature'],
  ['a wrong secret', { key: { id: KEY.id, secret: 'not the shared secret at all' } }, 'signature'],
  [
    'another partner’s secret',
    { key: { id: KEY.id, secret: 'the secret of another partner' } },
    'signature',
  ],
  ['another body', { signedBody: '{}' }, 'signature'],
  ['another path', { signedPath: `${DOSSIERS}/x` }, 'signature'],
  ['six minutes old', { signedAt: new Date(Date.now() - 360_000) }, 'timestamp'],
  ['six minutes ahead', { signedAt: new Date(Date.now() + 400_000) }, 'timestamp'],
  [
    'a key called like a member of objects',
    { key: { id: 'constructor', secret: 'x' } },
    'signature',
  ],
]
for (const [what, spoiled, reason] of forged) {
  test(`a request with ${what} is not believed`, async () => {
    const answer = await world.send('POST', DOSSIERS, handOver(), spoiled)
    assert.equal(answer.statusCode, 401, answer.body)
    assert.equal(answer.json().reason, reason)
    assert.equal(answer.headers['www-authenticate'], 'MOTCUA-HMAC-SHA256')
  })
}

test('a recorded request is not believed a second time', async () => {
  const nonce = randomUUID()
  const body = handOver()
  assert.equal((await world.send('POST', DOSSIERS, body, { nonce })).statusCode, 201)
  const replayed = await world.send('POST', DOSSIERS, body, { nonce })
  assert.equal(replayed.statusCode, 401)
  assert.equal(replayed.json().reason, 'nonce')
})

test('a body that is not JSON, or not UTF-8, is refused after its signature', async () => {
  const answer = await world.send('POST', DOSSIERS, '{"code":')
  assert.equal(answer.statusCode, 422)
  assert.equal(answer.json().problems[0].code, 'json')
})

test('a body beyond the limit is refused', async () => {
  const answer = await world.send('POST', DOSSIERS, ' '.repeat(42_000_001))
  assert.equal(answer.statusCode, 413)
})

test('the portal sees where its dossier stands and what is asked of the applicant', async () => {
  const { id, code } = await arrive()
  const faults = [{ paper: 'birth-notice', fault: 'Ảnh mờ.' }]
  await act(id, staff('receptionist', BA_DINH), {
    type: 'requestSupplement',
    faults,
    reason: 'Không đọc được số.',
    legalBasis: 'NĐ 118/2025/NĐ-CP',
  })
  const standing = (await world.send('GET', `${DOSSIERS}/${code}`)).json()
  assert.equal(standing.status, 5)
  assert.deepEqual(standing.supplement.papers, faults)
  assert.equal(standing.supplement.reason, 'Không đọc được số.')
  const messageId = randomUUID()
  const supplement = { messageId, files: [handedScan()], note: 'Xin gửi lại.' }
  const first = await world.send('POST', `${DOSSIERS}/${code}/supplements`, supplement)
  assert.equal(first.statusCode, 200, first.body)
  assert.equal(first.json().status, 1)
  const again = await world.send('POST', `${DOSSIERS}/${code}/supplements`, supplement)
  assert.deepEqual(again.json(), first.json())
  const late = await world.send('POST', `${DOSSIERS}/${code}/supplements`, {
    ...supplement,
    messageId: randomUUID(),
  })
  assert.equal(late.statusCode, 409)
  assert.equal(late.json().reason, 'wrongState')
})

test('an empty supplement is refused', async () => {
  const { code } = await arrive()
  const empty = { messageId: randomUUID(), files: [] }
  const answer = await world.send('POST', `${DOSSIERS}/${code}/supplements`, empty)
  assert.equal(answer.statusCode, 422)
})

test('the applicant agrees on the portal to exactly the draft that was shown', async () => {
  const { id, code } = await arrive()
  const officer = staff('officer', BA_DINH)
  await act(id, staff('receptionist', BA_DINH), { type: 'accept', originals: [] })
  await act(id, officer, { type: 'claim' })
  await act(id, officer, { type: 'examine', checks: [] })
  const { sha256 } = await world.deps.files.put(Buffer.from('%PDF-1.7 a draft'), 'application/pdf')
  await act(id, officer, { type: 'sendDraft', documentId: randomUUID(), sha256 })
  const draft = await world.send('GET', `${DOSSIERS}/${code}/draft`)
  assert.equal(draft.body, '%PDF-1.7 a draft')
  const path = `${DOSSIERS}/${code}/confirmations`
  const confirm = (over: object) =>
    world.send('POST', path, {
      messageId: randomUUID(),
      draftSha256: sha256,
      answer: 'agree',
      ...over,
    })
  assert.equal((await confirm({ draftSha256: 'cd'.repeat(32) })).json().reason, 'otherDraft')
  assert.equal((await confirm({ answer: 'return' })).statusCode, 422)
  assert.equal((await confirm({})).statusCode, 200)
  assert.equal((await confirm({})).json().reason, 'wrongStep')
  assert.equal((await world.send('GET', `${DOSSIERS}/${code}/draft`)).statusCode, 404)
  assert.equal((await world.send('GET', `${DOSSIERS}/${code}/result`)).statusCode, 404)
})

test('a withdrawal asked for on the portal waits for the counter', async () => {
  const { id, code } = await arrive()
  const ask = { messageId: randomUUID(), reason: 'Nộp nhầm.' }
  assert.equal((await world.send('POST', `${DOSSIERS}/${code}/withdrawals`, ask)).json().status, 1)
  await act(id, staff('receptionist', BA_DINH), { type: 'confirmWithdrawal' })
  assert.equal((await world.send('GET', `${DOSSIERS}/${code}`)).json().status, 7)
})

test('the portal does not see dossiers that came in by another door', async () => {
  const desk = staff('receptionist', BA_DINH)
  const filed = accepted(
    await handle(world.deps.dossier, {
      by: desk,
      key: randomUUID(),
      procedure: { code: '1.001193', version: 1, caseCode: '1.001193' },
      command: {
        type: 'file',
        source: 'counter',
        kindOfFiling: 'counter',
        offices: { receiving: BA_DINH, competent: BA_DINH, returning: BA_DINH },
        applicantPersonId: null,
        papers: [],
        result: { manner: 'electronic', copies: 0 },
        answers: declaration(),
        ownerName: 'Nguyễn Hoàng Minh Anh',
        applicantName: 'Trần Thị Thu Hà',
        fileNames: {},
      },
    }),
  )
  assert.equal((await world.send('GET', `${DOSSIERS}/${filed.code}`)).statusCode, 404)
  const taken = await world.send('POST', DOSSIERS, handOver({ code: filed.code }))
  assert.equal(taken.statusCode, 409)
  const ask = { messageId: randomUUID(), reason: 'x' }
  const asked = await world.send('POST', `${DOSSIERS}/${filed.code}/withdrawals`, ask)
  assert.equal(asked.statusCode, 404)
})

test('while the ward takes nothing in, what the portal hands over is received by the place that stands in; sent again later it is the same', async () => {
  const { owner } = world.database
  const points = await sql<{ id: number; office: number }>`
    select id, office_id as office from service_point where office_id <> ${BA_DINH} order by id limit 1`.execute(
    owner,
  )
  const { id: point, office } = points.rows[0]!
  await sql`
    insert into interruption (office_id, reason, words, legal_basis, is_planned, stops, from_at, to_at, substitute_point_id)
    values (${BA_DINH}, 'powerOrNetwork', 'Mất điện toàn phường', 'thử', false, '{receiving}', now() - interval '1 hour',
            now() + interval '1 hour', ${point})`.execute(owner)
  forgetLasting(world.deps.db)
  const body = handOver()
  const first = await world.send('POST', DOSSIERS, body)
  assert.equal(first.statusCode, 201, first.body)
  await sql`update interruption set to_at = now()`.execute(owner)
  forgetLasting(world.deps.db)
  const again = await world.send('POST', DOSSIERS, body)
  assert.deepEqual([again.statusCode, again.json().id], [200, first.json().id])
  const { rows } = await sql<{ receiving: number; competent: number }>`
    select receiving_office_id as receiving, competent_office_id as competent from dossier
     where id = ${first.json().id}::uuid`.execute(owner)
  assert.deepEqual(rows, [{ receiving: office, competent: BA_DINH }])
})
