import type { Problem } from '../lib/problem.ts'
import { showDay, type Day } from '../lib/time.ts'
import { Facts, Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { StatusTag } from '../ui/status.tsx'
import type { MineCard } from './mine.ts'
import { momentIn } from './when.ts'
import { trackingWording } from './wording.ts'

export type WithdrawPageProps = {
  card: MineCard
  problems: readonly Problem[]
  reason: string
  refusal?: string
  idempotencyKey?: string | undefined
}

/** The applicant asks, the counter confirms: nothing ends on this page (rules: Two-phase acts). */
export function WithdrawPage(props: WithdrawPageProps) {
  const t = trackingWording(useLang()).withdraw
  const { card, problems } = props
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      <BackLink href={`/ho-so/${card.id}`} />
      <ErrorSummary problems={problems} />
      <p class="meta m0">
        {card.procedureName} · <span class="num">{card.code}</span>
      </p>
      <h1>{t.title}</h1>
      {props.refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{props.refusal}</p>
        </Note>
      )}
      <p>{t.lead}</p>
      <PostForm action={`/ho-so/${card.id}/rut`} idempotencyKey={props.idempotencyKey}>
        <TextArea
          name="reason"
          label={t.reason}
          value={props.reason}
          error={problemOf(problems, 'reason')}
        />
        <Actions>
          <Button look="refuse">{t.send}</Button>
          <ButtonLink look="second" href={`/ho-so/${card.id}`}>
            {t.keep}
          </ButtonLink>
        </Actions>
      </PostForm>
    </CitizenPage>
  )
}

export type ResultPageProps = {
  card: MineCard
  number: string
  issuedOn: string
  /** Public verification token of the paper. */
  token: string
  deliveredAt: Date | null
  refusal?: string
}

/** The signed paper: received once, downloaded as often as one likes. */
export function ResultPage(props: ResultPageProps) {
  const { card, deliveredAt } = props
  const lang = useLang()
  const t = trackingWording(lang).result
  return (
    <CitizenPage title={`${t.title} ${card.code}`}>
      <BackLink href={`/ho-so/${card.id}`} />
      <p class="meta m0">
        {card.procedureName} · <span class="num">{card.code}</span>
      </p>
      <h1>{t.title}</h1>
      <p>
        <StatusTag status={card.status} />
      </p>
      {props.refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{props.refusal}</p>
        </Note>
      )}
      <p>{deliveredAt === null ? t.ready : t.received(momentIn(lang, deliveredAt))}</p>
      <Facts
        facts={[
          { icon: 'file', label: t.number, value: props.number },
          { icon: 'calendar', label: t.issued, value: showDay(props.issuedOn as Day) },
          { icon: 'house', label: t.office, value: card.officeName },
        ]}
      />
      <Take {...props} />
      <Rows>
        <LinkRow href={`${paths.verify}/${props.token}`} title={t.check} more={t.checkMore} />
      </Rows>
    </CitizenPage>
  )
}

function Take({ card }: ResultPageProps) {
  const t = trackingWording(useLang()).result
  const { waiting } = card
  if (waiting?.kind === 'receive' && waiting.manner === 'electronic') {
    return (
      <PostForm action={`/ho-so/${card.id}/ket-qua`}>
        <p>{t.receiveMore}</p>
        <Actions>
          <Button icon="download">{t.receive}</Button>
        </Actions>
      </PostForm>
    )
  }
  const elsewhere =
    waiting?.kind !== 'receive'
      ? undefined
      : waiting.manner === 'counter'
        ? t.counter(card.returnOfficeName)
        : t.post
  return (
    <>
      {elsewhere === undefined ? null : <p>{elsewhere}</p>}
      <Actions>
        <ButtonLink icon="download" href={`/ho-so/${card.id}/ket-qua.pdf`}>
          {t.download}
        </ButtonLink>
      </Actions>
    </>
  )
}
