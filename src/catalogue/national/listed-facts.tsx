import type { ComponentChildren } from 'preact'
import type { Lang } from '../../ui/i18n.ts'
import { procedureWording } from '../procedure-wording.ts'
import { showDayText } from './change-words.ts'
import type { NationalChannel, NationalFee, NationalLimit, NationalRow } from './detail.ts'
import type { ListedSource } from './listed-details.ts'
import { listedWording } from './listed-wording.ts'

export const CHANNELS: readonly NationalChannel[] = ['online', 'post', 'counter']

type Summary = { value: ComponentChildren; more: ComponentChildren }
type SourcesProps = { sources: readonly ListedSource[] }

/** '10 ngày làm việc' when all channels agree, else channel by channel; "chưa xác định" where no limit is usable. */
export function limitSummary({ sources }: SourcesProps, lang: Lang): Summary {
  const t = procedureWording(lang)
  const [newest] = sources
  const limits = newest === undefined ? [] : byChannel(newest, (row) => limitText(row.limit, lang))
  if (newest === undefined || limits.every(({ texts }) => texts.length === 0))
    return { value: t.unknown, more: t.unknownMore }
  return {
    value: agreed(limits, lang),
    more: listedWording(lang).from(showDayText(newest.takenOn)),
  }
}

/** A sum, or in whose hands it lies; a bare zero is "chưa xác định", never free (domain.md §13). */
export function feeSummary({ sources }: SourcesProps, lang: Lang): Summary {
  const t = procedureWording(lang)
  const [newest] = sources
  const fees = newest === undefined ? [] : byChannel(newest, (row) => feeTexts(row.fees, lang))
  if (newest === undefined || fees.every(({ texts }) => texts.length === 0))
    return { value: t.unknown, more: t.unknownMore }
  return { value: agreed(fees, lang), more: listedWording(lang).from(showDayText(newest.takenOn)) }
}

type ByChannel = { channel: NationalChannel; texts: string[] }

function byChannel(
  { detail }: ListedSource,
  textOf: (row: NationalRow) => readonly string[] | string | undefined,
): ByChannel[] {
  return CHANNELS.flatMap((channel) => {
    const rows = detail.channels.filter((row) => row.channel === channel)
    if (rows.length === 0) return []
    return [{ channel, texts: [...new Set(rows.flatMap((row) => textOf(row) ?? []))] }]
  })
}

const MOST = 3

/** One text when all channels say the same; else each with its name. Many sums are told below, not here. */
function agreed(all: readonly ByChannel[], lang: Lang): string {
  const t = listedWording(lang)
  const unknown = procedureWording(lang).unknown
  const shown = all.map(({ channel, texts }) => {
    const some = texts.length > MOST ? [...texts.slice(0, MOST), '…'] : texts
    return { channel, text: some.join('; ') || unknown }
  })
  if (new Set(shown.map(({ text }) => text)).size === 1) return shown[0]!.text
  return shown.map(({ channel, text }) => `${t[channel]}: ${text}`).join('. ')
}

export function limitText(limit: NationalLimit | null, lang: Lang): string | undefined {
  if (limit === null) return undefined
  const number = limit.value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB')
  return listedWording(lang)[limit.unit](number)
}

/** What may be said of the fees of one row: sums below 1,000 đ are an error of the source and are not repeated as sums. */
export function feeTexts(fees: readonly NationalFee[], lang: Lang): string[] {
  const t = listedWording(lang)
  return fees.flatMap(({ kind, amount }) => {
    if (kind === 'unknown') return []
    if (kind !== 'amount') return [t[kind]]
    return amount === null || amount < 1000 ? [] : [`${amount.toLocaleString('vi-VN')} đ`]
  })
}
