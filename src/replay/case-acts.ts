/** What is done to one case, in the order of time, with the log's own instants. Pure. */
import { onward, stepOf as stepIn } from '../catalogue/workflow.ts'
import type { Command } from '../dossier/commands.ts'
import type { CaseDates } from './case-dates.ts'
import { OWN_STEPS, type Derived } from './derive.ts'
import type { LogCase } from './event-log.ts'

/** `resource`, `group`: empty for what the replay does itself. */
export type CaseAct = { at: Date; command: Command; resource: string; group: string }

/** When the case began: as its file says, but never after its first event. */
export function startOf({ events }: LogCase, dates: CaseDates | undefined): Date {
  const first = events[0]!.at
  const start = dates?.start?.at
  return start !== undefined && start < first ? start : first
}

/**
 * The steps of the log, and the end of the case at its own moment, which may lie before the last of them. With a file of cases one
 * that names no end stays open; without such a file a case ends with its last event.
 */
export function actsOf(
  each: LogCase,
  derived: Derived,
  dates: CaseDates | null | undefined,
): CaseAct[] {
  const { events } = each
  const start = startOf(each, dates ?? undefined)
  const last = events.at(-1)!.at
  const end = dates === undefined ? last : (dates?.end?.at ?? null)
  const ids = events.map(({ activity }) => derived.stepOf.get(activity)!)
  const own = (at: Date, command: Command): CaseAct => ({ at, command, resource: '', group: '' })
  const steps = events.map(({ at, resource, group }, i) => ({
    at,
    resource,
    group,
    command: done(derived, ids[i]!, ids[i + 1] ?? OWN_STEPS.finish),
  }))
  const work = [
    own(start, { type: 'accept', originals: [] }),
    own(start, done(derived, OWN_STEPS.begin, null)),
    own(start, done(derived, OWN_STEPS.enter, ids[0]!)),
    ...steps,
    ...(end === null ? [] : [own(last, done(derived, OWN_STEPS.finish, null))]),
  ]
  return end === null
    ? work
    : withEnd(work, own(later(end, start), done(derived, OWN_STEPS.close, null)))
}

/** The end stands where its moment is, among the steps. */
function withEnd(work: readonly CaseAct[], end: CaseAct): CaseAct[] {
  const opened = 2
  const place = work.findIndex(({ at }, i) => i >= opened && at > end.at)
  return place === -1 ? [...work, end] : [...work.slice(0, place), end, ...work.slice(place)]
}

function done({ workflow }: Derived, step: string, chosen: string | null): Command {
  const { choose } = stepIn(workflow, step)
  if (choose === undefined || chosen === null || !onward(stepIn(workflow, step)).includes(chosen))
    return { type: 'completeStep', step }
  // A step that leads back needs its reason; the log gives none but itself.
  return { type: 'completeStep', step, chosen, note: 'Theo nhật ký sự kiện' }
}

function later(a: Date, b: Date): Date {
  return a >= b ? a : b
}
