/** The numbers of booking, with their sources and marks, as data/booking/terms.json gives them. */
import { Type, type Static } from 'typebox'

const mark = Type.Union(
  ['verified', 'secondHand', 'toBeConfirmed'].map((each) => Type.Literal(each)),
)
const closed = { additionalProperties: false }
const sourced = { source: Type.String({ minLength: 1 }), mark }
const number = (minimum: number, maximum: number) =>
  Type.Object({ value: Type.Integer({ minimum, maximum }), ...sourced }, closed)
const seats = Type.Integer({ minimum: 0, maximum: 100 })
const hour = Type.Integer({ minimum: 0, maximum: 24 })

export const Terms = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    validFrom: Type.String(),
    note: Type.String({ minLength: 1 }),
    slotMinutes: number(5, 240),
    /** People served side by side; `points` by the id of the service point, 0 where nobody can book. */
    seats: Type.Object(
      { value: seats, points: Type.Record(Type.String({ pattern: '^\\d+$' }), seats), ...sourced },
      closed,
    ),
    daysAhead: number(1, 60),
    /** How long before its beginning a time can be booked at the latest. */
    leadMinutes: number(0, 1440),
    mostADay: number(1, 10),
    /** Open bookings of one account for other people: whoever holds places for money needs more. */
    mostForOthers: number(0, 20),
    /** Full years from which whoever comes is called first. */
    firstFromAge: number(1, 150),
    /** How late one may come. */
    lateMinutes: number(0, 120),
    /** Hours of the day before at which people are reminded. */
    remind: Type.Object({ fromHour: hour, toHour: hour, ...sourced }, closed),
    /** Days after its time after which a booking is erased. */
    keepDays: number(1, 365),
  },
  closed,
)
export type BookingTerms = Static<typeof Terms>
