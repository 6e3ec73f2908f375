import {
  dayOf,
  showDay,
  showDue,
  showMoment,
  showTime,
  weekday,
  type LocalMinute,
} from '../lib/time.ts'
import type { Lang } from '../ui/i18n.ts'
import { useLang } from '../ui/page-context.ts'
import { weekdayNames } from '../ui/wording.ts'
import { channelName } from './channel-lines.ts'
import { showFee, showMoney } from './fee-lines.ts'
import type { FiledNow, FeeNow } from './filed-now.ts'
import type { Channel, Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'

type Props = { procedure: Procedure; filed: FiledNow; channel: Channel }

/** The date and the cost of filing at this minute, with everything that they take for granted. */
export function FiledNowBlock(props: Props) {
  const { procedure, filed, channel } = props
  const lang = useLang()
  const t = procedureWording(lang).now
  const { due } = filed
  return (
    <section class="card" aria-labelledby="neu-nop-bay-gio">
      <h2 id="neu-nop-bay-gio" class="m0">
        {t.title}
      </h2>
      <p>
        <span class="meta">{t.done}</span>
        <br />
        {due ? <b>{dueIn(due.dueAt, lang)}</b> : t.noDate}
      </p>
      <Cost {...props} />
      <p class="meta m0">
        {due ? `${t.assumed(channelName(channel, lang).toLowerCase(), due.caseName[lang])} ` : ''}
        {due ? `${t.from(momentIn(due.countsFrom, lang))} ` : ''}
        {due && procedure.handledIn !== 'ours' ? `${t.theirCalendar} ` : ''}
        {due?.provisional ? `${t.provisional} ` : ''}
        {due && due.mark !== 'verified' ? `${t.unsure} ` : ''}
        {procedure.filing === 'open' ? t.receipt : ''}
      </p>
    </section>
  )
}

/** The sum of what is sure, and a line for each row that depends on more; a figure that is unknown is never nothing. */
function Cost({ filed: { fees } }: Props) {
  const lang = useLang()
  const t = procedureWording(lang)
  const sure = fees.filter(({ isSure }) => isSure)
  const maybe = fees.filter(({ isSure }) => !isSure)
  return (
    <>
      <p class={maybe.length > 0 ? 'm0' : undefined}>
        <span class="meta">{t.now.cost}</span>
        <br />
        <b>
          {fees.length === 0 ? t.unknown : sure.length === 0 ? t.now.depends : sumOf(sure, lang)}
        </b>
      </p>
      {maybe.length > 0 ? (
        <ul>
          {maybe.map((row) => (
            <li>{rowOf(row, lang)}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

function sumOf(sure: readonly FeeNow[], lang: Lang): string {
  const sum = sure.reduce<number | null>(
    (total, { dong }) => (total === null || dong === null ? null : total + dong),
    0,
  )
  if (sum === null) return sure.map((row) => rowOf(row, lang)).join('; ')
  return sum === 0 ? procedureWording(lang).free : showMoney(sum)
}

function rowOf({ fee }: FeeNow, lang: Lang): string {
  return `${fee.name[lang]}: ${showFee(fee, lang)}`
}

function dueIn(when: LocalMinute, lang: Lang): string {
  return lang === 'vi' ? showDue(when) : `${dateIn(when)}, before ${showTime(when)}`
}

function momentIn(when: LocalMinute, lang: Lang): string {
  return lang === 'vi' ? showMoment(when) : `${showTime(when)}, ${dateIn(when)}`
}

function dateIn(when: LocalMinute): string {
  const day = weekday(dayOf(when)) as 1 | 2 | 3 | 4 | 5 | 6 | 7
  return `${weekdayNames('en')[day]} ${showDay(when)}`
}
