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

type Happening = { kind: string; occurredAt: Date; body: unknown }
type Law = { limit: Limit; clockPolicy: 'restart' | 'pause' }
/** Why it stands, and whether the law's own policy says what that does afterwards; null for what neither stops it nor lets it run. */
function cause({ kind, body }: Happening): { ends: boolean; name: string; isOwn: boolean } | null {
  const { cause: why, reference, leg, change } = body as Record<string, string | undefined>
  switch (kind) {
    case 'supplementRequested':
    case 'supplemented':
      return { ends: kind === 'supplemented', name: 'supplement', isOwn: true }
    case 'feeRequested':
    case 'feeRecorded':
      return { ends: kind === 'feeRecorded', name: 'fee', isOwn: false }
    case 'clockSuspended':
    case 'clockResumed':
      return leg === undefined
        ? { ends: kind === 'clockResumed', name: `${why} ${reference}`, isOwn: false }
        : null
    case 'wholeClockChanged':
      return change === 'stopped' ? null : { ends: change === 'resumed', name: 'leg', isOwn: true }
    default:
      return null
  }
}

type Standing = { from: string; causes: Set<string>; isOwn: boolean }

/** The due minute after these events, or null before the clock starts. `lawOf` says which law holds after each event. */
export function plainDue<L extends Law>(
  clock: PlainClock,
  events: readonly Happening[],
  lawOf: (event: Happening, before: L | null) => L,
): string | null {
  let law: L | null = null
  let due: string | null = null
  let starts = ''
  let ranOn = ''
  let isMoved = false
  let stood: Standing | null = null
  for (const event of events) {
    const at = localMinuteOf(event.occurredAt)
    law = lawOf(event, law)
    if (event.kind === 'accepted') {
      const from = receivedAt(events) ?? at
      starts = clock.opening(from)
      due = clock.due(from, law.limit)
      continue
    }
    // What a decision left of the limit has tests of its own; from there on it is counted as everything else.
    isMoved ||= event.kind === 'movedToLaw'
    const told = isMoved ? recounted(event) : null
    // The morning in which the last stand-still ended is in that due minute already; a new one takes it no second time.
    if (told) [due, starts] = [told.dueAt, told.countsFrom > ranOn ? told.countsFrom : ranOn]
    const why = cause(event)
    if (why === null || due === null) continue
    if (!why.ends) {
      stood ??= { from: at, causes: new Set(), isOwn: false }
      stood.causes.add(why.name)
      stood.isOwn ||= why.isOwn
      continue
    }
    stood?.causes.delete(why.name)
    if (stood === null || stood.causes.size > 0) continue
    if (at !== stood.from) ranOn = clock.opening(at)
    const ran: [string, string] = runOn(clock, law, { stood, at, due, starts })
    ;[due, starts] = ran
    stood = null
  }
  return due
}

function receivedAt(events: readonly Happening[]): string | undefined {
  const dated = events.find(({ kind }) => kind === 'receiptDated')
  return (dated?.body as { at?: string } | undefined)?.at
}

/** What a decision over the law, or a calendar edited after it, says of the clock. */
function recounted({ kind, body }: Happening): { dueAt: string; countsFrom: string } | null {
  const { clock } = body as { clock?: unknown }
  if (kind === 'clockReprojected') return clock as { dueAt: string; countsFrom: string }
  if (kind !== 'movedToLaw') return null
  return (clock as { clock: { dueAt: string; countsFrom: string } } | null)?.clock ?? null
}

function runOn(
  clock: PlainClock,
  law: Law,
  { stood, at, due, starts }: { stood: Standing; at: string; due: string; starts: string },
): [due: string, starts: string] {
  const full = stood.isOwn && law.clockPolicy === 'restart'
  // Within one minute nothing was taken.
  if (at === stood.from && !full) return [due, starts]
  const from = stood.from > starts ? stood.from : starts
  const to = at > from || at < stood.from ? at : from
  if (full) return [clock.due(to, law.limit), clock.opening(to)]
  // A stand-still that begins before the desk opens again takes nothing twice.
  const again = clock.opening(to)
  return [clock.moved(due, law.limit.unit, { from, to }), again > starts ? again : starts]
}
