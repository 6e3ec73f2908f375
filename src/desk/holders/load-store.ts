/** SQL of who has how much of an office's work, and of the dossiers of one of them. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import { readState, type KeptState } from '../../dossier/packing.ts'
import { toDay, toInstant, type LocalMinute } from '../../lib/time.ts'

export type Load = {
  /** Null: the queue of the office. */
  personId: number | null
  name: string | null
  held: number
  /** Past their due minute with a running clock. */
  overdue: number
  dueToday: number
  /** Of those held, where the holder's own work is waited for. */
  waiting: number
  oldestDue: Date | null
}

/** Open dossiers in an officer's hands, or in the officers' queue, per holder. */
const OPEN = sql`d.is_open and d.finished_at is null and d.accepted_at is not null`

/** Computed, never stored; the due minute itself is still on time. */
function isOverdue(now: Date): RawBuilder<unknown> {
  return sql`d.due_at < date_trunc('minute', ${now}::timestamptz) and d.paused_at is null`
}

function isDueToday(now: Date): RawBuilder<unknown> {
  const end = toInstant(`${toDay(now)}T23:59` as LocalMinute)
  return sql`d.due_at >= date_trunc('minute', ${now}::timestamptz) and d.due_at <= ${end}::timestamptz and d.paused_at is null`
}

export async function loadOf(
  tx: Tx,
  { officeId, now }: { officeId: number; now: Date },
): Promise<Load[]> {
  const { rows } = await sql<Load>`
    select d.holder_person_id as "personId", min(p.full_name) as name, count(*)::int as held,
           (count(*) filter (where ${isOverdue(now)}))::int as overdue,
           (count(*) filter (where ${isDueToday(now)}))::int as "dueToday",
           (count(*) filter (where d.waits_for = 'officer'))::int as waiting, min(d.due_at) as "oldestDue"
      from dossier_access a join dossier d on d.id = a.dossier_id left join person p on p.id = d.holder_person_id
     where a.scope = ${officeId} and a.is_open and d.competent_office_id = ${officeId} and ${OPEN}
     group by d.holder_person_id`.execute(tx)
  return rows
}

export type Holds = { held: number; overdue: number }

/** How many open dossiers of the office each of these people holds, and how many of them are late. */
export async function heldBy(
  tx: Tx,
  { officeId, people, now }: { officeId: number; people: readonly number[]; now: Date },
): Promise<ReadonlyMap<number, Holds>> {
  const { rows } = await sql<Holds & { person: number }>`
    select d.holder_person_id as person, count(*)::int as held, (count(*) filter (where ${isOverdue(now)}))::int as overdue
      from dossier d
     where d.holder_person_id = any(${[...people]}::int[]) and d.competent_office_id = ${officeId} and ${OPEN}
     group by d.holder_person_id`.execute(tx)
  return new Map(rows.map(({ person, ...holds }) => [person, holds]))
}

export type HeldRow = {
  id: string
  code: string
  procedureName: string
  ownerName: string
  holderName: string | null
  dueAt: Date | null
  state: DossierState
}

/** Which dossiers of the office: one person's, the queue's, or whoever's as they stand. */
export type Whose = { personId: number } | 'queue' | 'overdue' | 'today' | 'all'

/** So many are given to another at once; the rest stays in the list. */
export const MOST_AT_ONCE = 200

/** Open dossiers, nearest due first. */
export async function heldRows(
  tx: Tx,
  { officeId, whose, now }: { officeId: number; whose: Whose; now: Date },
): Promise<HeldRow[]> {
  const { rows } = await sql<Omit<HeldRow, 'state'> & KeptState>`
    select d.id, d.code, d.procedure_name as "procedureName", d.owner_name as "ownerName", p.full_name as "holderName",
           d.due_at as "dueAt", s.packed, s.state
      from (select d.* from dossier_access a join dossier d on d.id = a.dossier_id
             where a.scope = ${officeId} and a.is_open and d.competent_office_id = ${officeId} and ${OPEN} ${only(whose, now)}
             order by a.due_at, a.dossier_id limit ${MOST_AT_ONCE}) d
           join dossier_state s on s.dossier_id = d.id left join person p on p.id = d.holder_person_id
     order by d.due_at, d.id`.execute(tx)
  return rows.map(({ packed, state, ...row }) => ({ ...row, state: readState({ packed, state }) }))
}

function only(whose: Whose, now: Date): RawBuilder<unknown> {
  switch (whose) {
    case 'queue':
      return sql`and d.holder_person_id is null`
    case 'overdue':
      return sql`and ${isOverdue(now)}`
    case 'today':
      return sql`and ${isDueToday(now)}`
    case 'all':
      return sql``
    default:
      return sql`and d.holder_person_id = ${whose.personId}`
  }
}

/** The codes of these dossiers, for telling what became of each. */
export async function codesOf(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from dossier where id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, code }) => [id, code]))
}
