// The six moments at which people are told, and through which channels each wants to hear of which. Pure.
import { KINDS, type Address, type Channel, type NoticeKind } from './notice.ts'

/** screens.md A1 "Status": received, fee due, needs supplement, late, result ready, closed. */
export const MOMENTS = ['received', 'fee', 'supplement', 'late', 'result', 'closed'] as const
export type Moment = (typeof MOMENTS)[number]

/** A moment that is missing: every channel. An empty list: on the pages of the dossier alone. */
export type Choices = Partial<Record<Moment, readonly Channel[]>>

/** Null for what is told to staff, and for the code that proves a phone. */
export function momentOf(kind: NoticeKind): Moment | null {
  switch (kind) {
    case 'submitted':
    case 'accepted':
      return 'received'
    case 'feeAsked':
    case 'feePaid':
      return 'fee'
    case 'supplementAsked':
    case 'draftToConfirm':
      return 'supplement'
    case 'apologised':
    case 'lateTold':
    case 'dayMoved':
    case 'lawChanged':
      return 'late'
    case 'resultReady':
    case 'partEnded':
    case 'resultCorrected':
    case 'resultRevoked':
      return 'result'
    case 'refused':
    case 'stopped':
    case 'withdrawn':
    case 'closed':
      return 'closed'
    case 'dueSoon':
    case 'overdue':
    case 'houseFinding':
    case 'houseUnanswered':
    case 'emergencyAlarm':
    case 'handedToYou':
    case 'phoneCheck':
    case 'draftExpiring':
    case 'bookingReminder':
    case 'bookingStopped':
    case 'petitionAsked':
    case 'petitionPassedUp':
    case 'petitionAnswered':
    case 'petitionLastWord':
      return null
  }
}

/**
 * The addresses that the person wants for this moment. Whoever wants none is told on the pages of the dossier; whoever chose a
 * channel that does not reach them is told by the others, because not to be told at all is what nobody chose.
 */
export function wantedAddresses(
  addresses: readonly Address[],
  choices: Choices,
  kind: NoticeKind,
): readonly Address[] {
  const moment = momentOf(kind)
  const channels = moment === null ? undefined : choices[moment]
  if (channels === undefined) return addresses
  if (channels.length === 0) return [{ channel: 'page', recipient: '' }]
  const wanted = addresses.filter(({ channel }) => channels.some((each) => each === channel))
  return wanted.length > 0 ? wanted : addresses
}

/** What applicants are told; everything else is between officials, and never on a page of theirs. */
export const TOLD_KINDS = KINDS.filter((kind) => momentOf(kind) !== null)
