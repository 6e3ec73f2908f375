/** Which times of a point can be booked: from its working hours, its interruptions and what is taken. Pure. */
import { dayIndex, type Calendar } from '../calendar/calendar.ts'
import type { Interruption } from '../interruption/interruption.ts'
import {
  dayFromNumber,
  dayNumber,
  localMinute,
  toDay,
  toInstant,
  type Day,
  type LocalMinute,
} from '../lib/time.ts'
import type { BookingTerms } from './terms.ts'

export type Point = {
  pointId: number
  /** Its office, then those above. */
  office: readonly number[]
}

export type Slot = { at: LocalMinute; startsAt: Date; endsAt: Date; free: number }
export type SlotDay = { day: Day; slots: readonly Slot[] }

export type SlotFacts = {
  calendar: Calendar
  terms: BookingTerms
  now: Date
  point: Point
  /** What lasts or is announced, wherever. */
  lasting: readonly Interruption[]
  /** Taken seats by the instant (milliseconds) of their time. */
  taken: ReadonlyMap<number, readonly number[]>
}

/** Every day on which the point works within the days that can be booked; a day may have no free time. */
export function slotDays(facts: SlotFacts): SlotDay[] {
  const first = dayNumber(toDay(facts.now))
  return Array.from({ length: facts.terms.daysAhead.value + 1 }, (_, n) => dayFromNumber(first + n))
    .map((day) => ({ day, slots: slotsOn(facts, day) }))
    .filter(({ slots }) => slots.length > 0)
}

/** The times of one day that are still ahead, in order, also those that are full; none where no working day is announced. */
export function slotsOn({ calendar, terms, ...facts }: SlotFacts, day: Day): Slot[] {
  const index = dayIndex(calendar, day)
  if (index === undefined || index >= calendar.announced) return []
  const length = terms.slotMinutes.value
  const earliest = facts.now.getTime() + terms.leadMinutes.value * 60_000
  const seats = seatsAt(terms, facts.point.pointId)
  return calendar.reception.days[index]!.spans.flatMap(({ opens, closes }) =>
    Array.from({ length: Math.floor((closes - opens) / length) }, (_, n) => opens + n * length),
  )
    .map((minutes): Slot => {
      const at = localMinute(dayNumber(day), minutes)
      const startsAt = toInstant(at)
      const endsAt = new Date(startsAt.getTime() + length * 60_000)
      const free = seats - (facts.taken.get(startsAt.getTime())?.length ?? 0)
      return { at, startsAt, endsAt, free: Math.max(0, free) }
    })
    .filter(({ startsAt }) => startsAt.getTime() >= earliest)
    .filter((slot) => stoppedBy(facts.lasting, { ...facts.point, ...slot }) === undefined)
}

export function seatsAt({ seats }: BookingTerms, pointId: number): number {
  return seats.points[String(pointId)] ?? seats.value
}

/** The lowest seat that is free; undefined when the time is full. */
export function freeSeat(taken: readonly number[], seats: number): number | undefined {
  return Array.from({ length: seats }, (_, n) => n + 1).find((seat) => !taken.includes(seat))
}

export type PlaceAndTime = Point & { startsAt: Date; endsAt: Date }

/** The interruption that lets nobody be received at that point at that time, in part or as a whole. */
export function stoppedBy(
  lasting: readonly Interruption[],
  { pointId, office, startsAt, endsAt }: PlaceAndTime,
): Interruption | undefined {
  return lasting.find(
    (each) =>
      each.withdrawnAt === null &&
      each.stops.includes('receiving') &&
      each.fromAt < endsAt &&
      each.toAt > startsAt &&
      (each.pointId === pointId || (each.pointId === null && office.includes(each.officeId))),
  )
}
