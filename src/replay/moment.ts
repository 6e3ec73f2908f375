/** Instants of a log as they are written there: with the zone, and the wall clock that people looked at. Pure. */
import type { LocalMinute } from '../lib/time.ts'

/** `local`: the minute on the wall clock of the log, by which working time is counted. */
export type Moment = { at: Date; local: LocalMinute }

const WRITTEN =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

export type Unread = 'notAMoment' | 'noZone'

/** `zone`: of those written without one; absent: they are refused, since a guessed zone moves every deadline. */
export function readMoment(text: string, zone?: string): Moment | Unread {
  const [, day = '', minute = '', second = '00', fraction = '', written] =
    WRITTEN.exec(text.trim()) ?? []
  if (day === '') return 'notAMoment'
  const offset = written ?? zone
  if (offset === undefined) return 'noZone'
  const colon =
    offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`
  const at = new Date(`${day}T${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${colon}`)
  const isDay = !Number.isNaN(at.getTime()) && isRealDay(day)
  return isDay ? { at, local: `${day}T${minute}` as LocalMinute } : 'notAMoment'
}

/** JavaScript takes 31 February for 3 March. */
function isRealDay(day: string): boolean {
  const read = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day)
}

export function isZone(text: string): boolean {
  return /^(?:Z|[+-]\d{2}:\d{2})$/.test(text)
}
