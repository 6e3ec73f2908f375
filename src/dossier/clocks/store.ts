/** SQL about clocks: the letters of apology, and the dossiers whose clock runs or stands. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { DossierState } from '../dossier.ts'
import { readState, type KeptState } from '../packing.ts'

/** The letters of apology of a dossier, by the hash of their content, newest last. */
export async function apologyLettersOf(tx: Tx, dossierId: string): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select e.body::jsonb #>> '{paper,sha256}' as sha256 from dossier_event e
     where e.dossier_id = ${dossierId}::uuid and e.kind = 'apologised' order by e.seq`.execute(tx)
  return rows.map(({ sha256 }) => sha256)
}

export const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const PAGE = 500

/** Accepted, not finished: whoever has a deadline, in the order of the ids, a page of those after that id. */
export async function openClocks(
  tx: Tx,
  after: string,
): Promise<{ id: string; state: DossierState }[]> {
  const { rows } = await sql<KeptState & { id: string }>`
    select d.id, s.packed, s.state from dossier d join dossier_state s on s.dossier_id = d.id
     where d.id > ${after}::uuid and d.is_open and d.accepted_at is not null and d.finished_at is null
     order by d.id limit ${PAGE}`.execute(tx)
  return rows.map(({ id, packed, state }) => ({ id, state: readState({ packed, state }) }))
}
