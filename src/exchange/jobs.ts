/** Sends to the portal and to the agencies outside what waits for them, from the table of each. */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { NationalPortal, PortalMessage } from './portal.ts'
import type { PartnerAgency } from './partner-agency.ts'
import { senderOf, type Claimed, type Outbox, type Place, type Sender } from './sender.ts'

export type SendingDeps = {
  /** The worker role's database. */
  db: Db
  portal: NationalPortal
  now: () => Date
}

const BATCH = 50
/** A worker that dies while it waits for an answer gives the message up after this time. */
const LEASE_SECONDS = 60

/** Within a dossier the messages to the portal are one lane. */
export function openSender({ db, portal, now }: SendingDeps): Sender {
  const box = { table: sql`exchange_delivery`, isMine: sql`true`, isSameLane: sql`true` }
  return senderOf({
    outbox: outboxIn(db, box),
    tell: (message) => portal.tell(message as Claimed & PortalMessage),
    now,
  })
}

export type PartnerSendingDeps = { db: Db; agency: PartnerAgency; now: () => Date }

/** The sender to one agency: its silence is no other agency's, and a leg waits for no other leg. */
export function openPartnerSender({ db, agency, now }: PartnerSendingDeps): Sender {
  const box = {
    table: sql`partner_delivery`,
    isMine: sql`m.partner = ${agency.partner}`,
    isSameLane: sql`e.leg = m.leg and e.partner = m.partner`,
  }
  return senderOf({ outbox: outboxIn(db, box), tell: (message) => agency.tell(message), now })
}

type Box = {
  table: RawBuilder<unknown>
  /** Of the row m: whether this sender sends it. */
  isMine: RawBuilder<unknown>
  /** Of an earlier row e of the same dossier: whether m waits for it. */
  isSameLane: RawBuilder<unknown>
}

function outboxIn(db: Db, { table, isMine, isSameLane }: Box): Outbox {
  return {
    async takeUp(now) {
      await sql`
        update ${table} m set state = 'queued', next_try_at = ${now}, since = ${now}
         where m.state = 'notConfigured' and ${isMine}`.execute(db)
    },
    async dueHeads(now) {
      const { rows } = await sql<Place>`
        select m.dossier_id as "dossierId", m.seq, m.place from ${table} m
         where m.state = 'queued' and m.next_try_at <= ${now} and ${isMine}
           and not exists (select from ${table} e
                            where e.dossier_id = m.dossier_id and ${isSameLane} and e.state in ('queued', 'stuck')
                              and (e.seq, e.place) < (m.seq, m.place))
         order by m.next_try_at desc limit ${BATCH}`.execute(db)
      return rows
    },
    async claim(of, now) {
      const { rows } = await sql<Claimed>`
        update ${table} m
           set attempts = m.attempts + 1, next_try_at = ${now}::timestamptz + make_interval(secs => ${LEASE_SECONDS})
         where m.dossier_id = ${of.dossierId}::uuid and m.seq = ${of.seq} and m.place = ${of.place}
           and m.state = 'queued' and m.next_try_at <= ${now}
        returning m.dossier_id as "dossierId", m.seq, m.place, m.id, m.service, m.body, m.attempts, m.since`.execute(
        db,
      )
      return rows[0]
    },
    async settle(of, { state, nextTryAt, error }, now) {
      await sql`
        update ${table}
           set state = ${state}, next_try_at = ${nextTryAt}::timestamptz, last_error = ${error}::text,
               sent_at = case when ${state} = 'sent' then ${now}::timestamptz end
         where dossier_id = ${of.dossierId}::uuid and seq = ${of.seq} and place = ${of.place}
           and state = 'queued'`.execute(db)
    },
  }
}

/** Nonces whose requests could no longer be accepted anyway. */
export async function forgetNonces(db: Db, before: Date): Promise<void> {
  await sql`delete from exchange_nonce where seen_at < ${before}`.execute(db)
}
