/** SQL of responsibility: working minutes that ended in a month, by office and person, and the spans behind each number. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Who } from '../dossier/holders/waited.ts'
import type { Cursor } from './supervision.ts'

/** Whose time an office answers for; the applicant's and other systems' are nobody's here. */
export const OF_OFFICES = [
  'holder',
  'queue',
  'receptionist',
  'leader',
  'clerk',
  'otherOffice',
] as const satisfies readonly Who[]
export type OfOffice = (typeof OF_OFFICES)[number]

export type Asked = {
  readonly offices: readonly number[]
  /** Spans that ended in [from, to). */
  readonly from: Date
  readonly to: Date
}

export type Total = {
  officeId: number
  who: OfOffice
  /** Only of a holder. */
  personId: number | null
  personName: string | null
  minutes: number
  spans: number
  longest: number
}

/** Per office, and of holders per person; names are those of officials. */
export async function responsibilityTotals(tx: Tx, asked: Asked): Promise<Total[]> {
  const { rows } = await totalsQuery(asked).execute(tx)
  return rows
}

/** Apart, so that its plan can be looked at. */
export function totalsQuery({ offices, from, to }: Asked): RawBuilder<Total> {
  return sql`
    with total as (
      select r.office_id, r.who, r.person_id, sum(r.minutes)::int as minutes, count(*)::int as spans, max(r.minutes) as longest
        from responsibility r
       where r.office_id = any(${[...offices]}::int[]) and r.until >= ${from}::timestamptz and r.until < ${to}::timestamptz
         and r.minutes is not null
       group by r.office_id, r.who, r.person_id)
    select t.office_id as "officeId", t.who, t.person_id as "personId", p.full_name as "personName", t.minutes, t.spans, t.longest
      from total t left join person p on p.id = t.person_id
     order by t.office_id, t.minutes desc`
}

export type SpanLine = {
  dossierId: string
  code: string
  procedureName: string
  leg: string
  personName: string | null
  since: Date
  until: Date
  minutes: number
  /** The row's place in the order, in microseconds of the database's clock. */
  place: string
}

export type Behind = {
  readonly from: Date
  readonly to: Date
  readonly officeId: number
  readonly who: OfOffice
  readonly personId: number | null
  readonly after: Cursor | null
  readonly limit: number
}

/** The spans that a number counts, the newest first. */
export async function spansBehind(tx: Tx, asked: Behind): Promise<SpanLine[]> {
  const { rows } = await sql<SpanLine>`
    with page as (
      select r.* from responsibility r
       where r.office_id = ${asked.officeId} and r.until >= ${asked.from}::timestamptz and r.until < ${asked.to}::timestamptz
         and r.who = ${asked.who} and r.minutes is not null
             ${asked.personId === null ? sql`` : sql`and r.person_id = ${asked.personId}`} ${beyond(asked)}
       order by r.until desc, r.dossier_id desc limit ${asked.limit})
    select p.dossier_id as "dossierId", d.code, d.procedure_name as "procedureName", p.leg, q.full_name as "personName", p.since,
           p.until, p.minutes, (extract(epoch from p.until) * 1000000)::bigint::text as place
      from page p join dossier d on d.id = p.dossier_id left join person q on q.id = p.person_id
     order by p.until desc, p.dossier_id desc`.execute(tx)
  return rows
}

function beyond({ after }: Behind): RawBuilder<unknown> {
  if (after === null) return sql``
  const place = sql`'epoch'::timestamptz + ${after.place}::bigint * interval '1 microsecond'`
  return sql`and (r.until, r.dossier_id) < (${place}, ${after.id}::uuid)`
}
