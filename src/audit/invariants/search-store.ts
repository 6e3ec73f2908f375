/** The stored words of the search table, for the dossiers of one page, by primary key. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export async function storedWords(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; words: string[] }>`
    select dossier_id as id, tsvector_to_array(words) as words from dossier_search
     where dossier_id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, words }) => [id, words]))
}
