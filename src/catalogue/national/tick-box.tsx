import type { Problem } from '../../lib/problem.ts'
import { ErrorLine, fieldId, problemOf } from '../../ui/fields.tsx'

/** The box that chooses a row of a list. */
export function TickBox(props: { id: number; label: string; isTicked: boolean }) {
  return (
    <label class="check">
      <input type="checkbox" name="ids" value={props.id} checked={props.isTicked} />
      <span class="vh">{props.label}</span>
    </label>
  )
}

/** Where the error summary leads when no row was chosen. */
export function TickError({ problems }: { problems: readonly Problem[] | undefined }) {
  return (
    <div id={fieldId('ids')} tabindex={-1}>
      <ErrorLine error={problemOf(problems, 'ids')} />
    </div>
  )
}
