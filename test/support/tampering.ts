/** Harm done to tables as their owner would, and undone: rows changed, taken away or added. */
import { sql } from 'kysely'
import { Client } from 'pg'
import type { Db, Tx } from '../../src/db/connect.ts'

export type Harming = { harm: () => Promise<unknown>; look: () => Promise<void> }

/** Does harm to these tables, looks, and puts every row back as it was. */
export async function harming(
  owner: Db,
  tables: readonly string[],
  { harm, look }: Harming,
): Promise<void> {
  const kept = await keepTables(owner, tables)
  try {
    await kept.harming({ harm, look })
  } finally {
    await kept.drop()
  }
}

export type KeptTables = { harming(what: Harming): Promise<void>; drop(): Promise<void> }

/** The same for many harms to the same tables, which are copied once. */
export async function keepTables(owner: Db, tables: readonly string[]): Promise<KeptTables> {
  for (const table of tables)
    await sql`create table ${sql.table(`kept_${table}`)} as table ${sql.table(table)}`.execute(
      owner,
    )
  return {
    harming: async ({ harm, look }) => {
      try {
        await harm()
        await look()
      } finally {
        await owner.transaction().execute(async (tx) => {
          await sql`set constraints all deferred`.execute(tx)
          for (const table of tables) await putBack(tx, table)
        })
      }
    },
    drop: async () => {
      for (const table of tables) await sql`drop table ${sql.table(`kept_${table}`)}`.execute(owner)
    },
  }
}

async function putBack(tx: Tx, table: string): Promise<void> {
  const { rows } = await sql<{ columns: string[]; keys: string[] }>`
    select array(select attname::text from pg_attribute
                  where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
           array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                  where i.indrelid = ${table}::regclass and i.indisprimary order by a.attnum) as keys`.execute(
    tx,
  )
  const { columns, keys } = rows[0]!
  const [now, kept] = [sql.table(table), sql.table(`kept_${table}`)]
  const all = sql.join(columns.map((column) => sql.ref(column)))
  const key = sql.join(keys.map((column) => sql.ref(column)))
  const same = sql.join(
    keys.map((column) => sql`t.${sql.ref(column)} = k.${sql.ref(column)}`),
    sql` and `,
  )
  await sql`delete from ${now} where (${key}) not in (select ${key} from ${kept})`.execute(tx)
  await sql`insert into ${now} (${all}) select ${all} from ${kept} on conflict (${key}) do nothing`.execute(
    tx,
  )
  const sets = sql.join(columns.map((column) => sql`${sql.ref(column)} = k.${sql.ref(column)}`))
  await sql`update ${now} t set ${sets} from ${kept} k where ${same} and t is distinct from k`.execute(
    tx,
  )
}

/** The superuser in the database of a test: no row policy, no grant, and with `replica` no foreign key holds them. */
export async function asSuperuser<T>(
  { adminUrl, ownerUrl }: { adminUrl: string; ownerUrl: string },
  act: (client: Client) => Promise<T>,
): Promise<T> {
  const name = /@[^/]*\/([^?]*)/.exec(ownerUrl)![1]!
  const client = new Client({
    connectionString: adminUrl.replace(/(@[^/]*\/)[^?]*/, `$1${name}`),
  })
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    return await act(client)
  } finally {
    await client.end()
  }
}
