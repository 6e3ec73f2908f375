/**
 * A second implementation of the deadline convention, written only to disagree with the first: it reads the published
 * table itself, keeps one flag per minute and walks minute by minute, day by day. Shares no code with src/.
 */
import { readFileSync } from 'node:fs'

export type Hours = readonly {
  readonly weekday: number
  readonly spans: readonly (readonly [string, string])[]
  readonly counts: boolean
}[]

const SPANS = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
] as const

export const OFFICE_HOURS: Hours = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  spans: SPANS,
  counts: true,
}))

const TABLE = new URL('../../data/calendars/ngay_nghi_2024_2027.csv', import.meta.url)

type NaiveDay = {
  readonly text: string
  readonly month: number
  readonly date: number
  readonly works: boolean
}

export class Naive {
  readonly days: NaiveDay[] = []
  readonly #places = new Map<string, number>()
  /** One flag per minute since 2024-01-01T00:00. */
  readonly #opens: Uint8Array
  readonly #counts: Uint8Array

  constructor(office: Hours = OFFICE_HOURS, point: Hours = office) {
    const kinds = new Map(
      readFileSync(TABLE, 'utf8')
        .split('\n')
        .map((line) => [line.slice(0, 10), line.split(',')[3] ?? '']),
    )
    const end = Temporal.PlainDate.from('2028-01-01')
    this.#opens = new Uint8Array(1461 * 1440)
    this.#counts = new Uint8Array(1461 * 1440)
    let day = Temporal.PlainDate.from('2024-01-01')
    for (; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 })) {
      const kind = kinds.get(day.toString())
      const now = this.days.length * 1440
      const here = hoursOf(office, day.dayOfWeek, kind)
      const there = hoursOf(point, day.dayOfWeek, kind)
      if (here.counts) mark(this.#counts, now, here.spans)
      mark(this.#opens, now, there.spans)
      this.#places.set(day.toString(), this.days.length)
      this.days.push({
        text: day.toString(),
        month: day.year * 12 + day.month,
        date: day.day,
        works: here.counts,
      })
    }
  }

  /** The due minute, or undefined beyond 2027. */
  dueAt(received: string, value: number, unit: string): string | undefined {
    const minute = this.opening(this.minute(received))
    if (minute >= this.#opens.length) return undefined
    if (unit === 'workingHour') return this.text(this.#runHours(minute, value * 60))
    let day = Math.floor(minute / 1440)
    if (unit === 'sameDay') {
      if (minute % 1440 < 900 && this.days[day]!.works) return this.closing(day)
      return this.closing(this.#nextWorking(day + 1))
    }
    if (unit === 'workingDay') {
      for (let n = 0; n < value; n++) day = this.#nextWorking(day + 1)
      return this.closing(day)
    }
    if (unit === 'calendarDay') return this.closing(this.#nextWorking(day + value))
    return this.closing(this.#nextWorking(this.#monthsLater(day, value)))
  }

  /** The minute itself if the desk is open, else the next minute that is. */
  opening(from: number): number {
    let minute = from
    while (this.#opens[minute] === 0) minute++
    return minute
  }

  minute(text: string): number {
    const day = this.#places.get(text.slice(0, 10)) ?? NaN
    return day * 1440 + Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16))
  }

  text(minute: number): string | undefined {
    const day = this.days[Math.floor(minute / 1440)]
    if (!day) return undefined
    const hour = String(Math.floor((minute % 1440) / 60)).padStart(2, '0')
    return `${day.text}T${hour}:${String(minute % 60).padStart(2, '0')}`
  }

  workingMinutes(from: string, to: string): number {
    let sum = 0
    const end = this.minute(to)
    for (let minute = this.minute(from); minute < end; minute++) sum += this.#counts[minute]!
    return sum
  }

  /** Working days in (from, to]. */
  workingDays(from: string, to: string): number {
    return this.days.filter((day) => day.text > from && day.text <= to && day.works).length
  }

  /** Moves an hour's due minute on by so many working minutes. */
  later(due: string, minutes: number): string | undefined {
    return minutes === 0 ? due : this.text(this.#runHours(this.minute(due), minutes))
  }

  closing(day: number): string | undefined {
    let minute = day * 1440 + 1440
    while (minute > day * 1440 && this.#counts[minute - 1] === 0) minute--
    return this.text(minute)
  }

  #runHours(from: number, minutes: number): number {
    let [minute, left] = [from, minutes]
    for (; left > 0 && minute < this.#counts.length; minute++) left -= this.#counts[minute]!
    return left > 0 ? Infinity : minute
  }

  #nextWorking(from: number): number {
    let day = from
    while (day < this.days.length && !this.days[day]!.works) day++
    return day
  }

  #monthsLater(day: number, months: number): number {
    const { month, date } = this.days[day]!
    let best = Infinity
    this.days.forEach((each, i) => {
      if (each.month === month + months && each.date <= date) best = i
    })
    return best
  }
}

function hoursOf(hours: Hours, weekday: number, kind: string | undefined) {
  if (kind === 'lam_bu') return { spans: SPANS, counts: true }
  const found = kind ? undefined : hours.find((each) => each.weekday === weekday)
  return found ?? { spans: [], counts: false }
}

function mark(flags: Uint8Array, from: number, spans: Hours[number]['spans']): void {
  for (const [opens, closes] of spans)
    for (let minute = clock(opens); minute < clock(closes); minute++) flags[from + minute] = 1
}

function clock(text: string): number {
  const [hour, minute] = text.split(':')
  return Number(hour) * 60 + Number(minute)
}
