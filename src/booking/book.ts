/** A citizen books, moves and cancels a time at a counter. Each act looks again at everything inside its transaction. */
import { isAtCounter, type Procedure } from '../catalogue/procedure.ts'
import type { Law } from '../catalogue/law.ts'
import type { Db, Tx } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { lastingInterruptions } from '../interruption/store.ts'
import { derivedId, isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { dayFromNumber, dayNumber, dayOf, toDay, toInstant } from '../lib/time.ts'
import type { Day, LocalMinute } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { Booked, BookingRefusal } from './refusals.ts'
import { freeSeat, seatsAt, slotDays, slotsOn, type Slot, type SlotDay } from './slots.ts'
import type { SlotFacts } from './slots.ts'
import {
  bookingById,
  heldBy,
  insertBooking,
  lapse,
  lockBooking,
  lockPerson,
  lockTime,
  moveBooking,
  placeById,
  settleBooking,
  takenSeats,
  type BookingRow,
  type Place,
} from './store.ts'
import type { BookingTerms } from './terms.ts'
import { isOfAge, type Comes } from './who-comes.ts'

export type BookingDeps = {
  /** The application role's database. */
  db: Db
  law: Pick<Law, 'calendar' | 'procedure'>
  terms: BookingTerms
  directory: { ancestorsOf(officeId: number): readonly number[] }
  now: () => Date
  /** The code of what the person has prepared for that procedure; undefined when nothing is. */
  preparedCode(actor: CitizenActor, procedureCode: string): Promise<string | undefined>
}

/** Throws NotFound for a procedure that needs no counter of ours. */
export function bookable({ law }: Pick<BookingDeps, 'law'>, code: string): Procedure {
  const procedure = law.procedure(code)
  if (procedure === undefined || !isAtCounter(procedure)) throw new NotFound()
  return procedure
}

/** Throws NotFound for what is no point where anybody can book. */
export async function bookablePlace({ db, terms }: BookingDeps, id: string): Promise<Place> {
  const place = /^[1-9]\d{0,8}$/.test(id) ? await placeById(db, Number(id)) : undefined
  if (place === undefined || seatsAt(terms, place.pointId) === 0) throw new NotFound()
  return place
}

export async function daysAt(deps: BookingDeps, place: Place): Promise<SlotDay[]> {
  return slotDays(await factsOf(deps, deps.db, { place, now: deps.now() }))
}

async function factsOf(
  { law, terms, directory }: BookingDeps,
  db: Db | Tx,
  { place, now }: { place: Place; now: Date },
): Promise<SlotFacts> {
  const { pointId, officeId } = place
  const to = endOf(dayFromNumber(dayNumber(toDay(now)) + terms.daysAhead.value))
  return {
    calendar: law.calendar(),
    terms,
    now,
    point: { pointId, office: [officeId, ...directory.ancestorsOf(officeId)] },
    lasting: await lastingInterruptions(db, now),
    taken: await takenSeats(db, { pointId, from: now, to }),
  }
}

function endOf(day: Day): Date {
  return toInstant(`${dayFromNumber(dayNumber(day) + 1)}T00:00`)
}

export type Wanted = { actor: CitizenActor; place: Place; at: LocalMinute }
export type NewWanted = Wanted & {
  procedure: Procedure
  key: string
  preparedCode: string | null
  /** Who comes, when it is not the person who books. */
  comes?: Comes | undefined
}

/** Books the time, or says why not; the same key again is the same booking. */
export async function book(deps: BookingDeps, wanted: NewWanted): Promise<Booked> {
  const { actor, place, procedure, at, preparedCode, comes } = wanted
  const { personId } = actor
  const comesName = comes?.name ?? null
  const now = deps.now()
  const id = derivedId(`booking ${personId}`, wanted.key)
  return inContext(deps.db, actor, async (tx): Promise<Booked> => {
    await lockPerson(tx, personId)
    if (await bookingById(tx, id)) return { ok: true, id }
    await lapse(tx, { before: now, now, personId })
    const day = dayOf(at)
    const held = await heldBy(tx, {
      personId,
      procedureCode: procedure.code,
      comesName,
      day,
      beside: null,
    })
    if (held.open !== null) return { ok: false, refusal: 'haveOne', id: held.open }
    if (comes && held.forOthers >= deps.terms.mostForOthers.value)
      return { ok: false, refusal: 'tooManyForOthers' }
    const free = await freeAt(tx, deps, { place, at, now, onDay: held.onDay })
    if (!free.ok) return free
    const { officeId, pointId } = place
    const { startsAt, endsAt } = free.slot
    await insertBooking(tx, {
      id,
      personId,
      officeId,
      pointId,
      preparedCode,
      comesName,
      comesFirst: comes ? comes.isOld : isOfAge(actor.birthOn, day, deps.terms),
      startsAt,
      endsAt,
      now,
      procedureCode: procedure.code,
      seat: free.seat,
    })
    return { ok: true, id }
  })
}

type Free = { ok: true; slot: Slot; seat: number } | { ok: false; refusal: BookingRefusal }

async function freeAt(
  tx: Tx,
  deps: BookingDeps,
  asked: { place: Place; at: LocalMinute; now: Date; onDay: number },
): Promise<Free> {
  const { place, at, now } = asked
  if (asked.onDay >= deps.terms.mostADay.value) return { ok: false, refusal: 'tooManyThatDay' }
  const { pointId } = place
  const startsAt = toInstant(at)
  await lockTime(tx, { pointId, startsAt })
  const facts = await factsOf(deps, tx, { place, now })
  const isInTime = dayNumber(dayOf(at)) - dayNumber(toDay(now)) <= deps.terms.daysAhead.value
  const slot = isInTime ? slotsOn(facts, dayOf(at)).find((each) => each.at === at) : undefined
  if (slot === undefined) return { ok: false, refusal: 'notOffered' }
  const seat = freeSeat(facts.taken.get(startsAt.getTime()) ?? [], seatsAt(deps.terms, pointId))
  return seat === undefined ? { ok: false, refusal: 'full' } : { ok: true, slot, seat }
}

/** Another time, at the same point or another one; the old time is free at once. */
export async function move(deps: BookingDeps, id: string, wanted: Wanted): Promise<Booked> {
  const { actor, place, at } = wanted
  const now = deps.now()
  return inContext(deps.db, actor, async (tx): Promise<Booked> => {
    await lockPerson(tx, actor.personId)
    const row = await ownRow(tx, actor, id)
    if (!isOpenAt(row, now)) return { ok: false, refusal: 'over' }
    if (row.pointId === place.pointId && row.startsAt.getTime() === toInstant(at).getTime())
      return { ok: true, id }
    const { personId, procedureCode, comesName } = row
    const asked = { personId, procedureCode, comesName, day: dayOf(at), beside: id }
    const held = await heldBy(tx, asked)
    const free = await freeAt(tx, deps, { place, at, now, onDay: held.onDay })
    if (!free.ok) return free
    const { startsAt, endsAt } = free.slot
    const { officeId, pointId } = place
    await moveBooking(tx, id, { officeId, pointId, startsAt, endsAt, seat: free.seat })
    return { ok: true, id }
  })
}

/** The time is free at once. Cancelled twice is cancelled. */
export async function cancel(deps: BookingDeps, actor: CitizenActor, id: string): Promise<Booked> {
  const now = deps.now()
  return inContext(deps.db, actor, async (tx): Promise<Booked> => {
    const row = await ownRow(tx, actor, id)
    if (row.state === 'cancelled') return { ok: true, id }
    if (!isOpenAt(row, now)) return { ok: false, refusal: 'over' }
    await settleBooking(tx, { id, state: 'cancelled', now, by: null })
    return { ok: true, id }
  })
}

/** Somebody comes at their time: until it has begun, it is theirs to move or to give back. */
export function isOpenAt({ state, startsAt }: BookingRow, now: Date): boolean {
  return state === 'booked' && now < startsAt
}

async function ownRow(tx: Tx, { personId }: CitizenActor, id: string): Promise<BookingRow> {
  const row = isUuid(id) ? await lockBooking(tx, id) : undefined
  if (row?.personId !== personId) throw new NotFound()
  return row
}

/** Throws NotFound for whatever is not this person's. */
export async function ownBooking(
  { db }: Pick<BookingDeps, 'db'>,
  actor: CitizenActor,
  id: string,
): Promise<BookingRow> {
  const row = isUuid(id) ? await inContext(db, actor, (tx) => bookingById(tx, id)) : undefined
  if (row?.personId !== actor.personId) throw new NotFound()
  return row
}
