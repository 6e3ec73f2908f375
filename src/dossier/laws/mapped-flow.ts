/** Where the work stands in the new workflow when it stood there in the old one. Pure. */
import { stepOf, type Task, type Workflow, type WorkflowStep } from '../../catalogue/workflow.ts'
import { ok, refuse, type Result } from '../../lib/result.ts'
import type { DossierState } from '../dossier.ts'

export type MappedFlow = {
  active: string[]
  joining?: string[]
  joined?: string[]
  skips?: string[]
}

/** Tasks that need nothing of what was done before; the others go on only from their own like. */
const FRESH: readonly Task[] = ['examine', 'draft', 'register', 'submit', 'work', 'consult']

/**
 * A step goes to the one that the decision names, else to the one of the same id and task. Refused (`stepUnmapped`) when there is
 * none: nobody guesses where the work stands. A skipped step that the new workflow does not have is forgotten.
 */
export function mappedFlow(
  { active, joining, joined, skips }: DossierState,
  { from, to }: { from: Workflow; to: Workflow },
  steps: Readonly<Record<string, string>> = {},
): Result<MappedFlow> {
  const same = from.id === to.id && from.version === to.version
  const place = (id: string): string | null => (same ? id : placeOf(stepOf(from, id), to, steps))
  const lost = [...active, ...(joining ?? [])].find((id) => place(id) === null)
  if (lost !== undefined)
    return refuse(
      'stepUnmapped',
      `Quyết định chưa nói bước “${stepOf(from, lost).title.vi}” chuyển sang bước nào của quy trình mới.`,
    )
  const all = (ids: readonly string[]): string[] => [
    ...new Set(ids.flatMap((id) => place(id) ?? [])),
  ]
  return ok({
    active: all(active),
    ...(joining && { joining: all(joining) }),
    ...(joined && { joined: all(joined) }),
    ...(skips && { skips: all(skips) }),
  })
}

function placeOf(
  from: WorkflowStep,
  to: Workflow,
  steps: Readonly<Record<string, string>>,
): string | null {
  const wanted = steps[from.id] ?? from.id
  const step = to.steps.find(({ id }) => id === wanted)
  if (step === undefined) return null
  const isNamed = steps[from.id] !== undefined
  return step.task === from.task || (isNamed && FRESH.includes(step.task)) ? step.id : null
}
