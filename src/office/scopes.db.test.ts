import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { OTHER_WARD, WARD, furnish } from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'

let database: TestDatabase
const ours = randomUUID()
const theirs = randomUUID()
const officerOfA = { scopes: [WARD] }
const officerOfB = { scopes: [OTHER_WARD] }

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  await dossierOf(WARD, ours)
  await dossierOf(OTHER_WARD, theirs)
})
after(() => database.close())

/** One row in every table that row security guards, as the owner, who is not bound by it. */
async function dossierOf(office: number, id: string): Promise<void> {
  const scopes = [1, office]
  await database.owner.transaction().execute(async (tx) => {
    await sql`
      insert into dossier (id, seq, code, procedure_code, procedure_version, procedure_name, source, kind_of_filing,
        receiving_office_id, competent_office_id, returning_office_id, owner_name, applicant_name, status,
        submitted_at, is_open, origin, scopes)
      values (${id}, 1, ${`H26.${office}-1`}, '1.001193', 1, 'Đăng ký khai sinh', 'counter', 'counter', ${office},
        ${office}, ${office}, 'Bé', 'Mẹ', 1, now(), true, 'live', ${scopes})`.execute(tx)
    await sql`insert into dossier_state (dossier_id, seq, head_hash, state, scopes)
      values (${id}, 1, '\\x00', '{}', ${scopes})`.execute(tx)
    await sql`insert into dossier_event (dossier_id, seq, kind, version, occurred_at, recorded_at, actor, origin, body,
        prev_hash, hash, scopes)
      values (${id}, 1, 'filed', 1, now(), now(), 'public', 'live', '{}', '\\x00', '\\x00', ${scopes})`.execute(
      tx,
    )
    await sql`insert into dossier_private (dossier_id, seq, salt, bytes, scopes)
      values (${id}, 1, '\\x00', '\\x00', ${scopes})`.execute(tx)
    await sql`insert into dossier_contact (dossier_id, phone, scopes) values (${id}, '0990000001', ${scopes})`.execute(
      tx,
    )
    await sql`insert into dossier_access (dossier_id, scope, is_open) values (${id}, ${office}, true)`.execute(
      tx,
    )
    await sql`insert into dossier_reading (dossier_id, id, person_id, what, purpose, scopes)
      values (${id}, ${randomUUID()}, 1000000, 'dossier', 'thụ lý', ${scopes})`.execute(tx)
    await sql`insert into result_document (dossier_id, id, kind, template_version, state, sha256, token, office_id, scopes)
      values (${id}, ${randomUUID()}, 'x', '1', 'draft', '\\x00', ${id}, ${office}, ${scopes})`.execute(
      tx,
    )
  })
}

const FILLED = [
  'dossier',
  'dossier_state',
  'dossier_event',
  'dossier_private',
  'dossier_contact',
  'dossier_reading',
  'result_document',
] as const

const idsIn = (table: string, actor: { scopes: number[] }) =>
  inContext(database.app, actor, async (tx) => {
    const column = table === 'dossier' ? 'id' : 'dossier_id'
    const { rows } = await sql<{
      id: string
    }>`select ${sql.ref(column)} as id from ${sql.table(table)}`.execute(tx)
    return rows.map(({ id }) => id)
  })

for (const table of FILLED) {
  test(`an officer of one ward finds nothing of the other ward in ${table}`, async () => {
    assert.deepEqual(await idsIn(table, officerOfA), [ours])
    assert.deepEqual(await idsIn(table, officerOfB), [theirs])
    assert.deepEqual(await idsIn(table, { scopes: [] }), [])
    const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(database.app)
    assert.equal(rows.length, 0, 'without a context nothing is seen')
  })
}

test('every table that says who may read it is guarded by row security', async () => {
  const { rows } = await sql<{ name: string; guarded: boolean }>`
    select c.relname as name, c.relrowsecurity and exists (
             select from pg_policy p where p.polrelid = c.oid and 'motcua_app'::regrole = any (p.polroles)) as guarded
      from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'scopes'
       and not a.attisdropped`.execute(database.owner)
  assert.ok(rows.length >= FILLED.length)
  assert.deepEqual(
    rows.filter(({ guarded }) => !guarded).map(({ name }) => name),
    [],
  )
})

test('the index of lists gives ids and dates away, and no dossier', async () => {
  const { rows: columns } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = 'dossier_access'::regclass and attnum > 0
     order by attnum`.execute(database.owner)
  assert.deepEqual(
    columns.map(({ name }) => name),
    ['dossier_id', 'scope', 'is_open', 'waits_for', 'due_at'],
  )
  const listed = await inContext(database.app, officerOfA, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select d.id from dossier_access a join dossier d on d.id = a.dossier_id`.execute(tx)
    return rows.map(({ id }) => id)
  })
  assert.deepEqual(listed, [ours])
})

test("nobody changes the other ward's dossier, nor gives it to themselves", async () => {
  const changed = await inContext(database.app, officerOfA, async (tx) =>
    sql`update dossier set scopes = ${[WARD]}, owner_name = 'x' where id = ${theirs}`.execute(tx),
  )
  assert.equal(changed.numAffectedRows, 0n)
  const given = inContext(database.app, officerOfA, (tx) =>
    sql`update dossier set scopes = ${[OTHER_WARD]} where id = ${ours}`.execute(tx),
  )
  await assert.rejects(given, /row-level security/)
})

test('the application can neither rewrite nor remove history', async () => {
  for (const act of [
    sql`update dossier_event set body = '{"a":1}'`,
    sql`delete from dossier_event`,
    sql`truncate dossier_event`,
    sql`update dossier_private set bytes = null`,
    sql`delete from dossier_reading`,
    sql`select from sign_in_log`,
  ]) {
    await assert.rejects(
      inContext(database.app, officerOfA, (tx) => act.execute(tx)),
      /permission denied/,
    )
  }
})
