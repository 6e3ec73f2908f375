import type { ComponentChildren } from 'preact'
import { showDay } from '../lib/time.ts'
import { Actions, ButtonLink } from '../ui/buttons.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { Due, StatusTag } from '../ui/status.tsx'
import type { DraftCard } from './deps.ts'
import type { MineCard } from './mine.ts'
import { WaitingCard } from './waiting-card.tsx'
import { dueIn } from './when.ts'
import { trackingWording } from './wording.ts'

export type MinePageProps = {
  name: string
  cards: readonly MineCard[]
  drafts: readonly DraftCard[]
}

/** What waits for me comes first; then what runs, what I began, what is done. */
export function MinePage({ name, cards, drafts }: MinePageProps) {
  const t = trackingWording(useLang()).mine
  const waiting = cards.filter((card) => card.waiting !== null)
  const running = cards.filter((card) => card.waiting === null && card.isOpen)
  const done = cards.filter((card) => card.waiting === null && !card.isOpen)
  return (
    <CitizenPage title={t.title}>
      <h1 class="mt3">{t.title}</h1>
      <p class="lead">{t.hello(name, waiting.length)}</p>
      {cards.length + drafts.length === 0 ? <Nothing /> : null}
      <Group title={t.todo} isShown={waiting.length > 0}>
        <ul class="plain">
          {waiting.map((card) => (
            <li class="card card--do">
              <WaitingCard card={card} />
            </li>
          ))}
        </ul>
      </Group>
      <Group title={t.running} isShown={running.length > 0}>
        <ul class="plain">
          {running.map((card) => (
            <RunningCard card={card} />
          ))}
        </ul>
      </Group>
      <Group title={t.drafts} isShown={drafts.length > 0}>
        <Rows>
          {drafts.map((draft) => (
            <LinkRow
              href={draft.href}
              title={draft.title}
              more={
                draft.more ?? t.draftMore(draft.partsDone, draft.parts, showDay(draft.expiresAt))
              }
            />
          ))}
        </Rows>
      </Group>
      <Group title={t.done} isShown={done.length > 0}>
        <Rows>
          {done.map((card) => (
            <LinkRow
              href={`/ho-so/${card.id}`}
              title={`${card.procedureName} · ${card.owner}`}
              more={
                <>
                  <StatusTag status={card.status} /> {showDay(card.endedAt)}
                </>
              }
            />
          ))}
        </Rows>
      </Group>
    </CitizenPage>
  )
}

function Group(props: { title: string; isShown: boolean; children: ComponentChildren }) {
  if (!props.isShown) return null
  return (
    <section>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  )
}

function RunningCard({ card }: { card: MineCard }) {
  const lang = useLang()
  const t = trackingWording(lang)
  return (
    <li class="card">
      <h3>
        <a href={`/ho-so/${card.id}`}>{card.procedureName}</a>
      </h3>
      <p class="cluster">
        <StatusTag status={card.status} />
        {card.due === null ? null : (
          <Due state={card.due.state}>
            {card.due.state === 'off' ? card.due.words : dueIn(lang, card.due.at)}
          </Due>
        )}
      </p>
      <p class="meta">
        {t.mine.of(card.owner)} · {card.officeName} · <span class="num">{card.code}</span>
      </p>
    </li>
  )
}

function Nothing() {
  const t = trackingWording(useLang()).mine
  return (
    <>
      <p>{t.none}</p>
      <Actions>
        <ButtonLink href={paths.home}>{t.find}</ButtonLink>
      </Actions>
    </>
  )
}
