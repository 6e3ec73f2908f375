import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inContext } from '../db/context.ts'
import { handle } from '../dossier/handle.ts'
import { confirmed, revoked } from '../../test/support/acting.ts'
import { fileIt, fillIn, START } from '../../test/support/birth-filing.ts'
import { openCitizenDoors, type CitizenDoors } from '../../test/support/citizen-doors.ts'
import { accepted, act, filing } from '../../test/support/office.ts'
import { accept, receptionist, sendDraft } from '../../test/support/birth-life.ts'
import { mainOf, vietnameseIn } from '../../test/support/page-checks.ts'
import { checkout } from '../checkout.ts'
import { readRatingTerms } from '../survey/load.ts'
import { tasksOf } from './mine.ts'
import { pageOf } from './mine-store.ts'

let doors: CitizenDoors
before(async () => {
  doors = await openCitizenDoors()
})
after(() => doors.close())

/** A dossier of this person, filed a moment ago. */
async function file(actor: Parameters<typeof filing>[0], owner: string): Promise<string> {
  const { dossier, law } = doors.deps
  const { version } = law.procedure('1.001193')!
  const filed = accepted(
    await handle(dossier, {
      command: filing(actor, { ownerName: owner }),
      by: actor,
      key: randomUUID(),
      procedure: { code: '1.001193', version, caseCode: law.procedure('1.001193')!.cases[0]!.code },
    }),
  )
  return filed.id
}

const ownersOn = (body: string) =>
  [...mainOf(body).matchAll(/Con thứ \d+/g)].map(([name]) => name.replace('Con thứ ', ''))

test('what I must do comes first: supplement, draft, rating; then what waits; then what is done', async () => {
  const mother = await doors.citizen('Người Có Năm Hồ Sơ')
  const ids: string[] = []
  for (let n = 1; n <= 5; n++) ids.push(await file(mother.actor, `Con thứ ${n}`))
  const [asked, running, drafted, refused, handedOver] = ids as [
    string,
    string,
    string,
    string,
    string,
  ]
  const { dossier } = doors.deps
  const faults = [{ paper: 'birth-notice', fault: 'Mờ.' }]
  accepted(
    await act(dossier, asked, receptionist, {
      type: 'requestSupplement',
      faults,
      reason: 'Mờ.',
      legalBasis: 'x',
    }),
  )
  await accept(doors, running)
  await sendDraft(doors, drafted)
  accepted(
    await act(dossier, refused, receptionist, { type: 'refuse', reason: 'x', legalBasis: 'x' }),
  )
  // Handing over takes a whole life; the list reads the two columns alone.
  await sql`update dossier set status = 10, returned_at = now(), is_open = false where id = ${handedOver}::uuid`.execute(
    doors.database.owner,
  )
  const { body } = await mother.get('/ho-so')
  assert.deepEqual(ownersOn(body), ['1', '3', '5', '2', '4'])
  assert.match(body, /Có 3 việc chờ bạn\. Trước hết: Gửi bổ sung: Đăng ký khai sinh\./)
  assert.match(body, /href="\/ho-so\/[0-9a-f-]{36}\/danh-gia"/)
  assert.match(body, /href="\/toi\/thong-bao"/)
  assert.match(body, /href="\/kho-giay-to"/)
  const { db, now } = doors.deps
  const rating = readRatingTerms(join(checkout, 'data'))
  assert.equal(await tasksOf({ db, now, rating }, mother.actor), 3)
})

