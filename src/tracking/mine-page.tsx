import type { ComponentChildren } from 'preact'
import { bookingWording } from '../booking/wording.ts'
import type { BookingCard } from '../booking/cards.ts'
import { showDay } from '../lib/time.ts'
import { STORE_PATH } from '../paper/personal-store/page.tsx'
import { storeWording } from '../paper/personal-store/wording.ts'
import { Actions, ButtonLink } from '../ui/buttons.tsx'
import { CitizenPage } from '../ui/layout.tsx'
import { useLang } from '../ui/page-context.ts'
import { paths } from '../ui/paths.ts'
import { LinkRow, Rows } from '../ui/rows.tsx'
import { Due, StatusTag } from '../ui/status.tsx'
import type { DraftCard } from './deps.ts'
import { followWording } from './follow-wording.ts'
import { CARDS_A_PAGE, type MineCard } from './mine.ts'
import { InWhoseName } from './in-whose-name.tsx'
import { NOTICES_PATH } from './notices-path.ts'
import { taskTitle, WaitingCard } from './waiting-card.tsx'
import { dueIn } from './when.ts'
import { trackingWording } from './wording.ts'

export type MinePageProps = {
  name: string
  cards: readonly MineCard[]
  /** On all pages together. */
  count: number
  tasks: number
  page: number
  drafts: readonly DraftCard[]
  /** Times at counters. */
  bookings: readonly BookingCard[]
}

/** What waits for me comes first; then what runs, what I began, what is done. */
export function MinePage({ name, cards, drafts, bookings, ...of }: MinePageProps) {
  const lang = useLang()
  const t = trackingWording(lang).mine
  const f = followWording(lang).mine
  const isMine = (card: MineCard) => card.waiting !== null || card.isToRate
  const waiting = cards.filter(isMine)
  const running = cards.filter((card) => !isMine(card) && card.isOpen)
  const done = cards.filter((card) => !isMine(card) && !card.isOpen)
  return (
    <CitizenPage title={t.title}>
      <h1 class="mt3">{t.title}</h1>
      <p class="lead">
        {t.hello(name, of.tasks)}
        {waiting[0] === undefined || of.page > 1 ? '' : ` ${f.first(taskTitle(waiting[0], lang))}`}
      </p>
      {cards.length + drafts.length + bookings.length === 0 ? <Nothing /> : null}
      <Group title={t.todo} isShown={waiting.length > 0}>
        <ul class="plain">
          {waiting.map((card) => (
            <li class="card card--do">
              <WaitingCard card={card} />
            </li>
          ))}
        </ul>
      </Group>
      <Group title={bookingWording(lang).mine} isShown={bookings.length > 0}>
        <Rows>
          {bookings.map(({ href, title, more, state, whose }) => (
            <LinkRow
              href={href}
              title={title}
              more={
                <>
                  {whose === null ? '' : `${whose} · `}
                  {state === 'booked' ? <span lang="vi">{more}</span> : more}
                </>
              }
            />
          ))}
        </Rows>
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
                  <InWhoseName whose={card.whose} />
                </>
              }
            />
          ))}
        </Rows>
      </Group>
      <Pages {...of} />
      <Rows>
        <LinkRow href={STORE_PATH} title={storeWording(lang).link} more={f.storeMore} />
        {cards.length === 0 ? null : (
          <LinkRow href={NOTICES_PATH} title={f.notices} more={f.noticesMore} />
        )}
      </Rows>
    </CitizenPage>
  )
}

/** Older ones, page by page; nothing while one page holds all. */
function Pages({ count, page }: Pick<MinePageProps, 'count' | 'page'>) {
  const t = followWording(useLang()).mine
  const last = Math.ceil(count / CARDS_A_PAGE)
  if (last < 2) return null
  const href = (to: number) => (to === 1 ? paths.mine : `${paths.mine}?trang=${to}`)
  return (
    <nav aria-label={t.pages}>
      <p class="cluster">
        {page > 1 ? (
          <ButtonLink look="second" href={href(page - 1)}>
            {t.before}
          </ButtonLink>
        ) : null}
        <span class="meta">{t.page(page, last, count)}</span>
        {page < last ? (
          <ButtonLink look="second" href={href(page + 1)}>
            {t.after}
          </ButtonLink>
        ) : null}
      </p>
    </nav>
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
            {card.due.state === 'off' ? card.due.words : dueOf(card.due, lang)}
          </Due>
        )}
      </p>
      <p class="meta">
        {t.mine.of(card.owner)} · {card.officeName} · <span class="num">{card.code}</span>
      </p>
      <InWhoseName whose={card.whose} />
    </li>
  )
}

/** A day that has passed is called late before it is read as a promise. */
function dueOf({ state, at }: NonNullable<MineCard['due']>, lang: 'vi' | 'en'): string {
  return state === 'late' ? followWording(lang).mine.late(dueIn(lang, at)) : dueIn(lang, at)
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
