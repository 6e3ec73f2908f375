/** Everything that is stuck, kind by kind, the oldest first. Reads other slices' tables; row security decides what is seen of them. */
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/connect.ts'

export const STUCK_KINDS = [
  'parked',
  'delivery',
  'register',
  'portal',
  'leg',
  'holder',
  'undecided',
  'payment',
] as const
export type StuckKind = (typeof STUCK_KINDS)[number]

export type StuckThing = {
  /** 'parked:notice:0199…': kind and ids; what operators do is written down under it. */
  subject: string
  dossierId: string
  /** null when the reader may not see the dossier. */
  code: string | null
  /** Subscriber, kind of notice, service: a word of the program. */
  what: string
  state: string
  attempts: number
  since: Date
  retryAt: Date | null
  reason: string | null
}

const SOURCES: Readonly<Record<StuckKind, RawBuilder<unknown>>> = {
  parked: sql`
    select 'parked:' || p.subscriber || ':' || p.dossier_id as subject, p.dossier_id as "dossierId", d.code, p.subscriber as what,
           'parked' as state, p.attempts, p.parked_at as since, p.retry_at as "retryAt", p.error as reason
      from subscriber_parked p left join dossier d on d.id = p.dossier_id`,
  delivery: sql`
    select 'delivery:' || n.dossier_id || ':' || n.id as subject, n.dossier_id as "dossierId", d.code, n.kind as what,
           n.state, n.attempts, n.since, n.next_try_at as "retryAt", n.last_error as reason
      from notice_delivery n join dossier d on d.id = n.dossier_id
     where (n.state in ('failed', 'expired', 'unknown', 'suppressed') and n.closed_at is null)
        or (n.state in ('queued', 'sending') and n.since < now() - interval '1 hour')`,
  register: sql`
    select 'register:' || r.dossier_id as subject, r.dossier_id as "dossierId", d.code, 'register' as what,
           r.state, r.attempts, r.requested_at as since, r.next_try_at as "retryAt", r.last_error as reason
      from register_request r join dossier d on d.id = r.dossier_id where r.state in ('stuck', 'refused')`,
  portal: sql`
    select 'portal:' || x.dossier_id || ':' || x.seq || ':' || x.place as subject, x.dossier_id as "dossierId", d.code, x.service as what,
           x.state, x.attempts, x.since, x.next_try_at as "retryAt", x.last_error as reason
      from exchange_delivery x join dossier d on d.id = x.dossier_id
     where x.state = 'stuck' or (x.state = 'queued' and x.since < now() - interval '1 hour')`,
  leg: sql`
    select 'leg:out:' || m.dossier_id || ':' || m.seq || ':' || m.place as subject, m.dossier_id as "dossierId", d.code,
           'out:' || m.partner || ':' || m.service as what, m.state, m.attempts, m.since, m.next_try_at as "retryAt", m.last_error as reason
      from partner_delivery m join dossier d on d.id = m.dossier_id
     where m.state in ('stuck', 'notConfigured') or (m.state = 'queued' and m.late_from < now())
    union all
    select 'leg:in:' || a.dossier_id || ':' || a.leg || ':' || a.number, a.dossier_id, d.code, 'in:' || a.partner || ':' || a.status,
           case a.state when 'waiting' then 'gap' else a.state end, 1, a.received_at, null, a.reason
      from partner_arrival a join dossier d on d.id = a.dossier_id
     where a.closed_at is null
       and (a.state in ('codeUnknown', 'declined') or (a.state = 'waiting' and a.received_at < now() - interval '10 minutes'))
    union all
    select 'leg:wait:' || l.dossier_id || ':' || l.leg, l.dossier_id, d.code, 'wait:' || coalesce(l.partner, 'office') || ':' || l.title,
           case when l.acknowledged_at is not null then 'silent' when l.where_done = 'inside' then 'unacknowledgedHere'
                else 'unacknowledged' end, 0,
           case when l.acknowledged_at is null then l.acknowledge_by else l.due_at end, null, null
      from leg l join dossier d on d.id = l.dossier_id
     where l.outcome is null
       and ((l.acknowledged_at is null and l.acknowledge_by < now() - interval '1 minute')
            or (l.where_done = 'outside' and l.acknowledged_at is not null and l.paused_at is null and l.due_at < now() - interval '1 minute'))`,
  holder: sql`
    select 'holder:' || w.dossier_id || ':' || w.leg as subject, w.dossier_id as "dossierId", w.code, w.leg as what,
           w.state, 0 as attempts, w.since, null::timestamptz as "retryAt",
           case w.state when 'left' then p.full_name else o.short_name end as reason
      from dossier_without_holder w left join person p on p.id = w.person_id join office o on o.id = w.office_id`,
  undecided: sql`
    select 'undecided:' || m.dossier_id as subject, m.dossier_id as "dossierId", d.code, 'undecided' as what, 'toDecide' as state,
           0 as attempts, m.moved_at as since, null::timestamptz as "retryAt", r.number as reason
      from dossier_office_move m join dossier d on d.id = m.dossier_id join reorganisation r on r.id = m.reorganisation_id
     where m.to_decide`,
  payment: sql`
    select 'payment:order:' || o.dossier_id || ':' || o.id as subject, o.dossier_id as "dossierId", d.code, o.reference as what,
           case when o.state = 'refundAsked' then 'refundStuck' else 'unsettled' end as state, o.attempts,
           coalesce(o.refund_asked_at, o.created_at) as since, o.next_check_at as "retryAt", o.last_error as reason
      from payment_order o join dossier d on d.id = o.dossier_id
     where o.method = 'online'
       and ((o.state in ('created', 'pending') and o.expires_at < now() - interval '30 minutes')
            or (o.state = 'refundAsked' and o.last_error is not null) or (o.next_check_at is null and o.last_error is not null))
    union all
    select 'payment:difference:' || coalesce(f.dossier_id, f.id) || ':' || f.id, coalesce(f.dossier_id, f.id), d.code, f.reference, f.why, 0, f.found_at, null,
           concat('ngày ', to_char(f.day, 'DD/MM/YYYY'), ', sổ: ', coalesce(f.ours::text, 'không có'), ', cổng: ', coalesce(f.theirs::text, 'không có'))
      from payment_difference f left join dossier d on d.id = f.dossier_id where f.closed_at is null`,
}

