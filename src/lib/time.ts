/**
 * Hà Nội time. The office writes local days and local minutes; the database keeps instants. The zone has been +07:00
 * without daylight saving since 1975, so the conversion is plain arithmetic.
 */

/** A local day, 'YYYY-MM-DD'. */
export type Day = `${number}-${number}-${number}`
/** A minute of Hà Nội time, 'YYYY-MM-DDTHH:mm'. Orders as text. */
export type LocalMinute = `${Day}T${number}:${number}`

const ZONE_MS = 7 * 3_600_000
const DAY_MS = 86_400_000
const WEEKDAYS = [
  'thứ Hai',
  'thứ Ba',
  'thứ Tư',
  'thứ Năm',
  'thứ Sáu',
  'thứ Bảy',
  'Chủ nhật',
] as const
const SHORT_WEEKDAYS = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'] as const

/** The day, if the text is a real day of the years 1000–9999 ('2026-02-30' is not). */
export function parseDay(text: string): Day | undefined {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined
  const number = Date.parse(`${text}T00:00:00Z`) / DAY_MS
  return Number.isInteger(number) && dayFromNumber(number) === text ? text : undefined
}

/** The day as people write it, 27/11/2026, or as machines do, 2026-11-27. */
export function parseTypedDay(text: string): Day | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? []
  return parseDay(
    day && month && year
      ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
      : text.trim(),
  )
}

/** The minute, if the text is a real minute 'YYYY-MM-DDTHH:mm'; neither seconds nor an offset. */
export function parseLocalMinute(text: string): LocalMinute | undefined {
  const real = /^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && parseDay(text.slice(0, 10))
  return real ? (text as LocalMinute) : undefined
}

/** Days since 1970-01-01, for arithmetic. */
export function dayNumber(day: Day): number {
  const month = Number(day.slice(5, 7)) - 1
  return Date.UTC(Number(day.slice(0, 4)), month, Number(day.slice(8, 10))) / DAY_MS
}

export function dayFromNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10) as Day
}

export function dayOf(local: LocalMinute): Day {
  return local.slice(0, 10) as Day
}

/** Minutes since local midnight, 0…1439. */
export function minuteOfDay(local: LocalMinute): number {
  return Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
}

/** The local minute `minutes` after midnight of the day; 1440 and more run into the next days. */
export function localMinute(number: number, minutes: number): LocalMinute {
  const day = dayFromNumber(number + Math.floor(minutes / 1440))
  const rest = ((minutes % 1440) + 1440) % 1440
  return `${day}T${two(Math.floor(rest / 60))}:${two(rest % 60)}` as LocalMinute
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** The Hà Nội minute in which the instant lies (23:59:59 belongs to 23:59). */
export function toLocalMinute(instant: Date): LocalMinute {
  return new Date(instant.getTime() + ZONE_MS).toISOString().slice(0, 16) as LocalMinute
}

/** The Hà Nội day in which the instant lies. */
export function toDay(instant: Date): Day {
  return toLocalMinute(instant).slice(0, 10) as Day
}

/** The instant at which the local minute begins. Throws on a time that does not exist. */
export function toInstant(local: LocalMinute): Date {
  if (!parseLocalMinute(local)) throw new RangeError(`not a local minute: ${local}`)
  return new Date(`${local}:00+07:00`)
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return weekdayOfNumber(dayNumber(day))
}

/** 1970-01-01 was a Thursday. */
export function weekdayOfNumber(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

/** 'thứ Hai' … 'Chủ nhật'. */
export function showWeekday(day: Day): string {
  return WEEKDAYS[weekday(day) - 1]!
}

/** 'T2' … 'CN', for narrow staff columns. */
export function showShortWeekday(day: Day): string {
  return SHORT_WEEKDAYS[weekday(day) - 1]!
}

/** '24/11/2026'. Accepts a day, a local minute or an instant (shown in Hà Nội time). */
export function showDay(when: Day | LocalMinute | Date): string {
  const text = typeof when === 'string' ? when : toLocalMinute(when)
  return `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)}`
}

/** '20:47, thứ Hai, 23/11/2026'. */
export function showMoment(when: LocalMinute | Date): string {
  const local = typeof when === 'string' ? when : toLocalMinute(when)
  return `${showTime(local)}, ${showWeekday(dayOf(local))}, ${showDay(local)}`
}

/** '20:47'. */
export function showTime(when: LocalMinute | Date): string {
  return (typeof when === 'string' ? when : toLocalMinute(when)).slice(11, 16)
}

/** A promised moment: 'thứ Ba, 24/11/2026, trước 17:00'. */
export function showDue(when: LocalMinute | Date): string {
  const local = typeof when === 'string' ? when : toLocalMinute(when)
  return `${showWeekday(dayOf(local))}, ${showDay(local)}, trước ${showTime(local)}`
}
