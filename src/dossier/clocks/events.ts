/** What may have happened to the legal clock beyond its start, a supplement and its end. */
import type { Clock } from '../../calendar/clock.ts'

export type ClockBodies = {
  /** The calendar or the working hours were edited: the same history counted anew, the first promise kept (domain §4.3). */
  clockReprojected: { calendarVersion: number; clock: Clock }
}

export const clockVersions: Record<keyof ClockBodies, number> = { clockReprojected: 1 }
