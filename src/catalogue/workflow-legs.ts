/** The legs of a joint procedure (liên thông) as data of its workflow: who does a part of the whole, in what time of its own. Pure. */
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Mark } from './mark.ts'
import type { Workflow, WorkflowStep } from './workflow.ts'

/** Which office it is: one of ours by its id, the one of a commune that was declared, or the competent one. */
export type OfficeRule =
  { by: 'fixed'; office: number } | { by: 'address'; answer: string } | { by: 'competence' }

export type Sourced<T> = {
  value: T
  source: string
  mark: Mark
  note?: { vi: string; en: string }
}

/** Hours of the wall clock: NĐ 301/2026 says "24 giờ" for a notice, which nobody works in. */
export type NoticeLimit = TimeLimit | { value: number; unit: 'hour' }

export type Leg = {
  id: string
  title: { vi: string; en: string }
  where: 'inside' | 'outside'
  /** Outside: the other system, by the name under which its messages go out. */
  partner?: string
  /** Outside: the agency, as people know it. */
  agency?: { vi: string; en: string }
  /** Inside: which office of ours. */
  office?: OfficeRule
  /** The leg's own time, from its acknowledgment; null where no source has one. */
  limit: Sourced<TimeLimit | null>
  /** Its time does not lie inside the limit of the whole, on the ground that is named; absent: it does. */
  apart?: string
  acknowledgeWithin: Sourced<TimeLimit>
  /** How soon after acknowledgment the citizen hears that papers are missing. */
  noticeWithin: Sourced<NoticeLimit>
  /** How long the citizen has for missing papers; after it the leg may be stopped. */
  missingPapers: Sourced<TimeLimit>
  /** What a refused or stopped leg means for the whole. */
  ifNotDone: Sourced<'othersGoOn' | 'stopsWhole'>
  makes: { vi: string; en: string } | null
}

/** When a leg that waits for the citizen lets the clock of the whole stand: with any such leg, or while no other leg runs. */
export type WholePause = 'withAnyLeg' | 'whenNoLegRuns'

/** The leg of that id; throws when the workflow has none (a dossier never points outside its workflow). */
export function legOf({ id, version, legs = [] }: Workflow, leg: string): Leg {
  const found = legs.find((each) => each.id === leg)
  if (!found) throw new Error(`workflow ${id} v${version} has no leg ${leg}`)
  return found
}

export function stepsOfLeg({ steps }: Workflow, leg: string): WorkflowStep[] {
  return steps.filter((step) => step.leg === leg)
}

/** Where the work goes on when the leg has ended, whatever came of it. */
export function exitsOf(workflow: Workflow, leg: string): string[] {
  const own = stepsOfLeg(workflow, leg)
  const inside = new Set(own.map(({ id }) => id))
  const out = own.flatMap(({ next, choose = [] }) => [...next, ...choose])
  return [...new Set(out.filter((id) => !inside.has(id)))]
}

/** The step with which the leg ends: an act of its own (`leg`), or the seal under its result. */
export function endOfLeg(workflow: Workflow, leg: string): WorkflowStep | undefined {
  return stepsOfLeg(workflow, leg).find(({ task }) => task === 'leg' || task === 'seal')
}

/** The rule by which a step's office is found; null: one of the dossier's three, as the step says. */
export function officeRuleOf(workflow: Workflow, step: WorkflowStep): OfficeRule | null {
  if (step.officeRule) return step.officeRule
  return step.leg === undefined ? null : (legOf(workflow, step.leg).office ?? null)
}

/** The answers whose commune says which office it is. */
export function addressAnswers({ legs = [], steps }: Workflow): string[] {
  const rules = [...legs.map(({ office }) => office), ...steps.map(({ officeRule }) => officeRule)]
  return [...new Set(rules.flatMap((rule) => (rule?.by === 'address' ? [rule.answer] : [])))]
}
