/** SQL about what happened to clocks. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** The letters of apology of a dossier, by the hash of their content, newest last. */
export async function apologyLettersOf(tx: Tx, dossierId: string): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select e.body::jsonb #>> '{paper,sha256}' as sha256 from dossier_event e
     where e.dossier_id = ${dossierId}::uuid and e.kind = 'apologised' order by e.seq`.execute(tx)
  return rows.map(({ sha256 }) => sha256)
}
