// The life of one message that leaves the house. Pure: the moment comes in, nothing is asked.

/**
 * queued: waits for its next try · sending: handed to the carrier, no answer yet · sent: the carrier has it ·
 * delivered: the phone confirmed it · failed: given up, a person has to look · expired: too old to be of use ·
 * suppressed: never to be sent · unknown: the carrier may or may not have it, a person decides.
 */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'expired',
  'suppressed',
  'unknown',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export type DeliveryFacts = {
  state: DeliveryState
  /** Tries begun so far. */
  attempts: number
  /** How often it was sent again although the carrier may already have had it. */
  repeats: number
  /** Start of the 72 hours of retrying; a person who sends again starts them anew. */
  since: Date
  /** After this moment the text is of no use to the reader. */
  expiresAt: Date
}

export type Happening =
  | { type: 'begun' }
  | { type: 'accepted' }
  | { type: 'putOff'; reason: string }
  | { type: 'rejected'; reason: string }
  /** The carrier was asked and gave no answer. `acceptsKeys`: it knows a repeated message by its key. */
  | { type: 'noAnswer'; reason: string; acceptsKeys: boolean }
  | { type: 'receiptDelivered' }
  | { type: 'receiptFailed'; reason: string }
  | { type: 'sendAgain' }

export type DeliveryStep = {
  state: DeliveryState
  /** Set exactly when the state is queued. */
  nextTryAt?: Date
  reason?: string
  attempts: number
  repeats: number
}

const MINUTE = 60_000
const FIRST_WAIT = MINUTE / 2
/** No two tries are further apart. */
export const LONGEST_WAIT_MS = 30 * MINUTE
/** A carrier may be down over a week-end; after three days a person must take over (reliability N03). */
export const GIVE_UP_AFTER_MS = 72 * 60 * MINUTE

/** Milliseconds before the next try: half a minute, doubled each time, at most half an hour. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS)
}

/** What becomes of the delivery; undefined when this cannot happen in its state (a late or repeated receipt). */
export function afterwards(
  delivery: DeliveryFacts,
  happening: Happening,
  now: Date,
): DeliveryStep | undefined {
  if (!FROM[happening.type].includes(delivery.state)) return undefined
  const { attempts, repeats } = delivery
  const step = (state: DeliveryState, reason?: string): DeliveryStep => ({
    state,
    attempts,
    repeats,
    ...(reason === undefined ? {} : { reason }),
  })
  switch (happening.type) {
    case 'begun':
      return begun(delivery, now)
    case 'accepted':
      return step('sent')
    case 'putOff':
      return putOff(delivery, happening.reason, now)
    case 'rejected':
    case 'receiptFailed':
      return step('failed', happening.reason)
    case 'noAnswer':
      return noAnswer(delivery, happening, now)
    case 'receiptDelivered':
      return step('delivered')
    case 'sendAgain':
      return { state: 'queued', nextTryAt: now, attempts: 0, repeats: 0 }
  }
}

const FROM: Record<Happening['type'], readonly DeliveryState[]> = {
  begun: ['queued'],
  accepted: ['sending'],
  putOff: ['sending'],
  rejected: ['sending'],
  noAnswer: ['sending'],
  receiptDelivered: ['sent', 'unknown'],
  receiptFailed: ['sent', 'unknown'],
  sendAgain: ['failed', 'expired', 'unknown'],
}

function begun(delivery: DeliveryFacts, now: Date): DeliveryStep {
  if (now >= delivery.expiresAt) return expired(delivery)
  return { state: 'sending', attempts: delivery.attempts + 1, repeats: delivery.repeats }
}

function expired({ attempts, repeats }: DeliveryFacts, why = ''): DeliveryStep {
  const reason = `Tin đã quá thời hạn có ích nên không gửi nữa.${why === '' ? '' : ` ${why}`}`
  return { state: 'expired', attempts, repeats, reason }
}

function putOff(delivery: DeliveryFacts, reason: string, now: Date): DeliveryStep {
  const { attempts, repeats } = delivery
  const nextTryAt = new Date(now.getTime() + waitAfter(attempts))
  if (nextTryAt >= delivery.expiresAt) return expired(delivery, reason)
  if (nextTryAt.getTime() >= delivery.since.getTime() + GIVE_UP_AFTER_MS) {
    return {
      state: 'failed',
      attempts,
      repeats,
      reason: `Đã thử 72 giờ mà không gửi được. ${reason}`,
    }
  }
  return { state: 'queued', nextTryAt, attempts, repeats, reason }
}

/** At most one repetition, and only where the carrier would recognise it; otherwise a person decides (reliability N02). */
function noAnswer(
  delivery: DeliveryFacts,
  happening: { reason: string; acceptsKeys: boolean },
  now: Date,
): DeliveryStep {
  const { attempts, repeats } = delivery
  if (!happening.acceptsKeys || repeats > 0) {
    return { state: 'unknown', attempts, repeats, reason: happening.reason }
  }
  return { ...putOff(delivery, happening.reason, now), repeats: repeats + 1 }
}

export type PartState = 'accepted' | 'delivered' | 'failed'

/** A text of several segments is delivered when every one is, and has failed as soon as one has. */
export function receiptOf(parts: readonly PartState[], total: number): PartState {
  if (parts.includes('failed')) return 'failed'
  return parts.length === total && parts.every((part) => part === 'delivered')
    ? 'delivered'
    : 'accepted'
}
