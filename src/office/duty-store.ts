/** Who answers for what of the house itself: named people, one after the other. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

export type Duty = { place: 1 | 2; personId: number; fullName: string; since: Date }

/** Who is named now; someone whose account is closed is nobody. */
export async function dutiesNow(db: Db | Tx): Promise<Duty[]> {
  const { rows } = await sql<Duty>`
    select d.place, d.person_id as "personId", p.full_name as "fullName", d.valid_from as since
      from duty d join person p on p.id = d.person_id and p.is_active
     where d.kind = 'integrity' and d.valid_to is null order by d.place`.execute(db)
  return rows
}

/** Names somebody in place of whoever was named before; naming the same person again changes nothing. */
export async function nameDuty(
  tx: Tx,
  { place, personId, namedBy }: { place: 1 | 2; personId: number; namedBy: number | null },
): Promise<void> {
  await sql`
    update duty set valid_to = now()
     where kind = 'integrity' and place = ${place} and valid_to is null and person_id <> ${personId}`.execute(
    tx,
  )
  await sql`
    insert into duty (kind, place, person_id, named_by)
    values ('integrity', ${place}, ${personId}, ${namedBy}::int)
    on conflict (kind, place) where valid_to is null do nothing`.execute(tx)
}

export type StaffName = { personId: number; fullName: string; title: string }

/** Administrators and supervisors who may be named or given a finding today. */
export async function operators(db: Db | Tx, today: string): Promise<StaffName[]> {
  const { rows } = await sql<StaffName>`
    select distinct on (p.full_name, p.id) p.id as "personId", p.full_name as "fullName", a.title
      from assignment a join person p on p.id = a.person_id and p.is_active
     where a.role in ('admin', 'supervisor') and ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
     order by p.full_name, p.id, a.id limit 200`.execute(db)
  return rows
}
