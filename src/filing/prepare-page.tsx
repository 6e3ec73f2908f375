import type { Problem } from '../lib/problem.ts'
import { shownAnswers } from '../catalogue/shown-answers.ts'
import { showDay, showTime } from '../lib/time.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { PostForm } from '../ui/keys.tsx'
import { useLang } from '../ui/page-context.ts'
import { AnswersCard, Declaration } from './check-page.tsx'
import type { Filing } from './load.ts'
import { prepareWording } from './prepare-wording.ts'
import { DraftField, StepPage } from './shell.tsx'
import { filingWording } from './wording.ts'

export type PreparePageProps = {
  filing: Filing
  /** Shown after the button was pressed. */
  problems: readonly Problem[]
  isIncomplete: boolean
}

/** The last look at a declaration that is filed elsewhere: the same answers, another button. */
export function PreparePage({ filing, problems, isIncomplete }: PreparePageProps) {
  const lang = useLang()
  const t = prepareWording(lang)
  const f = filingWording(lang)
  const { draft, procedure } = filing
  return (
    <StepPage filing={filing} slug="kiem-tra" title={t.title} problems={problems}>
      <p>
        <b>{t.notFiled}</b> {t.lead}
      </p>
      {isIncomplete && problems.length === 0 ? (
        <Note tone="warn">
          <p>{t.missing}</p>
        </Note>
      ) : null}
      {filing.isNewVersion ? (
        <Note>
          <p>{f.newVersion}</p>
        </Note>
      ) : null}
      {shownAnswers(filing.form, filing.validated.answers, { lang, ...filing.facts }).map(
        (section) => (
          <AnswersCard filing={filing} section={section} problems={problems} />
        ),
      )}
      <PostForm action={`/nop/${procedure.code}/soan-xong`} idempotencyKey={draft.id}>
        <DraftField id={draft.id} />
        <Declaration filing={filing} />
        <Actions>
          <Button icon="sign">{t.finish}</Button>
        </Actions>
        <p class="meta">
          {f.start.savedAt(showTime(draft.savedAt))} {f.keptUntil(showDay(draft.expiresAt))}
        </p>
      </PostForm>
    </StepPage>
  )
}
