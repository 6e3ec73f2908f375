import { showDay, showTime, type Day } from '../../lib/time.ts'
import type { Problem } from '../../lib/problem.ts'
import { Card, Note } from '../../ui/blocks.tsx'
import { Actions, BackLink, Button } from '../../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../../ui/fields.tsx'
import { AnswersList, type Answer } from '../../ui/history.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { PostForm } from '../../ui/keys.tsx'
import { CitizenPage } from '../../ui/layout.tsx'
import { useLang } from '../../ui/page-context.ts'
import { kindLaw, type RepresentationLaw } from './law.ts'
import { StandingTag, type DoneWord } from './list-page.tsx'
import { REPRESENTATION_PATH } from './paths.ts'
import { standingOn } from './representation.ts'
import type { Part } from './rights.ts'
import type { RepresentationRow } from './store.ts'
import { representationWording } from './wording.ts'

export type OnePageProps = {
  law: RepresentationLaw
  row: RepresentationRow
  today: Day
  part: Part
  mayConfirm: boolean
  mayEnd: boolean
  procedureName(code: string): string
  problems: readonly Problem[]
  done?: DoneWord | 'codeSent' | undefined
  /** Of a trial installation, where no message leaves the house. */
  trialCode?: string | undefined
}

/** One representation, as its two sides see it, with what each may do about it. */
export function OnePage(props: OnePageProps) {
  const { row, part, problems, done } = props
  const t = representationWording(useLang())
  const title =
    part === 'representative'
      ? t.one.mine(row.partyName)
      : t.one.others(row.personName, row.partyName)
  return (
    <CitizenPage title={title} hasErrors={problems.length > 0}>
      <BackLink href={REPRESENTATION_PATH} />
      <ErrorSummary problems={problems} />
      {done === undefined ? null : (
        <Note tone={done === 'late' ? 'warn' : 'ok'}>
          <p role="status">{done === 'codeSent' ? t.code.sent : t.done[done]}</p>
        </Note>
      )}
      <h1>{title}</h1>
      <p>
        <StandingTag standing={standingOn(row, props.today)} />
      </p>
      <Terms {...props} />
      <Confirming {...props} />
      <Ways {...props} />
      <Ending {...props} />
    </CitizenPage>
  )
}

function Terms({ row, law, procedureName }: OnePageProps) {
  const lang = useLang()
  const w = representationWording(lang)
  const t = w.one
  const { name, legalBasis, mark } = kindLaw(law, row.kind)
  const procedures = row.procedures?.map(procedureName).join('; ') ?? t.allProcedures
  const rows: (Answer | null)[] = [
    { label: t.kind, value: name[lang] },
    { label: t.may, value: row.may.map((right) => w.rights[right]).join('; ') },
    { label: t.procedures, value: procedures },
    { label: t.term, value: t.fromTo(showDay(row.validFrom), showDay(row.validTo)) },
    row.source && { label: t.source, value: w.sources[row.source] },
    row.paper === null ? null : { label: t.paper, value: row.paper },
    { label: t.asked, value: momentOf(row.askedAt) },
    row.answeredAt && { label: t.answered, value: momentOf(row.answeredAt) },
    row.endedAt && { label: t.ended, value: momentOf(row.endedAt) },
    row.reason === null ? null : { label: t.reason, value: row.reason },
    {
      label: t.basis,
      value: <span lang="vi">{legalBasis}</span>,
      ...(mark === 'verified' ? {} : { more: t.unchecked }),
    },
  ]
  return <AnswersList answers={rows.filter((each) => each !== null)} />
}

/** The same in both languages. */
function momentOf(at: Date): string {
  return `${showTime(at)}, ${showDay(at)}`
}

function Confirming({ row, mayConfirm }: OnePageProps) {
  const t = representationWording(useLang()).one
  if (!mayConfirm) return null
  return (
    <PostForm action={`${REPRESENTATION_PATH}/${row.id}/dong-y`}>
      <p>{t.willSee}</p>
      <Actions>
        <Button icon="check">{t.confirm}</Button>
      </Actions>
    </PostForm>
  )
}

/** How it may come to be confirmed, for whoever asked. */
function Ways({ row, law, part, today, problems, trialCode }: OnePageProps) {
  const w = representationWording(useLang())
  const t = w.one
  if (part !== 'representative' || standingOn(row, today) !== 'asked') return null
  const { confirmedBy } = kindLaw(law, row.kind)
  const here = `${REPRESENTATION_PATH}/${row.id}`
  return (
    <Card title={t.next}>
      <ul>
        {confirmedBy.includes('represented') ? <li>{t.bySelf}</li> : null}
        {confirmedBy.includes('legalRepresentative') ? <li>{t.byPrincipal}</li> : null}
        {confirmedBy.includes('counter') ? (
          <li>
            {t.byCounter} <b class="num">{row.code}</b>
          </li>
        ) : null}
        {confirmedBy.includes('phoneCode') ? <li>{t.byPhone}</li> : null}
      </ul>
      {confirmedBy.includes('phoneCode') ? (
        <>
          <PostForm action={`${here}/ma`}>
            <Actions>
              <Button look="second" icon="phone">
                {w.code.send}
              </Button>
            </Actions>
          </PostForm>
          {trialCode === undefined ? null : <p class="meta">{w.code.trial(trialCode)}</p>}
          <PostForm action={`${here}/nhap-ma`}>
            <TextInput
              name="code"
              label={w.code.label}
              hint={w.code.hint}
              error={problemOf(problems, 'code')}
              inputmode="numeric"
              autocomplete="one-time-code"
              maxlength={12}
              size={12}
            />
            <Button look="second">{w.code.button}</Button>
          </PostForm>
        </>
      ) : null}
    </Card>
  )
}

function Ending({ row, part, today, mayEnd, problems }: OnePageProps) {
  const t = representationWording(useLang()).one
  const standing = standingOn(row, today)
  const isOver = !['asked', 'confirmed', 'later'].includes(standing)
  if (!mayEnd) return isOver || part === 'representative' ? null : <p>{t.byLaw}</p>
  const isNo = standing === 'asked' && part !== 'representative'
  const isOpen = standing === 'asked'
  const mine = isOpen ? t.takeBack : t.giveUp
  const word = part === 'representative' ? mine : isNo ? t.refuse : t.end
  return (
    <PostForm action={`${REPRESENTATION_PATH}/${row.id}/${isNo ? 'tu-choi' : 'thu-hoi'}`}>
      <TextArea
        name="reason"
        label={t.reasonLabel}
        hint={t.reasonHint}
        error={problemOf(problems, 'reason')}
        rows={2}
        maxlength={500}
      />
      {isOpen ? null : <p>{t.atOnce}</p>}
      <Actions>
        <Button look="refuse">{word}</Button>
      </Actions>
    </PostForm>
  )
}