/** `seesAll`: pairs of dossiers outside the scopes too, then without their code. */
export type Reader = { seesAll: boolean }
const visible = ({ seesAll }: Reader) => sql`(code is not null or ${seesAll})`

/** A place in the list: milliseconds are what a date can carry. */
export type Cursor = { since: Date; subject: string }

export async function stuckThings(
  tx: Tx,
  reader: Reader,
  { kind, after, most }: { kind: StuckKind; after: Cursor | undefined; most: number },
): Promise<StuckThing[]> {
  const { since, subject } = after ?? { since: new Date(0), subject: '' }
  const { rows } = await sql<StuckThing>`
    select * from (${SOURCES[kind]}) s
     where ${visible(reader)} and (date_trunc('milliseconds', since), subject) > (${since}::timestamptz, ${subject})
     order by date_trunc('milliseconds', since), subject limit ${most}`.execute(tx)
  return rows
}

export async function stuckThing(
  tx: Tx,
  reader: Reader,
  { kind, subject }: { kind: StuckKind; subject: string },
): Promise<StuckThing | undefined> {
  const { rows } = await sql<StuckThing>`
    select * from (${SOURCES[kind]}) s where subject = ${subject} and ${visible(reader)}`.execute(
    tx,
  )
  return rows[0]
}

export type StuckCount = { kind: string; what: string; many: number; oldest: Date | null }

/** How many of each kind, of the whole house whoever asks: numbers and ages only. Undecided offices: of what the reader may see. */
export async function stuckCounts(tx: Tx, now: Date): Promise<StuckCount[]> {
  const { rows } = await sql<StuckCount>`
    select 'parked' as kind, subscriber as what, count(*)::int as many, min(parked_at) as oldest
      from subscriber_parked group by subscriber
    union all
    select 'undecided', 'undecided', count(*)::int, min(moved_at) from dossier_office_move where to_decide having count(*) > 0
    union all
    select what, what || ':' || state, many, oldest from standing_outside(${now}::timestamptz) where state <> 'waiting'
    union all
    select 'jobs', task, many, oldest from failed_jobs()
    union all
    select 'holder', what, many, oldest from without_holder()
    union all
    select 'payment', 'difference', count(*)::int, min(found_at) from payment_difference where closed_at is null having count(*) > 0
    union all
    select 'replay', subscriber, 1, started_at from subscriber_replay where finished_at is null
    order by 1, 2`.execute(tx)
  return rows
}

export type FailedJobs = { task: string; many: number; oldest: Date; error: string }

export async function failedJobs(tx: Tx): Promise<FailedJobs[]> {
  const { rows } =
    await sql<FailedJobs>`select task, many, oldest, error from failed_jobs()`.execute(tx)
  return rows
}

/** Jobs only claim what is still to be done, so running them again repeats nothing that has happened. */
export async function retryJobs(tx: Tx, task: string): Promise<number> {
  const { rows } = await sql<{ many: number }>`select retry_failed_jobs(${task}) as many`.execute(
    tx,
  )
  return rows[0]!.many
}

export async function dropJobs(tx: Tx, task: string): Promise<number> {
  const { rows } = await sql<{ many: number }>`select drop_failed_jobs(${task}) as many`.execute(tx)
  return rows[0]!.many
}

export type OpenReplay = {
  subscriber: string
  dossiers: number
  failed: number
  startedAt: Date
  seenAt: Date
}

export async function openReplays(tx: Tx): Promise<OpenReplay[]> {
  const { rows } = await sql<OpenReplay>`
    select subscriber, dossiers, failed, started_at as "startedAt", seen_at as "seenAt"
      from subscriber_replay where finished_at is null order by started_at`.execute(tx)
  return rows
}

export type Taker = { personId: number; fullName: string; title: string }

/** Who may be given something that is stuck with this dossier: who watches over one of its offices, or runs the house. */
export async function whoMayTake(tx: Tx, dossierId: string, today: string): Promise<Taker[]> {
  const { rows } = await sql<Taker>`
    select distinct on (p.full_name, p.id) p.id as "personId", p.full_name as "fullName", a.title
      from assignment a join person p on p.id = a.person_id and p.is_active
     where ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
       and (a.role = 'admin' or (a.role = 'supervisor'
            and a.office_id in (select unnest(d.scopes) from dossier d where d.id = ${dossierId}::uuid)))
     order by p.full_name, p.id, a.id limit 200`.execute(tx)
  return rows
}
