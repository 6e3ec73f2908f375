import type { PaperNeed } from '../catalogue/needs.ts'
import { isPrepared, type Procedure } from '../catalogue/procedure.ts'
import { useLang } from '../ui/page-context.ts'
import { prepareWording } from './prepare-wording.ts'
import { filingWording } from './wording.ts'

/** What to have at hand; what is only prepared here is brought along, not photographed. */
export function StartPapers(props: { procedure: Procedure; needs: readonly PaperNeed[] }) {
  const lang = useLang()
  const t = filingWording(lang).start
  return (
    <section>
      <h2>{isPrepared(props.procedure) ? prepareWording(lang).bring : t.papers}</h2>
      <FirstPapers needs={props.needs} />
      <p class="meta">{t.maybe}</p>
    </section>
  )
}

/** Nothing is answered yet, so only the group that most people need is named; the rest depends. */
function FirstPapers({ needs }: { needs: readonly PaperNeed[] }) {
  const lang = useLang()
  const t = filingWording(lang).start
  const grouped = needs.filter(({ paper }) => paper.group !== undefined)
  const always = needs.filter(({ paper }) => paper.neededIf === undefined && !paper.group)
  if (grouped.length + always.length === 0) return <p>{prepareWording(lang).noPapers}</p>
  return (
    <>
      {grouped.length > 0 ? <p>{t.oneOf}</p> : null}
      <ul>
        {[...grouped, ...always].map(({ paper }) => (
          <li>{paper.name[lang]}</li>
        ))}
      </ul>
    </>
  )
}