test('the owner and whoever acts for them see, answer for and rate the same dossier, each told in whose name it stands', async () => {
  const owner = await doors.citizen('Người Đứng Tên')
  const other = await doors.citizen('Người Làm Thay')
  const { name, personalNumber: number = '' } = owner.actor
  const of = { kind: 'person' as const, number, name }
  const representation = await confirmed(doors.database.app, {
    personId: other.actor.personId,
    of,
  })
  await other.post(START, {
    ...(await other.formOn(START, START)),
    cho: String(representation),
  })
  await fillIn(other)
  const id = await fileIt(other)
  await owner.get(`/vao/${owner.actor.personId}`)
  for (const page of ['/ho-so', `/ho-so/${id}`]) {
    assert.match((await owner.get(page)).body, /Người Làm Thay nộp cho bạn/, page)
    assert.match((await other.get(page)).body, /Bạn làm thay cho Người Đứng Tên/, page)
  }
  await sql`update dossier set status = 10, returned_at = now(), is_open = false where id = ${id}::uuid`.execute(
    doors.database.owner,
  )
  const rating = `/ho-so/${id}/danh-gia`
  assert.match((await other.get('/ho-so')).body, new RegExp(rating))
  await owner.post(rating, { ...(await owner.formOn(rating, rating)), overall: '4' })
  // One rating a dossier: the other is asked no more, and reads nothing of it.
  assert.doesNotMatch((await other.get('/ho-so')).body, new RegExp(rating))
  assert.equal((await other.get(rating)).headers.location, `/ho-so/${id}`)
  assert.match((await owner.get(rating)).body, /value="4"[^>]*checked|checked[^>]*value="4"/)
  await revoked(doors.database.app, representation, owner.actor.personId)
  assert.doesNotMatch((await other.get('/ho-so')).body, new RegExp(id))
  assert.match((await owner.get('/ho-so')).body, new RegExp(id))
})

test('with 1,000 dossiers a page has thirty, the first line counts all, and the index finds them', async () => {
  const busy = await doors.citizen('Người Có Nghìn Hồ Sơ')
  const id = await file(busy.actor, 'Con thứ 0')
  await copied(id, 999)
  const first = await busy.get('/ho-so')
  assert.equal(first.body.match(/class="card/g)?.length, 30)
  assert.match(first.body, /Trang 1 trong 34, 1000 hồ sơ/)
  const last = await busy.get('/ho-so?trang=34')
  assert.equal(last.body.match(/class="card/g)?.length, 10)
  assert.equal((await busy.get('/ho-so?trang=35')).headers.location, '/ho-so')
  assert.equal((await busy.get("/ho-so?trang=1'--")).statusCode, 200)
  await sql`analyze dossier`.execute(doors.database.owner)
  const asked = { scopes: busy.actor.scopes, now: new Date(), offeredDays: 30 }
  const plan = await inContext(doors.database.app, busy.actor, async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await sql<{
      'QUERY PLAN': string
    }>`explain ${pageOf({ ...asked, limit: 30, offset: 0 })}`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  assert.match(plan, /dossier_applicant/)
  assert.match(plan, /dossier_access_party/)
})

/** The same dossier many times over, with what the list reads of each. */
async function copied(id: string, times: number): Promise<void> {
  const { owner } = doors.database
  const columns = async (table: string) => {
    const { rows } = await sql<{ name: string }>`
      select attname::text as name from pg_attribute
       where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`.execute(
      owner,
    )
    return rows.map(({ name }) => name)
  }
  await sql`create temporary table copy_of on commit preserve rows as
    select md5(n::text)::uuid as id, n from generate_series(1, ${times}::int) n`.execute(owner)
  const changes: Readonly<Record<string, ReturnType<typeof sql>>> = {
    id: sql`c.id`,
    dossier_id: sql`c.id`,
    code: sql`t.code || '-' || c.n`,
  }
  for (const [table, key] of [
    ['dossier', 'id'],
    ['dossier_state', 'dossier_id'],
    ['dossier_event', 'dossier_id'],
  ] as const) {
    const names = await columns(table)
    const made = names.map((name) => changes[name] ?? sql`t.${sql.ref(name)}`)
    await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
      select ${sql.join(made)} from ${sql.table(table)} t cross join copy_of c where t.${sql.ref(key)} = ${id}::uuid`.execute(
      owner,
    )
  }
}

test('the English list is English, but for names', async () => {
  const mother = await doors.citizen('Người Có Năm Hồ Sơ')
  const { body } = await mother.get('/ho-so?lang=en')
  const words = vietnameseIn(mainOf(body)).filter(
    (word) => !/Người|Có|Năm|Hồ|Sơ|Con|thứ|UBND|phường|Một/.test(word),
  )
  assert.deepEqual(words, [])
})
