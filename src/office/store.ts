/** SQL of people, their assignments and their sessions. */
import { sql, type Kysely } from 'kysely'
import type { DB } from '../db/types.ts'
import { toDay, type Day } from '../lib/time.ts'
import type { AssignedRole, Represents } from './actor.ts'
import type { Office } from './directory.ts'
import type { Identity } from './identity.ts'
import { LOCK_SECONDS } from './lockout.ts'
import { ownParties, representedNow } from './representation/session-store.ts'

/** A pool or a transaction. */
type Access = Kysely<DB>

/** A role at an office within its term, both days included (NĐ 61/2018 Đ11: never permanent). */
export type Assignment = {
  readonly id: number
  readonly officeId: number
  readonly officeName: string
  readonly role: AssignedRole
  readonly title: string
}

export type NewAssignment = {
  readonly officeId: number
  readonly role: AssignedRole
  readonly title: string
  readonly validFrom: Day
  readonly validTo?: Day
  readonly servicePointId?: number
}

export type NewStaff = {
  readonly fullName: string
  readonly email: string
  readonly passwordHash: string
  readonly totpSecret: string
  readonly assignments: readonly NewAssignment[]
  readonly origin?: 'live' | 'demo'
}

/** The account with its credential and assignments, in one statement; the address must be free. */
export async function insertStaff(db: Access, staff: NewStaff): Promise<number> {
  const assignments = JSON.stringify(staff.assignments)
  const { rows } = await sql<{ id: number }>`
    with someone as (
      insert into person (kind, full_name, email, origin)
      values ('staff', ${staff.fullName}, ${staff.email}, ${staff.origin ?? 'live'})
      returning id
    ), secrets as (
      insert into credential (person_id, password_hash, totp_secret)
      select id, ${staff.passwordHash}, ${staff.totpSecret} from someone
    ), roles as (
      insert into assignment (person_id, office_id, service_point_id, role, title, valid_from, valid_to)
      select someone.id, a."officeId", a."servicePointId", a.role, a.title, a."validFrom", a."validTo"
        from someone, jsonb_to_recordset(${assignments}::jsonb)
          as a("officeId" int, "servicePointId" int, role text, title text, "validFrom" date, "validTo" date)
    )
    select id from someone`.execute(db)
  return rows[0]!.id
}

export type StaffAccount = {
  readonly personId: number
  readonly fullName: string
  readonly email: string
  readonly isActive: boolean
}

export async function findStaff(db: Access, email: string): Promise<StaffAccount | undefined> {
  const { rows } = await sql<StaffAccount>`
    select id as "personId", full_name as "fullName", email, is_active as "isActive"
      from person where kind = 'staff' and lower(email) = lower(${email})`.execute(db)
  return rows[0]
}

/** The name of an office that exists today or did once. */
export async function officeName(db: Access, officeId: number): Promise<string | undefined> {
  const { rows } = await sql<{
    name: string
  }>`select name from office where id = ${officeId}`.execute(db)
  return rows[0]?.name
}

/** A new password also ends the rest after failed attempts; sessions are ended apart. */
export async function setPasswordHash(db: Access, personId: number, hash: string): Promise<void> {
  await sql`update credential set password_hash = ${hash}, failed_attempts = 0, locked_until = null
             where person_id = ${personId}`.execute(db)
}

/** A new secret begins with no used step. */
export async function setTotpSecret(db: Access, personId: number, secret: string): Promise<void> {
  await sql`update credential set totp_secret = ${secret}, totp_last_step = 0
             where person_id = ${personId}`.execute(db)
}

/** Takes effect in the person's next request. */
export async function setActive(db: Access, personId: number, active: boolean): Promise<void> {
  await sql`update person set is_active = ${active} where id = ${personId}`.execute(db)
}

