/** A request about one's own data: its terms, and what may be done about it. Pure. */
import { provisionalDueAt, type TimeLimit } from '../../calendar/deadline.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import { toInstant, toLocalMinute } from '../../lib/time.ts'
import type { PersonalDataLaw, RequestKind } from './law.ts'

export const REQUEST_KINDS: readonly RequestKind[] = ['rectify', 'erase', 'object']

export type Terms = { answerBy: Date; doneBy: Date }

/** By which moments a first answer and the whole are due; beyond the announced calendar provisionally. */
export function termsFor(
  { law, calendar }: { law: PersonalDataLaw; calendar: Calendar },
  kind: RequestKind,
  at: Date,
): Terms {
  const own = law.requests.find((each) => each.kind === kind)
  if (own === undefined) throw new Error(`no term for ${kind}`)
  return {
    answerBy: after(calendar, at, law.firstAnswer.limit),
    doneBy: after(calendar, at, own.limit),
  }
}

/** Once, counted from the day on which it was due: its last minute still belongs to it, the next opening would be a day more. */
export function extendedTo(
  { law, calendar }: { law: PersonalDataLaw; calendar: Calendar },
  doneBy: Date,
): Date {
  return after(calendar, new Date(doneBy.getTime() - 60_000), law.extension.limit)
}

function after(calendar: Calendar, at: Date, limit: TimeLimit): Date {
  const due = provisionalDueAt(calendar, toLocalMinute(at), limit)
  if (!due.ok) throw new Error(due.refusal.message)
  return toInstant(due.value.dueAt)
}

export type Clock = 'answered' | 'firstAnswerLate' | 'late' | 'running'

type Timed = { state: string; seenAt: Date | null; answerBy: Date; doneBy: Date }

/** How the request stands against its two terms at that moment. */
export function clockOf({ state, seenAt, answerBy, doneBy }: Timed, now: Date): Clock {
  if (state !== 'open') return 'answered'
  if (now > doneBy) return 'late'
  return seenAt === null && now > answerBy ? 'firstAnswerLate' : 'running'
}
