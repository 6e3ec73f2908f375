import type { Lang } from '../ui/i18n.ts'
import type { Case } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'

/** A limit in words; what no source gives is "chưa xác định". */
export function showLimit(
  { limit, limitText }: Pick<Case, 'limit' | 'limitText'>,
  lang: Lang,
): string {
  return limit.value === null ? procedureWording(lang).unknown : limitText[lang]
}