export async function addAssignment(
  db: Access,
  personId: number,
  added: NewAssignment,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into assignment (person_id, office_id, service_point_id, role, title, valid_from, valid_to)
    values (${personId}, ${added.officeId}, ${added.servicePointId ?? null}, ${added.role}, ${added.title},
            ${added.validFrom}, ${added.validTo ?? null})
    returning id`.execute(db)
  return rows[0]!.id
}

/** The last day on which the assignment holds; a day before today ends it in the next request. */
export async function endAssignment(db: Access, assignmentId: number, lastDay: Day): Promise<void> {
  await sql`update assignment set valid_to = ${lastDay} where id = ${assignmentId}`.execute(db)
}

/** What the person is assigned to on that day, oldest first. */
export async function assignmentsOn(
  db: Access,
  personId: number,
  day: Day,
): Promise<readonly Assignment[]> {
  const { rows } = await sql<Assignment>`
    select a.id, a.office_id as "officeId", o.name as "officeName", a.role, a.title
      from assignment a join office o on o.id = a.office_id
     where a.person_id = ${personId} and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
     order by a.id`.execute(db)
  return rows
}

export type StaffCandidate = {
  readonly personId: number
  readonly passwordHash: string
  readonly totpSecret: string
  readonly totpLastStep: number
}

/**
 * Counts an attempt before anything is checked, and sets the rest that follows if it fails. Undefined when there is
 * no such active account or it rests just now.
 */
export async function claimAttempt(
  db: Access,
  email: string,
  now: Date,
): Promise<StaffCandidate | undefined> {
  const { rows } = await sql<StaffCandidate>`
    update credential c
       set failed_attempts = c.failed_attempts + 1,
           locked_until = ${now}::timestamptz + make_interval(secs =>
             (${[...LOCK_SECONDS]}::int[])[least(c.failed_attempts + 1, ${LOCK_SECONDS.length}::int)])
      from person p
     where p.id = c.person_id and p.kind = 'staff' and p.is_active and lower(p.email) = lower(${email})
       -- no rest is longer than the last one: a later end comes from a clock that ran ahead
       and (c.locked_until is null or c.locked_until <= ${now} or
            c.locked_until > ${now}::timestamptz + make_interval(secs => ${LOCK_SECONDS.at(-1)!}))
    returning c.person_id as "personId", c.password_hash as "passwordHash",
              c.totp_secret as "totpSecret", c.totp_last_step as "totpLastStep"`.execute(db)
  return rows[0]
}

/** Uses up the step and forgets the failures; false when another request has used this or a later step. */
export async function useStep(db: Access, personId: number, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update credential set totp_last_step = ${step}, failed_attempts = 0, locked_until = null
     where person_id = ${personId} and totp_last_step < ${step}`.execute(db)
  return numAffectedRows === 1n
}

export type SignInKind = 'staff' | 'citizen'

/** Who signed in, or whose account was tried; never what was typed. */
export async function logSignIn(
  db: Access,
  entry: { kind: SignInKind; outcome: string; personId?: number; email?: string; at: Date },
): Promise<void> {
  await sql`
    insert into sign_in_log (at, kind, outcome, person_id)
    values (${entry.at}, ${entry.kind}, ${entry.outcome}, coalesce(${entry.personId ?? null}::int,
      (select id from person where kind = 'staff' and lower(email) = lower(${entry.email ?? null}::text))))
  `.execute(db)
}

/** The citizen as the identity provider knows them today; undefined when the account is closed. */
export async function upsertCitizen(db: Access, who: Identity): Promise<number | undefined> {
  const { rows } = await sql<{ id: number; is_active: boolean }>`
    insert into person (kind, issuer, subject, full_name, personal_number, birth_on, phone, email)
    values ('citizen', ${who.issuer}, ${who.subject}, ${who.fullName}, ${who.personalNumber}, ${who.birthOn},
            ${who.phone}, ${who.email})
    on conflict (issuer, subject) do update
       set full_name = excluded.full_name,
           personal_number = coalesce(excluded.personal_number, person.personal_number),
           birth_on = coalesce(excluded.birth_on, person.birth_on),
           phone = coalesce(excluded.phone, person.phone),
           email = coalesce(excluded.email, person.email)
    returning id, is_active`.execute(db)
  return rows[0]?.is_active ? rows[0].id : undefined
}

export type NewSession = {
  readonly tokenHash: Buffer
  readonly personId: number
  readonly kind: SignInKind
  readonly assignmentId?: number
  readonly now: Date
  readonly expiresAt: Date
}

export async function insertSession(db: Access, session: NewSession): Promise<void> {
  await sql`
    insert into session (token_hash, person_id, kind, assignment_id, created_at, last_seen_at, expires_at)
    values (${session.tokenHash}, ${session.personId}, ${session.kind}, ${session.assignmentId ?? null},
            ${session.now}, ${session.now}, ${session.expiresAt})`.execute(db)
}

export async function revokeSession(db: Access, tokenHash: Buffer, now: Date): Promise<void> {
  await sql`update session set revoked_at = ${now} where token_hash = ${tokenHash} and revoked_at is null`.execute(
    db,
  )
}

/** Everywhere at once: after a new password or a lost phone. */
export async function revokeSessionsOf(db: Access, personId: number, now: Date): Promise<void> {
  await sql`update session set revoked_at = ${now} where person_id = ${personId} and revoked_at is null`.execute(
    db,
  )
}

