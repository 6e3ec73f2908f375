/** SQL of people and offices that are known by their name alone, as an event log of another system has them. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** People who never sign in; their ids in the order of the names. */
export async function insertNamedPeople(db: Db, names: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name)
    select 'staff', name from unnest(${[...names]}::text[]) with ordinality as n (name, nth) order by nth
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}

export type NamedOffice = { id: number; name: string; parent: number | null }

export async function insertNamedOffices(db: Db, offices: readonly NamedOffice[]): Promise<void> {
  await sql`
    insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from)
    select id, case when parent is null then 'city' else 'department' end, name, name, parent, 'NK.' || id, true, '1970-01-01'
      from jsonb_to_recordset(${JSON.stringify(offices)}::jsonb) as o (id int, name text, parent int)`.execute(
    db,
  )
}
