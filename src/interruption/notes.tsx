/** What other pages say of an interruption: one sentence each, with where to go instead. */
import { showDay, showTime } from '../lib/time.ts'
import { Note } from '../ui/blocks.tsx'
import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import type { Receipt } from './in-force.ts'
import { standingOf, type Interruption } from './interruption.ts'
import { interruptionWording, REGISTER_PATH, stopWords } from './wording.ts'

export function momentWords(lang: Lang, at: Date): string {
  return `${showTime(at)} ${lang === 'vi' ? 'ngày' : 'on'} ${showDay(at)}`
}

/** 'Tạm dừng tiếp nhận hồ sơ đến 17:00 ngày 30/11/2026. Trong thời gian đó hãy đến …' */
export function interruptionSentence(lang: Lang, interruption: Interruption, now: Date): string {
  const t = interruptionWording(lang)
  const { stops, fromAt, toAt, substitute } = interruption
  const [what, to] = [stopWords(lang, stops), momentWords(lang, toAt)]
  const when =
    standingOf(interruption, now) === 'upcoming'
      ? t.from(what, momentWords(lang, fromAt), to)
      : t.until(what, to)
  const isVisited = stops.includes('receiving') || stops.includes('returning')
  if (!isVisited) return when
  const place = substitute && [substitute.name, substitute.address].filter(Boolean).join(', ')
  return `${when} ${place ? t.instead(place) : t.noPlace}`
}

/** Beside a place in a list. */
export function PlaceNote({ interruption, now }: { interruption: Interruption; now: Date }) {
  return (
    <>
      <br />
      <small class="bad">{interruptionSentence(useLang(), interruption, now)}</small>
    </>
  )
}

/** At the head of the counter's pages: what stops here, and for whom this place stands in. */
export function CounterBanner(props: {
  officeId: number
  interruptions: readonly Interruption[]
  now: Date
}) {
  const { officeId, interruptions, now } = props
  const here = interruptions.filter((each) => each.officeId === officeId)
  const instead = interruptions.filter(
    (each) =>
      each.officeId !== officeId &&
      each.substitute?.officeId === officeId &&
      standingOf(each, now) === 'running',
  )
  return (
    <>
      {here.map((each) => (
        <Note tone="warn">
          <p>
            <b>{each.pointName ?? each.officeName}.</b> {interruptionSentence('vi', each, now)}{' '}
            <a href={`${REGISTER_PATH}/${each.id}`}>Xem khai báo</a>
          </p>
        </Note>
      ))}
      {instead.map((each) => (
        <Note>
          <p>
            Nơi này đang nhận thay cho <b>{each.pointName ?? each.officeName}</b> đến{' '}
            {momentWords('vi', each.toAt)}. Cơ quan giải quyết không thay đổi.{' '}
            <a href={`${REGISTER_PATH}/${each.id}`}>Xem khai báo</a>
          </p>
        </Note>
      ))}
    </>
  )
}

/** Before somebody files: the office that is meant does not receive now, another place does. */
export function ReceivedElsewhere({ receipt }: { receipt: Receipt | null }) {
  const lang = useLang()
  const because = receipt?.because
  if (!because?.substitute) return null
  const { officeName, toAt, substitute } = because
  const words = interruptionWording(lang).rerouted
  return (
    <Note tone="warn">
      <p>{words(officeName, momentWords(lang, toAt), substitute.name)}</p>
    </Note>
  )
}
