/** The procedure that an event log shows: its activities as steps of work, and which of them followed which. Pure. */
import type { Workflow, WorkflowStep } from '../catalogue/workflow.ts'
import type { LogCase } from './event-log.ts'

/** Steps of the replay itself, beside those of the log. */
export const OWN_STEPS = { begin: 'nhan', enter: 'vao', finish: 'xong', close: 'ket-thuc' } as const

export type Derived = {
  workflow: Workflow
  /** The id of the step of each activity. */
  stepOf: ReadonlyMap<string, string>
}

/**
 * Exactly one of the steps that ever followed begins after each; the last activity of a case goes on to “xong”. The end of the case
 * stands beside the work (`close`): in many logs things are still done after the decision.
 */
export function deriveProcedure(cases: readonly LogCase[]): Derived {
  const activities = [
    ...new Set(cases.flatMap(({ events }) => events.map(({ activity }) => activity))),
  ]
  const stepOf = new Map(activities.map((activity, i) => [activity, `b${i + 1}`]))
  const id = (activity: string): string => stepOf.get(activity)!
  const followers = new Map<string, Set<string>>(
    activities.map((each) => [each, new Set<string>()]),
  )
  const starts = new Set<string>()
  for (const { events } of cases) {
    starts.add(id(events[0]!.activity))
    for (const [i, { activity }] of events.entries()) {
      const after = events[i + 1]
      followers.get(activity)!.add(after ? id(after.activity) : OWN_STEPS.finish)
    }
  }
  const steps = [
    step(OWN_STEPS.begin, 'Nhận vụ việc', [OWN_STEPS.enter, OWN_STEPS.close], 'all'),
    step(OWN_STEPS.enter, 'Chọn bước đầu', [...starts], 'one'),
    ...activities.map((each) => step(id(each), each, [...followers.get(each)!], 'one')),
    step(OWN_STEPS.finish, 'Hết bước trong nhật ký', [], 'all'),
    step(OWN_STEPS.close, 'Kết thúc vụ việc', [], 'all'),
  ]
  const decision = { number: 'Suy ra từ nhật ký', mark: 'toBeConfirmed' as const }
  return { workflow: { id: 'replay', version: 1, decision, start: OWN_STEPS.begin, steps }, stepOf }
}

function step(id: string, title: string, after: string[], begins: 'all' | 'one'): WorkflowStep {
  const isChoice = begins === 'one' && after.length > 1
  return {
    id,
    title: { vi: title, en: title },
    task: 'work',
    waitsFor: 'clerk',
    office: 'competent',
    manner: 'digital',
    ...(isChoice ? { next: [], choose: after } : { next: after }),
  }
}
