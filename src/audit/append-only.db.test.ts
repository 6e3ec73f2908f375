/** What says of itself that it is append-only is: for both roles of the program, and for every such table there will ever be (L05). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'

let database: TestDatabase
let logs: Log[] = []

type Log = { name: string; butFor: string[] }

before(async () => {
  database = await withDatabase()
  const { rows } = await sql<{ name: string; comment: string }>`
    select c.relname as name, obj_description(c.oid) as comment from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and obj_description(c.oid) ~ 'append-only'
     order by 1`.execute(database.owner)
  logs = rows.map(({ name, comment }) => ({
    name,
    butFor: /append-only but for (\w+(?: and \w+)*)/.exec(comment)?.[1]?.split(' and ') ?? [],
  }))
})
after(() => database.close())

const ROLES = ['motcua_app', 'motcua_worker'] as const
const logins = () => [database.app, database.worker]

describe('tables whose comment says append-only', () => {
  it('are all the logs that the house has', () => {
    const names = logs.map(({ name }) => name)
    for (const name of [
      'checkpoint',
      'dossier_code',
      'dossier_event',
      'dossier_private',
      'dossier_reading',
      'operator_action',
      'publication_event',
      'sign_in_log',
      'verification_run',
    ])
      assert.ok(names.includes(name), name)
  })

  it('give neither role a right to change or remove, but for the columns that the comment names', async () => {
    for (const { name, butFor } of logs)
      for (const role of ROLES) {
        const { rows } = await sql<{ held: string[]; columns: string[] }>`
          select array(select p from unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) p
                        where has_table_privilege(${role}, ${name}::regclass, p)) as held,
                 array(select attname::text from pg_attribute
                        where attrelid = ${name}::regclass and attnum > 0 and not attisdropped
                          and has_column_privilege(${role}, ${name}::regclass, attname, 'UPDATE')) as columns`.execute(
          database.owner,
        )
        assert.deepEqual(rows[0]!.held, [], `${role} on ${name}`)
        assert.deepEqual(
          rows[0]!.columns.filter((column) => !butFor.includes(column)),
          [],
          `${role} may update columns of ${name}`,
        )
      }
  })

  it('refuse every attempt of both roles, and to put their guards aside', async () => {
    for (const { name } of logs) {
      const table = sql.table(name)
      const { rows } = await sql<{ column: string }>`
        select attname as column from pg_attribute where attrelid = ${name}::regclass and attnum > 0 and attidentity = '' and attgenerated = '' limit 1`.execute(
        database.owner,
      )
      const column = sql.ref(rows[0]!.column)
      for (const attempt of [
        sql`update ${table} set ${column} = ${column}`,
        sql`delete from ${table}`,
        sql`truncate ${table}`,
        sql`drop table ${table}`,
        sql`alter table ${table} disable trigger all`,
        sql`alter table ${table} disable row level security`,
        sql`alter table ${table} owner to current_user`,
        sql`create trigger quiet before insert on ${table} for each row execute function keep_operator_action()`,
        sql`create rule quiet as on insert to ${table} do instead nothing`,
        sql`create policy open on ${table} using (true)`,
        sql`comment on table ${table} is 'no log'`,
      ])
        for (const db of logins())
          await assert.rejects(
            attempt.execute(db),
            /permission denied|must be owner|no privileges|must be able to SET ROLE/,
            name,
          )
    }
  })
})

describe('the two roles', () => {
  it('cannot become anybody who could: no superuser, no owner, no way round row security', async () => {
    const { rows } = await sql<{ name: string; powers: boolean; above: number }>`
      select r.rolname as name, r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication as powers,
             (select count(*)::int from pg_auth_members m join pg_roles g on g.oid = m.roleid
               where m.member = r.oid and g.rolname not in ('motcua_app', 'motcua_worker')) as above
        from pg_roles r where r.rolname ~ '^motcua_(app|worker)'`.execute(database.owner)
    assert.ok(rows.length >= 2)
    assert.deepEqual(
      rows.filter(({ powers, above }) => powers || above > 0),
      [],
    )
    for (const db of logins()) {
      await assert.rejects(
        sql`set session_replication_role = replica`.execute(db),
        /permission denied/,
      )
      await assert.rejects(sql`set role motcua_test_owner`.execute(db), /permission denied/)
    }
  })

  it('reach no log through a door of the owner: no function of the owner’s changes or removes a row of one', async () => {
    const { rows } = await sql<{ name: string; body: string }>`
      select p.proname as name, pg_get_functiondef(p.oid) as body from pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.prokind = 'f'`.execute(
      database.owner,
    )
    assert.ok(rows.length > 3)
    const harms = new RegExp(
      `\\b(?:update|delete\\s+from|truncate)\\s+(?:only\\s+)?(?:public\\.)?(?:${logs.map(({ name }) => name).join('|')})\\b`,
      'i',
    )
    assert.deepEqual(
      rows.filter(({ body }) => harms.test(body)).map(({ name }) => name),
      [],
    )
  })
})
