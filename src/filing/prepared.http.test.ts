/** What is filed elsewhere is prepared here: kept under a code, printed, opened at a counter, and never a dossier of ours. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { join } from 'node:path'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { inContext } from '../db/context.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { fillByExample, validExample } from '../../test/support/example-filing.ts'
import { staff } from '../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../test/support/page-checks.ts'
import { textOfPdf } from '../../test/support/pdf-text.ts'
import { visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { eraseExpiredDrafts } from './jobs.ts'
import { openPrepared } from './prepared.ts'
import { filingRoutes } from './routes.ts'
import { preparationsOn } from './prepared-store.ts'

const law = openLaw(join(checkout, 'data'))
const prepared = law.procedures().filter(({ filing }) => filing === 'prepare')
const official = staff('receptionist')

let doors: CitizenDoors
let counterApp: FastifyInstance | undefined
let people = 0
before(async () => {
  doors = await openCitizenDoors()
  doors.clock.now = new Date('2026-11-25T02:10:00Z')
})
after(async () => {
  await counterApp?.close()
  await doors.close()
})

/** Somebody who has filled in everything of that procedure. */
async function atLastLook(code: string): Promise<Citizen> {
  const { values, who } = validExample(law, law.procedure(code)!)
  const person = await doors.citizen(`Người Soạn ${'ABCDEFGHIJKLMNOPQ'[people++]}`, who)
  await fillByExample(person, code, values)
  return person
}

async function finish(person: Citizen, code: string): Promise<string> {
  const act = `/nop/${code}/soan-xong`
  const sent = await person.post(act, await person.formOn(`/nop/${code}/kiem-tra`, act))
  assert.equal(sent.headers.location, `/nop/${code}/da-soan`, summaryOf(sent.body).join('; '))
  return codeOn((await person.get(`/nop/${code}/da-soan`)).body)
}

function codeOn(body: string): string {
  return /class="big num">([0-9A-Z]{4}-[0-9A-Z]{4})</.exec(body)![1]!
}

/** Somebody of the ward who has signed in at the counter, over the same database. */
async function staffAtCounter(role: 'receptionist' | 'officer') {
  const actor = staff(role)
  counterApp ??= await webApp(async (root) => {
    root.addHook('onRequest', async (req) => {
      const now = String(req.headers['x-role'] ?? 'receptionist') as 'receptionist' | 'officer'
      Object.defineProperty(req, 'actor', { value: staff(now) })
    })
    await filingRoutes(root, doors.deps)
  })
  const browser = visitor(counterApp)
  const { get, post } = browser
  const headers = { 'x-role': actor.role }
  return { ...browser, get: (url: string) => get(url, headers), post }
}

async function dossiersOf({ actor }: Citizen): Promise<number> {
  const { rows } = await sql`
    select 1 from dossier where applicant_person_id = ${actor.personId}`.execute(
    doors.database.owner,
  )
  return rows.length
}

test('seven procedures are prepared here: certification at the counter, the rest in systems of others', () => {
  assert.deepEqual(
    prepared.map(({ code }) => code),
    '1.001612 1.004194 1.004222 2.000815 2.000884 3.000333 3.000347'.split(' '),
  )
})

for (const procedure of prepared) {
  const { code, shortName, deepLink, channels = ['online'] } = procedure
  test(`${code} ${shortName.vi}: its declaration has a code, a place to take it to, a print and a line among my dossiers`, async () => {
    const person = await atLastLook(code)
    const shown = await finish(person, code)
    const { body } = await person.get(`/nop/${code}/da-soan`)
    assert.match(body, /Bạn chưa nộp hồ sơ/)
    if (channels.includes('online')) assert.ok(body.includes(`href="${deepLink!.url}"`))
    else assert.match(body, /Mang tờ khai và giấy tờ đến một điểm phục vụ/)
    const pdf = await person.get(`/nop/${code}/to-khai.pdf`)
    assert.equal(pdf.headers['content-type'], 'application/pdf')
    const printed = textOfPdf(pdf.rawPayload).replaceAll(/\s+/g, '')
    assert.ok(printed.includes(shown), shown)
    const mine = await person.get('/ho-so')
    assert.ok(mine.body.includes(`href="/nop/${code}/da-soan?cho=toi"`))
    assert.ok(mine.body.includes(`mã ${shown}`))
    const opened = await openPrepared(doors.deps, { typed: shown.toLowerCase(), by: official })
    assert.equal(opened?.procedureCode, code)
    assert.notDeepEqual(opened?.answers, {})
    assert.match((await person.get(`/nop/${code}/da-soan`)).body, /Quầy đã mở tờ khai này lúc/)
    assert.equal(await dossiersOf(person), 0)
  })
}

const CODE = '1.004194'
const EMAIL = 'person.email'

