/** Looking a dossier up by code and four digits: the same answer, in the same time, whichever of the two was wrong. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../db/connect.ts'
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import type { Lang } from '../ui/i18n.ts'
import {
  countTry,
  forgetTry,
  trackDossier,
  trackLegs,
  type Tracked,
  type TrackedLeg,
} from './store.ts'
import { trackingWording } from './wording.ts'

/** Wrong tries at one code within an hour; four digits have 10,000 values. */
export const MOST_TRIES = 10
/** Within a day and a night: whoever guesses from many addresses would need most of a year for one code. */
export const MOST_TRIES_A_DAY = 30
/** Milliseconds that every answer takes at least, so that its time tells nothing. */
export const ANSWER_MS = 150

export type LookUp = { code: string; digits: string }

/** As people type it: lower case, spaces inside. */
export function readLookUp(typed: { code: string; digits: string }): LookUp {
  return {
    code: cleanLine(typed.code).replace(/\s/g, '').toUpperCase(),
    digits: cleanLine(typed.digits).replace(/\s/g, ''),
  }
}

export function lookUpProblems({ code, digits }: LookUp, lang: Lang): Problem[] {
  const t = trackingWording(lang).lookUp
  const problems: Problem[] = []
  if (code === '') problems.push({ code: 'required', field: 'ma', message: t.codeMissing })
  if (code.length > 60) problems.push({ code: 'tooLong', field: 'ma', message: t.codeLong })
  if (!/^\d{4}$/.test(digits))
    problems.push({ code: 'digits', field: 'so', message: t.digitsWrong })
  return problems
}

export type Guarded<T> =
  | { kind: 'found'; found: T }
  | { kind: 'notFound' }
  | { kind: 'tooMany'; retryAfterSeconds: number }

export type Found = Guarded<{ tracked: Tracked; legs: TrackedLeg[] }>

export async function lookUp(db: Db, { code, digits }: LookUp, now: Date): Promise<Found> {
  return guarded(db, { code, now }, async () => {
    const tracked = await trackDossier(db, code, digits)
    return tracked && { tracked, legs: await trackLegs(db, code, digits) }
  })
}

/**
 * Asks something of a dossier by its code and four digits: tries at one code are counted whether there is such a code or not, and every
 * answer takes as long. `ask` answers undefined when the two do not belong together.
 */
export async function guarded<T>(
  db: Db,
  at: { code: string; now: Date },
  ask: () => Promise<T | undefined>,
): Promise<Guarded<T>> {
  const [found] = await Promise.all([counted(db, at, ask), wait(ANSWER_MS)])
  return found
}

async function counted<T>(
  db: Db,
  { code, now }: { code: string; now: Date },
  ask: () => Promise<T | undefined>,
): Promise<Guarded<T>> {
  const hash = createHash('sha256').update(code).digest('hex')
  const tries = await countTry(db, hash, now)
  if (tries.inHour > MOST_TRIES || tries.inDay > MOST_TRIES_A_DAY) {
    return { kind: 'tooMany', retryAfterSeconds: 3600 - Math.floor((now.getTime() / 1000) % 3600) }
  }
  const found = await ask()
  if (found === undefined) return { kind: 'notFound' }
  await forgetTry(db, hash, now)
  return { kind: 'found', found }
}
