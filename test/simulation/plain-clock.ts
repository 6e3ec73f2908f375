/**
 * The due minute of a dossier counted from its events alone, day by day and minute by minute, from the published table of days off.
 * Written only to disagree with src/calendar: it shares no code with it.
 */
import { readFileSync } from 'node:fs'

type Kind = 'off' | 'work'
const table = new Map<string, Kind>(
  readFileSync(new URL('../../data/calendars/ngay_nghi_2024_2027.csv', import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, 10), line.split(',')[3] === 'lam_bu' ? 'work' : 'off']),
)

const DAY = 86_400_000
const OPENS = 8 * 60
const CLOSES = 17 * 60

type Limit = { value: number; unit: string }

export class PlainClock {
  readonly #daysOff: ReadonlySet<string>
  readonly #known = new Map<string, boolean>()
  constructor(daysOff: Iterable<string>) {
    this.#daysOff = new Set(daysOff)
  }

  works(day: string): boolean {
    const known = this.#known.get(day)
    if (known !== undefined) return known
    const works = this.#looksUp(day)
    this.#known.set(day, works)
    return works
  }

  #looksUp(day: string): boolean {
    if (this.#daysOff.has(day)) return false
    const kind = table.get(day)
    if (kind) return kind === 'work'
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday >= 1 && weekday <= 5
  }

  isOpen(day: string, minute: number): boolean {
    return this.works(day) && minute >= OPENS && minute < CLOSES && !(minute >= 720 && minute < 780)
  }

  /** The minute itself when the desk is open, else the next one at which it is. */
  opening(at: string): string {
    let [day, minute] = split(at)
    while (!this.isOpen(day, minute)) {
      minute += 1
      if (minute === 1440) [day, minute] = [next(day), 0]
    }
    return join(day, minute)
  }

  due(received: string, { value, unit }: Limit): string {
    const from = this.opening(received)
    if (unit === 'workingHour') return this.run(from, value * 60)
    let [day] = split(from)
    if (unit === 'calendarDay') {
      for (let n = 0; n < value; n++) day = next(day)
      while (!this.works(day)) day = next(day)
      return join(day, CLOSES)
    }
    if (unit !== 'workingDay') throw new Error(`no plain way to count ${unit}`)
    return join(this.#workingDaysAfter(day, value), CLOSES)
  }

  /** The due minute after a stand-still, when what was used stays used. */
  moved(due: string, unit: string, { from, to }: { from: string; to: string }): string {
    const end = this.opening(to)
    const [dueDay] = split(due)
    if (unit === 'workingHour') {
      const minutes = this.worked(from, end)
      return minutes === 0 ? due : this.run(due, minutes)
    }
    if (unit === 'calendarDay') {
      let day = dueDay
      for (let passed = split(from)[0]; passed < split(end)[0]; passed = next(passed))
        day = next(day)
      while (!this.works(day)) day = next(day)
      return day === dueDay ? due : join(day, CLOSES)
    }
    let days = 0
    for (let day = next(split(from)[0]); day <= split(to)[0]; day = next(day))
      if (this.works(day)) days++
    // What arrives outside opening hours counts at the next opening, and that is its day.
    for (let day = next(split(to)[0]); day <= split(end)[0]; day = next(day))
      if (this.works(day)) days++
    return days === 0 ? due : join(this.#workingDaysAfter(dueDay, days), CLOSES)
  }

  /** The minute after so many working minutes from there. */
  run(from: string, minutes: number): string {
    let [day, minute] = split(from)
    for (let left = minutes; left > 0;) {
      if (this.isOpen(day, minute)) left -= 1
      minute += 1
      if (minute === 1440) [day, minute] = [next(day), 0]
    }
    return join(day, minute)
  }

  worked(from: string, to: string): number {
    let sum = 0
    let [day, minute] = split(from)
    while (join(day, minute) < to) {
      if (this.isOpen(day, minute)) sum += 1
      minute += 1
      if (minute === 1440) [day, minute] = [next(day), 0]
    }
    return sum
  }

  #workingDaysAfter(from: string, count: number): string {
    let day = from
    for (let left = count; left > 0;) {
      day = next(day)
      if (this.works(day)) left -= 1
    }
    return day
  }
}

function split(local: string): [day: string, minute: number] {
  return [local.slice(0, 10), Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))]
}

function join(day: string, minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((n) =>
    String(n).padStart(2, '0'),
  )
  return `${day}T${hours}:${minutes}`
}

const nexts = new Map<string, string>()
function next(day: string): string {
  const known = nexts.get(day)
  if (known) return known
  const found = new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10)
  nexts.set(day, found)
  return found
}

/** Hà Nội's minute of an instant: seven hours ahead, all year. */
export function localMinuteOf(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16)
}

type Happening = { kind: string; occurredAt: Date }
type Law = { limit: Limit; clockPolicy: 'restart' | 'pause' }

/** The due minute after these events, or null before the clock starts. */
export function plainDue(clock: PlainClock, events: readonly Happening[], law: Law): string | null {
  let due: string | null = null
  let starts = ''
  let stoodFrom: string | null = null
  for (const { kind, occurredAt } of events) {
    const at = localMinuteOf(occurredAt)
    if (kind === 'accepted') {
      starts = clock.opening(at)
      due = clock.due(at, law.limit)
    } else if (kind === 'supplementRequested' && due !== null) stoodFrom = at
    else if (kind === 'supplemented' && due !== null && stoodFrom !== null) {
      const from: string = stoodFrom > starts ? stoodFrom : starts
      const to = at > from || at < stoodFrom ? at : from
      if (law.clockPolicy === 'restart') {
        due = clock.due(to, law.limit)
        starts = clock.opening(to)
      } else {
        due = clock.moved(due, law.limit.unit, { from, to })
        // A stand-still that begins before the desk opens again takes nothing twice.
        starts = clock.opening(to)
      }
      stoodFrom = null
    }
  }
  return due
}
