/** SQL of the outside legs: what goes to the agencies, what comes from them, and which legs wait for them. */
import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'
import type { KeptStatus } from './partner-steps.ts'
import type { LegMessage, Taken } from './partner-schema.ts'

// ── going out ──────────────────────────────────────────────────────────────

export type NewLegMessage = {
  dossierId: string
  place: number
  partner: string
  body: LegMessage
  files: readonly string[]
  scopes: readonly number[]
  isConfigured: boolean
  now: Date
  lateFrom: Date
}

/** Writes the message once; the same event told again adds nothing. */
export async function keepLegMessage(tx: Tx, message: NewLegMessage): Promise<void> {
  const { body, now, isConfigured } = message
  const { messageId, ...told } = body
  const state = isConfigured ? 'queued' : 'notConfigured'
  await sql`
    insert into partner_delivery (dossier_id, seq, place, partner, leg, id, service, body, files, state, next_try_at, created_at,
                                  since, late_from, scopes)
    values (${message.dossierId}::uuid, ${body.number}, ${message.place}, ${message.partner}, ${body.leg}, ${messageId}::uuid,
            ${body.kind}, ${JSON.stringify(told)}::jsonb, ${[...message.files]}::text[], ${state}, ${isConfigured ? now : null},
            ${now}, ${now}, ${message.lateFrom}, ${[...message.scopes]}::int[])
    on conflict do nothing`.execute(tx)
}

/** Whether a message to this agency on this leg named the file. */
export async function isShared(
  tx: Tx,
  of: { dossierId: string; leg: string; partner: string; sha256: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from partner_delivery
     where dossier_id = ${of.dossierId}::uuid and leg = ${of.leg} and partner = ${of.partner} and ${of.sha256} = any(files)
     limit 1`.execute(tx)
  return rows.length > 0
}

/** Lets a message leave now that waits for a person; false when it does not wait any more. */
export async function sendLegMessageAgain(
  tx: Tx,
  of: { dossierId: string; seq: number; place: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update partner_delivery set state = 'queued', next_try_at = ${of.now}, attempts = 0, since = ${of.now}
     where dossier_id = ${of.dossierId}::uuid and seq = ${of.seq} and place = ${of.place}
       and state in ('stuck', 'queued')
    returning 1`.execute(tx)
  return rows.length === 1
}

/** Tells the agency of its leg once more, under the same id: it takes it once. False when there is nothing to tell again. */
export async function remindOfLeg(
  tx: Tx,
  of: { dossierId: string; leg: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update partner_delivery m set state = 'queued', next_try_at = ${of.now}, attempts = 0, since = ${of.now}
     where (m.dossier_id, m.seq, m.place) = (
             select d.dossier_id, d.seq, d.place from partner_delivery d
              where d.dossier_id = ${of.dossierId}::uuid and d.leg = ${of.leg} and d.service = 'legOpened'
              order by d.seq desc limit 1)
       and m.state in ('sent', 'stuck', 'queued')
    returning 1`.execute(tx)
  return rows.length === 1
}

// ── coming in ──────────────────────────────────────────────────────────────

export type ArrivalState = Taken['state']
export type LegArrival = {
  number: number
  partner: string
  messageId: string
  contentSha256: string
  body: KeptStatus
  state: ArrivalState
  reason: string | null
}
export type OfLeg = { dossierId: string; leg: string }
type OfArrival = OfLeg & { number: number }

const ARRIVAL = sql`number, partner, message_id as "messageId", encode(content_sha256, 'hex') as "contentSha256", body, state, reason`

export async function arrivalNumbered(tx: Tx, of: OfArrival): Promise<LegArrival | undefined> {
  const { rows } = await sql<LegArrival>`
    select ${ARRIVAL} from partner_arrival
     where dossier_id = ${of.dossierId}::uuid and leg = ${of.leg} and number = ${of.number}`.execute(
    tx,
  )
  return rows[0]
}

/** The highest number whose turn has been; 0 before the first. */
export async function lastSettled(tx: Tx, of: OfLeg): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0)::int as last from partner_arrival
     where dossier_id = ${of.dossierId}::uuid and leg = ${of.leg} and state <> 'waiting'`.execute(
    tx,
  )
  return rows[0]!.last
}

export async function keepLegArrival(
  tx: Tx,
  arrival: LegArrival & OfLeg & { scopes: readonly number[]; receivedAt: Date },
): Promise<void> {
  await sql`
    insert into partner_arrival (dossier_id, leg, number, partner, message_id, content_sha256, status, body, state, reason,
                                 received_at, scopes)
    values (${arrival.dossierId}::uuid, ${arrival.leg}, ${arrival.number}, ${arrival.partner}, ${arrival.messageId}::uuid,
            decode(${arrival.contentSha256}, 'hex'), ${arrival.body.status}, ${JSON.stringify(arrival.body)}::jsonb,
            ${arrival.state}, ${arrival.reason}::text, ${arrival.receivedAt}, ${[...arrival.scopes]}::int[])`.execute(
    tx,
  )
}

export async function settleArrival(
  tx: Tx,
  of: OfArrival & { state: ArrivalState; reason: string | null; now: Date },
): Promise<void> {
  await sql`
    update partner_arrival
       set state = ${of.state}, reason = ${of.reason}::text,
           applied_at = case when ${of.state} = 'applied' then ${of.now}::timestamptz end
     where dossier_id = ${of.dossierId}::uuid and leg = ${of.leg} and number = ${of.number}`.execute(
    tx,
  )
}

/** A person has looked at what could not be applied and leaves it so; false when that is not possible. */
export async function closeArrival(tx: Tx, of: OfArrival & { now: Date }): Promise<boolean> {
  const { rows } = await sql`
    update partner_arrival set closed_at = ${of.now}
     where dossier_id = ${of.dossierId}::uuid and leg = ${of.leg} and number = ${of.number}
       and state in ('codeUnknown', 'declined') and closed_at is null
    returning 1`.execute(tx)
  return rows.length === 1
}
