import { TextArea } from '../../ui/inputs.tsx'
import type { Box } from './box.ts'
import { field, Full, rowsOf, type View } from './box-view.tsx'

/** What an expression says in Vietnamese, or every fault with the letter at which it stands. */
export type Spoken = { readonly says?: string; readonly faults: readonly string[] }

/** An expression of the law as text, with what it means below: who edits need not trust the signs. */
export function ExpressionBox({ box, view }: { box: Extract<Box, { value: string }>; view: View }) {
  const spoken = view.spoken.get(box.path)
  const fault = spoken?.faults.join(' ')
  const known = field(box, view)
  const error = known.error ?? (fault === '' ? undefined : fault)
  return (
    <Full>
      <TextArea
        {...known}
        {...(error === undefined ? {} : { error })}
        value={box.value}
        rows={rowsOf(box.value)}
      />
      {spoken?.says === undefined ? null : <p class="says">Nghĩa là: {spoken.says}</p>}
    </Full>
  )
}