/** The same session under a new token, in another role: the old token is worth nothing from now on. */
export async function moveSession(
  db: Access,
  move: { from: Buffer; to: Buffer; assignmentId: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update session set token_hash = ${move.to}, assignment_id = ${move.assignmentId}
     where token_hash = ${move.from} and revoked_at is null`.execute(db)
  return numAffectedRows === 1n
}

export type SessionRow = {
  readonly kind: SignInKind
  readonly personId: number
  readonly fullName: string
  readonly phone: string | null
  readonly email: string | null
  readonly personalNumber: string | null
  readonly birthOn: Day | null
  readonly assignmentId: number | null
  /** what the person is assigned to today; empty for citizens */
  readonly assignments: readonly Assignment[]
  /** living mandates of the agent for which the session acts; empty for everybody else */
  readonly mandates: readonly number[]
  /** parties of this very number (of citizens: and name): the person's own matters */
  readonly parties: readonly number[]
  /** whom the person, or for officials whoever has their number, represents at this moment */
  readonly represents: readonly Represents[]
  /** for officials: citizens' accounts of the same number */
  readonly accounts: readonly number[]
}

export type SessionSearch = {
  readonly tokenHash: Buffer
  readonly now: Date
  /** sessions last used before these instants have ended */
  readonly staffSince: Date
  readonly citizenSince: Date
}

/**
 * The living session with its person and today's assignments, in one statement. The time of use is written at most
 * once a minute, so that reading a page rarely writes.
 */
export async function findSession(
  db: Access,
  search: SessionSearch,
): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    with living as (
      select s.token_hash, s.last_seen_at, s.kind, s.assignment_id, p.id, p.full_name, p.phone, p.email,
             p.personal_number, p.birth_on
        from session s join person p on p.id = s.person_id and p.kind = s.kind and p.is_active
       where s.token_hash = ${search.tokenHash} and s.revoked_at is null and s.expires_at > ${search.now}
         and s.last_seen_at > case s.kind when 'staff' then ${search.staffSince}::timestamptz
                                          else ${search.citizenSince}::timestamptz end
         -- seen in what is still to come: the clock ran ahead then, and nobody knows for how long nobody worked
         and s.last_seen_at < ${search.now}::timestamptz + interval '5 minutes'
    ), seen as (
      update session set last_seen_at = ${search.now} from living
       where session.token_hash = living.token_hash
         and living.last_seen_at < ${search.now}::timestamptz - interval '1 minute'
    )
    select l.kind, l.id as "personId", l.full_name as "fullName", l.phone, l.email,
           l.personal_number as "personalNumber", l.birth_on as "birthOn", l.assignment_id as "assignmentId",
           coalesce((
             select json_agg(json_build_object('id', a.id, 'officeId', a.office_id, 'officeName', o.name,
                                               'role', a.role, 'title', a.title) order by a.id)
               from assignment a join office o on o.id = a.office_id
              where a.person_id = l.id and l.kind = 'staff'
                and ${toDay(search.now)}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
           ), '[]') as assignments,
           array(select m.id from assignment a join agent_mandate m on m.agent_id = a.office_id
                  where a.id = l.assignment_id and a.person_id = l.id and a.role = 'agent' and m.revoked_at is null
                    and ${toDay(search.now)}::date between m.valid_from and m.valid_to order by m.id) as mandates,
           ${ownParties()} as parties, ${representedNow(toDay(search.now))} as represents,
           array(select c.id from person c
                  where l.kind = 'staff' and c.kind = 'citizen' and c.personal_number = l.personal_number) as accounts
      from living l`.execute(db)
  return rows[0]
}

/** Every office that is or was, with what papers and pages say of it. */
export async function allOffices(db: Access): Promise<Office[]> {
  type Closed = NonNullable<Office['closed']>
  type Row = Omit<Office, 'closed'> & Omit<Closed, 'lastDay'> & { lastDay: Day | null }
  const { rows } = await sql<Row>`
    select o.id, o.kind, o.name, o.short_name as "shortName", o.parent_id as "parentId", o.address, o.agency_code as "agencyCode",
           o.agency_code_is_stand_in as "agencyCodeIsStandIn", o.valid_to::text as "lastDay", s.successor_id as "successorId",
           exists (select from office_successor x where x.office_id = o.id and not x.is_default) as "isDivided"
      from office o left join office_successor s on s.office_id = o.id and s.is_default
     order by o.id`.execute(db)
  return rows.map(({ lastDay, successorId, isDivided, ...office }) =>
    lastDay === null ? office : { ...office, closed: { lastDay, successorId, isDivided } },
  )
}

export type CommuneNumber = { number: string; office: number; from: string; to: string | null }

/** The numbers of our communes, each with the days on which it was theirs. */
export async function allCommuneNumbers(db: Access): Promise<CommuneNumber[]> {
  const { rows } = await sql<CommuneNumber>`
    select n.number, n.office_id as office, n.valid_from::text as "from", n.valid_to::text as "to"
      from office_number n join office o on o.id = n.office_id where o.kind = 'commune'`.execute(db)
  return rows
}
