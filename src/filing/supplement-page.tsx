import { isAsked } from '../catalogue/form.ts'
import { shownAnswers } from '../catalogue/shown-answers.ts'
import { isRequired, questionsToAsk } from '../catalogue/to-ask.ts'
import { problemsOf } from '../catalogue/validate.ts'
import { isPlaceQuestion } from '../catalogue/places/place-answer.ts'
import type { Paper } from '../catalogue/procedure.ts'
import type { CodeLists } from '../catalogue/code-lists.ts'
import type { Problem } from '../lib/problem.ts'
import type { Day } from '../lib/time.ts'
import { MAX_FILE_BYTES } from '../paper/file-check.ts'
import { dueIn, type DueInWords } from '../tracking/when.ts'
import { Card, Details, Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { AnswersList } from '../ui/history.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { Rows } from '../ui/rows.tsx'
import { draftWording } from './draft-wording.ts'
import { MarkedPaper } from './marked-paper.tsx'
import { markedQuestions, mayMend, progressOf } from './marked.ts'
import type { Offers } from './offers.ts'
import { PaperRow } from './paper-rows.tsx'
import { UploadButton } from './papers-page.tsx'
import { QuestionField } from './question-field.tsx'
import { DraftField } from './shell.tsx'
import { EXPLAIN, NOTE, papersAsked, type Supplement } from './supplement.ts'
import { supplementWording } from './supplement-wording.ts'
import { filingWording } from './wording.ts'

export type SupplementPageProps = {
  supplement: Supplement
  problems: readonly Problem[]
  codeLists: CodeLists
  today: Day
  /** How long there is to answer; null without a last day. */
  left: DueInWords | null
  /** What is not answered yet, as it stands in the draft. */
  unanswered: readonly Problem[]
  refusal?: string
  /** What was typed when the session had ended stands on the page again. */
  isRestored?: boolean
  /** What the person has in their store of the papers asked for. */
  offers: Offers
}

/** Everything that is missing, at once; each fault with its answer below it; the rest can be read and not changed. */
export function SupplementPage(props: SupplementPageProps) {
  const { supplement, problems } = props
  const lang = useLang()
  const t = filingWording(lang)
  const { draft, facts, dossierId } = supplement
  return (
    <CitizenPage title={t.supplement.title} hasErrors={problems.length > 0}>
      <BackLink href={`/ho-so/${dossierId}`} />
      <ErrorSummary problems={problems} />
      <p class="meta m0 num">{facts.state.code}</p>
      <h1>{t.supplement.title}</h1>
      <p>{t.supplement.lead}</p>
      {props.refusal === undefined ? null : (
        <Note tone="bad">
          <p>{props.refusal}</p>
        </Note>
      )}
      {props.isRestored ? (
        <Note tone="ok">
          <p>{draftWording(lang).restored}</p>
        </Note>
      ) : null}
      <Asked {...props} />
      <Progress {...props} />
      <PostForm
        action={`/ho-so/${dossierId}/bo-sung`}
        files
        idempotencyKey={draft.id}
        class="papers"
      >
        <DraftField id={draft.id} />
        <UploadButton />
        <FaultRows {...props} />
        <Mending {...props} />
        <div class="mt4">
          <TextArea
            name={NOTE}
            label={t.supplement.note}
            hint={t.supplement.noteHint}
            optional
            value={draft.raw[NOTE] ?? ''}
            error={problemOf(problems, NOTE)}
          />
        </div>
        <p class="meta">{t.papers.kinds(MAX_FILE_BYTES / 1_000_000)}</p>
        <Actions>
          <Button name="_go" value="yes" icon="send">
            {t.supplement.send}
          </Button>
          <Button look="second" name="_later" value="yes">
            {supplementWording(lang).save}
          </Button>
        </Actions>
      </PostForm>
      <Locked {...props} />
    </CitizenPage>
  )
}

function Asked({ supplement, left }: SupplementPageProps) {
  const lang = useLang()
  const t = filingWording(lang).supplement
  const s = supplementWording(lang)
  const { reason, legalBasis, answerBy, round, ground } = supplement
  const isOverdue = left?.state === 'late'
  return (
    <>
      <Note tone={isOverdue ? 'bad' : 'warn'}>
        <p class="strong">
          {answerBy === null ? t.noLimit : t.until(dueIn(lang, answerBy))}
          {isOverdue || left === null || left.words === '' ? '' : ` ${s.left(left.words)}`}
        </p>
        {isOverdue ? (
          <p>
            <b>{s.overdue}</b> {s.overdueMore}
          </p>
        ) : null}
        <p>
          {t.reason}: <span lang="vi">{reason}</span>
        </p>
        <p class="meta">
          {t.legalBasis}: <span lang="vi">{legalBasis}</span>
        </p>
      </Note>
      {round > 1 ? (
        <Note tone="info">
          <p class="strong">{s.again(round)}</p>
          <p>{s.againMore}</p>
          {ground === null ? null : (
            <p class="meta">
              {s.ground}: <span lang="vi">{ground}</span>
            </p>
          )}
        </Note>
      ) : null}
    </>
  )
}

function Progress({ supplement, unanswered }: SupplementPageProps) {
  const s = supplementWording(useLang())
  const { done, of } = progressOf(supplement.faults, unanswered)
  return (
    <p role="status">
      <b>{s.done(done, of)}</b> {s.kept}
    </p>
  )
}

/** A row for each paper asked for, with what is wrong with it; what may stand in its place is behind a fold. */
function FaultRows(props: SupplementPageProps) {
  const { supplement, problems } = props
  const t = filingWording(useLang()).supplement
  const { draft, faults } = supplement
  const papers = papersAsked(supplement)
  const asked = papers.filter(({ code }) => faults.some((fault) => fault.code === code))
  const instead = papers.filter((paper) => !asked.includes(paper))
  return (
    <>
      <Rows>
        {asked.map((paper) => (
          <SentPaper {...props} paper={paper} />
        ))}
      </Rows>
      {instead.length === 0 ? null : (
        <Details
          summary={t.instead}
          open={instead.some(({ code }) => draft.files.some((file) => file.paper === code))}
        >
          <Rows>
            {instead.map((paper) => (
              <SentPaper {...props} paper={paper} />
            ))}
          </Rows>
        </Details>
      )}
      {faults
        .filter(({ kind }) => kind === 'explain')
        .map(({ code, what, how }) => (
          <div class="mt4">
            <TextArea
              name={`${EXPLAIN}${code}`}
              label={`${t.other}: ${what}`}
              {...(how === null ? {} : { hint: how })}
              value={draft.raw[`${EXPLAIN}${code}`] ?? ''}
              error={problemOf(problems, `${EXPLAIN}${code}`)}
            />
          </div>
        ))}
    </>
  )
}

function SentPaper(props: SupplementPageProps & { paper: Paper }) {
  const { supplement, paper, problems } = props
  const lang = useLang()
  const faults = supplement.faults.filter(({ code }) => code === paper.code)
  const fault = faults.map(({ what, how }) => [what, how].filter(Boolean).join(' ')).join(' ')
  const marks = faults.flatMap((each) => each.marks)
  return (
    <PaperRow
      draftId={supplement.draft.id}
      paper={paper}
      {...(fault === '' ? {} : { fault })}
      seen={<MarkedPaper dossierId={supplement.dossierId} name={paper.name[lang]} marks={marks} />}
      files={supplement.draft.files.filter((file) => file.paper === paper.code)}
      problems={problems}
      held={props.offers.get(paper.code) ?? []}
    />
  )
}

/** The declaration, opened for correction because the office asked for it. */
function Mending({ supplement, problems, codeLists, today }: SupplementPageProps) {
  const lang = useLang()
  const s = supplementWording(lang)
  const { validated, facts, faults, values } = supplement
  if (!validated) return null
  const scope = { answers: validated.answers, today }
  return (
    <Card title={facts.form.title[lang]}>
      {faults
        .filter(({ kind }) => kind === 'declaration')
        .map(({ what, how }) => (
          <p>
            <b lang="vi">{what}</b> <span lang="vi">{how ?? ''}</span>
          </p>
        ))}
      {markedQuestions(faults) === undefined ? null : <p class="meta">{s.onlyMarked}</p>}
      {facts.form.topics.map((topic) => {
        const questions = questionsToAsk(topic, scope)
          .filter(isAsked)
          .filter((question) =>
            mayMend(topic, question, { faults, problems: [...validated.problems, ...problems] }),
          )
        if (questions.length === 0) return null
        const isOpenPlace = problemsOf(topic, validated.problems).some(isPlaceQuestion)
        const isMarked = markedQuestions(faults) !== undefined
        const isOpen = isOpenPlace || isMarked || problemsOf(topic, problems).length > 0
        return (
          <Details summary={topic.title[lang]} open={isOpen}>
            {questions.map((question) => (
              <QuestionField
                question={question}
                values={values}
                problems={problems}
                isRequired={isRequired(question, scope)}
                codeLists={codeLists}
                today={today}
                answers={validated.answers}
              />
            ))}
          </Details>
        )
      })}
    </Card>
  )
}

/** What stays as it is can be read here, so that nobody answers twice or against themselves. */
function Locked({ supplement, codeLists, today }: SupplementPageProps) {
  const lang = useLang()
  const t = filingWording(lang).supplement
  // With every question open there is nothing left that stays.
  if (supplement.validated && markedQuestions(supplement.faults) === undefined) return null
  const { form, answers } = supplement.facts
  return (
    <Details summary={t.locked}>
      {shownAnswers(form, answers, { lang, codeLists, today }).map((section) => (
        <>
          <h3>{section.title}</h3>
          <AnswersList answers={section.rows.map(({ label, value }) => ({ label, value }))} />
        </>
      ))}
    </Details>
  )
}
