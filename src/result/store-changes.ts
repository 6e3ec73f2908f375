/** The SQL of corrected and revoked results. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import { readPrivate } from '../dossier/packing.ts'

/** What the corrections that were issued have put right so far. */
export async function correctedAnswersOf(
  tx: Tx,
  dossierId: string,
): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select p.bytes
      from dossier_event e join dossier_private p on p.dossier_id = e.dossier_id and p.seq = e.seq
     where e.dossier_id = ${dossierId}::uuid and e.kind = 'correctionPrepared' and p.bytes is not null
       and exists (select from dossier_event c where c.dossier_id = e.dossier_id and c.kind = 'resultCorrected'
                      and c.body::jsonb->>'documentId' = e.body::jsonb->>'documentId')
     order by e.seq`.execute(tx)
  return Object.assign({}, ...rows.map(({ bytes }) => readPrivate(bytes).answers ?? {})) as Record<
    string,
    unknown
  >
}

export type ChangeRow = {
  dossierId: string
  code: string
  what: 'correction' | 'revocation'
  state: 'prepared' | 'decided' | 'dropped' | 'done'
  why: string
  officeId: number
  begunAt: Date
  endedAt: Date | null
}

/** Those that wait for somebody, oldest first, then the newest ended ones. */
export async function changesAt(tx: Tx, offices: readonly number[]): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select dossier_id as "dossierId", code, what, state, why, office_id as "officeId", begun_at as "begunAt", ended_at as "endedAt"
      from result_change where office_id = any(${[...offices]}::int[])
     order by ended_at is not null, case when ended_at is null then begun_at end, ended_at desc limit 100`.execute(
    tx,
  )
  return rows
}

/** How many results were corrected and revoked since that day: by kind. */
export async function changesSince(
  tx: Tx,
  offices: readonly number[],
  since: Date,
): Promise<{ what: ChangeRow['what']; count: number }[]> {
  const { rows } = await sql<{ what: ChangeRow['what']; count: number }>`
    select what, count(*)::int as count from result_change
     where office_id = any(${[...offices]}::int[]) and state = 'done' and ended_at >= ${since}
     group by what order by what`.execute(tx)
  return rows
}
