/** What operators do about stuck things and findings: who, when, what and why. Rows are only ever added. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { Conflict } from '../lib/problem.ts'
import type { Role } from './actor.ts'

export type OperatorAct = {
  /** Made before the click: the same form sent twice is one act. */
  key: string
  personId: number
  /** 'retry', 'retryAll', 'giveUp', 'note', 'assign' … */
  action: string
  /** Kind and ids of the thing, never a code or a name: 'parked:notice:0199…'. */
  subject: string
  reason?: string | undefined
  outcome?: string | undefined
}

/** Writes the act; false when it was written before: then nothing is to be done again. */
export async function keepAct(tx: Tx, act: OperatorAct): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into operator_action (key, person_id, action, subject, reason, outcome)
    values (${act.key}::uuid, ${act.personId}, ${act.action}, ${act.subject}, ${act.reason ?? null}::text, ${act.outcome ?? null}::text)
    on conflict (key) do nothing`.execute(tx)
  if (numAffectedRows === 1n) return true
  await refuseOtherAct(tx, act)
  return false
}

async function refuseOtherAct(tx: Tx, act: OperatorAct): Promise<void> {
  const { rows } = await sql`
    select 1 from operator_action
     where key = ${act.key}::uuid and person_id = ${act.personId} and action = ${act.action} and subject = ${act.subject}`.execute(
    tx,
  )
  if (rows.length === 0)
    throw new Conflict('Khóa gửi này đã dùng cho một việc khác. Hãy tải lại trang.', 'keyReused')
}

/** Whether the person holds one of the roles at this moment; the row stays as it is until the transaction ends. */
export async function holdsNow(
  tx: Tx,
  personId: number,
  { roles, today }: { roles: readonly Role[]; today: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from assignment a join person p on p.id = a.person_id
     where a.person_id = ${personId} and p.is_active and a.role = any(${[...roles]}::text[])
       and ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
       for share of a, p`.execute(tx)
  return rows.length > 0
}

export type ActRow = {
  id: number
  at: Date
  by: string
  action: string
  subject: string
  reason: string | null
  outcome: string | null
}

/** The newest acts before that one (all of them without), of one thing or of the whole house. */
export async function actsBefore(
  db: Db | Tx,
  { before, subject, most }: { before?: number; subject?: string; most: number },
): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select o.id, o.at, coalesce(p.full_name, '') as by, o.action, o.subject, o.reason, o.outcome
      from operator_action o left join person p on p.id = o.person_id
     where (${before ?? null}::bigint is null or o.id < ${before ?? null}::bigint)
       and (${subject ?? null}::text is null or o.subject = ${subject ?? null}::text)
     order by o.id desc limit ${most}`.execute(db)
  return rows
}

export type Remark = { subject: string; note: string | null; owner: string | null }

/** The newest note and the newest owner of each of these things. */
export async function remarksOn(
  db: Db | Tx,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, Remark>> {
  const { rows } = await sql<Remark>`
    select s.subject, n.reason as note, p.full_name as owner
      from unnest(${[...subjects]}::text[]) s (subject)
      left join lateral (select reason from operator_action o
                          where o.subject = s.subject and o.action = 'note' order by o.id desc limit 1) n on true
      left join lateral (select case o.action when 'take' then o.person_id when 'assign' then substring(o.outcome from '[0-9]+$')::int end as person_id
                           from operator_action o
                          where o.subject = s.subject and o.action in ('take', 'assign') order by o.id desc limit 1) t on true
      left join person p on p.id = t.person_id
     where n.reason is not null or p.id is not null`.execute(db)
  return new Map(rows.map((row) => [row.subject, row]))
}
