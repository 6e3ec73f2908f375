/** When everything in a made dossier's life happened. Pure; every moment lies before `now`. */
import type { Calendar } from '../calendar/calendar.ts'
import { dueAt, type TimeLimit } from '../calendar/deadline.ts'
import { workingMinutesBetween } from '../calendar/working-time.ts'
import { dayOf, type LocalMinute } from '../lib/time.ts'
import type { Chance } from './chance.ts'
import { daysBefore, minutesFrom, spread, workingFrom } from './hours.ts'
import { LIFE, type Deed, type DeedOfLife, type Stage, type Story } from './stories.ts'

export type Timed = { deed: Deed; at: LocalMinute }
export type Timing = {
  calendar: Calendar
  now: LocalMinute
  chance: Chance
  /** Handed in over the counter: in opening hours, and accepted minutes later. */
  isAtCounter: boolean
  limit: TimeLimit
  draftSilence: TimeLimit
}

const MONTH_DAYS = 31
const TRIES = 60

/** The moments of a story; those of a kind differ by chance. Throws when none fits, which the tests exclude. */
export function timesOf(story: Story, timing: Timing): Timed[] {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const times = tryTimes(story, timing)
    const last = times?.at(-1)
    if (times && last && last.at < timing.now) return times
  }
  throw new Error(`no moments fit the story ${JSON.stringify(story)}`)
}

function tryTimes(story: Story, timing: Timing): Timed[] | null {
  switch (story.kind) {
    case 'closed':
      return closed(story, timing)
    case 'ended':
      return ended(story.by, timing)
    case 'open':
      return story.isOverdue ? overdue(story.through, timing) : fresh(story.through, timing)
    case 'waiting':
      return story.for === 'withdrawal' ? askedToWithdraw(timing) : asked(story.stage, timing)
  }
}

/** Somewhere in the month, the last three days excepted. */
function filedInMonth({ calendar, now, chance, isAtCounter }: Timing): LocalMinute {
  const day = daysBefore(dayOf(now), chance.between(3, MONTH_DAYS))
  const minute = `${day}T00:00` as LocalMinute
  return isAtCounter
    ? workingFrom(calendar, minute, chance.between(5, 440))
    : minutesFrom(minute, chance.between(6 * 60, 22 * 60))
}

function acceptedAfter(filedAt: LocalMinute, { calendar, chance, isAtCounter }: Timing) {
  const wait = isAtCounter ? chance.between(2, 10) : chance.between(5, 110)
  return workingFrom(calendar, filedAt, wait)
}

type Closed = Extract<Story, { kind: 'closed' }>

function closed({ pace, through, supplement }: Closed, timing: Timing): Timed[] | null {
  const filedAt = filedInMonth(timing)
  const before: Timed[] = [{ deed: 'file', at: filedAt }]
  if (supplement === 'acceptance') before.push(...supplemented(filedAt, timing))
  const acceptedAt = acceptedAfter(before.at(-1)!.at, timing)
  before.push({ deed: 'accept', at: acceptedAt })
  if (supplement === 'processing') {
    const claimedAt = workingFrom(timing.calendar, acceptedAt, timing.chance.between(3, 30))
    before.push({ deed: 'claim', at: claimedAt }, ...supplemented(claimedAt, timing))
  }
  const rest = LIFE.slice(
    LIFE.indexOf(supplement === 'processing' ? 'examine' : 'claim'),
    LIFE.indexOf('seal') + 1,
  )
  const work = worked(rest, { from: before.at(-1)!.at, pace }, timing)
  if (work === null) return null
  if (through === 'seal') return [...before, ...work]
  const deliveredAt = workingFrom(timing.calendar, work.at(-1)!.at, timing.chance.between(3, 700))
  return [...before, ...work, { deed: 'deliver', at: deliveredAt }]
}

/** The work of the office from a moment on, within the promised time or beyond it. */
function worked(
  deeds: readonly DeedOfLife[],
  { from, pace }: { from: LocalMinute; pace: 'onTime' | 'late' },
  timing: Timing,
): Timed[] | null {
  const { calendar, chance, limit } = timing
  const due = dueAt(calendar, from, limit)
  if (!due.ok) return null
  const promised = workingMinutesBetween(calendar, from, due.value.dueAt)
  if (pace === 'late') return late(deeds, { from, promised }, timing)
  const total = Math.min(chance.between(70, 210), Math.floor(promised * 0.85))
  const weights = deeds.map(() => chance.between(1, 10))
  const moments = spread(calendar, { from, total, weights })
  return deeds.map((deed, i) => ({ deed, at: moments[i]! }))
}

/** Late because nobody answered about the draft, or because one desk was slow. */
function late(
  deeds: readonly DeedOfLife[],
  { from, promised }: { from: LocalMinute; promised: number },
  { calendar, chance, draftSilence }: Timing,
): Timed[] | null {
  const confirm = deeds.indexOf('confirmDraft')
  const slow = deeds.indexOf(chance.one(['examine', 'sign', 'sign', 'seal'] as const))
  const isSilent = chance.isIn(0.3)
  const early = deeds.slice(0, confirm)
  const first = spread(calendar, {
    from,
    total: chance.between(40, 200),
    weights: early.map(() => 1),
  })
  const sentAt = first.at(-1)!
  const silence = dueAt(calendar, sentAt, draftSilence)
  if (!silence.ok) return null
  const confirmedAt = isSilent
    ? silence.value.dueAt
    : workingFrom(calendar, sentAt, chance.between(5, 60))
  const rest = deeds.slice(confirm + 1)
  const total = isSilent ? chance.between(60, 200) : promised + chance.between(60, 1400)
  const weights = rest.map((_, i) => (i + confirm + 1 === slow ? 12 : 1))
  const last = spread(calendar, { from: confirmedAt, total, weights })
  return [
    ...early.map((deed, i) => ({ deed, at: first[i]! })),
    { deed: isSilent ? 'silence' : 'confirmDraft', at: confirmedAt },
    ...rest.map((deed, i) => ({ deed, at: last[i]! })),
  ]
}

