/** SQL of a reorganisation: what stood before, what it opens and closes, whom it gives what, and its end. */
import { sql } from 'kysely'
import { listenTo } from '../db/listen.ts'
import type { Db, Tx } from '../db/connect.ts'
import type { Day } from '../lib/time.ts'
import { closingsOf, lastDayBefore, type KnownOffice, type Plan } from './reorganisation.ts'
import type { AssignmentMove, HeldAssignment } from './reorganisation-rights.ts'

type Reads = Db | Tx

export async function knownOffices(db: Reads): Promise<KnownOffice[]> {
  const { rows } = await sql<KnownOffice>`
    select o.id, o.kind, o.name, o.parent_id as parent, o.agency_code as "agencyCode", n.number,
           o.valid_from::text as "from", o.valid_to::text as "to"
      from office o
      left join lateral (select number from office_number n where n.office_id = o.id order by n.valid_from desc limit 1) n on true
     where o.kind <> 'agent' order by o.id`.execute(db)
  return rows
}

export async function pastSuccessors(db: Reads): Promise<{ from: number; to: number }[]> {
  const { rows } = await sql<{ from: number; to: number }>`
    select office_id as "from", successor_id as "to" from office_successor order by 1, 2`.execute(
    db,
  )
  return rows
}

/** Agency codes ever given, also those of agents and of offices that have another one now. */
export async function pastCodes(db: Reads): Promise<{ agencyCode: string; office: number }[]> {
  const { rows } = await sql<{ agencyCode: string; office: number }>`
    select agency_code as "agencyCode", id as office from office
    union select agency_code, office_id from office_name`.execute(db)
  return rows
}

/** Every assignment of everybody who has one at these offices. */
export async function assignmentsAround(
  db: Reads,
  offices: readonly number[],
): Promise<HeldAssignment[]> {
  const { rows } = await sql<HeldAssignment>`
    select a.id, a.person_id as "personId", p.full_name as "personName", a.office_id as "officeId", a.role, a.title,
           a.valid_from::text as "from", a.valid_to::text as "to"
      from assignment a join person p on p.id = a.person_id
     where a.person_id in (select person_id from assignment where office_id = any(${[...offices]}::int[]))
     order by a.id`.execute(db)
  return rows
}

export type Applied = { sha256: string; openedAt: Date; endedAt: Date | null }

export async function appliedBefore(db: Reads, id: string): Promise<Applied | undefined> {
  const { rows } = await sql<Applied>`
    select encode(sha256, 'hex') as "sha256", opened_at as "openedAt", ended_at as "endedAt"
      from reorganisation where id = ${id}::uuid`.execute(db)
  return rows[0]
}

/** New offices work from here on, closed ones take nothing new, those renamed have their new name. */
export async function openReorganisation(tx: Tx, plan: Plan, sha256: string): Promise<void> {
  await sql`
    insert into reorganisation (id, number, title, decided_on, effective_on, source, mark, document, sha256)
    values (${plan.id}::uuid, ${plan.number}, ${plan.title}, ${plan.decidedOn}, ${plan.effectiveOn}, ${plan.source},
            ${plan.mark}, ${JSON.stringify(plan)}::jsonb, decode(${sha256}, 'hex'))`.execute(tx)
  await insertOffices(tx, plan)
  await closeOffices(tx, plan)
  await renameOffices(tx, plan)
}

async function insertOffices(tx: Tx, { offices }: Plan): Promise<void> {
  const rows = JSON.stringify(offices)
  await sql`
    insert into office (id, kind, name, short_name, parent_id, address, agency_code, agency_code_is_stand_in, valid_from)
    select id, kind, name, "shortName", parent, address, "agencyCode", "isStandIn", "from"
      from jsonb_to_recordset(${rows}::jsonb) as o (id int, kind text, name text, "shortName" text, parent int, address text,
             "agencyCode" text, "isStandIn" boolean, "from" date)
    on conflict (id) do nothing`.execute(tx)
  await sql`
    insert into office_number (number, office_id, valid_from)
    select number, id, "from" from jsonb_to_recordset(${rows}::jsonb) as o (id int, number text, "from" date)
     where number is not null
    on conflict (number, office_id, valid_from) do nothing`.execute(tx)
}

async function closeOffices(tx: Tx, plan: Plan): Promise<void> {
  const closings = closingsOf(plan)
  const closed = closings.map(({ office }) => office)
  const lastDay = lastDayBefore(plan.effectiveOn)
  await sql`update office set valid_to = ${lastDay} where id = any(${closed}::int[])`.execute(tx)
  await sql`
    update office_number set valid_to = ${lastDay}
     where office_id = any(${closed}::int[]) and valid_to is null`.execute(tx)
  const edges = closings.flatMap(({ office, into, default: byDefault }) =>
    [...new Set([...into, byDefault])].map((to) => ({ office, to, isDefault: to === byDefault })),
  )
  await sql`
    insert into office_successor (office_id, successor_id, reorganisation_id, is_default)
    select office, "to", ${plan.id}::uuid, "isDefault"
      from jsonb_to_recordset(${JSON.stringify(edges)}::jsonb) as e (office int, "to" int, "isDefault" boolean)`.execute(
    tx,
  )
}

