import type { QuestionOf } from '../catalogue/form.ts'
import { Note } from '../ui/blocks.tsx'
import { useLang } from '../ui/page-context.ts'
import type { Filing } from './load.ts'
import { tableWording } from './table-wording.ts'

/** Where the form speaks of a paper: how many files of it are in the draft, and where they are handed in. */
export function PaperPlace({ filing, question }: { filing: Filing; question: QuestionOf<'file'> }) {
  const lang = useLang()
  const t = tableWording(lang)
  const count = filing.draft.files.filter(({ paper }) => paper === question.paper).length
  return (
    <Note>
      <p>
        <b>{question.label[lang]}</b>
      </p>
      <p class="m0">
        {count === 0 ? t.attachLater : t.attached(count)}{' '}
        <a href={`/nop/${filing.procedure.code}/giay-to`}>{t.toPapers}</a>
      </p>
    </Note>
  )
}
