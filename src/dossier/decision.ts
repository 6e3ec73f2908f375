/** What every decision is made of: the facts that it may rest on, and its two outcomes. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import type { Terms } from '../catalogue/terms.ts'
import { stepOf } from '../catalogue/workflow.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import type { Day, LocalMinute } from '../lib/time.ts'
import type { StandingIn } from '../office/actor.ts'
import type { DossierState } from './dossier.ts'
import type { NewEvent } from './events.ts'
import type { OpenFees } from './fees/decide.ts'
import type { PartyBodies } from './parties/events.ts'

/** What a decision may rest on; all of it comes in, nothing is asked for. */
export type Facts = {
  now: LocalMinute
  terms: Terms
  calendar: Calendar
  /** The acting account as the history names it, and its person when it is one. */
  actor: string
  personId: number | null
  /** Given by the office's counter or by the portal; only for `file`. */
  code: string | null
  /** Our office of that commune on the day of `now`; null where we have none. Absent: nobody can say. */
  communeOffice?: (commune: string) => number | null
  /** What the directory says that day of whoever is to get the dossier; of commands that give it to somebody. */
  receiver?: Receiver
  /** In whose place the account acts, when it is not its own work. */
  standsIn?: StandingIn
  /** The office in whose name the actor acts, when they act for one. */
  officeId?: number | null
  /** The receiving office is a counter that receives for the competent one (a centre for its departments). */
  isOwnCounter?: boolean
  /** Fees that nobody has paid yet; of acts that ask for them. Absent: no fees are kept here. */
  openFees?: OpenFees
  /** Whose matter it is, when that is not the filing account; only for `file`. */
  owner?: PartyBodies['ownerNamed']
  /** The terms to which `moveToLaw` moves the dossier; only for it. */
  lawTerms?: Terms
}

export type Receiver = {
  personId: number
  /** An officer of the office that works on it, with an open account. */
  holdsRole: boolean
  /** The last day of an absence that has begun; null: at work. */
  awayTo: Day | null
}

export type Decision = Result<NewEvent[]>
type Handler<C extends { type: string }> = (
  state: DossierState,
  command: C,
  facts: Facts,
) => Decision
export type Handlers<C extends { type: string }> = {
  [T in C['type']]: Handler<Extract<C, { type: T }>>
}

/** The no while nothing is worked on: before acceptance, after the end, or while the applicant is waited for. */
export function working(state: DossierState): Decision | null {
  if (state.phase.at === 'awaitingSupplement')
    return refuse('awaitingSupplement', 'Hồ sơ đang chờ người dân bổ sung.')
  if (state.phase.at === 'awaitingFee')
    return refuse('awaitingFee', 'Hồ sơ đang chờ người dân nộp phí.')
  if (state.phase.at !== 'processing') return wrong('Hồ sơ không ở bước xử lý.')
  return state.isWithdrawalAsked
    ? refuse('withdrawalAsked', 'Người nộp đã yêu cầu rút hồ sơ. Hãy chờ bộ phận một cửa xác nhận.')
    : null
}

export function elsewhere(state: DossierState, terms: Terms): Decision {
  const waiting = state.active.map((id) => stepOf(terms.workflow, id).title.vi).join(', ')
  return refuse('wrongStep', `Hồ sơ đang ở bước khác: ${waiting}.`)
}

export function one(event: NewEvent): Decision {
  return ok([event])
}

export function wrong(message: string): Decision {
  return refuse('wrongState', message)
}

/** Leaves out members that are undefined. */
export function defined<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as never
}
