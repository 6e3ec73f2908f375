/** Why a paper may not be signed in a batch: whatever stands out must be signed alone, after looking. Pure. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Answers, FormDefinition } from '../catalogue/form.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { toDay } from '../lib/time.ts'
import type { QueueRow } from './queue-store.ts'

/** Sentences; empty for a paper in which nothing stands out. */
export function standsOut(row: QueueRow, form: FormDefinition, codeLists: CodeLists): string[] {
  const today = toDay(new Date(row.state.submittedAt))
  const { problems, warnings } = validateAnswers(form, { ...declaredIn(row) }, { today, codeLists })
  const found = [...problems, ...warnings].map(({ message }) => message)
  return changedAfterSubmission(row)
    ? ['Tờ khai được bổ sung sau khi trình ký: văn bản có thể không còn đúng.', ...found]
    : found
}

function declaredIn({ declared }: QueueRow): Answers {
  return Object.assign({}, ...declared.map(({ answers }) => answers ?? {})) as Answers
}

function changedAfterSubmission({ declared, submitted_seq }: QueueRow): boolean {
  return (
    submitted_seq !== null &&
    declared.some(({ seq, answers }) => seq > submitted_seq && answers !== null)
  )
}
