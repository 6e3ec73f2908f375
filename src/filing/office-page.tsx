import type { Problem } from '../lib/problem.ts'
import { Actions, Button } from '../ui/buttons.tsx'
import { Choices } from '../ui/choices.tsx'
import { problemOf } from '../ui/fields.tsx'
import { PostForm } from '../ui/keys.tsx'
import { useLang } from '../ui/page-context.ts'
import type { Filing } from './load.ts'
import { DraftField, StepPage } from './shell.tsx'
import { filingWording } from './wording.ts'

/** More than one office may decide (father and mother, or the couple, in two places): the applicant chooses. */
export function OfficePage(props: {
  filing: Filing
  problems: readonly Problem[]
  isReview: boolean
}) {
  const { filing, problems, isReview } = props
  const lang = useLang()
  const t = filingWording(lang)
  const action = `/nop/${filing.procedure.code}/noi-giai-quyet${isReview ? '?ve=kiem-tra' : ''}`
  return (
    <StepPage
      filing={filing}
      slug="noi-giai-quyet"
      title={t.office.title}
      problems={problems}
      isReview={isReview}
    >
      <PostForm action={action} idempotencyKey={filing.draft.id}>
        <DraftField id={filing.draft.id} />
        <Choices
          name="office"
          label={t.office.question}
          hint={t.office.why(filing.procedure.competence.rule.value[lang])}
          error={problemOf(problems, 'office')}
          value={filing.office ? String(filing.office.id) : ''}
          options={filing.offices.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <Actions>
          <Button>{isReview ? t.saveAndBack : t.saveAndGo}</Button>
        </Actions>
      </PostForm>
    </StepPage>
  )
}
