/** SQL of the clocks that stand because of an interruption; the worker's alone. */
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type Effective = {
  id: number
  officeId: number
  reason: string
  words: string
  fromAt: Date
  toAt: Date
}

/** Interruptions of processing that have begun, with one of these reasons; also those that ended within the last day. */
export async function effectiveNow(
  db: Db,
  reasons: readonly string[],
  now: Date,
): Promise<Effective[]> {
  const { rows } = await sql<Effective>`
    select id, office_id as "officeId", reason, words, from_at as "fromAt", to_at as "toAt" from interruption
     where withdrawn_at is null and service_point_id is null and 'processing' = any(stops)
       and from_at <= ${now} and to_at > ${now}::timestamptz - interval '1 day' and reason = any(${[...reasons]}::text[])
     order by id`.execute(db)
  return rows
}

/** Dossiers of these offices and procedures whose clock it concerns and that it has not reached yet. */
export async function toSuspend(
  db: Db,
  of: { id: number; toAt: Date; offices: readonly number[]; procedures: readonly string[] },
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from dossier d
     where d.is_open and d.competent_office_id = any(${[...of.offices]}::int[])
       and d.procedure_code = any(${[...of.procedures]}::text[])
       and d.accepted_at < ${of.toAt} and d.finished_at is null
       and not exists (select from interruption_effect e where e.interruption_id = ${of.id} and e.dossier_id = d.id)
     order by d.id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

export type Outcome = { id: string; refused: string | null }

export async function keepSuspended(
  db: Db,
  interruptionId: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  await sql`
    insert into interruption_effect (interruption_id, dossier_id, suspended_at, refused)
    select ${interruptionId}, id, case when refused is null then now() end, refused
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o (id uuid, refused text)
    on conflict do nothing`.execute(db)
}

export type Standing = { interruptionId: number; toAt: Date; ids: string[] }

/** Clocks that stand for an interruption that is over. */
export async function toResume(db: Db, now: Date, most: number): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select i.id as "interruptionId", i.to_at as "toAt", array_agg(e.dossier_id order by e.dossier_id) as ids
      from (select e.interruption_id, e.dossier_id
              from interruption_effect e join interruption o on o.id = e.interruption_id and o.to_at <= ${now}
             where e.resumed_at is null and e.refused is null limit ${most}) e
      join interruption i on i.id = e.interruption_id
     group by i.id`.execute(db)
  return rows
}

export async function keepResumed(
  db: Db,
  interruptionId: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  await sql`
    update interruption_effect e set resumed_at = now(), refused = o.refused
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as o (id uuid, refused text)
     where e.interruption_id = ${interruptionId} and e.dossier_id = o.id`.execute(db)
}
