/** Which open deadlines an edit of the calendar moves, from where to where. Pure. */
import type { Calendar } from '../../calendar/calendar.ts'
import { isPaused, promiseOf } from '../../calendar/clock.ts'
import { dayNumber, dayOf, type LocalMinute } from '../../lib/time.ts'
import type { DossierState } from '../dossier.ts'
import { recount } from './reproject.ts'

export type Move = {
  id: string
  code: string
  officeId: number
  /** What is promised now, and would be then. */
  from: LocalMinute
  to: LocalMinute
  /** The promised day is another one; else only hours, an inner date or the mark "provisional" change. */
  isOtherDay: boolean
  /** The date was provisional and is certain then. */
  becomesFinal: boolean
  isPaused: boolean
  legs: string[]
}

/** Null when this dossier stays as it is; a refusal's sentence when it cannot be counted on that calendar. */
export function moveOf(
  calendar: Calendar,
  id: string,
  state: DossierState,
): Move | { id: string; code: string; refused: string } | null {
  const { clock, code } = state
  if (clock === null || clock.stoppedAt !== undefined) return null
  const recounted = recount(calendar, state, clock)
  if (!recounted.ok) return { id, code, refused: recounted.refusal.message }
  if (!recounted.value.hasMoved) return null
  const [from, to] = [promiseOf(clock), promiseOf(recounted.value.clock)]
  return {
    id,
    code,
    officeId: state.offices.competent,
    from,
    to,
    isOtherDay: dayOf(from) !== dayOf(to),
    becomesFinal: clock.provisional && !recounted.value.clock.provisional,
    isPaused: isPaused(clock),
    legs: recounted.value.legs.map(({ leg }) => leg),
  }
}

export type OfficeMoves = {
  officeId: number
  count: number
  /** Calendar days by which the promise moves, the smallest and the largest. */
  earliest: number
  latest: number
}

/** The offices with the most dossiers first. */
export function byOffice(moves: readonly Move[]): OfficeMoves[] {
  const groups = Map.groupBy(moves, ({ officeId }) => officeId)
  return [...groups]
    .map(([officeId, own]) => {
      const shifts = own.map(shiftOf)
      return {
        officeId,
        count: own.length,
        earliest: Math.min(...shifts),
        latest: Math.max(...shifts),
      }
    })
    .toSorted((a, b) => b.count - a.count || a.officeId - b.officeId)
}

function shiftOf({ from, to }: Move): number {
  return dayNumber(dayOf(to)) - dayNumber(dayOf(from))
}

/** 'sớm hơn 1 ngày', 'muộn hơn 2 ngày', 'cùng ngày'. */
export function shiftWords(days: number): string {
  if (days === 0) return 'cùng ngày'
  return days < 0 ? `sớm hơn ${-days} ngày` : `muộn hơn ${days} ngày`
}
