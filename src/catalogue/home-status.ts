/** What somebody should know before they set out: days off ahead, places closed now, and whether anything can be saved. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Calendar } from '../calendar/calendar.ts'
import { closedAhead, type ClosedDays } from '../calendar/closed-days.ts'
import { isDatabaseAway } from '../db/away.ts'
import type { Db } from '../db/connect.ts'
import { lastingNow } from '../interruption/in-force.ts'
import { standingOf } from '../interruption/interruption.ts'
import { toDay } from '../lib/time.ts'

const exact = { additionalProperties: false }
const text = Type.String({ minLength: 1 })
const mark = Type.Enum(['verified', 'secondHand', 'toBeConfirmed'] as const)
const ClosedDaysTerms = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    note: text,
    /** How many days before the first day off the home page tells of it. */
    noticeDays: Type.Object(
      { value: Type.Integer({ minimum: 0, maximum: 60 }), source: text, mark },
      exact,
    ),
  },
  exact,
)
export type ClosedDaysTerms = Static<typeof ClosedDaysTerms>

/** Throws when the document is none. */
export function readClosedDaysTerms(dataDir: string): ClosedDaysTerms {
  const json: unknown = JSON.parse(
    readFileSync(join(dataDir, 'statements/closed-days.json'), 'utf8'),
  )
  return Value.Parse(ClosedDaysTerms, json)
}

export type HomeStatus = {
  closed: ClosedDays | undefined
  /** Places closed at this moment; undefined: the database does not answer, so nothing can be saved. */
  stopped: number | undefined
}

/** The front page waits no longer for a database that does not answer: reading needs none. */
const SILENCE_MS = 1000

const silence = (): Promise<undefined> => setTimeout(SILENCE_MS, undefined, { ref: false })

/** Reading goes on without the database: then the page says that filing does not. */
export async function homeStatus(
  { db, now, calendar }: { db: Db; now: Date; calendar: Calendar },
  { noticeDays }: ClosedDaysTerms,
): Promise<HomeStatus> {
  const closed = closedAhead(calendar, toDay(now), noticeDays.value)
  try {
    const lasting = await Promise.race([lastingNow(db, now), silence()])
    if (lasting === undefined) return { closed, stopped: undefined }
    const running = lasting.filter((each) => standingOf(each, now) === 'running')
    return { closed, stopped: running.length }
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return { closed, stopped: undefined }
  }
}
