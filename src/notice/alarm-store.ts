// The SQL of alarms: what nobody was told of yet, and who is told.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type NewAlarm = {
  accessId: string
  /** Number of the newest alarm that this telling covers. */
  upTo: number
  dossierId: string
  code: string
  officeId: number
  office: string
  scopes: number[]
}

const BATCH = 20

/** Accesses with alarms that nobody was told of, the oldest first. */
export async function newAlarms(db: Db): Promise<NewAlarm[]> {
  const { rows } = await sql<NewAlarm>`
    select a.access_id as "accessId", max(a.nth) as "upTo", e.dossier_id as "dossierId", d.code,
           o.id as "officeId", o.name as office, d.scopes
      from emergency_alarm a join emergency_access e on e.id = a.access_id join dossier d on d.id = e.dossier_id
           join office o on o.id = e.competent_office_id
     where a.told_at is null
     group by a.access_id, e.dossier_id, d.code, o.id, o.name, d.scopes order by min(a.at) limit ${BATCH}`.execute(
    db,
  )
  return rows
}

/** Claims those alarms; false when another worker was faster. */
export async function told(tx: Tx, { accessId, upTo }: NewAlarm): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update emergency_alarm set told_at = now()
     where access_id = ${accessId}::uuid and nth <= ${upTo} and told_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Supervisors of the office and of those above it; its leaders where nobody supervises. */
export async function supervisorMails(tx: Tx, officeId: number, today: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    with recursive above as (
      select id, parent_id from office where id = ${officeId}
      union select o.id, o.parent_id from office o join above b on o.id = b.parent_id),
    chosen as (
      select p.email, case a.role when 'supervisor' then 1 else 2 end as rank
        from person p join assignment a on a.person_id = p.id
       where p.kind = 'staff' and p.is_active and p.email is not null
         and ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
         and ((a.role = 'supervisor' and a.office_id in (select id from above))
              or (a.role = 'leader' and a.office_id = ${officeId})))
    select distinct email from chosen where rank = (select min(rank) from chosen) order by email limit 10`.execute(
    tx,
  )
  return rows.map(({ email }) => email)
}
