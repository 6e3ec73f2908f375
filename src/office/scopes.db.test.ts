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

/**
 * Tables with something of a dossier that stand without a policy, each with its reason. Everything else that a comment calls
 * byDossier has row security with a policy for each role that may read it.
 */
const WITHOUT_POLICY: Readonly<Record<string, string>> = {
  dossier_access:
    'ids, scopes and dates alone: lists join it with dossier, which has a policy (decision 0002)',
  dossier_search:
    'full text under a policy is a sequential scan: every search names the scope and joins dossier',
  dossier_pending: 'ids alone, for the dispatcher',
  subscriber_parked: 'ids and errors of the program, for whoever runs the house',
  deadline_warning: 'ids and dates alone; the application may not read it',
  checkpoint_head: 'hashes alone; the application may not read it',
}

type Guard = { name: string; guarded: boolean; app: boolean; worker: boolean; appReads: boolean }

async function guards(): Promise<Guard[]> {
  const has = (role: string) => sql`exists (
    select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and ${role}::regrole = any (p.polroles))`
  const { rows } = await sql<Guard>`
    select c.relname as name, c.relrowsecurity as guarded, ${has('motcua_app')} as app,
           ${has('motcua_worker')} as worker, has_table_privilege('motcua_app', c.oid, 'select') as "appReads"
      from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
       and (obj_description(c.oid) like 'byDossier%'
            or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'scopes' and not a.attisdropped))`.execute(
    database.owner,
  )
  return rows
}

const unguarded = (rows: readonly Guard[]): string[] =>
  rows
    .filter(({ guarded, app, worker, appReads }) => !(guarded && worker && (app || !appReads)))
    .map(({ name }) => name)
    .sort()

test('every table with something of a dossier is guarded by row security, or stands on the list with its reason', async () => {
  const rows = await guards()
  assert.ok(rows.length >= FILLED.length + 10)
  assert.deepEqual(unguarded(rows), Object.keys(WITHOUT_POLICY).sort())
})

test('a table that somebody adds without a policy is found, and one whose policy is switched off', async () => {
  const { owner } = database
  await sql`create table forgotten (dossier_id uuid primary key)`.execute(owner)
  await sql`comment on table forgotten is 'byDossier: made by a hurried migration'`.execute(owner)
  await sql`alter table dossier_contact disable row level security`.execute(owner)
  const found = unguarded(await guards())
  await sql`alter table dossier_contact enable row level security`.execute(owner)
  await sql`drop table forgotten`.execute(owner)
  assert.deepEqual(
    found.filter((name) => WITHOUT_POLICY[name] === undefined),
    ['dossier_contact', 'forgotten'],
  )
})

test('neither login can step past row security: no owner, no superuser, no other role to become', async () => {
  for (const db of [database.app, database.worker]) {
    const { rows } = await sql<{ past: boolean; owns: number; roles: string[] }>`
      select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb as past,
             (select count(*)::int from pg_class c where c.relowner = r.oid) as owns,
             array(select g.rolname::text from pg_roles g where g.rolname not like 'pg\\_%' and g.oid <> r.oid
                      and pg_has_role(r.oid, g.oid, 'member')) as roles
        from pg_roles r where r.rolname = current_user`.execute(db)
    const [login] = rows
    assert.deepEqual([login!.past, login!.owns], [false, 0])
    assert.equal(login!.roles.length, 1)
    assert.match(login!.roles[0]!, /^motcua_(app|worker)$/)
    for (const act of [
      sql`set local role motcua_test_owner`,
      sql`set local row_security = off`,
      sql`alter table dossier disable row level security`,
      sql`create policy mine on dossier using (true)`,
    ])
      await assert.rejects(
        inContext(db, officerOfA, async (tx) => {
          await act.execute(tx)
          await sql`select * from dossier`.execute(tx)
        }),
        /permission denied|must be owner|query would be affected/,
      )
  }
})

/** Functions that run with the owner's rights, because each says less than the table it reads. */
const OWNERS_RIGHTS: Readonly<Record<string, string>> = {
  ask_worker: 'puts one of two named tasks into the queue of jobs',
  dossier_to_ask_for: 'id, office and scopes behind a code, for who asks for emergency access',
  drop_failed_jobs: 'ends jobs of one task that were tried as often as they may',
  enqueue_notice: 'puts a delivery into the queue',
  failed_jobs: 'numbers and ages by task, addresses and numbers in errors blotted out',
  local_outbox: 'messages that no carrier ever got, on a development machine',
  look_in_emergency: 'writes the reading and the alarm, then names the one dossier',
  raise_emergency_alarm: 'adds a line to the alarms of an emergency access',
  result_standing: 'state of a paper by its hash: no name',
  retry_failed_jobs: 'tries the same jobs again',
  standing_outside: 'numbers and ages alone',
  rate_by_code:
    'one rating for who knows the code and the phone; answers whether it was kept, nothing of the dossier',
  track_dossier: 'code and progress for who knows the code and the phone: no name',
  without_holder: 'numbers and ages alone',
  rescope_dossier:
    'every row of a dossier follows its scopes; refuses whoever could not see it before',
  open_prepared:
    'answers of one prepared declaration, to an official to whom its owner shows the code',
  prepared_for_use: 'whose declaration a code opens, to an official who writes its use down',
  rescope_petition:
    'every row of a petition follows its office; refuses whoever could not see it before',
  petition_of_code: 'how a petition stands, for who holds its code: nobody’s name',
  concerns_official: 'whether an official worked on the dossier of a petition: not which, nor what',
  prepared_use_of: 'where, when and by whom a declaration was taken in, for who holds its code',
  rescue_typed: 'keeps what was typed in an open draft for its owner; hands nothing out',
  satisfaction: 'counts of ratings, of at least as many as asked for: no rating',
  satisfaction_words: 'words of ratings of an office with at least as many: no name, no dossier',
  enqueue_phone_check: 'puts the code for one’s own phone into the queue',
  enqueue_phone_code: 'puts the code for the phone of the represented into the queue',
  booked_seats: 'taken seats of a point by time: nobody’s name',
  is_rated: 'whether a dossier was rated: not how, nor by whom',
  local_phone_checks: 'codes that no carrier ever got, on a development machine',
  track_legs: 'how far each agency is for who knows the code and the phone: no name',
}

test('what the application may run with the rights of the owner is known by name and reason', async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct p.proname::text as name from pg_proc p
     where p.prosecdef and p.prorettype <> 'trigger'::regtype and p.pronamespace = 'public'::regnamespace
       and has_function_privilege('motcua_app', p.oid, 'execute') order by 1`.execute(
    database.owner,
  )
  assert.deepEqual(
    rows.map(({ name }) => name),
    Object.keys(OWNERS_RIGHTS).sort(),
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
