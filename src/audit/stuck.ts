/** What may be done about something stuck, and doing it. Nothing that has happened outside is repeated without a reason. */
import type { Tx } from '../db/connect.ts'
import { retryAllParked, retryParked } from '../dossier/jobs.ts'
import { sendAgain as sendToPortal } from '../exchange/store.ts'
import type { PartnerDeps } from '../exchange/partner-deps.ts'
import { applyAgain } from '../exchange/partner-receive.ts'
import {
  arrivalNumbered,
  closeArrival,
  remindOfLeg,
  sendLegMessageAgain,
} from '../exchange/partner-store.ts'
import { isUuid } from '../lib/ids.ts'
import { giveUp, sendAgain } from '../notice/stuck-store.ts'
import { checkNow, closeDifference } from '../payment/operate-store.ts'
import { retryRegisterRequest } from '../result/jobs.ts'
import { reasonIn } from './operate.ts'
import { dropJobs, retryJobs, STUCK_KINDS, type StuckKind } from './stuck-store.ts'

export type Subject =
  | { kind: 'parked'; subscriber: string; dossierId: string }
  | { kind: 'delivery'; dossierId: string; id: string }
  | { kind: 'register'; dossierId: string }
  | { kind: 'undecided'; dossierId: string }
  | { kind: 'portal'; dossierId: string; seq: number; place: number }
  | LegSubject
  | PaymentSubject
  | { kind: 'holder'; dossierId: string; leg: string }
  | { kind: 'subscriber'; subscriber: string }
  | { kind: 'jobs'; task: string }

/** An order that nobody settled, or what the gateway's day says otherwise than ours. */
export type PaymentSubject = {
  kind: 'payment'
  part: 'order' | 'difference'
  /** Of money that is of no dossier of ours: the difference's own. */
  dossierId: string
  id: string
}

/** A leg of another agency: a message to it, a message of it, or the agency itself that says nothing. */
export type LegSubject =
  | { kind: 'leg'; part: 'out'; dossierId: string; seq: number; place: number }
  | { kind: 'leg'; part: 'in'; dossierId: string; leg: string; number: number }
  | { kind: 'leg'; part: 'wait'; dossierId: string; leg: string }

/** 'portal:0199…:3:1' → its parts; undefined for anything else. */
export function subjectOf(text: string): Subject | undefined {
  const [kind = '', one = '', two = '', three = ''] = text.split(':')
  const word = /^[\w-]{1,60}$/
  switch (kind) {
    case 'parked':
      return word.test(one) && isUuid(two) ? { kind, subscriber: one, dossierId: two } : undefined
    case 'delivery':
      return isUuid(one) && isUuid(two) ? { kind, dossierId: one, id: two } : undefined
    case 'register':
      return isUuid(one) ? { kind, dossierId: one } : undefined
    case 'undecided':
      return isUuid(one) ? { kind, dossierId: one } : undefined
    case 'portal':
      return isUuid(one) && /^\d{1,6}$/.test(two) && /^[12]$/.test(three)
        ? { kind, dossierId: one, seq: Number(two), place: Number(three) }
        : undefined
    case 'leg':
      return legSubject(text.split(':').slice(1))
    case 'payment':
      return (one === 'order' || one === 'difference') && isUuid(two) && isUuid(three)
        ? { kind, part: one, dossierId: two, id: three }
        : undefined
    case 'holder':
      return isUuid(one) && two.length <= 60 ? { kind, dossierId: one, leg: two } : undefined
    case 'subscriber':
      return word.test(one) ? { kind, subscriber: one } : undefined
    case 'jobs':
      return word.test(one) ? { kind, task: one } : undefined
    default:
      return undefined
  }
}

/** The parts after 'leg:'. */
function legSubject([part = '', dossierId = '', one = '', two = '']: string[]):
  LegSubject | undefined {
  const [leg, count] = [/^[A-Za-z][\w-]{0,40}$/, /^\d{1,6}$/]
  if (!isUuid(dossierId)) return undefined
  switch (part) {
    case 'out':
      return count.test(one) && count.test(two)
        ? { kind: 'leg', part, dossierId, seq: Number(one), place: Number(two) }
        : undefined
    case 'in':
      return leg.test(one) && count.test(two)
        ? { kind: 'leg', part, dossierId, leg: one, number: Number(two) }
        : undefined
    case 'wait':
      return leg.test(one) ? { kind: 'leg', part, dossierId, leg: one } : undefined
    default:
      return undefined
  }
}

export function isStuckKind(text: string): text is StuckKind {
  return STUCK_KINDS.some((kind) => kind === text)
}

export type By = {
  personId: number
  now: Date
  reason: string | undefined
  partners: PartnerDeps
}

/** Lets it be tried now; false when it is not stuck any more. */
export async function retry(tx: Tx, subject: Subject, by: By): Promise<boolean> {
  switch (subject.kind) {
    case 'parked':
      return retryParked(tx, subject)
    case 'delivery':
      return sendAgain(tx, subject, by)
    case 'register':
      return retryRegisterRequest(tx, subject.dossierId)
    case 'portal':
      return sendToPortal(tx, { ...subject, now: by.now })
    case 'leg':
      return retryLeg(tx, subject, by)
    case 'payment':
      return subject.part === 'order' && checkNow(tx, subject.id, by.now)
    case 'holder':
    case 'undecided':
      return false
    case 'subscriber':
      return (await retryAllParked(tx, subject.subscriber)) > 0
    case 'jobs':
      return (await retryJobs(tx, subject.task)) > 0
  }
}

/** Sends again, tells the agency once more, or looks again at what it told. */
async function retryLeg(
  tx: Tx,
  subject: LegSubject,
  { now, partners, reason }: By,
): Promise<boolean> {
  switch (subject.part) {
    case 'out':
      return sendLegMessageAgain(tx, { ...subject, now })
    case 'in':
      if ((await arrivalNumbered(tx, subject))?.state === 'waiting') reasonIn(reason ?? '')
      return applyAgain(partners, tx, subject)
    case 'wait':
      return remindOfLeg(tx, { ...subject, now })
  }
}

/** Ends it as it is, for a reason; false when that is not possible. */
export async function abandon(tx: Tx, subject: Subject, now: Date): Promise<boolean> {
  switch (subject.kind) {
    case 'delivery':
      return giveUp(tx, subject, now)
    case 'jobs':
      return (await dropJobs(tx, subject.task)) > 0
    case 'leg':
      return subject.part === 'in' && closeArrival(tx, { ...subject, now })
    case 'payment':
      return subject.part === 'difference' && closeDifference(tx, subject.id, now)
    case 'parked':
    case 'register':
    case 'portal':
    case 'holder':
    case 'undecided':
    case 'subscriber':
      return false
  }
}
