import type { Problem } from '../lib/problem.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import type { MineCard } from './mine.ts'
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
