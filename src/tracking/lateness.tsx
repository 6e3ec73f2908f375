import { isPaused, promiseOf } from '../calendar/clock.ts'
import { lastOf, type PaperFacts } from '../counter/paper-facts.ts'
import { Note } from '../ui/blocks.tsx'
import { useLang } from '../ui/page-context.ts'
import { followWording } from './follow-wording.ts'
import type { MineCard } from './mine.ts'
import { dueIn } from './when.ts'

/** That it is late, or will be, said before anybody asks: with the apology and the new day when there is one. */
export function Lateness({ card, facts }: { card: MineCard; facts: PaperFacts }) {
  const lang = useLang()
  const t = followWording(lang).late
  const { clock, finishedAt } = facts.state
  if (clock === null || finishedAt !== null || !card.isOpen || isPaused(clock)) return null
  const isLate = card.due?.state === 'late'
  if (clock.promisedAt !== undefined && !isLate) return <Apology id={card.id} facts={facts} />
  if (!isLate) return null
  return (
    <Note tone="warn">
      <p class="strong">{t.title(card.due?.words ?? dueIn(lang, promiseOf(clock)))}</p>
      <p>{t.sorry}</p>
      <p>{t.next(card.officeName)}</p>
    </Note>
  )
}

function Apology({ id, facts }: { id: string; facts: PaperFacts }) {
  const lang = useLang()
  const t = followWording(lang).late
  const event = lastOf(facts.events, 'apologised')
  if (event === undefined) return null
  const reason = event.private?.reason
  return (
    <Note tone="warn">
      <p class="strong">{t.apologyTitle}</p>
      <p>{t.apologyNew(dueIn(lang, promiseOf(event.body.clock)))}</p>
      {reason === undefined ? null : (
        <p class="spread" lang="vi">
          {t.apologyWhy(reason)}
        </p>
      )}
      <p class="meta">
        <a href={`/ho-so/${id}/giay-to/xin-loi.pdf`}>{t.letter}</a> (PDF) · {t.apologyOnce}
      </p>
    </Note>
  )
}
