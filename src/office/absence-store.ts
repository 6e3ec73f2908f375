/** SQL of absences: who is away when, who stands in, and what the directory says of whoever is to get work. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'
import type { Role, StandingIn } from './actor.ts'
import { WORKING_ROLES, type AbsenceReason } from './absence.ts'

type Access = Db | Tx

/** Whether somebody holds the role there that day, and the last day of their absence, when they are away. */
export async function standingOn(
  tx: Access,
  { personId, officeId, day }: { personId: number; officeId: number; day: Day },
): Promise<{ roles: Role[]; awayTo: Day | null }> {
  const { rows } = await sql<{ roles: Role[]; awayTo: Day | null }>`
    select array(select a.role from assignment a join person p on p.id = a.person_id and p.is_active
                  where a.person_id = ${personId} and a.office_id = ${officeId}
                    and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity')) as roles,
           (select b.to_on::text from absence b
             where b.person_id = ${personId} and b.office_id = ${officeId} and b.ended_at is null
               and ${day}::date between b.from_on and b.to_on) as "awayTo"`.execute(tx)
  return rows[0]!
}

/** In whose place the person works there that day. Whoever is away stands in for nobody. */
export async function standInsOn(
  tx: Access,
  { personId, officeId, day }: { personId: number; officeId: number | null; day: Day },
): Promise<StandingIn[]> {
  const { rows } = await sql<StandingIn>`
    select b.person_id as person, 'absence' as ground, b.id
      from absence b
     where b.substitute_id = ${personId} and b.ended_at is null and ${day}::date between b.from_on and b.to_on
       and (${officeId}::int is null or b.office_id = ${officeId}::int)
       and not exists (select from absence own where own.person_id = ${personId} and own.office_id = b.office_id
                          and own.ended_at is null and ${day}::date between own.from_on and own.to_on)
     order by b.id`.execute(tx)
  return rows
}

export type AbsenceRow = {
  id: string
  personId: number
  name: string
  officeId: number
  fromOn: Day
  toOn: Day
  reason: AbsenceReason
  substituteId: number | null
  substituteName: string | null
  declaredBy: string
}

const ROWS = sql`
  select b.id, b.person_id as "personId", p.full_name as name, b.office_id as "officeId", b.from_on::text as "fromOn",
         b.to_on::text as "toOn", b.reason, b.substitute_id as "substituteId", s.full_name as "substituteName",
         w.full_name as "declaredBy"
    from absence b join person p on p.id = b.person_id join person w on w.id = b.declared_by
         left join person s on s.id = b.substitute_id`

/** Absences of an office that are not over on that day, the nearest first. */
export async function absencesOf(
  db: Access,
  { officeId, from }: { officeId: number; from: Day },
): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`
    ${ROWS} where b.office_id = ${officeId} and b.ended_at is null and b.to_on >= ${from}::date
     order by b.from_on, b.id limit 200`.execute(db)
  return rows
}

/** Locks these people in one order, so that two who name each other wait for one another. */
export async function lockPeople(tx: Tx, people: readonly number[]): Promise<void> {
  await sql`select 1 from person where id = any(${[...people]}::int[]) order by id for update`.execute(
    tx,
  )
}

export type Overlap = { personId: number; substituteId: number | null; fromOn: Day; toOn: Day }

/** Living absences of these people, or in which one of them stands in, that share a day with the period. */
export async function overlapping(
  tx: Tx,
  wanted: { officeId: number; people: readonly number[]; fromOn: Day; toOn: Day },
): Promise<Overlap[]> {
  const people = [...wanted.people]
  const { rows } = await sql<Overlap>`
    select b.person_id as "personId", b.substitute_id as "substituteId", b.from_on::text as "fromOn", b.to_on::text as "toOn"
      from absence b
     where b.office_id = ${wanted.officeId} and b.ended_at is null
       and daterange(b.from_on, b.to_on, '[]') && daterange(${wanted.fromOn}::date, ${wanted.toOn}::date, '[]')
       and (b.person_id = any(${people}::int[]) or b.substitute_id = any(${people}::int[]))`.execute(
    tx,
  )
  return rows
}

