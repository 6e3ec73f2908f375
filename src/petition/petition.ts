/**
 * A petition (phản ánh, kiến nghị): who answers it, by when, and what may be done to it. Its sender has the last word; whoever is
 * complained about does not answer (domain.md §1.2, §9). Pure.
 */
import { provisionalDueAt } from '../calendar/deadline.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import { toInstant, toLocalMinute } from '../lib/time.ts'
import type { PetitionTerms } from './terms.ts'

export type PetitionState = 'open' | 'answered' | 'refused' | 'closed'

/** What the rules ask of a petition. */
export type Petition = {
  state: PetitionState
  /** From when the time of whoever answers it now counts. */
  openSince: Date
  /** When it was answered or refused last. */
  settledAt: Date | null
}

/** What its sender does, what an office does, and what time does. */
export type SenderAct = 'add' | 'accept' | 'passUp'
export type OfficeAct = 'answer' | 'refuse' | 'ask' | 'forward' | 'passUp'

export type Facts = {
  now: Date
  terms: PetitionTerms
  /** By when whoever has it must answer. */
  dueAt: Date
  /** The office above the one that has it; null at the top. */
  superior: number | null
}

const DAY_MS = 86_400_000

/** The instant by which it must be answered: working days from when it came to whoever has it. */
export function dueOf(calendar: Calendar, openSince: Date, terms: PetitionTerms): Date {
  const due = provisionalDueAt(calendar, toLocalMinute(openSince), terms.limits.answer)
  if (!due.ok) throw new Error(due.refusal.message)
  return toInstant(due.value.dueAt)
}

export function isLate({ state }: Pick<Petition, 'state'>, dueAt: Date, now: Date): boolean {
  return state === 'open' && now > dueAt
}

/** Its sender may speak as long as it is open, and judge the answer for a while. */
export function bySender(petition: Petition, act: SenderAct, facts: Facts): Result<true> {
  const { state } = petition
  switch (act) {
    case 'add':
      return state === 'open' ? ok(true) : refuse('notOpen', 'Phản ánh đã được trả lời.')
    case 'accept':
      return state === 'answered' || state === 'refused'
        ? ok(true)
        : refuse('notAnswered', 'Phản ánh chưa được trả lời, hoặc đã kết thúc.')
    case 'passUp':
      return passedUpBySender(petition, facts)
  }
}

function passedUpBySender(petition: Petition, facts: Facts): Result<true> {
  if (facts.superior === null) return refuse('noSuperior', 'Không còn cấp nào cao hơn.')
  if (petition.state === 'open')
    return isLate(petition, facts.dueAt, facts.now)
      ? ok(true)
      : refuse('notLate', 'Phản ánh đang được giải quyết và chưa quá hạn.')
  return isReopenable(petition, facts)
    ? ok(true)
    : refuse('tooLongAgo', 'Đã quá thời gian chuyển phản ánh lên cấp trên.')
}

export function isReopenable(
  { settledAt }: Pick<Petition, 'settledAt'>,
  { now, terms }: Pick<Facts, 'now' | 'terms'>,
): boolean {
  return settledAt !== null && now.getTime() < reopenableUntil(settledAt, terms).getTime()
}

export function reopenableUntil(settledAt: Date, { lastWord }: PetitionTerms): Date {
  return new Date(settledAt.getTime() + lastWord.reopenDays * DAY_MS)
}

/** When an answer to which its sender says nothing ends it. */
export function closesOn(settledAt: Date, { lastWord }: PetitionTerms): Date {
  return new Date(settledAt.getTime() + lastWord.closeAfterDays * DAY_MS)
}

/** What the official of the office that has it may do. Whoever worked on the dossier may pass it up, and nothing else. */
export function byOffice(
  { state }: Pick<Petition, 'state'>,
  act: OfficeAct,
  { superior, isConcerned }: Pick<Facts, 'superior'> & { isConcerned: boolean },
): Result<true> {
  if (state !== 'open') return refuse('notOpen', 'Phản ánh này đã được trả lời hoặc đã kết thúc.')
  if (act === 'passUp' && superior === null)
    return refuse('noSuperior', 'Không còn cấp nào cao hơn.')
  if (isConcerned && act !== 'passUp')
    return refuse(
      'concerned',
      'Ông/bà đã làm việc với hồ sơ bị phản ánh nên không giải quyết phản ánh này.',
    )
  return ok(true)
}

/** Who answers: supervisors of the office it is about, or of the one above when it is about the head or the whole office. */
export function handlerOf(
  officeId: number,
  { isAboutHead, superior }: { isAboutHead: boolean; superior: number | null },
): number {
  return isAboutHead && superior !== null ? superior : officeId
}
