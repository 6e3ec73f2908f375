import { calmName } from '../../lib/calm-name.ts'
import { useLang } from '../../ui/page-context.ts'
import { LinkRow, Rows } from '../../ui/rows.tsx'
import type { ResultFacts } from './result-facts.ts'
import { whereTaken } from './result-facts.ts'
import type { Candidate } from './candidate.ts'
import { searchWording } from './search-wording.ts'
import { wordsOf } from './words.ts'

export type Result = { procedure: Candidate; facts: ResultFacts }

/** Rows of procedures; words that were looked for are marked. */
export function Results(props: { results: readonly Result[]; marked: ReadonlySet<string> }) {
  return (
    <Rows>
      {props.results.map((result) => (
        <LinkRow
          href={`/thu-tuc/${result.procedure.code}`}
          title={<Marked text={shortened(calmName(result.procedure.name))} words={props.marked} />}
          more={<ResultLine {...result} />}
        />
      ))}
    </Rows>
  )
}

/** The text with the words of the set marked; the text itself is never taken for markup. */
export function Marked({ text, words }: { text: string; words: ReadonlySet<string> }) {
  const pieces = text.split(/([\p{L}\p{M}\p{N}]+)/u)
  return (
    <span lang="vi">
      {pieces.map((piece) => (words.has(wordsOf(piece).join(' ')) ? <mark>{piece}</mark> : piece))}
    </span>
  )
}

/** Names run to 1,500 letters; the page of the procedure has the whole one. */
function shortened(name: string): string {
  if (name.length <= LONGEST_NAME) return name
  const cut = name.slice(0, LONGEST_NAME)
  return `${cut.slice(0, cut.lastIndexOf(' '))} …`
}
const LONGEST_NAME = 180

function ResultLine({ procedure, facts }: Result) {
  const lang = useLang()
  const t = searchWording(lang)
  const known = [
    whereTaken(procedure, facts.isOpen, lang),
    ...(facts.limit ? [t.limit(facts.limit)] : []),
    ...(facts.fee ? [t.fee(facts.fee)] : []),
  ]
  return (
    <>
      <span class="num">{procedure.code}</span> · <span lang="vi">{procedure.field}</span> ·{' '}
      {known.join(' · ')}
    </>
  )
}
