/** Submission keys in the order of their primary key, beside the dossier that each answered with. */
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

export type KeyRow = { key: string; dossierId: string; seq: number; last: number | null }

export async function keysAfter(db: Db, after: string, limit: number): Promise<KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select k.key, k.dossier_id as "dossierId", k.seq, d.seq as last
      from (select * from submission_key where key > ${after}::uuid order by key limit ${limit}) k
      left join dossier d on d.id = k.dossier_id
     order by k.key`.execute(db)
  return rows
}
