/** SQL of what waits for the leader or the clerk, nearest due first. */
import { sql } from 'kysely'
import type { Clock } from '../calendar/clock.ts'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { readPrivate, readState, type KeptState } from '../dossier/packing.ts'
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
  const found = await sql<StoredRow>`
    with page as (
      select q.* from unnest(${[...offices]}::int[]) o cross join lateral (
        select d.* from dossier_access a join dossier d on d.id = a.dossier_id
         where a.scope = o and a.is_open and a.waits_for = ${waitsFor} and d.competent_office_id = o
               ${ids ? sql`and a.dossier_id = any(${[...ids]}::uuid[])` : sql``}
               ${after ? sql`and (a.due_at, a.dossier_id) > (${after.due}::timestamptz, ${after.id}::uuid)` : sql``}
         order by a.due_at, a.dossier_id limit ${limit}) q
       order by q.due_at, q.id limit ${limit})
    select p.id, p.code, p.procedure_code, p.procedure_name, p.owner_name, p.due_at, s.packed, s.state,
           (select w.full_name from person w
             where w.id = (select substring(e.actor from '^staff:(\\d+)$')::int from dossier_event e
                            where e.dossier_id = p.id and e.kind in ('examined', 'draftSent', 'submittedForSigning')
                            order by e.seq desc limit 1)) as preparer,
           (select jsonb_object_agg(u.document_id, jsonb_build_object('name', u.signer_name, 'id', u.signer_person_id,
                     'isSeen', exists (select from dossier_reading r where r.dossier_id = p.id and r.person_id = ${personId}
                                          and r.what = ${SEEN_FOR_SIGNING} and r.at >= u.created_at)))
              from result_submission u where u.dossier_id = p.id) as submissions,
           coalesce((select jsonb_agg(jsonb_build_object('seq', e.seq, 'bytes', encode(v.bytes, 'hex')) order by e.seq)
                       from dossier_event e join dossier_private v on v.dossier_id = e.dossier_id and v.seq = e.seq
                      where e.dossier_id = p.id and e.kind in ('filed', 'supplemented') and v.bytes is not null), '[]') as declared,
           (select max(e.seq) from dossier_event e where e.dossier_id = p.id and e.kind = 'submittedForSigning') as submitted_seq
      from page p join dossier_state s on s.dossier_id = p.id
     order by p.due_at, p.id`.execute(tx)
  const rows = found.rows.map(queueRow)
  const hasMore = !ids && rows.length > QUEUE_ROWS
  return { rows: hasMore ? rows.slice(0, QUEUE_ROWS) : rows, hasMore }
}

type StoredRow = KeptState &
  Omit<QueueRow, 'clock' | 'state' | 'signer' | 'signer_id' | 'is_seen' | 'declared'> & {
    /** By document; null when none was ever submitted for signing. */
    submissions: Record<string, { name: string; id: number; isSeen: boolean }> | null
    declared: { seq: number; bytes: string }[]
  }

function queueRow({ packed, state: plain, submissions, declared, ...row }: StoredRow): QueueRow {
  const state = readState({ packed, state: plain })
  const submission = submissions?.[state.result?.documentId ?? '']
  return {
    ...row,
    state,
    clock: state.clock,
    signer: submission?.name ?? null,
    signer_id: submission?.id ?? null,
    is_seen: submission?.isSeen ?? false,
    declared: declared.map(({ seq, bytes }) => ({
      seq,
      answers: readPrivate(Buffer.from(bytes, 'hex')).answers ?? null,
    })),
  }
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
  const { rows } = await sql<Omit<ActedRow, 'state'> & KeptState>`
    select d.id, d.code, d.owner_name, s.packed, s.state
      from unnest(${[...ids]}::uuid[]) with ordinality w(id, place)
           join dossier d on d.id = w.id join dossier_state s on s.dossier_id = d.id
     order by w.place`.execute(tx)
  return rows.map(({ packed, state, ...row }) => ({ ...row, state: readState({ packed, state }) }))
}