async function renameOffices(tx: Tx, plan: Plan): Promise<void> {
  const renames = plan.acts.filter((act) => act.act === 'rename')
  if (renames.length === 0) return
  const rows = JSON.stringify(renames)
  await sql`
    insert into office_name (office_id, name, short_name, agency_code, valid_to, reorganisation_id)
    select o.id, o.name, o.short_name, o.agency_code, ${lastDayBefore(plan.effectiveOn)}::date, ${plan.id}::uuid
      from jsonb_to_recordset(${rows}::jsonb) as r (office int) join office o on o.id = r.office`.execute(
    tx,
  )
  await sql`
    update office o set name = r.name, short_name = r."shortName", agency_code = coalesce(r."agencyCode", o.agency_code)
      from jsonb_to_recordset(${rows}::jsonb) as r (office int, name text, "shortName" text, "agencyCode" text)
     where o.id = r.office`.execute(tx)
}

/** Everybody has their right at the successor too, before a single dossier moves: nobody loses sight of one on its way. */
export async function giveAtSuccessors(
  tx: Tx,
  { id, effectiveOn }: Plan,
  moves: readonly AssignmentMove[],
): Promise<number> {
  const rows = JSON.stringify(
    moves.map(({ assignment, to, already }) => ({ assignment: assignment.id, to, already })),
  )
  const { numAffectedRows } = await sql`
    with wanted as (
      select m.*, a.person_id, a.role, a.title, a.service_point_id, a.valid_to
        from jsonb_to_recordset(${rows}::jsonb) as m (assignment int, "to" int, already int)
        join assignment a on a.id = m.assignment
       where not exists (select from assignment_move k where k.assignment_id = m.assignment)),
    fresh as (
      insert into assignment (person_id, office_id, service_point_id, role, title, valid_from, valid_to)
      select person_id, "to", service_point_id, role, title, ${effectiveOn}::date, valid_to
        from wanted where "to" is not null and already is null
      returning id, person_id, office_id, role, valid_to)
    insert into assignment_move (assignment_id, reorganisation_id, became_id)
    select w.assignment, ${id}::uuid, coalesce(f.id, w.already)
      from wanted w left join fresh f on f.person_id = w.person_id and f.office_id = w."to" and f.role = w.role
                                     and f.valid_to is not distinct from w.valid_to`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** The old assignments end, open sessions go on in the new one, places of service belong to the successor. */
export async function endReorganisation(tx: Tx, { id, effectiveOn }: Plan): Promise<void> {
  const lastDay: Day = lastDayBefore(effectiveOn)
  await sql`
    update assignment a set valid_to = ${lastDay}::date
      from assignment_move m
     where m.reorganisation_id = ${id}::uuid and a.id = m.assignment_id and (a.valid_to is null or a.valid_to > ${lastDay}::date)`.execute(
    tx,
  )
  await sql`
    update session s set assignment_id = m.became_id
      from assignment_move m
     where m.reorganisation_id = ${id}::uuid and s.assignment_id = m.assignment_id and m.became_id is not null
       and s.revoked_at is null`.execute(tx)
  await sql`
    update service_point p set office_id = s.successor_id
      from office_successor s
     where s.reorganisation_id = ${id}::uuid and s.is_default and p.office_id = s.office_id`.execute(
    tx,
  )
  await sql`update reorganisation set ended_at = now() where id = ${id}::uuid and ended_at is null`.execute(
    tx,
  )
}

/** Who may act as an officer of which office on that day: 'person office'. */
export async function officersOn(
  db: Reads,
  offices: readonly number[],
  day: Day,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person: number; office: number }>`
    select distinct person_id as person, office_id as office from assignment
     where office_id = any(${[...offices]}::int[]) and role = 'officer'
       and ${day}::date between valid_from and coalesce(valid_to, 'infinity')`.execute(db)
  return new Set(rows.map(({ person, office }) => `${person} ${office}`))
}

/** GSO numbers with the offices that have them on that day; on the eve of a reorganisation a number may stand twice. */
export async function numbersOn(
  db: Reads,
  day: Day,
): Promise<{ number: string; office: number }[]> {
  const { rows } = await sql<{ number: string; office: number }>`
    select n.number, n.office_id as office from office_number n
     where ${day}::date between n.valid_from and coalesce(n.valid_to, 'infinity')`.execute(db)
  return rows
}

const CHANNEL = 'motcua_offices'

/** Tells every process, when the transaction commits, that the offices have changed. */
export async function announceOffices(tx: Tx): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(tx)
}

/** Hears of it in every process. */
export const listenToOffices = (
  db: Db,
  told: { onNews: () => void; onEnd: () => void },
): Promise<() => void> => listenTo(db, CHANNEL, told)

/** One reorganisation at a time in the whole city; undefined when another one is under way. */
export async function alone<T>(db: Db, act: () => Promise<T>): Promise<T | undefined> {
  return db.connection().execute(async (one) => {
    const { rows } = await sql<{ free: boolean }>`
      select pg_try_advisory_lock(hashtext('motcua reorganise')) as free`.execute(one)
    if (rows[0]?.free !== true) return undefined
    try {
      return await act()
    } finally {
      await sql`select pg_advisory_unlock(hashtext('motcua reorganise'))`.execute(one)
    }
  })
}
