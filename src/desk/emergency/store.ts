/** SQL of emergency access: asking, answering, ending, and the one way to look. */
import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import type { AccessFacts, GranterRole } from './emergency.ts'

export type Asked = { dossierId: string; competentOfficeId: number; scopes: number[] }

/** The dossier behind a code, as far as somebody who may not see it needs it in order to ask. */
export async function dossierToAskFor(db: Db, code: string): Promise<Asked | undefined> {
  const { rows } = await sql<Asked>`
    select dossier_id as "dossierId", competent_office_id as "competentOfficeId", scopes
      from dossier_to_ask_for(${code})`.execute(db)
  return rows[0]
}

export type NewRequest = Asked & {
  id: string
  personId: number
  role: string
  officeId: number
  reason: string
  legalGround: string
  minutes: number
  answerWithinHours: number
}

/** False when this request was made before: the same key. */
export async function ask(tx: Tx, request: NewRequest): Promise<boolean> {
  const scopes = [...request.scopes, request.personId]
  const { numAffectedRows } = await sql`
    insert into emergency_access (id, dossier_id, competent_office_id, asked_by, asked_role, asked_office_id, reason,
      legal_ground, lapses_at, minutes, scopes)
    values (${request.id}::uuid, ${request.dossierId}::uuid, ${request.competentOfficeId}, ${request.personId},
      ${request.role}, ${request.officeId}, ${request.reason}, ${request.legalGround},
      now() + make_interval(hours => ${request.answerWithinHours}), ${request.minutes}, ${scopes}::int[])
    on conflict do nothing`.execute(tx)
  if (numAffectedRows === 1n) await alarm(tx, request.id, 'asked')
  return numAffectedRows === 1n
}

async function alarm(tx: Tx, id: string, kind: string): Promise<void> {
  await sql`select raise_emergency_alarm(${id}::uuid, ${kind}, null)`.execute(tx)
}

export type Answer = {
  id: string
  outcome: 'approved' | 'refused'
  personId: number
  role: GranterRole
  /** The office that decides the dossier and those above it: the role must be held there today. */
  offices: readonly number[]
  today: Day
}

/**
 * Grants or refuses; false when it was answered before, has lapsed, or this is not another person in another role who holds it
 * at one of these offices now. All of that is asked in the statement itself.
 */
export async function answer(tx: Tx, given: Answer): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update emergency_access e
       set outcome = ${given.outcome}, decided_by = ${given.personId}, decided_role = ${given.role},
           decided_at = clock_timestamp(),
           expires_at = case when ${given.outcome} = 'approved' then clock_timestamp() + make_interval(mins => e.minutes) end
     where e.id = ${given.id}::uuid and e.outcome is null and e.lapses_at > clock_timestamp()
       and e.asked_by <> ${given.personId} and e.asked_role <> ${given.role}
       and exists (select from assignment a where a.person_id = ${given.personId} and a.role = ${given.role}
                      and a.office_id = any(${[...given.offices]}::int[])
                      and ${given.today}::date between a.valid_from and coalesce(a.valid_to, 'infinity'))`.execute(
    tx,
  )
  if (numAffectedRows === 1n) await alarm(tx, given.id, given.outcome)
  return numAffectedRows === 1n
}

/** Ends an open access now: whoever asked, or whoever may answer. False when it is not open. */
export async function endNow(tx: Tx, id: string, personId: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update emergency_access set ended_at = clock_timestamp(), ended_by = ${personId}
     where id = ${id}::uuid and outcome = 'approved' and ended_at is null and expires_at > clock_timestamp()`.execute(
    tx,
  )
  if (numAffectedRows === 1n) await alarm(tx, id, 'ended')
  return numAffectedRows === 1n
}

export type Look = {
  id: string
  personId: number
  officeId: number
  readingId: string
  what: string
}

/** Writes the reading and the alarm, commits them, and names the dossier; undefined when the access is not open to this person. */
export async function look(db: Db, seen: Look): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`
    select look_in_emergency(${seen.id}::uuid, ${seen.personId}, ${seen.officeId}, ${seen.readingId}::uuid,
                             ${seen.what}) as id`.execute(db)
  return rows[0]?.id ?? undefined
}

export type AccessRow = AccessFacts & {
  id: string
  /** Null when the dossier is outside the reader's scopes. */
  code: string | null
  dossierId: string
  competentOfficeId: number
  officeName: string
  askedName: string
  askedOffice: string
  askedAt: Date
  reason: string
  legalGround: string
  minutes: number
  decidedName: string | null
  decidedRole: string | null
  decidedAt: Date | null
  endedName: string | null
  reads: number
}

const columns = sql`
  e.id, d.code, e.dossier_id as "dossierId", e.competent_office_id as "competentOfficeId", o.short_name as "officeName",
  e.asked_by as "askedBy", e.asked_role as "askedRole", p.full_name as "askedName", ao.short_name as "askedOffice",
  e.asked_at as "askedAt", e.reason, e.legal_ground as "legalGround", e.minutes, e.lapses_at as "lapsesAt", e.outcome,
  q.full_name as "decidedName", e.decided_role as "decidedRole", e.decided_at as "decidedAt",
  e.expires_at as "expiresAt", e.ended_at as "endedAt", r.full_name as "endedName",
  (select count(*)::int from emergency_alarm a where a.access_id = e.id and a.kind = 'read') as reads`
const joins = sql`
  emergency_access e join office o on o.id = e.competent_office_id join person p on p.id = e.asked_by
    join office ao on ao.id = e.asked_office_id left join dossier d on d.id = e.dossier_id
    left join person q on q.id = e.decided_by left join person r on r.id = e.ended_by`

/** Newest first, within the scopes of the transaction; `own` only: those that this person asked for. */
export async function requestsOf(
  tx: Tx,
  { personId, own, most }: { personId: number; own: boolean; most: number },
): Promise<AccessRow[]> {
  const { rows } = await sql<AccessRow>`
    select ${columns} from ${joins} where (${!own} or e.asked_by = ${personId})
     order by e.asked_at desc, e.id desc limit ${most}`.execute(tx)
  return rows
}

export async function requestById(tx: Tx, id: string): Promise<AccessRow | undefined> {
  const { rows } =
    await sql<AccessRow>`select ${columns} from ${joins} where e.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export type AlarmRow = {
  kind: string
  what: string | null
  at: Date
  askedName: string
  accessId: string
}

/** What was done and looked at, newest first; of one access or of all within the scopes. */
export async function alarmsOf(
  tx: Tx,
  { id, most }: { id: string | null; most: number },
): Promise<AlarmRow[]> {
  const { rows } = await sql<AlarmRow>`
    select a.kind, a.what, a.at, a.access_id as "accessId", p.full_name as "askedName"
      from emergency_alarm a join emergency_access e on e.id = a.access_id join person p on p.id = e.asked_by
     where ${id}::uuid is null or a.access_id = ${id}::uuid
     order by a.at desc, a.nth desc limit ${most}`.execute(tx)
  return rows
}
