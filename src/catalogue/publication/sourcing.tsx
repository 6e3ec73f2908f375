import { useLang } from '../../ui/page-context.ts'
import type { Procedure } from '../procedure.ts'
import { procedureWording } from '../procedure-wording.ts'

export type SourcedBy = Pick<Procedure['decision'], 'source' | 'mark' | 'note'>

/** Where a fact comes from and how well it is known. */
export function Sourcing({ sourced: { source, mark, note } }: { sourced: SourcedBy }) {
  const lang = useLang()
  return (
    <p class="meta m0">
      <span lang="vi">{source}</span> ({procedureWording(lang)[mark]}). {note?.[lang]}
    </p>
  )
}
