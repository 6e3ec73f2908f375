/** SQL of what waits for the leader or the clerk, nearest due first. */
import { sql } from 'kysely'
import type { Clock } from '../calendar/clock.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { Place } from './work-list.ts'

/** `what` of the reading that counts as having seen the paper before signing. */
export const SEEN_FOR_SIGNING = 'văn bản trình ký'

export type QueueRow = {
  id: string
  code: string
  procedure_code: string
  procedure_name: string
  owner_name: string
  due_at: Date
  clock: Clock | null
  state: DossierState
  preparer: string | null
  signer: string | null
  signer_id: number | null
  /** This person has opened the paper as it was submitted. */
  is_seen: boolean
  /** Declarations in the order of the history, with the event they came with. */
  declared: { seq: number; answers: Record<string, unknown> | null }[]
  submitted_seq: number | null
}

export type Queue = {
  waitsFor: 'leader' | 'clerk'
  personId: number
  offices: readonly number[]
  after: Place | null
  /** Only these dossiers, when given. */
  ids?: readonly string[]
}

export const QUEUE_ROWS = 30

/** One page and whether more follows. */
export async function queuePage(
  tx: Tx,
  queue: Queue,
): Promise<{ rows: QueueRow[]; hasMore: boolean }> {
  const { waitsFor, personId, offices, after, ids } = queue
  const limit = ids ? ids.length : QUEUE_ROWS + 1
  const { rows } = await sql<QueueRow>`
    with page as (
      select q.* from unnest(${[...offices]}::int[]) o cross join lateral (
        select d.* from dossier_access a join dossier d on d.id = a.dossier_id
         where a.scope = o and a.is_open and a.waits_for = ${waitsFor} and d.competent_office_id = o
               ${ids ? sql`and a.dossier_id = any(${[...ids]}::uuid[])` : sql``}
               ${after ? sql`and (a.due_at, a.dossier_id) > (${after.due}::timestamptz, ${after.id}::uuid)` : sql``}
         order by a.due_at, a.dossier_id limit ${limit}) q
       order by q.due_at, q.id limit ${limit})
    select p.id, p.code, p.procedure_code, p.procedure_name, p.owner_name, p.due_at, s.state -> 'clock' as clock, s.state,
           (select w.full_name from person w
             where w.id = substring(s.state ->> 'preparedBy' from '^staff:(\\d+)$')::int) as preparer,
           u.signer_name as signer, u.signer_person_id as signer_id,
           exists (select from dossier_reading r where r.dossier_id = p.id and r.person_id = ${personId}
                      and r.what = ${SEEN_FOR_SIGNING} and r.at >= u.created_at) as is_seen,
           coalesce((select jsonb_agg(jsonb_build_object('seq', e.seq, 'answers',
                                convert_from(v.bytes, 'UTF8')::jsonb -> 'answers') order by e.seq)
                       from dossier_event e join dossier_private v on v.dossier_id = e.dossier_id and v.seq = e.seq
                      where e.dossier_id = p.id and e.kind in ('filed', 'supplemented') and v.bytes is not null), '[]') as declared,
           (select max(e.seq) from dossier_event e where e.dossier_id = p.id and e.kind = 'submittedForSigning') as submitted_seq
      from page p join dossier_state s on s.dossier_id = p.id
           left join result_submission u
             on u.dossier_id = p.id and u.document_id = (s.state -> 'result' ->> 'documentId')::uuid
     order by p.due_at, p.id`.execute(tx)
  const hasMore = !ids && rows.length > QUEUE_ROWS
  return { rows: hasMore ? rows.slice(0, QUEUE_ROWS) : rows, hasMore }
}

/** How many wait in all. */
export async function queueCount(
  tx: Tx,
  { waitsFor, offices }: Pick<Queue, 'waitsFor' | 'offices'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from dossier_access a join dossier d on d.id = a.dossier_id
     where a.scope = any(${[...offices]}::int[]) and a.is_open and a.waits_for = ${waitsFor}
       and d.competent_office_id = a.scope`.execute(tx)
  return rows[0]!.count
}

export type ActedRow = { id: string; code: string; owner_name: string; state: DossierState }

/** Where these dossiers stand now, in the order asked for; those outside the scopes are left out. */
export async function whereTheyStand(tx: Tx, ids: readonly string[]): Promise<ActedRow[]> {
  const { rows } = await sql<ActedRow>`
    select d.id, d.code, d.owner_name, s.state
      from unnest(${[...ids]}::uuid[]) with ordinality w(id, place)
           join dossier d on d.id = w.id join dossier_state s on s.dossier_id = d.id
     order by w.place`.execute(tx)
  return rows
}