function supplemented(from: LocalMinute, { calendar, chance }: Timing): Timed[] {
  const askedAt = workingFrom(calendar, from, chance.between(10, 100))
  return [
    { deed: 'requestSupplement', at: askedAt },
    { deed: 'supplement', at: minutesFrom(askedAt, chance.between(120, 3600)) },
  ]
}

function ended(by: 'refuse' | 'withdraw' | 'stop', timing: Timing): Timed[] {
  const { calendar, chance } = timing
  const filedAt = filedInMonth(timing)
  const first = acceptedAfter(filedAt, timing)
  const second = workingFrom(calendar, first, chance.between(5, 60))
  const third = workingFrom(calendar, second, chance.between(5, 90))
  const filed: Timed = { deed: 'file', at: filedAt }
  switch (by) {
    case 'refuse':
      return [filed, { deed: 'refuse', at: first }]
    case 'withdraw':
      return [
        filed,
        { deed: 'accept', at: first },
        { deed: 'requestWithdrawal', at: second },
        { deed: 'confirmWithdrawal', at: third },
      ]
    case 'stop':
      return [
        filed,
        { deed: 'accept', at: first },
        { deed: 'claim', at: second },
        { deed: 'stop', at: third },
      ]
  }
}

/** Under way and not yet due: accepted so lately that the promised moment lies ahead. */
function fresh(through: DeedOfLife | 'file', timing: Timing): Timed[] | null {
  const { calendar, now, chance, limit } = timing
  if (through === 'file') {
    const filedAt = timing.isAtCounter
      ? workingFrom(calendar, now, -chance.between(2, 25))
      : minutesFrom(now, -chance.between(5, 1200))
    return [{ deed: 'file', at: filedAt }]
  }
  const acceptedAt = workingFrom(calendar, now, -chance.between(12, 330))
  const due = dueAt(calendar, acceptedAt, limit)
  if (!due.ok || due.value.dueAt <= now) return null
  return underWay(through, { acceptedAt, share: 0.9 }, timing)
}

/** Under way and past the promised moment. */
function overdue(through: DeedOfLife | 'file', timing: Timing): Timed[] | null {
  const { calendar, now, chance, limit } = timing
  const acceptedAt = workingFrom(calendar, now, -chance.between(600, 2400))
  const due = dueAt(calendar, acceptedAt, limit)
  if (!due.ok || due.value.dueAt >= now) return null
  return underWay(through, { acceptedAt, share: 0.5 }, timing)
}

/** The deeds so far, in a share of the working time between acceptance and now. */
function underWay(
  through: DeedOfLife | 'file',
  { acceptedAt, share }: { acceptedAt: LocalMinute; share: number },
  timing: Timing,
): Timed[] {
  const { calendar, now, chance } = timing
  const deeds = LIFE.slice(1, LIFE.findIndex((deed) => deed === through) + 1)
  const total = Math.max(1, Math.floor(workingMinutesBetween(calendar, acceptedAt, now) * share))
  const weights = deeds.map(() => chance.between(1, 10))
  const moments = spread(calendar, { from: acceptedAt, total, weights })
  return [
    { deed: 'file', at: filedBefore(acceptedAt, timing) },
    { deed: 'accept', at: acceptedAt },
    ...deeds.map((deed, i) => ({ deed, at: moments[i]! })),
  ]
}

function filedBefore(acceptedAt: LocalMinute, { calendar, chance, isAtCounter }: Timing) {
  return isAtCounter
    ? workingFrom(calendar, acceptedAt, -chance.between(2, 9))
    : minutesFrom(acceptedAt, -chance.between(10, 300))
}

/** Waits for the applicant's supplement, asked for lately. */
function asked(stage: Stage, timing: Timing): Timed[] {
  const { calendar, now, chance } = timing
  const askedAt = workingFrom(calendar, now, -chance.between(30, 900))
  const request: Timed = { deed: 'requestSupplement', at: askedAt }
  if (stage === 'acceptance') return [{ deed: 'file', at: filedBefore(askedAt, timing) }, request]
  const claimedAt = workingFrom(calendar, askedAt, -chance.between(5, 20))
  const acceptedAt = workingFrom(calendar, claimedAt, -chance.between(5, 40))
  return [
    { deed: 'file', at: filedBefore(acceptedAt, timing) },
    { deed: 'accept', at: acceptedAt },
    { deed: 'claim', at: claimedAt },
    request,
  ]
}

function askedToWithdraw(timing: Timing): Timed[] | null {
  const before = fresh('claim', timing)
  const last = before?.at(-1)
  if (!before || !last) return null
  return [
    ...before,
    { deed: 'requestWithdrawal', at: minutesFrom(last.at, timing.chance.between(3, 50)) },
  ]
}
