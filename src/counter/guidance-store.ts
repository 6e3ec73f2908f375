/** SQL of written guidance: a slip is a row of its office, with its number of the day. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'
import type { Guidance, Missing } from './guidance.ts'
import type { EarlierGuidance } from './trips.ts'

export type GuidanceRow = {
  id: string
  officeId: number
  day: Day
  number: number
  givenBy: number
  givenAt: Date
  outcome: Guidance['outcome']
  place: Guidance['place']
  procedureCode: string
  procedureName: string
  missing: Missing[]
  note: string | null
  legalBasis: string | null
  forName: string | null
  dossierId: string | null
}

const columns = sql`
  id, office_id as "officeId", day::text as day, number, given_by as "givenBy", given_at as "givenAt", outcome, place,
  procedure_code as "procedureCode", procedure_name as "procedureName", missing, note, legal_basis as "legalBasis",
  for_name as "forName", followed_by as "dossierId"`

export type NewGuidance = Guidance & {
  id: string
  officeId: number
  givenBy: number
  on: Day
  nameUntil: Day
  procedure: { code: string; name: string }
  scopes: readonly number[]
}

/** The same id again changes nothing. */
export async function insertGuidance(tx: Tx, given: NewGuidance): Promise<void> {
  const { officeId, on } = given
  await sql`select pg_advisory_xact_lock(57, ${officeId})`.execute(tx)
  await sql`
    insert into guidance (id, office_id, day, number, given_by, outcome, place, procedure_code, procedure_name, missing, note,
                          legal_basis, for_name, name_until, scopes)
    select ${given.id}::uuid, ${officeId}, ${on}::date, coalesce(max(number), 0) + 1, ${given.givenBy}, ${given.outcome},
           ${given.place}, ${given.procedure.code}, ${given.procedure.name}, ${JSON.stringify(given.missing)}::jsonb,
           ${given.note || null}, ${given.legalBasis}, ${given.forName || null}, ${given.nameUntil}::date,
           ${[...given.scopes]}::int[]
      from guidance where office_id = ${officeId} and day = ${on}::date
    on conflict (id) do nothing`.execute(tx)
}

export async function guidanceById(tx: Tx, id: string): Promise<GuidanceRow | undefined> {
  const { rows } = await sql<GuidanceRow>`
    select ${columns} from guidance where id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** The latest of the office. */
export async function guidanceOf(tx: Tx, officeId: number): Promise<GuidanceRow[]> {
  const { rows } = await sql<GuidanceRow>`
    select ${columns} from guidance where office_id = ${officeId} order by day desc, number desc limit 50`.execute(
    tx,
  )
  return rows
}

/** Slips of the office for that procedure after which nobody has come back yet. */
export async function openGuidance(
  tx: Tx,
  officeId: number,
  procedureCode: string,
): Promise<GuidanceRow[]> {
  const { rows } = await sql<GuidanceRow>`
    select ${columns} from guidance
     where office_id = ${officeId} and procedure_code = ${procedureCode} and outcome = 'sentAway' and followed_by is null
     order by day desc, number desc limit 30`.execute(tx)
  return rows
}

/** Beside the filing that followed from it. */
export function followedBy(dossierId: string, id: string, officeId: number): RawBuilder<unknown> {
  return sql`
    update guidance set followed_by = ${dossierId}::uuid
     where id = ${id}::uuid and office_id = ${officeId} and followed_by is null`
}

/** Slips with which the applicant was sent away before this dossier was filed. */
export async function guidanceBefore(tx: Tx, dossierId: string): Promise<EarlierGuidance[]> {
  const { rows } = await sql<EarlierGuidance>`
    select g.day::text as "on", g.office_id as "officeId",
           coalesce((select array_agg(m ->> 'paper') from jsonb_array_elements(g.missing) m), '{}') as papers
      from guidance g where g.followed_by = ${dossierId}::uuid and g.outcome = 'sentAway' and g.place = 'counter'
     order by g.given_at`.execute(tx)
  return rows
}
