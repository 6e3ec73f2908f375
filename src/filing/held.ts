/** What the national identity already says: shown with its source, never asked (WCAG 3.3.7, NĐ 224/2026 Đ15). Pure. */
import { formValues } from '../catalogue/form-body.ts'
import { questionOf, type FormDefinition } from '../catalogue/form.ts'
import { readAnswer } from '../catalogue/read-answer.ts'
import type { Facts } from '../catalogue/reading.ts'
import type { CitizenActor } from '../office/actor.ts'

/** Question id → the answer. */
export type Held = Readonly<Record<string, string>>

/** A form puts the applicant's own data under the prefix of the question that names them. */
export function prefixOf(form: FormDefinition): string {
  return form.applicant.slice(0, form.applicant.lastIndexOf('.'))
}

/** What the identity knows of the person, as far as the form asks it and can read it. */
export function identityAnswers(form: FormDefinition, who: CitizenActor, facts: Facts): Held {
  const prefix = prefixOf(form)
  const known: [string, string | undefined][] = [
    [form.applicant, who.name],
    [`${prefix}.birthOn`, who.birthOn],
    [`${prefix}.idKind`, who.personalNumber === undefined ? undefined : 'identityCard'],
    [`${prefix}.personalNumber`, who.personalNumber],
    [`${prefix}.phone`, who.phone],
  ]
  const usable = known.filter(([id, value]) => {
    const question = questionOf(form, id)
    return (
      question !== undefined &&
      value !== undefined &&
      readAnswer(question, value, facts).kind === 'read'
    )
  })
  return Object.fromEntries(usable) as Held
}

/** Without what the person says is wrong: that they answer themselves, and the officer sees both. */
export function heldAnswers(identity: Held, disputed: readonly string[]): Held {
  return Object.fromEntries(Object.entries(identity).filter(([id]) => !disputed.includes(id)))
}

/** What is opened together: a wrong number means that the kind of paper may be another one, too. */
export function openedBy(form: FormDefinition, questionId: string): string[] {
  const prefix = prefixOf(form)
  const number = [`${prefix}.idKind`, `${prefix}.personalNumber`]
  return number.includes(questionId) ? number : [questionId]
}

/** With these the boxes are filled once a held answer is opened for correction. */
export function typedFromHeld(form: FormDefinition, held: Held, ids: readonly string[]) {
  const opened = Object.fromEntries(Object.entries(held).filter(([id]) => ids.includes(id)))
  return formValues(form, opened)
}

/** What the boxes of a new draft already hold: an address for mail may be changed without disputing anything. */
export function firstValues(form: FormDefinition, who: CitizenActor): Record<string, string> {
  const email = `${prefixOf(form)}.email`
  return who.email !== undefined && questionOf(form, email) ? { [email]: who.email } : {}
}
