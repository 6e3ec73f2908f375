/** SQL of "Hồ sơ của tôi": one page of a person's dossiers, what they must do first. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { DossierState } from '../dossier/dossier.ts'
import type { ResultManner } from '../dossier/events.ts'
import { readState, type KeptState } from '../dossier/packing.ts'

export type MineRow = {
  id: string
  owner: string
  /** Who filed it, by name. */
  applicant: string
  state: DossierState
  manner: ResultManner
  /** Handed over lately and not rated yet. */
  isToRate: boolean
}

export type MinePage = {
  rows: MineRow[]
  /** Of all pages together. */
  count: number
  tasks: number
}

export type MineAsked = {
  /** The person, their own parties, and what living representations open. */
  scopes: readonly number[]
  now: Date
  /** Days after the hand-over in which a rating is asked for. */
  offeredDays: number
  limit: number
  offset: number
}

/**
 * Supplement, fee, draft, collecting, rating; then what waits for the office; then what is finished; each the newest first.
 * The index (applicant_person_id, submitted_at) finds the person's rows, dossier_access_party those of their parties and of
 * whom they act for, whatever stands beside them; row security leaves out what one's right to has ended. They are ordered
 * in memory by columns of `dossier` alone, and only the page's own are read whole.
 */
export async function dossiersOf(tx: Tx, asked: MineAsked): Promise<MinePage> {
  const { rows } = await sql<
    Omit<MineRow, 'state'> & KeptState & { count: number; tasks: number }
  >`${pageOf(asked)}`.execute(tx)
  const [first] = rows
  return {
    rows: rows.map(({ id, owner, applicant, manner, isToRate, count: _, tasks: __, ...kept }) => ({
      id,
      owner,
      applicant,
      manner,
      isToRate,
      state: readState(kept),
    })),
    count: first?.count ?? 0,
    tasks: first?.tasks ?? 0,
  }
}

/** The statement itself, so that its plan can be looked at (mine.http.test.ts). */
export function pageOf({ scopes, now, offeredDays, limit, offset }: MineAsked) {
  const rank = sql`
    case when d.is_withdrawal_asked then 6
         when d.status = 5 then 1
         when d.is_open and exists (select from leg l where l.dossier_id = d.id and l.answer_by is not null and l.outcome is null) then 1
         when d.status = 6 then 2
         when d.waits_for = 'applicant' then 3
         when d.status = 9 then 4
         when d.status = 10 and d.returned_at > ${now}::timestamptz - make_interval(days => ${offeredDays}::int)
              and not is_rated(d.id) then 5
         when d.is_open then 6
         else 7 end`
  return sql`
    with found as (
      select d.id from dossier d where d.applicant_person_id = any(${[...scopes]}::int[])
      union
      select a.dossier_id from dossier_access a where a.scope = any(${[...scopes]}::int[]) and a.scope >= 2000000000),
    mine as (
      select d.id, d.owner_name, d.applicant_name, d.submitted_at, ${rank} as rank
        from dossier d where d.id in (select id from found)),
    page as (
      select m.*, count(*) over ()::int as count, (count(*) filter (where m.rank <= 5) over ())::int as tasks
        from mine m order by m.rank, m.submitted_at desc, m.id limit ${limit} offset ${offset})
    select p.id, p.owner_name as owner, p.applicant_name as applicant, s.packed, s.state, e.body::jsonb->'result'->>'manner' as manner,
           p.rank = 5 as "isToRate", p.count, p.tasks
      from page p join dossier_state s on s.dossier_id = p.id
      join dossier_event e on e.dossier_id = p.id and e.seq = 1
     order by p.rank, p.submitted_at desc, p.id`
}
