import type { Problem } from '../lib/problem.ts'
import { Note } from '../ui/blocks.tsx'
import { Actions, BackLink, Button, ButtonLink } from '../ui/buttons.tsx'
import { ErrorSummary, problemOf } from '../ui/fields.tsx'
import { Select } from '../ui/inputs.tsx'
import { PostForm } from '../ui/keys.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import type { MineCard } from './mine.ts'
import { trackingWording } from './wording.ts'

export type ReturnPlacePageProps = {
  card: MineCard
  places: readonly { id: number; shortName: string }[]
  /** Where it is handed out as things stand. */
  now: { id: number; name: string }
  problems: readonly Problem[]
  refusal?: string
  idempotencyKey?: string | undefined
}

/** The applicant wants the result somewhere else, while there is none yet. */
export function ReturnPlacePage(props: ReturnPlacePageProps) {
  const t = trackingWording(useLang()).returnPlace
  const { card, places, now, problems, refusal } = props
  return (
    <CitizenPage title={t.title} hasErrors={problems.length > 0}>
      <BackLink href={`/ho-so/${card.id}`} />
      <ErrorSummary problems={problems} />
      <p class="meta m0">
        {card.procedureName} · <span class="num">{card.code}</span>
      </p>
      <h1>{t.title}</h1>
      {refusal === undefined ? null : (
        <Note tone="bad">
          <p role="alert">{refusal}</p>
        </Note>
      )}
      <p>
        {t.now} <b lang="vi">{now.name}</b>. {t.until}
      </p>
      <PostForm action={`/ho-so/${card.id}/noi-tra`} idempotencyKey={props.idempotencyKey}>
        <Select
          name="to"
          label={t.choose}
          value={String(now.id)}
          empty={null}
          error={problemOf(problems, 'to')}
          options={places.map(({ id, shortName }) => ({ value: String(id), label: shortName }))}
        />
        <Actions>
          <Button>{t.send}</Button>
          <ButtonLink look="second" href={`/ho-so/${card.id}`}>
            {t.keep}
          </ButtonLink>
        </Actions>
      </PostForm>
    </CitizenPage>
  )
}
