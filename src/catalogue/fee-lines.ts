import type { Lang } from '../ui/i18n.ts'
import type { Fee, Procedure } from './procedure.ts'
import { procedureWording } from './procedure-wording.ts'

/** '50.000 ₫' */
export function showMoney(dong: number): string {
  return `${dong.toLocaleString('vi-VN')} ₫`
}

/** The amount in words. Null is never free: the council decides, and we do not know its figure. */
export function showFee(fee: Fee, lang: Lang): string {
  const t = procedureWording(lang)
  if (fee.amount.value === null) return t.councilDecides
  if (fee.amount.value === 0) return t.free
  return `${showMoney(fee.amount.value)}${fee.per === 'copy' ? ` ${t.perCopy}` : ''}`
}

/** What most people pay, and the rest in small print; undefined when no row is known. */
export function feeFact(
  procedure: Procedure,
  lang: Lang,
): { main: string; more: string } | undefined {
  const [first, ...others] = procedure.fees
  if (!first) return undefined
  return {
    main: showFee(first, lang),
    more: others.map((fee) => `${fee.name[lang]}: ${showFee(fee, lang)}`).join('. '),
  }
}
