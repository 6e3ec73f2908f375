/** SQL of the exchange: requests that were believed once, what was handed over, what goes back to the portal. */
import { sql } from 'kysely'
import type { Db, Tx } from '../db/connect.ts'

// ── coming in ──────────────────────────────────────────────────────────────

/** False when this nonce of the key was used before. */
export async function useNonce(db: Db, used: { keyId: string; nonce: string; at: Date }) {
  const { rows } = await sql`
    insert into exchange_nonce (key_id, nonce, seen_at) values (${used.keyId}, ${used.nonce}, ${used.at})
    on conflict do nothing returning 1`.execute(db)
  return rows.length === 1
}

export type Arrival = { contentSha256: string; dossierId: string; receivedAt: Date }

export async function arrivalOf(db: Db, code: string): Promise<Arrival | undefined> {
  const { rows } = await sql<Arrival>`
    select encode(content_sha256, 'hex') as "contentSha256", dossier_id as "dossierId", received_at as "receivedAt"
      from exchange_arrival where code = ${code}`.execute(db)
  return rows[0]
}

/** Written with the dossier itself. */
export function keepingArrival(arrival: Arrival & { code: string; keyId: string }) {
  return sql`
    insert into exchange_arrival (code, content_sha256, dossier_id, key_id, received_at)
    values (${arrival.code}, decode(${arrival.contentSha256}, 'hex'), ${arrival.dossierId}::uuid, ${arrival.keyId},
            ${arrival.receivedAt}::timestamptz)
    on conflict do nothing`
}

export type NamedOffice = { id: number; kind: string; agencyCode: string; communes: string[] }

/**
 * Every office that has one of these agency codes or commune numbers on that day. Others may go on naming an office that went wholly
 * into another one, or its earlier code: whoever stands in its place answers to it. Of a divided one nobody knows which part is meant.
 */
export async function officesNamed(
  db: Db,
  { agencyCodes, communes, day }: { agencyCodes: string[]; communes: string[]; day: string },
): Promise<NamedOffice[]> {
  const { rows } = await sql<NamedOffice>`
    with numbered as (
      select n.office_id, array_agg(n.number) as communes from office_number n
       where n.number = any(${communes}::text[])
         and ${day}::date between n.valid_from and coalesce(n.valid_to, 'infinity')
       group by n.office_id)
    select o.id, o.kind, o.agency_code as "agencyCode", coalesce(n.communes, '{}') as communes
      from office o left join numbered n on n.office_id = o.id
     where ${day}::date between o.valid_from and coalesce(o.valid_to, 'infinity')
       and (o.agency_code = any(${agencyCodes}::text[]) or n.office_id is not null)
    union all
    select s.id, s.kind, o.agency_code, '{}'
      from office o join office_successor x on x.office_id = o.id join office s on s.id = x.successor_id
     where o.agency_code = any(${agencyCodes}::text[]) and ${day}::date > o.valid_to
       and ${day}::date between s.valid_from and coalesce(s.valid_to, 'infinity')
       and not exists (select from office_successor other where other.office_id = o.id and other.successor_id <> s.id)
    union all
    select o.id, o.kind, f.agency_code, '{}'
      from office_name f join office o on o.id = f.office_id
     where f.agency_code = any(${agencyCodes}::text[]) and f.agency_code <> o.agency_code
       and ${day}::date between o.valid_from and coalesce(o.valid_to, 'infinity')`.execute(db)
  return rows
}

// ── going back ─────────────────────────────────────────────────────────────

export type Service = 'CapNhatTienTrinh' | 'CapNhatTrangThai'

export type NewMessage = {
  dossierId: string
  seq: number
  /** 1 before 2 within one event: progress, then status. */
  place: 1 | 2
  id: string
  service: Service
  body: object
  scopes: readonly number[]
  now: Date
  isConfigured: boolean
}

/** Writes the message once; the same event told again adds nothing. */
export async function keepMessage(tx: Tx, message: NewMessage): Promise<void> {
  const state = message.isConfigured ? 'queued' : 'notConfigured'
  await sql`
    insert into exchange_delivery (dossier_id, seq, place, id, service, body, state, next_try_at, created_at, since, scopes)
    values (${message.dossierId}::uuid, ${message.seq}, ${message.place}, ${message.id}::uuid, ${message.service},
            ${JSON.stringify(message.body)}::jsonb, ${state}, ${message.isConfigured ? message.now : null}, ${message.now},
            ${message.now}, ${[...message.scopes]}::int[])
    on conflict do nothing`.execute(tx)
}

export type Handler = { name: string; title: string; office: string }

/** The official and the office behind an act, as the portal shows them; empty words for what no person did. */
export async function handlerOf(
  tx: Tx,
  act: { personId: number | null; officeId: number | null; day: string },
): Promise<Handler> {
  const { rows } = await sql<Handler>`
    select coalesce(p.full_name, '') as name, coalesce(a.title, '') as title, coalesce(o.name, '') as office
      from (select 1) one
      left join office o on o.id = ${act.officeId}
      left join person p on p.id = ${act.personId}
      left join lateral (select title from assignment
                          where person_id = p.id and office_id = o.id
                            and ${act.day}::date between valid_from and coalesce(valid_to, 'infinity')
                          order by id limit 1) a on true`.execute(tx)
  return rows[0]!
}

// ── what people see and do ─────────────────────────────────────────────────

export type WaitingMessage = {
  dossierId: string
  seq: number
  place: number
  code: string
  service: Service
  state: 'queued' | 'stuck' | 'notConfigured'
  attempts: number
  since: Date
  lastError: string | null
}

/** Messages that have not reached the portal, stuck ones first, within the scopes of the transaction. */
export async function waitingMessages(tx: Tx, most: number): Promise<WaitingMessage[]> {
  const { rows } = await sql<WaitingMessage>`
    select m.dossier_id as "dossierId", m.seq, m.place, d.code, m.service, m.state, m.attempts, m.since,
           m.last_error as "lastError"
      from exchange_delivery m join dossier d on d.id = m.dossier_id
     where m.state <> 'sent'
     order by m.state <> 'stuck', m.created_at desc, m.seq desc, m.place desc limit ${most}`.execute(
    tx,
  )
  return rows
}

/** Sends a stuck message again, now; false when it is not stuck any more. */
export async function sendAgain(
  tx: Tx,
  of: { dossierId: string; seq: number; place: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update exchange_delivery set state = 'queued', next_try_at = ${of.now}, attempts = 0, since = ${of.now}
     where dossier_id = ${of.dossierId}::uuid and seq = ${of.seq} and place = ${of.place} and state = 'stuck'
    returning 1`.execute(tx)
  return rows.length === 1
}
