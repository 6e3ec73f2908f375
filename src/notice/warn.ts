// Warns the office while a promised moment comes near and once it has passed: the holder, or those whose turn it is.
import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db/connect.ts'
import { toDay, toInstant, toLocalMinute } from '../lib/time.ts'
import { lateMessages } from './late-told.ts'
import { momentIn, shortOffice, shortProcedure } from './notice.ts'
import { recipientsOf, type OnDuty } from './recipients.ts'
import { render, versionOn, type NoticeTemplates } from './template.ts'
import {
  claimWarnings,
  dueTimers,
  insertWarnings,
  rosterOf,
  setNext,
  type DueTimer,
  type NextTimer,
  type WarningMessage,
} from './warning-store.ts'
import { isWorkingMinute, PASSED, timerAfter, timersOf, type WarningLevels } from './warning.ts'

export type WarnDeps = {
  /** The worker role's database. */
  db: Db
  calendar: () => Calendar
  levels: WarningLevels
  templates: NoticeTemplates
  /** Where staff open the dossier. */
  dossierUrl: (code: string) => string
  /** Where people follow their dossier. */
  trackingUrl: string
  now: () => Date
}

/** Clocks that one transaction warns of. */
export const BATCH = 500
/** The timetable comes every minute; what is left then waits for the next turn. */
const TURN_MS = 50_000
const HOUR = 3_600_000
/** A clock whose dossier has moved on is looked at again after this, unless its subscriber arms it before. */
const LATER_MS = 10 * 60_000
const NOBODY = 'Cơ quan chưa có người nhận thư nhắc hạn.'

/**
 * Gives every warning whose moment has come, in batches until none is left; nothing outside working hours. Returns how many
 * were given.
 */
export async function warnDueSoon(deps: WarnDeps): Promise<number> {
  const began = performance.now()
  let given = 0
  for (;;) {
    if (!isWorkingMinute(deps.calendar(), toLocalMinute(deps.now()))) return given
    const batch = await warnBatch(deps)
    given += batch.given
    if (batch.looked < BATCH || performance.now() - began > TURN_MS) return given
  }
}

/** One batch. `looked`: how many clocks it looked at; `given`: of how many it warned. */
export async function warnBatch(deps: WarnDeps): Promise<{ looked: number; given: number }> {
  const now = deps.now()
  const timers = await dueTimers(deps.db, now, BATCH)
  if (timers.length === 0) return { looked: 0, given: 0 }
  const offices = [...new Set(timers.map(({ officeId }) => officeId))]
  const people = await rosterOf(deps.db, offices, toDay(now))
  const roster = Map.groupBy(people, ({ officeId }) => officeId)
  const running = timers.filter(({ stillRuns }) => stillRuns)
  const given = await deps.db.transaction().execute(async (tx) => {
    const mine = new Set((await claimWarnings(tx, running)).map(keyOf))
    const claimed = running.filter((timer) => mine.has(keyOf(timer)))
    const messages = [
      ...claimed.flatMap((timer) => messagesOf(deps, timer, { roster, now })),
      ...(await lateMessages(tx, deps, claimed)),
    ]
    if (messages.length > 0) await insertWarnings(tx, messages, now)
    await setNext(
      tx,
      timers.map((timer) => nextOf(deps, timer, now)),
    )
    return mine.size
  })
  return { looked: timers.length, given }
}

function keyOf({ dossierId, leg, threshold, dueAt }: Parameters<typeof claimWarnings>[1][number]) {
  return `${dossierId} ${leg} ${threshold} ${dueAt.getTime()}`
}

function nextOf({ calendar, levels }: WarnDeps, timer: DueTimer, now: Date): NextTimer {
  const { dossierId, leg, firesAt, threshold, workingMinutes } = timer
  const row = { dossierId, leg, firesAt }
  if (!timer.stillRuns) return { ...row, threshold, next: new Date(now.getTime() + LATER_MS) }
  const timers = timersOf(calendar(), levels.thresholds, {
    runsSince: toLocalMinute(timer.runsSince),
    dueAt: toLocalMinute(timer.dueAt),
    workingMinutes,
  })
  const next = timerAfter(timers, { threshold, at: toLocalMinute(firesAt) })
  return { ...row, threshold: next?.threshold ?? null, next: next ? toInstant(next.at) : null }
}

type Office = { roster: ReadonlyMap<number, readonly OnDuty[]>; now: Date }

function messagesOf(deps: WarnDeps, timer: DueTimer, { roster, now }: Office): WarningMessage[] {
  const hasPassed = timer.threshold === PASSED
  const kind = hasPassed ? 'overdue' : 'dueSoon'
  const version = versionOn(deps.templates, kind, toDay(now))
  const values = {
    code: timer.code,
    office: shortOffice(timer.office),
    procedureShort: shortProcedure(timer.procedureName),
    dueAt: momentIn('vi', toLocalMinute(timer.dueAt), timer.isProvisional),
    url: deps.dossierUrl(timer.code),
  }
  const { subject = '', body } = render(version, { channel: 'mail', lang: 'vi' }, values)!
  const mails = recipientsOf(timer, roster.get(timer.officeId) ?? [], hasPassed)
  const moment = `${timer.leg}:${timer.threshold}:${timer.dueAt.toISOString()}`
  return (mails.length > 0 ? mails : ['']).map((recipient) => ({
    dossierId: timer.dossierId,
    key: `${kind}:${moment}:${recipient}`,
    kind,
    templateVersion: version.version,
    channel: 'mail',
    segments: 1,
    recipient,
    suppressed: recipient === '' ? NOBODY : null,
    subject,
    body,
    expiresAt: new Date(now.getTime() + version.liveHours * HOUR),
    scopes: timer.scopes,
  }))
}
