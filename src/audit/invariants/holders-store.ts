/** The ledger of who holds what, for the dossiers of one page by primary key. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type RunningSpan = {
  dossierId: string
  leg: string
  who: string
  office: number | null
  person: number | null
  holder: number | null
}

/** Spans that run: one for each open dossier and leg. */
export async function runningSpans(tx: Tx, ids: readonly string[]): Promise<RunningSpan[]> {
  const { rows } = await sql<RunningSpan>`
    select dossier_id as "dossierId", leg, who, office_id as office, person_id as person, holder_id as holder
      from responsibility where dossier_id = any(${[...ids]}::uuid[]) and until is null
     order by dossier_id, leg, place`.execute(tx)
  return rows
}

/** Spans that do not begin where the one before ended. */
export async function brokenSpans(
  tx: Tx,
  ids: readonly string[],
): Promise<{ dossierId: string; leg: string }[]> {
  const { rows } = await sql<{ dossierId: string; leg: string }>`
    select distinct r.dossier_id as "dossierId", r.leg
      from responsibility r join responsibility n on n.dossier_id = r.dossier_id and n.leg = r.leg and n.place = r.place + 1
     where r.dossier_id = any(${[...ids]}::uuid[]) and r.until is distinct from n.since`.execute(tx)
  return rows
}
