import { feeDue } from '../catalogue/fee-lines.ts'
import { feesFor } from '../catalogue/needs.ts'
import { birthDateInWords } from '../catalogue/date-in-words.ts'
import { isAsked, questionOf, textAnswer } from '../catalogue/form.ts'
import { shownAnswers, type ShownRow, type ShownSection } from '../catalogue/shown-answers.ts'
import type { Problem } from '../lib/problem.ts'
import { maskNumber } from '../lib/text.ts'
import { parseDay, showDay, showTime, type LocalMinute } from '../lib/time.ts'
import { dueIn } from '../tracking/when.ts'
import { Card, Note } from '../ui/blocks.tsx'
import { Actions, Button } from '../ui/buttons.tsx'
import { fieldId, problemOf } from '../ui/fields.tsx'
import { AnswersList, type Answer } from '../ui/history.tsx'
import { PostForm } from '../ui/keys.tsx'
import { useLang } from '../ui/page-context.ts'
import type { Receipt } from '../interruption/in-force.ts'
import { ReceivedElsewhere } from '../interruption/notes.tsx'
import { valuesOf } from './held.ts'
import { sourceOf, RegisterNote } from './held-answers.tsx'
import type { Filing } from './load.ts'
import { DraftField, StepPage } from './shell.tsx'
import { tableWording } from './table-wording.ts'
import { filingWording } from './wording.ts'

export type CheckPageProps = {
  filing: Filing
  /** Shown after the button was pressed; before, a short note says that something is missing. */
  problems: readonly Problem[]
  isIncomplete: boolean
  /** Null where the calendar or the case does not give one. */
  dueIfToday: LocalMinute | null
  /** Where it is received; null while no office is known. */
  receipt: Receipt | null
  /** A lawful no of the office, in its own words. */
  refusal?: string
}

/** The last look: everything as it will be filed, the date it may lead to, the declaration above the button. */
export function CheckPage(props: CheckPageProps) {
  const { filing, problems } = props
  const lang = useLang()
  const t = filingWording(lang)
  const { draft, procedure } = filing
  return (
    <StepPage filing={filing} slug="kiem-tra" title={t.check.title} problems={problems}>
      {props.refusal === undefined ? null : (
        <Note tone="bad">
          <p>
            <b>{t.check.refused}</b> {props.refusal}
          </p>
        </Note>
      )}
      <p>
        <b>{t.check.notSent}</b> {t.check.lead}
      </p>
      {props.isIncomplete && problems.length === 0 ? (
        <Note tone="warn">
          <p>{t.check.missing}</p>
        </Note>
      ) : null}
      {filing.isNewVersion ? (
        <Note>
          <p>{t.newVersion}</p>
        </Note>
      ) : null}
      <RegisterNote filing={filing} />
      <ReceivedElsewhere receipt={props.receipt} />
      <DuePreview {...props} />
      {shownAnswers(filing.form, filing.validated.answers, { lang, ...filing.facts }).map(
        (section) => (
          <AnswersCard filing={filing} section={section} problems={problems} />
        ),
      )}
      <PapersCard filing={filing} problems={problems} />
      <p>
        <a href={`/nop/${procedure.code}/to-khai.pdf`}>{tableWording(lang).print}</a>
      </p>
      <PostForm action={`/nop/${procedure.code}/nop`} idempotencyKey={draft.id}>
        <DraftField id={draft.id} />
        <Declaration filing={filing} />
        <Actions>
          <Button icon="sign">{t.check.submit}</Button>
        </Actions>
        <p class="meta">
          {t.start.savedAt(showTime(draft.savedAt))} {t.keptUntil(showDay(draft.expiresAt))}
        </p>
      </PostForm>
    </StepPage>
  )
}

function DuePreview({ filing, dueIfToday }: CheckPageProps) {
  const lang = useLang()
  const t = filingWording(lang).check
  return (
    <Note tone="ok" icon="calendar">
      {dueIfToday === null ? (
        <p>{t.noDate}</p>
      ) : (
        <>
          <p>{t.ifToday}</p>
          <p>
            <b class="big">{dueIn(lang, dueIfToday)}</b>
          </p>
        </>
      )}
      <p class="meta">
        {filing.office ? `${t.decidedBy(filing.office.name)} ` : ''}
        {feeWords(filing, lang)}
      </p>
    </Note>
  )
}

