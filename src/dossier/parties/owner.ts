/** Whose matter the answers say it is. Pure. */
import { textAnswer, type Answers, type FormDefinition } from '../../catalogue/form.ts'
import type { PartyIdentity } from '../../office/representation/representation.ts'

/** The owner, when the form asks their number: a person's, or a tax code. A form puts both beside the owner's name. */
export function ownerIn(form: FormDefinition, answers: Answers): PartyIdentity | undefined {
  const prefix = form.owner.slice(0, form.owner.lastIndexOf('.'))
  const name = textAnswer(answers, form.owner)
  if (name === '') return undefined
  const personal = textAnswer(answers, `${prefix}.personalNumber`)
  if (/^\d{12}$/.test(personal)) return { kind: 'person', number: personal, name }
  const tax = textAnswer(answers, `${prefix}.businessCode`)
  return isTaxCode(tax) ? { kind: 'organisation', number: tax, name } : undefined
}

/** Ten digits, thirteen for a branch with or without the dash (Thông tư 105/2020/TT-BTC Đ5, second-hand). */
export function isTaxCode(text: string): boolean {
  return /^\d{10}(-?\d{3})?$/.test(text)
}
