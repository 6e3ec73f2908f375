// The SQL of warnings: what is due soon, the claim, and who is on duty.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type DueDossier = {
  id: string
  code: string
  procedureName: string
  office: string
  officeId: number
  holderId: number | null
  waitsFor: string | null
  acceptedAt: Date
  dueAt: Date
  isProvisional: boolean
  scopes: number[]
}

/** Live dossiers whose clock runs and that are due in (now, upTo], the nearest first, not yet warned of at this level. */
export async function dueWithoutWarning(
  db: Db,
  wanted: { level: string; now: Date; upTo: Date; most: number },
): Promise<DueDossier[]> {
  const { rows } = await sql<DueDossier>`
    select d.id, d.code, d.procedure_name as "procedureName", o.name as office, o.id as "officeId",
           d.holder_person_id as "holderId", d.waits_for as "waitsFor", d.accepted_at as "acceptedAt", d.due_at as "dueAt",
           d.due_is_provisional as "isProvisional", d.scopes
      from dossier d join office o on o.id = d.competent_office_id
     where d.is_open and d.due_at > ${wanted.now} and d.due_at <= ${wanted.upTo}
       and d.accepted_at is not null and d.paused_at is null and d.finished_at is null and d.origin = 'live'
       and not exists (select from deadline_warning w
                        where w.dossier_id = d.id and w.threshold = ${wanted.level} and w.due_at = d.due_at)
     order by d.due_at, d.id limit ${wanted.most}`.execute(db)
  return rows
}

/** True for the one who warns. */
export async function claimWarning(tx: Tx, dossier: DueDossier, level: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into deadline_warning (dossier_id, threshold, due_at)
    values (${dossier.id}::uuid, ${level}, ${dossier.dueAt}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** The holder's address; while nobody holds it, those of the role whose turn it is, and the leaders if that is nobody's. */
export async function dutyMails(tx: Tx, dossier: DueDossier, today: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    with duty as (
      select p.id, p.email, a.role from person p join assignment a on a.person_id = p.id
       where p.kind = 'staff' and p.is_active and p.email is not null and a.office_id = ${dossier.officeId}
         and ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')),
    chosen as (
      select email, 1 as rank from duty where id = ${dossier.holderId}::int
      union select email, 2 from duty where role = ${dossier.waitsFor}
      union select email, 3 from duty where role = 'leader')
    select distinct email from chosen where rank = (select min(rank) from chosen) order by email limit 5`.execute(
    tx,
  )
  return rows.map(({ email }) => email)
}
