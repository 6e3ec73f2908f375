/** SQL of the pages about reorganisations. Dossiers by row security, offices and decisions for everybody. */
import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { Candidate } from '../../dossier/reorganisation/events.ts'
import type { Day } from '../../lib/time.ts'

export type ReorganisationRow = {
  id: string
  number: string
  title: string
  effectiveOn: Day
  mark: string
  endedAt: Date | null
  closed: number
  toDecide: number
}

const decided = sql`
  select r.id, r.number, r.title, r.effective_on::text as "effectiveOn", r.mark, r.ended_at as "endedAt",
         (select count(distinct office_id)::int from office_successor s where s.reorganisation_id = r.id) as closed,
         (select count(*)::int from dossier_office_move m where m.reorganisation_id = r.id and m.to_decide) as "toDecide"
    from reorganisation r`

/** Newest first. */
export async function reorganisations(tx: Tx): Promise<ReorganisationRow[]> {
  const { rows } = await sql<ReorganisationRow>`
    ${decided} order by r.effective_on desc, r.opened_at desc limit 50`.execute(tx)
  return rows
}

export async function reorganisationById(
  tx: Tx,
  id: string,
): Promise<ReorganisationRow | undefined> {
  const { rows } = await sql<ReorganisationRow>`${decided} where r.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type NamedOffice = {
  id: number
  name: string
  /** A name that it had once, where that is what was found. */
  oldName: string | null
  parentName: string | null
  /** The number that was asked for, else its last one. A number alone means two places, so its days stand with it. */
  number: string | null
  numberFrom: Day | null
  numberTo: Day | null
  from: Day
  to: Day | null
  successors: { id: number; name: string; isDefault: boolean }[]
}

const offices = sql`
  select o.id, o.short_name as name, p.short_name as "parentName", o.valid_from::text as "from", o.valid_to::text as "to",
         its.number, its.valid_from::text as "numberFrom", its.valid_to::text as "numberTo",
         coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.short_name, 'isDefault', x.is_default)
                                    order by x.is_default desc, s.id)
                     from office_successor x join office s on s.id = x.successor_id where x.office_id = o.id), '[]') as successors`

/** Offices of today and of before whose name, present or past, holds these words, or that have or had this number until today. */
export async function officesNamed(tx: Tx, words: string): Promise<NamedOffice[]> {
  const { rows } = await sql<NamedOffice>`
    ${offices}, (select max(n.short_name) from office_name n where n.office_id = o.id and position(fold(${words}) in n.folded) > 0
                  and position(fold(${words}) in o.folded) = 0) as "oldName"
      from office o left join office p on p.id = o.parent_id
           left join lateral (select n.number, n.valid_from, n.valid_to from office_number n where n.office_id = o.id
                               order by n.number = ${words} desc, n.valid_from desc limit 1) its on true
     where o.kind <> 'agent'
       and (position(fold(${words}) in o.folded) > 0
            or (its.number = ${words} and its.valid_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date)
            or exists (select from office_name n where n.office_id = o.id and position(fold(${words}) in n.folded) > 0))
     order by o.valid_to nulls first, o.folded, o.id limit 50`.execute(tx)
  return rows
}

export async function officeWithPast(tx: Tx, id: number): Promise<NamedOffice | undefined> {
  const { rows } = await sql<NamedOffice>`
    ${offices}, null as "oldName"
      from office o left join office p on p.id = o.parent_id
           left join lateral (select n.number, n.valid_from, n.valid_to from office_number n where n.office_id = o.id
                               order by n.valid_from desc limit 1) its on true
     where o.id = ${id} and o.kind <> 'agent'`.execute(tx)
  return rows[0]
}

export type OfficeOutcome = { office: number; name: string; moved: number; toDecide: number }

/** At which offices the dossiers that it moved are decided now. */
export async function outcomeOf(tx: Tx, id: string): Promise<OfficeOutcome[]> {
  const { rows } = await sql<OfficeOutcome>`
    select m.competent_office_id as office, o.short_name as name, count(*)::int as moved,
           (count(*) filter (where m.to_decide))::int as "toDecide"
      from dossier_office_move m join office o on o.id = m.competent_office_id
     where m.reorganisation_id = ${id}::uuid
     group by 1, 2 order by 4 desc, 3 desc, 2`.execute(tx)
  return rows
}

export type MovedDossier = {
  id: string
  code: string
  procedureName: string
  status: number
  dueAt: Date | null
  from: string
  officeName: string
  toDecide: boolean
  isOpen: boolean
}

/** `after`: the last dossier of the page before. */
export type Wanted = { after: string | null; most: number } & (
  { reorganisation: string; part: 'open' | 'all' } | { office: number }
)

/** Dossiers that it moved; or those that came from, or ended at, one office. */
export async function movedDossiers(tx: Tx, wanted: Wanted): Promise<MovedDossier[]> {
  const which =
    'office' in wanted
      ? sql`d.id in (select dossier_id from dossier_office_move where from_offices && array[${wanted.office}]::int[]
                        union select id from dossier where competent_office_id = ${wanted.office})`
      : sql`m.reorganisation_id = ${wanted.reorganisation}::uuid and (m.to_decide or ${wanted.part === 'all'})`
  const { rows } = await sql<MovedDossier>`
    select distinct on (d.id) d.id, d.code, d.procedure_name as "procedureName", d.status, d.due_at as "dueAt", d.is_open as "isOpen",
           coalesce((select string_agg(o.short_name, ', ' order by o.id) from office o where o.id = any(m.from_offices)), '') as "from",
           c.short_name as "officeName", coalesce(m.to_decide, false) as "toDecide"
      from dossier d join office c on c.id = d.competent_office_id left join dossier_office_move m on m.dossier_id = d.id
     where ${which} and d.id > ${wanted.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
     order by d.id, m.moved_at desc nulls last limit ${wanted.most}`.execute(tx)
  return rows
}

export type Question = {
  id: string
  code: string
  procedureName: string
  reorganisation: string
  number: string
  from: string
  officeName: string
  /** false: somebody has decided. */
  isOpen: boolean
  candidates: (Candidate & { name: string })[]
}

/** What has to be, or had to be, decided about one dossier; undefined when there never was anything, or outside the scopes. */
export async function questionOf(tx: Tx, dossierId: string): Promise<Question | undefined> {
  const { rows } = await sql<Question>`
    select d.id, d.code, d.procedure_name as "procedureName", r.id as reorganisation, r.number, m.to_decide as "isOpen",
           coalesce((select string_agg(o.short_name, ', ' order by o.id) from office o where o.id = any(m.from_offices)), '') as "from",
           c.short_name as "officeName",
           (select jsonb_agg(k.value || jsonb_build_object('name', o.short_name) order by k.ordinality)
              from jsonb_array_elements(m.candidates) with ordinality k join office o on o.id = (k.value->>'office')::int) as candidates
      from dossier_office_move m join dossier d on d.id = m.dossier_id join reorganisation r on r.id = m.reorganisation_id
      join office c on c.id = d.competent_office_id
     where m.dossier_id = ${dossierId}::uuid and m.candidates is not null
     order by m.to_decide desc, m.moved_at desc limit 1`.execute(tx)
  return rows[0]
}
