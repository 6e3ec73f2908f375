/** SQL of who answers for the queue of an office while nobody has claimed a dossier. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'

export type OnDuty = { personId: number; name: string; title: string; isNamed: boolean }

/**
 * Whoever was named, while they work there; else their substitute; else the leader assigned longest. Undefined when the office
 * has nobody at all: then its queue stands in the list of what is stuck.
 */
export async function onDuty(
  db: Db | Tx,
  { officeId, day }: { officeId: number; day: Day },
): Promise<OnDuty | undefined> {
  const { rows } = await sql<OnDuty>`
    with working as (
      select a.person_id, a.role, a.title, a.valid_from, a.id from assignment a join person p on p.id = a.person_id and p.is_active
       where a.office_id = ${officeId} and ${day}::date between a.valid_from and coalesce(a.valid_to, 'infinity')),
    away as (
      select b.person_id, b.substitute_id from absence b
       where b.office_id = ${officeId} and b.ended_at is null and ${day}::date between b.from_on and b.to_on),
    chosen as (
      select d.person_id, 1 as place from queue_duty d where d.office_id = ${officeId} and d.valid_to is null
      union all
      select b.substitute_id, 2 from queue_duty d join away b on b.person_id = d.person_id
       where d.office_id = ${officeId} and d.valid_to is null
      union all
      select w.person_id, 3 from working w where w.role = 'leader')
    select p.id as "personId", p.full_name as name, w.title, c.place = 1 as "isNamed"
      from chosen c join working w on w.person_id = c.person_id join person p on p.id = c.person_id
     where not exists (select from away b where b.person_id = c.person_id)
     order by c.place, w.valid_from, w.id limit 1`.execute(db)
  return rows[0]
}

/** Names somebody in place of whoever was named before; naming the same person again changes nothing. */
export async function nameOnDuty(
  tx: Tx,
  { officeId, personId, namedBy }: { officeId: number; personId: number; namedBy: number },
): Promise<void> {
  await sql`
    update queue_duty set valid_to = now()
     where office_id = ${officeId} and valid_to is null and person_id <> ${personId}`.execute(tx)
  await sql`
    insert into queue_duty (office_id, person_id, named_by) values (${officeId}, ${personId}, ${namedBy})
    on conflict (office_id) where valid_to is null do nothing`.execute(tx)
}
