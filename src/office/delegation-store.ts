/** SQL of delegations to sign. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'

type Access = Db | Tx

export type Signing = { id: string; personId: number; title: string; paper: string }

/** In whose place this person may sign there that day, for that procedure, with the title of whoever delegated. */
export async function signingFor(
  tx: Access,
  wanted: { delegateId: number; officeId: number; day: Day; procedure: string },
): Promise<Signing[]> {
  const { rows } = await sql<Signing>`
    select g.id, g.person_id as "personId", coalesce((
             select a.title from assignment a
              where a.person_id = g.person_id and a.office_id = g.office_id and a.role = 'leader'
                and ${wanted.day}::date between a.valid_from and coalesce(a.valid_to, 'infinity') order by a.id limit 1), '') as title,
           g.paper
      from signing_delegation g
     where g.delegate_id = ${wanted.delegateId} and g.office_id = ${wanted.officeId} and g.ended_at is null
       and ${wanted.day}::date between g.from_on and g.to_on
       and (g.procedures is null or ${wanted.procedure} = any(g.procedures))
       -- whoever delegated must still be a leader there
       and exists (select from assignment a where a.person_id = g.person_id and a.office_id = g.office_id and a.role = 'leader'
                      and ${wanted.day}::date between a.valid_from and coalesce(a.valid_to, 'infinity'))
     order by g.id`.execute(tx)
  return rows
}

export type DelegationRow = {
  id: string
  personId: number
  name: string
  delegateId: number
  delegateName: string
  fromOn: Day
  toOn: Day
  procedures: string[] | null
  paper: string
  paperOn: Day
}

/** Delegations of an office that are not over on that day. */
export async function delegationsOf(
  db: Access,
  { officeId, from }: { officeId: number; from: Day },
): Promise<DelegationRow[]> {
  const { rows } = await sql<DelegationRow>`
    select g.id, g.person_id as "personId", p.full_name as name, g.delegate_id as "delegateId", q.full_name as "delegateName",
           g.from_on::text as "fromOn", g.to_on::text as "toOn", g.procedures, g.paper, g.paper_on::text as "paperOn"
      from signing_delegation g join person p on p.id = g.person_id join person q on q.id = g.delegate_id
     where g.office_id = ${officeId} and g.ended_at is null and g.to_on >= ${from}::date
     order by g.from_on, g.id limit 200`.execute(db)
  return rows
}

export type SigningOverlap = { personId: number; delegateId: number; fromOn: Day; toOn: Day }

export async function overlappingSigning(
  tx: Tx,
  wanted: { officeId: number; people: readonly number[]; fromOn: Day; toOn: Day },
): Promise<SigningOverlap[]> {
  const people = [...wanted.people]
  const { rows } = await sql<SigningOverlap>`
    select g.person_id as "personId", g.delegate_id as "delegateId", g.from_on::text as "fromOn", g.to_on::text as "toOn"
      from signing_delegation g
     where g.office_id = ${wanted.officeId} and g.ended_at is null
       and daterange(g.from_on, g.to_on, '[]') && daterange(${wanted.fromOn}::date, ${wanted.toOn}::date, '[]')
       and (g.person_id = any(${people}::int[]) or g.delegate_id = any(${people}::int[]))`.execute(
    tx,
  )
  return rows
}

export async function isDelegated(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select from signing_delegation where id = ${id}::uuid`.execute(tx)
  return rows.length > 0
}

export type NewDelegation = {
  id: string
  officeId: number
  personId: number
  delegateId: number
  fromOn: Day
  toOn: Day
  procedures: readonly string[] | null
  paper: string
  paperOn: Day
  declaredBy: number
}

export async function insertDelegation(tx: Tx, g: NewDelegation): Promise<void> {
  await sql`
    insert into signing_delegation (id, office_id, person_id, delegate_id, from_on, to_on, procedures, paper, paper_on, declared_by)
    values (${g.id}::uuid, ${g.officeId}, ${g.personId}, ${g.delegateId}, ${g.fromOn}, ${g.toOn},
            ${g.procedures === null ? null : [...g.procedures]}::text[], ${g.paper}, ${g.paperOn}, ${g.declaredBy})`.execute(
    tx,
  )
}

export async function delegationById(
  tx: Tx,
  id: string,
): Promise<{ personId: number; officeId: number; endedAt: Date | null } | undefined> {
  const { rows } = await sql<{ personId: number; officeId: number; endedAt: Date | null }>`
    select person_id as "personId", office_id as "officeId", ended_at as "endedAt"
      from signing_delegation where id = ${id}::uuid for update`.execute(tx)
  return rows[0]
}

export async function endDelegation(tx: Tx, id: string, by: number): Promise<void> {
  await sql`
    update signing_delegation set ended_by = ${by}, ended_at = now() where id = ${id}::uuid and ended_at is null`.execute(
    tx,
  )
}
