/** Private parts of events and their erasure, by primary key for the dossiers of one page. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Marked as erased and still there, erased without a name, or gone without a mark: verification passes over what is marked. */
export async function wrongErasures(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; seq: number }[]> {
  const { rows } = await sql<{ id: string; seq: number }>`
    select dossier_id as id, seq from dossier_private
     where dossier_id = any(${[...ids]}::uuid[])
       and ((erased_at is null) <> (bytes is not null) or (erased_at is null) <> (erased_by is null))
     order by dossier_id, seq`.execute(tx)
  return rows
}
