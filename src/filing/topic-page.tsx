import type { ComponentChildren } from 'preact'
import { isRequired } from '../catalogue/to-ask.ts'
import { isAsked, isTyped, type Question, type Topic } from '../catalogue/form.ts'
import type { Problem } from '../lib/problem.ts'
import { showDay, showTime } from '../lib/time.ts'
import { Note, Saved } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { Suggestions } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { useLang } from '../ui/page-context.ts'
import { draftWording } from './draft-wording.ts'
import { Disputed, HeldAnswers, RegisterNote } from './held-answers.tsx'
import type { Filing } from './load.ts'
import { ANEW, askedAnew } from './new-version.ts'
import { placedQuestions, type PlacedQuestion } from './live-questions.ts'
import { PaperPlace } from './paper-place.tsx'
import { QuestionField } from './question-field.tsx'
import { cellsThatDepend } from './row-cells.ts'
import { SEEN_CELLS } from './save.ts'
import { DraftField, StepPage } from './shell.tsx'
import { figureWords, tableWording } from './table-wording.ts'
import { filingWording } from './wording.ts'

export type TopicPageProps = {
  filing: Filing
  topic: Topic
  problems: readonly Problem[]
  isReview: boolean
  isNewVersion: boolean
  /** What was typed when the session had ended stands here again. */
  isRestored?: boolean
  /** Communes of the city by name, for the address boxes. */
  communes: readonly string[]
}

/** One topic of the form: what is known is shown, what is not is asked. */
export function TopicPage(props: TopicPageProps) {
  const { filing, topic, problems, isReview } = props
  const lang = useLang()
  const t = filingWording(lang)
  const { draft } = filing
  const here = `/nop/${filing.procedure.code}/${topic.id}`
  const anew = isReview ? undefined : askedAnew(topic, filing)
  const { questions, page } = placedQuestions(anew ? { ...topic, questions: anew } : topic, filing)
  const typed = questions.filter(({ question, isShown }) => isShown && isTyped(question))
  return (
    <StepPage
      filing={filing}
      slug={topic.id}
      title={topic.title[lang]}
      problems={problems}
      isReview={isReview}
      conditions={page !== undefined}
    >
      {props.isNewVersion || anew ? (
        <Note>
          <p>{t.newVersion}</p>
        </Note>
      ) : null}
      {props.isRestored ? (
        <Note tone="ok">
          <p>{draftWording(lang).restored}</p>
        </Note>
      ) : null}
      {anew ? (
        <p>
          <a href={`${here}?ve=kiem-tra`}>{tableWording(lang).allOfTopic}</a>
        </p>
      ) : null}
      {topic.intro ? <p>{topic.intro[lang]}</p> : null}
      <PostForm
        action={isReview ? `${here}?ve=kiem-tra` : here}
        autosave={`${here}/luu`}
        idempotencyKey={draft.id}
      >
        {/* Enter in a box presses the first button of the form: it must be this one, not "Báo sai". */}
        <button class="vh" tabindex={-1} aria-hidden="true">
          {t.saveAndGo}
        </button>
        <DraftField id={draft.id} />
        <input
          type="hidden"
          name="_asked"
          value={typed.map(({ question }) => question.id).join(',')}
          data-live={page && JSON.stringify(page)}
          data-figures={page && JSON.stringify(figureWords(lang))}
        />
        <SeenCells filing={filing} questions={typed.map(({ question }) => question)} />
        {anew ? <input type="hidden" name={ANEW} value="yes" /> : null}
        <RegisterNote filing={filing} topic={topic} />
        {anew ? null : <HeldAnswers filing={filing} topic={topic} />}
        {questions.map((placed) => (
          <Placed placed={placed}>
            <OneQuestion {...props} question={placed.question} />
          </Placed>
        ))}
        {page ? <p class="vh" role="status" data-more={t.moreAsked} /> : null}
        <Saved at={Object.keys(draft.raw).length > 0 ? showTime(draft.savedAt) : undefined} />
        <Actions>
          <Button>{isReview ? t.saveAndBack : t.saveAndGo}</Button>
          <Button look="link" name="_later" value="yes">
            {t.later}
          </Button>
        </Actions>
        <p class="meta">{t.keptUntil(showDay(draft.expiresAt))}</p>
      </PostForm>
      {questions.some(({ question }) => asksForPlaces(question)) ? (
        <Suggestions id="communes" words={props.communes} />
      ) : null}
    </StepPage>
  )
}

function asksForPlaces(question: Question): boolean {
  return question.kind === 'table'
    ? question.columns.some(({ kind }) => kind === 'address')
    : question.kind === 'address'
}

/** A question that the browser shows and hides stands in a box of its own; until it is asked for, out of the page. */
function Placed({ placed, children }: { placed: PlacedQuestion; children: ComponentChildren }) {
  const { question, isShown, isLive } = placed
  if (!isLive) return <>{children}</>
  return isShown ? (
    <div data-asks={question.id}>{children}</div>
  ) : (
    <template data-asks={question.id}>{children}</template>
  )
}

function OneQuestion({ filing, problems, question }: TopicPageProps & { question: Question }) {
  const lang = useLang()
  if (question.kind === 'declaration') return null
  if (question.kind === 'explanation') {
    return (
      <Note>
        <p>{question.label[lang]}</p>
      </Note>
    )
  }
  if (question.kind === 'file') return <PaperPlace filing={filing} question={question} />
  const scope = { answers: filing.validated.answers, today: filing.facts.today }
  return (
    <>
      <QuestionField
        question={question}
        values={filing.draft.raw}
        problems={problems}
        isRequired={isRequired(question, scope)}
        codeLists={filing.facts.codeLists}
        today={filing.facts.today}
        answers={filing.validated.answers}
      />
      <Disputed filing={filing} question={question} />
    </>
  )
}

/** The cells of tables on this page that depend on others of their row; nothing where no table has such. */
function SeenCells({ filing, questions }: { filing: Filing; questions: readonly Question[] }) {
  const cells = questions.filter(isAsked).flatMap((each) => cellsThatDepend(each, filing))
  return cells.length === 0 ? null : (
    <input type="hidden" name={SEEN_CELLS} value={cells.join(',')} />
  )
}
