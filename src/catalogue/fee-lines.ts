import type { Lang } from '../ui/i18n.ts'
import { numberOf, type Scope } from './evaluate.ts'
import type { Answers } from './form.ts'
import type { Fee, Procedure } from './procedure.ts'
import { feesOn, ownFirst, scopeOf, type Moment } from './needs.ts'
import { procedureWording } from './procedure-wording.ts'

/** '50.000 ₫' */
export function showMoney(dong: number): string {
  return `${dong.toLocaleString('vi-VN')} ₫`
}

/** '150.000', '150 000 đ' → 150000; null for anything that is no whole number of đồng above nothing. */
export function readDong(text: string): number | null {
  const digits = text.replace(/[\s.₫đ]/g, '')
  const dong = /^\d{1,12}$/.test(digits) ? Number(digits) : 0
  return dong > 0 ? dong : null
}

/** Where the amount of a row comes from, whichever way the row says it. */
export function sourcingOf({
  amount,
  amountFrom,
}: Fee): Pick<NonNullable<Fee['amount']>, 'source' | 'mark' | 'note'> {
  return (amount ?? amountFrom)!
}

/** The amount in words. Null is never free: no source gives the figure. */
export function showFee(fee: Fee, lang: Lang): string {
  const t = procedureWording(lang)
  if (fee.amountFrom) return fee.amountFrom.text[lang]
  const amount = fee.amount?.value ?? null
  if (amount === null) return fee.decidedBy === 'council' ? t.councilDecides : t.feeUnknown
  if (amount === 0) return t.free
  return `${showMoney(amount)}${fee.per === 'copy' ? ` ${t.perCopy}` : ''}`
}

/** What a row comes to for these answers, in đồng; null when no source gives the figure or an answer is missing. */
export function feeDue(fee: Fee, answers: Answers, moment: Moment): number | null {
  const { amount, amountFrom, per, count } = fee
  if (amountFrom) return computed(amountFrom.value, scopeOf(answers, moment))
  if (!amount || amount.value === null) return null
  if (per === 'dossier') return amount.value
  const copies = count === undefined ? undefined : answers[count]
  return typeof copies === 'number' ? amount.value * copies : null
}

function computed(expression: string, scope: Scope): number | null {
  const dong = numberOf(expression, scope)
  return dong !== undefined && dong >= 0 ? dong : null
}

/** What most people pay, and the rest in small print; undefined when no row is known for that day and channel. */
export function feeFact(
  procedure: Procedure,
  moment: Moment,
  lang: Lang,
): { main: string; more: string } | undefined {
  const [first, ...others] = ownFirst(feesOn(procedure, moment))
  if (!first) return undefined
  return {
    main: showFee(first, lang),
    more: others.map((fee) => `${fee.name[lang]}: ${showFee(fee, lang)}`).join('. '),
  }
}
