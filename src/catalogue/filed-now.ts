/** When it would be done, and what it would cost, if somebody filed a complete dossier at this minute. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { provisionalDueAt } from '../calendar/deadline.ts'
import type { LocalMinute } from '../lib/time.ts'
import { holds, type Scope } from './evaluate.ts'
import { namesIn } from './expression-check.ts'
import { parseExpression } from './expression.ts'
import { feeDue } from './fee-lines.ts'
import type { Answers } from './form.ts'
import type { Mark } from './mark.ts'
import { caseFor, feesOn, limitFor, ownFirst, scopeOf, type Moment } from './needs.ts'
import type { Fee, Procedure } from './procedure.ts'
import type { Words } from './shape.ts'

/** A fee with what it comes to; null where no source gives the figure or an answer is missing. `isSure`: these answers decide it. */
export type FeeNow = { fee: Fee; dong: number | null; isSure: boolean }
export type FiledNow = {
  /** Undefined where no source gives a limit. */
  due?: {
    countsFrom: LocalMinute
    dueAt: LocalMinute
    provisional: boolean
    caseName: Words
    mark: Mark
  }
  fees: readonly FeeNow[]
}

/** `answers`: of the screening; the case and the fees are those that they lead to. */
export function filedNow(
  procedure: Procedure,
  { answers, now, ...moment }: Moment & { answers: Answers; now: LocalMinute },
  calendar: Calendar,
): FiledNow {
  const found = caseFor(procedure, answers, moment)
  const { limit } = limitFor(found, moment.channel)
  const due = limit.value === null ? undefined : provisionalDueAt(calendar, now, limit.value)
  const fees = feesNow(procedure, answers, moment)
  if (!due?.ok) return { fees }
  return { due: { ...due.value, caseName: found.name, mark: limit.mark }, fees }
}

/** Rows that apply, and rows about which something is not answered yet; what these answers exclude is left out. */
function feesNow(procedure: Procedure, answers: Answers, moment: Moment): FeeNow[] {
  const scope = scopeOf(answers, moment)
  return ownFirst(feesOn(procedure, moment)).flatMap((fee) => {
    const isSure = isDecided(fee.neededIf, scope.answers)
    if (isSure && fee.neededIf !== undefined && !holds(fee.neededIf, scope)) return []
    return [{ fee, isSure, dong: isSure ? feeDue(fee, answers, moment) : null }]
  })
}

function isDecided(condition: string | undefined, answers: Scope['answers']): boolean {
  const parsed = condition === undefined ? undefined : parseExpression(condition)
  if (!parsed?.ok) return condition === undefined
  return namesIn(parsed.expression).every(
    (name) => name === 'today' || Object.hasOwn(answers, name),
  )
}
