import type { Workflow } from '../catalogue/workflow.ts'
import type { Problem } from '../lib/problem.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, Button, ButtonLink } from '../ui/buttons.tsx'
import { Facts } from '../ui/blocks.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { Stages } from '../ui/history.tsx'
import { HiddenKeys } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { StatusTag } from '../ui/status.tsx'
import { Legs, type LegShown } from './legs.tsx'
import type { LookUp } from './look-up.ts'
import { LookUpBoxes } from './look-up-boxes.tsx'
import { NO_RATE } from './rate.ts'
import { RateForm } from './rate-page.tsx'
import { stageNow, stagesOf } from './stages.ts'
import type { Tracked } from './store.ts'
import { dueIn, momentIn, type DueInWords } from './when.ts'
import { trackingWording } from './wording.ts'

export type LookUpPageProps = {
  typed: LookUp
  problems: readonly Problem[]
  /** Nothing was found, or the code was tried too often: a sentence that is the same for both reasons of each. */
  answer?: 'notFound' | 'tooMany'
}

/** Two boxes; a QR code on a paper fills the first. */
export function LookUpPage({ typed, problems, answer }: LookUpPageProps) {
  const t = trackingWording(useLang()).lookUp
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0 || answer !== undefined}>
      <ErrorSummary problems={problems} />
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      {answer === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{t[answer]}</p>
        </Note>
      )}
      <form method="post" action={paths.track} novalidate>
        <HiddenKeys keyed={false} />
        <LookUpBoxes code={typed.code} problems={problems} />
        <Actions>
          <Button icon="search">{t.button}</Button>
        </Actions>
      </form>
      <p>
        <a href={paths.mine}>{t.signIn}</a>
      </p>
    </CitizenPage>
  )
}

export type TrackedPageProps = {
  tracked: Tracked
  /** As they were typed: the rating of what was handed over goes along with them. */
  digits: string
  workflow: Workflow
  procedureName: string
  officeName: string
  returnOfficeName: string
  due: DueInWords | undefined
  legs: readonly LegShown[]
}

/** Progress only: useful on a neighbour's telephone, and nobody's name on it. */
export function TrackedPage(props: TrackedPageProps) {
  const lang = useLang()
  const t = trackingWording(lang)
  const { tracked, workflow } = props
  const now = stageNow(workflow, tracked)
  return (
    <CitizenPage title={`${t.lookUp.title} ${tracked.code}`}>
      <h1>{props.procedureName}</h1>
      <p class="meta num">{tracked.code}</p>
      <p>
        <StatusTag status={tracked.status} />
      </p>
      {now === null ? null : (
        <Stages names={stagesOf(workflow).map((stage) => t.stages[stage])} now={now} />
      )}
      <Facts
        facts={[
          {
            icon: 'calendar',
            label: t.due.promised,
            value: <DueWords {...props} />,
          },
          { icon: 'house', label: t.due.at, value: props.officeName },
          { icon: 'door', label: t.due.returnAt, value: props.returnOfficeName },
          { icon: 'send', label: t.lookUp.submitted, value: momentIn(lang, tracked.submittedAt) },
        ]}
      />
      <Legs legs={props.legs} />
      {tracked.status === HANDED_OVER ? <Rate {...props} /> : null}
      <Actions>
        <ButtonLink look="second" href={paths.track}>
          {t.lookUp.again}
        </ButtonLink>
      </Actions>
      <p>
        <a href={paths.mine}>{t.lookUp.signIn}</a>
      </p>
    </CitizenPage>
  )
}

const HANDED_OVER = 10

/** The result is in somebody's hand: one question, here and now. */
function Rate({ tracked, digits }: TrackedPageProps) {
  const typed = { ...NO_RATE, code: tracked.code, digits }
  return <RateForm typed={typed} problems={[]} asksCode={false} />
}

function DueWords({ tracked, due }: TrackedPageProps) {
  const lang = useLang()
  const t = trackingWording(lang).due
  if (tracked.dueAt === null) return <>{t.notYet}</>
  const isMoved = tracked.firstDueAt?.getTime() !== tracked.dueAt.getTime()
  return (
    <>
      {dueIn(lang, tracked.dueAt)}
      {due === undefined || due.words === '' ? null : <small>{due.words}</small>}
      {tracked.isProvisional ? <small>{t.provisional}</small> : null}
      {isMoved && tracked.firstDueAt ? (
        <small>{t.first(dueIn(lang, tracked.firstDueAt))}</small>
      ) : null}
    </>
  )
}
