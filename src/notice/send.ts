// One try of one delivery: claim, ask the carrier, keep the answer. The carrier is never asked inside a transaction.
import type { Db } from '../db/connect.ts'
import type { MailCarrier, Outcome, SmsCarrier } from './carrier.ts'
import type { Happening } from './delivery.ts'
import { recordAnswer } from './answer-store.ts'
import { claimDelivery } from './store.ts'
import type { Delivery, DeliveryRef } from './store.ts'

export type SendDeps = {
  /** The worker role's database. */
  db: Db
  sms: SmsCarrier
  mail: MailCarrier
  now: () => Date
}

/** Tries the delivery once, if it is its time. Whatever the carrier does, the row says afterwards what is known. */
export async function tryDelivery(deps: SendDeps, ref: DeliveryRef): Promise<void> {
  const delivery = await claimDelivery(deps.db, ref, deps.now())
  if (delivery === undefined) return
  const carrier = deps[delivery.channel]
  const outcome = await askCarrier(deps, delivery)
  const answer = {
    happening: happeningOf(outcome, carrier.acceptsKeys),
    parts: outcome.parts,
    carrier: outcome.parts[0]?.carrier ?? delivery.acceptedParts[0]?.carrier ?? carrier.name,
  }
  await recordAnswer(deps.db, ref, answer, deps.now())
}

type Sendable = Pick<
  Delivery,
  'id' | 'channel' | 'recipient' | 'subject' | 'body' | 'acceptedParts' | 'expiresAt'
>

/** What the carrier says of one message; a fault of ours counts as no answer. */
export async function askCarrier(deps: SendDeps, delivery: Sendable): Promise<Outcome> {
  const { id: key, recipient: to, body: text, acceptedParts, expiresAt } = delivery
  try {
    return delivery.channel === 'sms'
      ? await deps.sms.send({ key, to, text, acceptedParts, expiresAt })
      : await deps.mail.send({ key, to, text, subject: delivery.subject ?? '' })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { verdict: 'noAnswer', parts: [], reason: `Lỗi khi gửi: ${message}` }
  }
}

export function happeningOf(outcome: Outcome, acceptsKeys: boolean): Happening {
  const reason = outcome.reason ?? ''
  switch (outcome.verdict) {
    case 'accepted':
      return { type: 'accepted' }
    case 'later':
      return { type: 'putOff', reason }
    case 'rejected':
      return { type: 'rejected', reason }
    case 'noAnswer':
      return { type: 'noAnswer', reason, acceptsKeys }
  }
}
