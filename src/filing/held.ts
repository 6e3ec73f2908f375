/**
 * What is already held: by the national identity, by the population register. Shown with its source and its moment, never asked
 * (WCAG 3.3.7, NĐ 224/2026 Đ15.1.d). Pure.
 */
import type { CodeLists } from '../catalogue/code-lists.ts'
import { formValues } from '../catalogue/form-body.ts'
import { namedPlaces } from '../catalogue/places/named-places.ts'
import { questionOf, type Answer, type Answers, type FormDefinition } from '../catalogue/form.ts'
import { inherited, type Inherited } from '../catalogue/inherited.ts'
import type { Prefilled, Told, ToldOf } from '../catalogue/prefill.ts'
import type { Scope } from '../catalogue/evaluate.ts'
import { readAnswer } from '../catalogue/read-answer.ts'
import type { Facts } from '../catalogue/reading.ts'
import type { HeldAtFiling } from '../dossier/events.ts'
import { canonical } from '../lib/canonical.ts'
import type { CitizenActor } from '../office/actor.ts'

export type HeldAnswer = {
  readonly value: Answer
  readonly source: 'identity' | 'population'
  /** When the register said so; an identity says it at sign-in. */
  readonly asOf?: string
  /** Follows by law from what the source says of both parents; absent: said of the person themselves. */
  readonly from?: 'parents'
}
/** Question id → what is held of it. */
export type Held = Readonly<Record<string, HeldAnswer>>

/**
 * What the register answered for a draft, as it is kept with the draft. `none`: nobody was asked, because the person has no personal
 * number or the form is told of nobody.
 */
export type PopulationKept = {
  readonly state: 'found' | 'notFound' | 'mismatch' | 'unavailable' | 'none'
  readonly lookedAt: string
  /** Of whom it was asked: of a spouse only once the answers ask for one. */
  readonly of: readonly ToldOf[]
  readonly asOf?: string
  readonly told?: Told
  /** When it last gave no answer, since it last gave one. */
  readonly silentAt?: string
}

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
  const usable = known.flatMap(([id, said]) => {
    const question = questionOf(form, id)
    if (question === undefined || said === undefined) return []
    const isReadable = readAnswer(question, said, facts).kind === 'read'
    return isReadable ? [[id, { value: said, source: 'identity' }] as const] : []
  })
  return Object.fromEntries(usable)
}

/** What the register filled in, with its moment. */
export function populationAnswers(filled: Prefilled, asOf: string): Held {
  return Object.fromEntries(
    Object.entries(filled).map(([id, { answer }]) => [
      id,
      { value: answer, source: 'population', asOf },
    ]),
  )
}

/** What follows from both parents: only from what the register says of them, and not where somebody says otherwise. */
export function parentsAnswers(
  rules: readonly Inherited[],
  { held, asOf }: { held: Held; asOf: string },
  scope: Scope,
): Held {
  const ofRegister = Object.entries(held).filter(([, { source }]) => source === 'population')
  const answers = inherited(rules, valuesOf(Object.fromEntries(ofRegister)), scope)
  return Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [
      id,
      { value, source: 'population', asOf, from: 'parents' },
    ]),
  )
}

/** The bare answers, as a form is read with. */
export function valuesOf(held: Held): Answers {
  return Object.fromEntries(Object.entries(held).map(([id, { value }]) => [id, value]))
}

/** What is opened together: a wrong number means that the kind of paper may be another one, too. */
export function openedBy(form: FormDefinition, questionId: string): string[] {
  const prefix = prefixOf(form)
  const number = [`${prefix}.idKind`, `${prefix}.personalNumber`]
  return number.includes(questionId) ? number : [questionId]
}

/** With these the boxes are filled once a held answer is opened for correction. */
export function typedFromHeld(
  form: FormDefinition,
  { held, ids }: { held: Held; ids: readonly string[] },
  codeLists: CodeLists,
) {
  const opened = Object.entries(valuesOf(held)).filter(([id]) => ids.includes(id))
  return formValues(form, namedPlaces(Object.fromEntries(opened), codeLists))
}

/** What the boxes of a new draft already hold: an address for mail may be changed without disputing anything. */
export function firstValues(form: FormDefinition, who: CitizenActor): Record<string, string> {
  const email = `${prefixOf(form)}.email`
  return who.email !== undefined && questionOf(form, email) ? { [email]: who.email } : {}
}

const REMARK = 'remark:'
export const LONGEST_REMARK = 300

/** The box beside a disputed answer in which the person says what is wrong. */
export function remarkName(questionId: string): string {
  return `${REMARK}${questionId}`
}

export function isRemark(fieldName: string): boolean {
  return fieldName.startsWith(REMARK)
}

/** Typed by hand as the source has it: nobody disputes anything. */
export function isSame(answer: Answer | undefined, said: Answer): boolean {
  return answer !== undefined && canonical(answer) === canonical(said)
}

/** Where each answer of the filed declaration came from; of a disputed one also what the source says, and the person's remark. */
export function heldAtFiling(
  { known, held, answers }: { known: Held; held: Held; answers: Answers },
  raw: Readonly<Record<string, string>>,
): HeldAtFiling | undefined {
  const entries = Object.entries(known)
    .filter(([id]) => answers[id] !== undefined)
    .map(([id, { value, source, asOf, from }]) => {
      const origin = { source, ...(asOf && { asOf }), ...(from && { from }) }
      if (held[id] !== undefined || isSame(answers[id], value)) return [id, origin] as const
      const remark = raw[remarkName(id)]
      return [id, { ...origin, says: value, ...(remark ? { remark } : {}) }] as const
    })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
