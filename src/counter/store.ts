/** The counter's SQL. It writes nothing: the dossier changes through `handle` alone. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

/** Full names of people by id, for those that are known. */
export async function namesOf(tx: Tx, personIds: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, full_name as name from person where id = any (${[...personIds]}::int[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export type Point = { name: string; address: string | null }

/** The first place of each office that receives and returns, by office. */
export async function pointsOf(tx: Tx, officeIds: readonly number[]): Promise<Map<number, Point>> {
  const { rows } = await sql<Point & { officeId: number }>`
    select distinct on (office_id) office_id as "officeId", name, address
      from service_point where office_id = any (${[...officeIds]}::int[]) order by office_id, id`.execute(
    tx,
  )
  return new Map(rows.map(({ officeId, name, address }) => [officeId, { name, address }]))
}
