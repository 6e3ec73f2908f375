import type { Lang } from '../ui/i18n.ts'
import type { Channel, Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'
import { waysOf } from './screening.ts'

/** 'Tại quầy' */
export function channelName(channel: Channel, lang: Lang): string {
  const t = procedureWording(lang)
  return { online: t.channelOnline, counter: t.channelCounter, post: t.channelPost }[channel]
}

/** 'trực tuyến, tại quầy' */
export function showChannels(channels: readonly Channel[], lang: Lang): string {
  return channels.map((each) => channelName(each, lang).toLowerCase()).join(', ')
}

/** 'Trực tuyến một phần, tại quầy, qua bưu điện': the ways of the procedure, and how far the online one goes. */
export function showWays(procedure: Procedure, lang: Lang): string {
  const level = procedure.onlineLevel.value
  const [first, ...others] = waysOf(procedure).filter(
    (each) => level !== 'none' || each !== 'online',
  )
  if (first === undefined) return procedureWording(lang).unknown
  const isPart = first === 'online' && level === 'partial'
  const head = isPart ? procedureWording(lang).onlinePart : channelName(first, lang)
  return [head, ...others.map((each) => channelName(each, lang).toLowerCase())].join(', ')
}