test('finishing twice gives one code; a change is said, and finishing again keeps the code with the new answers', async () => {
  const person = await atLastLook(CODE)
  const act = `/nop/${CODE}/soan-xong`
  const form = await person.formOn(`/nop/${CODE}/kiem-tra`, act)
  const sent = await Promise.all([1, 2, 3].map(() => person.post(act, form)))
  for (const { headers } of sent) assert.equal(headers.location, `/nop/${CODE}/da-soan`)
  const page = `/nop/${CODE}/da-soan`
  const first = codeOn((await person.get(page)).body)
  doors.clock.now = new Date('2026-11-25T02:20:00Z')
  const published = law.form('dang-ky-tam-tru', 1)
  const topic = published.topics.find(({ questions }) => questions.some(({ id }) => id === EMAIL))!
  const at = `/nop/${CODE}/${topic.id}`
  const { values } = validExample(law, law.procedure(CODE)!)
  const own = topic.questions.map(({ id }) => id)
  const same = Object.entries(values).filter(([name]) => own.some((id) => name.startsWith(id)))
  await person.post(`${at}/luu`, {
    ...(await person.formOn(at, at)),
    ...Object.fromEntries(same),
    [EMAIL]: 'moi@thu.example',
  })
  assert.match((await person.get(page)).body, /Bạn đã sửa sau khi hoàn tất/)
  const before = await openPrepared(doors.deps, { typed: first, by: official })
  assert.notEqual(before?.answers[EMAIL], 'moi@thu.example')
  assert.equal(await finish(person, CODE), first)
  const after = await openPrepared(doors.deps, { typed: first, by: official })
  assert.equal(after?.answers[EMAIL], 'moi@thu.example')
  assert.doesNotMatch((await person.get(page)).body, /Bạn đã sửa/)
})

test('what is incomplete is not finished: everything missing is listed, each line leads to its answer', async () => {
  const person = await doors.citizen('Người Soạn Dở')
  const start = `/nop/${CODE}`
  await person.post(start, await person.formOn(start, start))
  const act = `${start}/soan-xong`
  const sent = await person.post(act, await person.formOn(`${start}/kiem-tra`, act))
  assert.equal(sent.statusCode, 422)
  assert.ok(summaryOf(sent.body).length > 3)
  assertAnchorsExist(sent.body)
  assert.equal((await person.get(`${start}/da-soan`)).headers.location, `${start}/kiem-tra`)
})

test('nothing of it can be filed here, and nothing of ours is only prepared', async () => {
  const person = await atLastLook(CODE)
  const form = await person.formOn(`/nop/${CODE}/kiem-tra`, `/nop/${CODE}/soan-xong`)
  const filed = await person.post(`/nop/${CODE}/nop`, form)
  assert.equal(filed.headers.location, `/nop/${CODE}`)
  assert.equal(await dossiersOf(person), 0)
  for (const page of ['giay-to', 'noi-giai-quyet'])
    assert.equal((await person.get(`/nop/${CODE}/${page}`)).headers.location, `/nop/${CODE}`)
  const start = '/nop/1.001193'
  await person.post(start, await person.formOn(start, start))
  const act = await person.formOn(`${start}/kiem-tra`, `${start}/nop`)
  assert.equal((await person.post(`${start}/soan-xong`, act)).headers.location, start)
})

test('another person reads nothing of it, whatever code they type; an official reads it by the whole code only', async () => {
  const person = await atLastLook('2.000884')
  const shown = await finish(person, '2.000884')
  const other = await doors.citizen('Người Khác')
  assert.equal((await other.get('/nop/2.000884/da-soan')).headers.location, '/nop/2.000884')
  const seen = await inContext(doors.database.app, other.actor, (tx) =>
    sql`select 1 from prepared_declaration`.execute(tx),
  )
  assert.equal(seen.rows.length, 0)
  for (const typed of ['', shown.slice(0, 8), `${shown}2`, "' or 1=1", 'AAAA-AAAA'])
    assert.equal(await openPrepared(doors.deps, { typed, by: official }), undefined, typed)
  assert.ok(await openPrepared(doors.deps, { typed: ` ${shown} `, by: official }))
})

test('it is counted apart from dossiers, opened once however often, and gone with its draft after 30 days', async () => {
  const counted = () =>
    inContext(doors.database.app, official, (tx) =>
      preparationsOn(tx, { from: '2026-12-01', to: '2026-12-01' }),
    )
  doors.clock.now = new Date('2026-12-01T02:00:00Z')
  const person = await atLastLook('2.000815')
  const shown = await finish(person, '2.000815')
  await openPrepared(doors.deps, { typed: shown, by: official })
  await openPrepared(doors.deps, { typed: shown, by: official })
  assert.deepEqual(await counted(), [{ procedureCode: '2.000815', prepared: 1, opened: 1 }])
  doors.clock.now = new Date('2027-01-01T02:00:00Z')
  assert.equal(await openPrepared(doors.deps, { typed: shown, by: official }), undefined)
  await eraseExpiredDrafts(doors.database.worker, doors.clock.now)
  const { rows } = await sql`
    select 1 from prepared_declaration where expires_at <= ${doors.clock.now}`.execute(
    doors.database.owner,
  )
  assert.equal(rows.length, 0)
  assert.deepEqual(await counted(), [{ procedureCode: '2.000815', prepared: 1, opened: 1 }])
})

test('at the counter the code opens the answers; a wrong code says so beside its box, and nobody else gets in', async () => {
  const person = await atLastLook('2.000884')
  const shown = await finish(person, '2.000884')
  const receptionist = await staffAtCounter('receptionist')
  const page = '/quay/to-khai'
  const sent = await receptionist.post(page, {
    ...(await receptionist.formOn(page, page)),
    code: shown.toLowerCase(),
  })
  assert.equal(sent.statusCode, 200)
  assert.ok(sent.body.includes(shown))
  assert.match(sent.body, /chưa phải hồ sơ đã nộp/)
  assert.match(sent.body, /Người Soạn/)
  const wrong = await receptionist.post(page, {
    ...(await receptionist.formOn(page, page)),
    code: '7777-7777',
  })
  assert.equal(wrong.statusCode, 422)
  assert.deepEqual(summaryOf(wrong.body).length, 1)
  assertAnchorsExist(wrong.body)
  const officer = await staffAtCounter('officer')
  assert.equal((await officer.get(page)).statusCode, 403)
  assert.equal((await person.get(page)).statusCode, 303)
})
