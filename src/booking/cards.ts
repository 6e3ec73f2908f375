/** What the person has booked, for "Hồ sơ của tôi". */
import { inContext } from '../db/context.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { Lang } from '../ui/i18n.ts'
import type { BookingDeps } from './book.ts'
import { bookingPaths } from './paths.ts'
import { bookingsAhead, type BookingState } from './store.ts'
import { bookingWording, timeWords } from './wording.ts'

export type BookingCard = {
  href: string
  title: string
  more: string
  state: BookingState
  /** 'Lịch hẹn của Nguyễn Thị Bà'; null: one's own. */
  whose: string | null
}

export async function bookingCards(
  {
    db,
    law,
    now,
  }: Pick<BookingDeps, 'db' | 'now'> & { law: Pick<BookingDeps['law'], 'procedure'> },
  actor: CitizenActor,
  lang: Lang,
): Promise<BookingCard[]> {
  const asked = { personId: actor.personId, now: now() }
  const rows = await inContext(db, actor, (tx) => bookingsAhead(tx, asked))
  const t = bookingWording(lang)
  return rows.map(({ id, procedureCode, startsAt, pointName, state, comesName }) => ({
    href: bookingPaths.own(id),
    title: `${timeWords(lang, startsAt)} · ${law.procedure(procedureCode)?.shortName[lang] ?? procedureCode}`,
    more: state === 'booked' ? pointName : t.states[state],
    whose: comesName === null ? null : t.forWhom(comesName),
    state,
  }))
}
