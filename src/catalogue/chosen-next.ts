import { ok, refuse, type Result } from '../lib/result.ts'
import { leadsBack, stepOf, type Workflow } from './workflow.ts'

/** Where the work goes on when that step is done as asked, or why it cannot be done so. */
export function chosenNext(
  workflow: Workflow,
  asked: { step: string; chosen?: string | undefined; note?: string | undefined },
): Result<string[]> {
  const step = stepOf(workflow, asked.step)
  const { chosen, note } = asked
  if (chosen === undefined)
    return step.choose === undefined
      ? ok(step.next)
      : refuse('choiceNeeded', 'Hãy chọn bước tiếp theo.')
  if (!step.choose?.includes(chosen) && !step.back?.includes(chosen))
    return refuse('choiceUnknown', 'Bước được chọn không có trong quy trình. Hãy chọn lại.')
  if (leadsBack(workflow, step, chosen) && !note)
    return refuse('reasonNeeded', 'Hãy ghi lý do đưa hồ sơ trở lại bước trước.')
  return ok([chosen])
}
