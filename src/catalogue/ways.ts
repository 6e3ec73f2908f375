/** In which ways a procedure may be filed, in words: 'Trực tuyến một phần, tại quầy, qua bưu điện'. */
import type { Lang } from '../ui/i18n.ts'
import { channels, type Channel, type Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'

export function waysOf({ channels: own }: Pick<Procedure, 'channels'>): readonly Channel[] {
  return own ?? channels
}

export function showWays(
  procedure: Pick<Procedure, 'channels' | 'onlineLevel'>,
  lang: Lang,
): string {
  const t = procedureWording(lang)
  const { value: level } = procedure.onlineLevel
  const words: Record<Channel, string> = {
    online: level === 'partial' ? t.onlinePartly : t.channelOnline,
    counter: t.channelCounter,
    post: t.channelPost,
  }
  return waysOf(procedure)
    .filter((way) => level !== 'none' || way !== 'online')
    .map((way, i) => (i === 0 ? words[way] : words[way].toLowerCase()))
    .join(', ')
}