/** The roles that a person holds at the office on every day of the period. */
export async function rolesThroughout(
  tx: Access,
  wanted: { personId: number; officeId: number; fromOn: Day; toOn: Day },
): Promise<Role[]> {
  const { rows } = await sql<{ role: Role }>`
    select distinct a.role from assignment a join person p on p.id = a.person_id and p.is_active
     where a.person_id = ${wanted.personId} and a.office_id = ${wanted.officeId}
       and a.valid_from <= ${wanted.fromOn}::date and coalesce(a.valid_to, 'infinity') >= ${wanted.toOn}::date`.execute(
    tx,
  )
  return rows.map(({ role }) => role)
}

export type NewAbsence = {
  id: string
  personId: number
  officeId: number
  fromOn: Day
  toOn: Day
  reason: AbsenceReason
  substituteId: number | null
  declaredBy: number
}

/** Whether this form has been sent before. */
export async function isDeclared(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select from absence where id = ${id}::uuid`.execute(tx)
  return rows.length > 0
}

export async function insertAbsence(tx: Tx, a: NewAbsence): Promise<void> {
  await sql`
    insert into absence (id, person_id, office_id, from_on, to_on, reason, substitute_id, declared_by)
    values (${a.id}::uuid, ${a.personId}, ${a.officeId}, ${a.fromOn}, ${a.toOn}, ${a.reason}, ${a.substituteId},
            ${a.declaredBy})`.execute(tx)
}

export async function absenceById(
  tx: Tx,
  id: string,
): Promise<{ personId: number; officeId: number; endedAt: Date | null } | undefined> {
  const { rows } = await sql<{ personId: number; officeId: number; endedAt: Date | null }>`
    select person_id as "personId", office_id as "officeId", ended_at as "endedAt"
      from absence where id = ${id}::uuid for update`.execute(tx)
  return rows[0]
}

/** It ends now; who was away works again, who stood in no longer does. */
export async function endAbsence(tx: Tx, id: string, by: number): Promise<void> {
  await sql`update absence set ended_by = ${by}, ended_at = now() where id = ${id}::uuid and ended_at is null`.execute(
    tx,
  )
}

export type Colleague = { personId: number; name: string; title: string; awayTo: Day | null }

/** Who holds the role at the office that day, by name; with the last day of an absence that has begun. */
export async function colleagues(
  db: Access,
  { officeId, role, day }: { officeId: number; role: Role; day: Day },
): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select distinct on (p.full_name collate "vi-x-icu", p.id) p.id as "personId", p.full_name as name, a.title,
           (select b.to_on::text from absence b where b.person_id = p.id and b.office_id = a.office_id and b.ended_at is null
               and ${day}::date between b.from_on and b.to_on) as "awayTo"
      from assignment a join person p on p.id = a.person_id and p.is_active
     where a.office_id = ${officeId} and a.role = ${role}
       and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
     order by p.full_name collate "vi-x-icu", p.id, a.id`.execute(db)
  return rows
}

export type Staff = { personId: number; name: string; title: string; roles: Role[] }

/** Everybody with a working role at the office that day, by name. */
export async function workingStaff(
  db: Access,
  { officeId, day }: { officeId: number; day: Day },
): Promise<Staff[]> {
  const { rows } = await sql<Staff>`
    select p.id as "personId", p.full_name as name, min(a.title) as title, array_agg(distinct a.role) as roles
      from assignment a join person p on p.id = a.person_id and p.is_active
     where a.office_id = ${officeId} and a.role = any(${[...WORKING_ROLES]}::text[])
       and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
     group by p.id, p.full_name
     order by p.full_name collate "vi-x-icu", p.id limit 500`.execute(db)
  return rows
}
