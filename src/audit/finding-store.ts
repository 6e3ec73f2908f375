/** Findings as the recomputation writes them: the same difference is the same row until it is gone. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Difference } from './invariants/invariant.ts'

/** Writes what was seen in a run; returns how many were not known before. */
export async function keepDifferences(
  db: Db,
  { invariant, startedAt }: { invariant: string; startedAt: Date },
  differences: readonly Difference[],
): Promise<number> {
  const unique = [...new Map(differences.map((each) => [each.place, each])).values()]
  const { rows } = await sql<{ isFresh: boolean }>`
    insert into invariant_finding (invariant, place, dossier_id, what)
    select ${invariant}, d.place, d."dossierId", d.what
      from jsonb_to_recordset(${JSON.stringify(unique)}::jsonb) as d (place text, "dossierId" uuid, what text)
    on conflict (invariant, place) where state <> 'mended' do update
       set what = excluded.what, seen_at = now(),
           nights = invariant_finding.nights + case when invariant_finding.seen_at < ${startedAt} then 1 else 0 end
    returning xmax = 0 as "isFresh"`.execute(db)
  return rows.filter(({ isFresh }) => isFresh).length
}

/** What a run looked at and did not see any more is mended; returns how many. */
export async function mendUnseen(
  db: Db,
  run: {
    names: readonly string[]
    dossierId: string | null
    startedAt: Date
    /** Places that were seen, whatever the clocks say. */
    except?: readonly string[]
  },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update invariant_finding set state = 'mended', mended_at = now()
     where state <> 'mended' and invariant = any(${[...run.names]}::text[]) and seen_at < ${run.startedAt}
       and place <> all(${[...(run.except ?? [])]}::text[])
       and (${run.dossierId}::uuid is null or dossier_id = ${run.dossierId}::uuid)`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

export type FindingToTell = { id: number; invariant: string }

/** Open findings that nobody was told of, the oldest first; locked for whoever tells. */
export async function untold(tx: Tx, most: number): Promise<FindingToTell[]> {
  const { rows } = await sql<FindingToTell>`
    select id, invariant from invariant_finding where state = 'open' and told_at is null
     order by id limit ${most} for update skip locked`.execute(tx)
  return rows
}

/** Findings of which the first person was told in time and that nobody has taken on since. */
export async function unanswered(
  tx: Tx,
  { toldBefore, most }: { toldBefore: Date; most: number },
): Promise<FindingToTell[]> {
  const { rows } = await sql<FindingToTell>`
    select id, invariant from invariant_finding
     where state = 'open' and told_at < ${toldBefore} and escalated_at is null
     order by id limit ${most} for update skip locked`.execute(tx)
  return rows
}

export async function markTold(
  tx: Tx,
  ids: readonly number[],
  { at, escalated }: { at: Date; escalated: boolean },
): Promise<void> {
  const column = escalated ? sql`escalated_at` : sql`told_at`
  await sql`update invariant_finding set ${column} = ${at} where id = any(${[...ids]}::int[])`.execute(
    tx,
  )
}
