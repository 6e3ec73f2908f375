// The SQL of warnings: clocks whose moment has come, the claim, the messages, and the next moment. All of a batch at once.
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'
import { newId } from '../lib/ids.ts'
import type { OnDuty } from './recipients.ts'

export type DueTimer = {
  dossierId: string
  leg: string
  threshold: string
  firesAt: Date
  runsSince: Date
  dueAt: Date
  workingMinutes: number
  officeId: number
  office: string
  code: string
  procedureName: string
  holderId: number | null
  waitsFor: string | null
  isProvisional: boolean
  /** False when the dossier has moved on and its subscriber has not come round yet. */
  stillRuns: boolean
  scopes: number[]
}

/** Timers whose moment has come, the oldest first. No lock: of two workers the claim decides. */
export async function dueTimers(db: Db, now: Date, most: number): Promise<DueTimer[]> {
  const { rows } = await sql<DueTimer>`
    with due as materialized (
      select * from clock_timer where fires_at <= ${now} order by fires_at, dossier_id, leg limit ${most})
    select t.dossier_id as "dossierId", t.leg, t.threshold, t.fires_at as "firesAt", t.runs_since as "runsSince",
           t.due_at as "dueAt", t.working_minutes as "workingMinutes", o.id as "officeId", o.name as office, d.code,
           d.procedure_name as "procedureName", case when t.leg = '' then d.holder_person_id end as "holderId",
           case when t.leg = '' then d.waits_for else 'officer' end as "waitsFor",
           t.leg = '' and d.due_is_provisional and d.promised_at is null as "isProvisional",
           d.is_open and d.finished_at is null and d.paused_at is null
             and (t.leg <> '' or coalesce(d.promised_at, d.due_at) = t.due_at) as "stillRuns", d.scopes
      from due t join dossier d on d.id = t.dossier_id join office o on o.id = t.office_id`.execute(
    db,
  )
  return rows
}

/** People of these offices with an address, by the roles they hold on that day. */
export async function rosterOf(
  tx: Db | Tx,
  offices: readonly number[],
  today: string,
): Promise<OnDuty[]> {
  const { rows } = await sql<OnDuty>`
    select distinct p.id as "personId", p.email, a.role, a.office_id as "officeId"
      from assignment a join person p on p.id = a.person_id
     where a.office_id = any(${[...offices]}::int[]) and p.kind = 'staff' and p.is_active and p.email is not null
       and ${today}::date between a.valid_from and coalesce(a.valid_to, 'infinity')
     order by p.email`.execute(tx)
  return rows
}

export type Claim = Pick<DueTimer, 'dossierId' | 'leg' | 'threshold' | 'dueAt'>

/**
 * The claims that are ours, in the one order in which every worker takes them, so that two never wait for each other. Whoever
 * comes second waits here for the first to commit and then gets none.
 */
export async function claimWarnings(tx: Tx, claims: readonly Claim[]): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    insert into clock_warning (dossier_id, leg, threshold, due_at)
    select * from ${claimed(claims)} order by 1, 2, 3, 4
    on conflict do nothing
    returning dossier_id as "dossierId", leg, threshold, due_at as "dueAt"`.execute(tx)
  return rows
}

const claimed = (claims: readonly Claim[]) => sql`
  unnest(${claims.map(({ dossierId }) => dossierId)}::uuid[], ${claims.map(({ leg }) => leg)}::text[],
         ${claims.map(({ threshold }) => threshold)}::text[], ${claims.map(({ dueAt }) => dueAt.toISOString())}::timestamptz[])`

export type WarningMessage = {
  dossierId: string
  key: string
  kind: 'dueSoon' | 'overdue' | 'lateTold'
  templateVersion: number
  channel: 'sms' | 'mail' | 'page'
  recipient: string
  segments: number
  /** Why nobody gets it. */
  suppressed: string | null
  subject: string | null
  body: string
  expiresAt: Date
  scopes: readonly number[]
}

/** Writes the messages of a batch and puts them into the queue. */
export async function insertWarnings(
  tx: Tx,
  messages: readonly WarningMessage[],
  now: Date,
): Promise<void> {
  const rows = messages.map((message) => ({ ...message, id: newId(now) }))
  await sql`
    with message as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m ("dossierId" uuid, id uuid, key text, kind text,
             "templateVersion" int, channel text, segments int, recipient text, suppressed text, subject text, body text, "expiresAt" timestamptz,
             scopes int[])),
    made as (
      insert into notice_delivery (dossier_id, id, key, kind, template_version, channel, recipient, subject, body,
        segments, state, next_try_at, last_error, created_at, since, expires_at, scopes)
      select "dossierId", id, key, kind, "templateVersion", channel, recipient, subject, body, segments,
             case when suppressed is not null then 'suppressed' when channel = 'page' then 'delivered' else 'queued' end,
             case when suppressed is null and channel <> 'page' then ${now}::timestamptz end, suppressed, ${now}, ${now}, "expiresAt", scopes
        from message order by "dossierId", key
      on conflict (dossier_id, key) do nothing
      returning dossier_id, id, next_try_at)
    select count(enqueue_notice(dossier_id, id, next_try_at)) from made where next_try_at is not null`.execute(
    tx,
  )
}

export type NextTimer = Pick<DueTimer, 'dossierId' | 'leg' | 'firesAt'> & {
  threshold: string | null
  next: Date | null
}

/** Each clock waits for its next moment. One that has been armed anew meanwhile stays as it is. */
export async function setNext(tx: Tx, timers: readonly NextTimer[]): Promise<void> {
  await sql`
    with following as (
      select * from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) as n ("dossierId" uuid, leg text,
             "firesAt" timestamptz, threshold text, next timestamptz)),
    taken as (
      select t.dossier_id, t.leg, n.threshold, n.next
        from clock_timer t join following n on t.dossier_id = n."dossierId" and t.leg = n.leg and t.fires_at = n."firesAt"
       order by t.dossier_id, t.leg for update of t)
    update clock_timer t set threshold = n.threshold, fires_at = n.next
      from taken n where t.dossier_id = n.dossier_id and t.leg = n.leg`.execute(tx)
}
