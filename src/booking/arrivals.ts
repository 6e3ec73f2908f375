/** At the counter: who comes today, and whether they came. */
import type { Db } from '../db/connect.ts'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { Invalid, NotFound } from '../lib/problem.ts'
import { dayFromNumber, dayNumber, toDay, toInstant } from '../lib/time.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import { bookingsOn, lockBooking, settleBooking, type BookingState, type DayRow } from './store.ts'

type ArrivalDeps = { db: Db; now: () => Date }

/** Offices at whose counters the person sits. */
function counters(me: StaffActor): number[] {
  return me.roles.filter(({ role }) => role === 'receptionist').map(({ officeId }) => officeId)
}

export async function today({ db, now }: ArrivalDeps, me: StaffActor): Promise<DayRow[]> {
  const day = dayNumber(toDay(now()))
  const [from, to] = [day, day + 1].map((each) => toInstant(`${dayFromNumber(each)}T00:00`))
  return inContext(db, me, (tx) => bookingsOn(tx, { offices: counters(me), from: from!, to: to! }))
}

const ARRIVALS = ['arrived', 'missed'] as const
export type Arrival = (typeof ARRIVALS)[number]

const NO_CHOICE = 'Hãy chọn đã đến hay không đến.'

function isArrival(text: string): text is Arrival {
  return ARRIVALS.some((each) => each === text)
}

/**
 * Marks it and answers with how it stands. Only on its day, and "not come" only once its time has begun; a wrong mark is
 * mended by the other one on the same day. What was cancelled meanwhile stays so. `as` is what the form says.
 */
export async function markArrival(
  { db, now }: ArrivalDeps,
  me: StaffActor,
  { id, as }: { id: string; as: string },
): Promise<BookingState> {
  const at = now()
  return inContext(db, me, async (tx) => {
    const row = isUuid(id) ? await lockBooking(tx, id) : undefined
    if (!row || !hasRole(me, 'receptionist', row.officeId)) throw new NotFound()
    if (!isArrival(as)) throw new Invalid({ code: 'as', message: NO_CHOICE })
    const { state, startsAt } = row
    const isMarkable = ['booked', 'arrived', 'missed'].includes(state) && state !== as
    const isNow = toDay(startsAt) === toDay(at) && (as === 'arrived' || startsAt <= at)
    if (!isMarkable || !isNow) return state
    await settleBooking(tx, { id, state: as, now: at, by: me.personId })
    return as
  })
}