/** What has to be paid, as far as a source says; never "free" where no row is known. */
function feeWords({ procedure, validated, facts }: Filing, lang: 'vi' | 'en'): string {
  const t = filingWording(lang).check
  const { answers } = validated
  const moment = { channel: 'online', today: facts.today } as const
  const fees = feesFor(procedure, answers, moment)
  const words = fees.flatMap((fee) => {
    const due = feeDue(fee, answers, moment)
    if (due === 0) return []
    return due === null ? t.feeUnknown(fee.name[lang]) : t.fee(inDong(due), fee.name[lang])
  })
  if (words.length > 0) return words.join(' ')
  return fees.length > 0 ? t.free : ''
}

/** '50.000 ₫'. */
function inDong(amount: number): string {
  return `${amount.toLocaleString('vi-VN')} ₫`
}

type CardProps = { filing: Filing; problems: readonly Problem[] }

export function AnswersCard({ filing, section, problems }: CardProps & { section: ShownSection }) {
  const back = `/nop/${filing.procedure.code}/${section.id}?ve=kiem-tra`
  return (
    <Card title={section.title}>
      <AnswersList answers={section.rows.map((row) => answerOf(row, { filing, problems, back }))} />
    </Card>
  )
}

function answerOf(row: ShownRow, { filing, problems, back }: CardProps & { back: string }): Answer {
  const { lang = 'vi' } = filing.facts
  const held = filing.held[row.id]
  const question = questionOf(filing.form, row.id)
  const value = question?.kind === 'personalNumber' ? masked(filing, row) : row.value
  const problem = problemOf(problems, row.id)
  return {
    label: row.label,
    value: problem === undefined ? shownLines(row, value) : <Mark id={row.id}>{value}</Mark>,
    ...(problem === undefined ? {} : { more: problem }),
    ...(problem === undefined && held ? { more: sourceOf(held, lang) } : {}),
    ...(problem === undefined && !held ? moreOf(filing, row, lang) : {}),
    ...(row.isTaken ? {} : { changeHref: `${back}#${fieldId(row.id)}` }),
  }
}

/** The rows of a table stand one below the other. */
function shownLines({ table }: ShownRow, value: string): Answer['value'] {
  if (!table || value === '') return value
  return value.split('\n').map((line) => (
    <>
      {line}
      <br />
    </>
  ))
}

/** Where the error summary leads on a page that has no boxes. */
function Mark({ id, children }: { id: string; children: string }) {
  return (
    <span id={fieldId(id)} tabindex={-1} class="bad">
      {children === '' ? '—' : children}
    </span>
  )
}

/** The date of birth written out, as it will stand on the certificate. */
function moreOf({ procedure, form, validated }: Filing, { id }: ShownRow, lang: 'vi' | 'en') {
  const isOwnersBirth =
    procedure.result.template === 'birth-certificate' &&
    id === form.owner.replace(/\.\w+$/, '.birthOn')
  const day =
    isOwnersBirth && lang === 'vi' ? parseDay(textAnswer(validated.answers, id)) : undefined
  return day ? { more: birthDateInWords(day) } : {}
}

/** The number of the national identity is known: there is nothing to check in it, and others may look on. */
function masked({ held, validated }: Filing, { id, value }: ShownRow): string {
  const number = textAnswer(validated.answers, id)
  return Object.values(valuesOf(held)).includes(number) ? maskNumber(number) : value
}

function PapersCard({ filing, problems }: CardProps) {
  const lang = useLang()
  const t = filingWording(lang).check
  const base = `/nop/${filing.procedure.code}`
  const needed = filing.needs.filter(({ need }) => need !== 'notNeeded')
  const rows = needed.map(({ paper }): Answer => {
    const count = filing.draft.files.filter((file) => file.paper === paper.code).length
    const words = count === 0 ? '' : t.files(count)
    const problem = problemOf(problems, paper.code)
    return {
      label: paper.name[lang],
      value: problem === undefined ? words : <Mark id={paper.code}>{words}</Mark>,
      changeHref: `${base}/giay-to?ve=kiem-tra`,
    }
  })
  const outside = problemOf(problems, 'office')
  const name = filing.office?.name ?? ''
  const office: Answer = {
    label: t.office,
    value: outside === undefined ? name : <Mark id="office">{name}</Mark>,
    ...(filing.offices.length > 1 ? { changeHref: `${base}/noi-giai-quyet?ve=kiem-tra` } : {}),
  }
  return (
    <Card title={t.papers}>
      <AnswersList answers={[...rows, office]} />
    </Card>
  )
}

/** Stands above the button, which carries it in its own words; nothing to tick. */
export function Declaration({ filing }: { filing: Filing }) {
  const lang = useLang()
  const texts = filing.form.topics
    .flatMap((topic) => topic.questions)
    .filter((question) => !isAsked(question) && question.kind === 'declaration')
  return (
    <>
      {texts.map((question) => (
        <p>{question.label[lang]}</p>
      ))}
    </>
  )
}
