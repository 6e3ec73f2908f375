/** What a reorganisation has changed since the lists were published: the import leaves it as it is. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Offices } from './import-offices.ts'

/** The published offices without names that have changed since, and without points of service that a successor took over. */
export async function withoutReorganised(tx: Tx, published: Offices): Promise<Offices> {
  const { rows } = await sql<{ id: number; what: 'renamed' | 'closed' }>`
    select distinct office_id as id, 'renamed' as what from office_name
    union select distinct office_id, 'closed' from office_successor`.execute(tx)
  const renamed = new Set(rows.flatMap(({ id, what }) => (what === 'renamed' ? [id] : [])))
  const closed = new Set(rows.flatMap(({ id, what }) => (what === 'closed' ? [id] : [])))
  return {
    ...published,
    offices: published.offices.filter(({ id }) => !renamed.has(id)),
    points: published.points.filter(({ office_id: id }) => !closed.has(id)),
  }
}
