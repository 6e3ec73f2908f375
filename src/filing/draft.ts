/** A draft: what a citizen has typed so far, exactly as typed, and what it amounts to. Pure. */
import { parseFormBody } from '../catalogue/form-body.ts'
import {
  isAsked,
  isTyped,
  questionOf,
  type Asked,
  type FormDefinition,
  type Topic,
} from '../catalogue/form.ts'
import type { Facts } from '../catalogue/reading.ts'
import type { PictureRemark, ReusedFrom } from '../dossier/events.ts'
import { questionsToAsk } from '../catalogue/to-ask.ts'
import { boxNames } from '../catalogue/table-rows.ts'
import { validateAnswers, type Validated } from '../catalogue/validate.ts'
import type { Turned } from '../paper/pictures.ts'
import type { ScanState } from '../paper/scanner.ts'
import { isRemark, valuesOf, type Held, type PopulationKept } from './held.ts'

export type DraftFile = {
  id: string
  paper: string
  name: string
  sha256: string
  size: number
  mediaType: string
  uploadedAt: Date
  scan: ScanState
  /** Clockwise, for reading; the bytes stay as they came. */
  turned: Turned
  remark: PictureRemark | null
  /** The applicant keeps the picture although it has a remark. */
  keptAnyway: boolean
  reusedFrom: ReusedFrom | null
}

export type Draft = {
  /** Also the submission key: whatever is sent twice under it is one act. */
  id: string
  kind: 'filing' | 'supplement'
  personId: number
  procedureCode: string
  /** In whose name it is filled in: the representation; null: one's own. */
  representation: number | null
  procedureVersion: number
  formVersion: number
  /** The version it was begun under, when another is in force since. */
  earlierProcedureVersion: number | null
  /** The dossier that it became, or the one that it completes. */
  dossierId: string | null
  round: number | null
  /** Names of the page's fields ('child.birthOn.day') and what was typed into them. */
  raw: Readonly<Record<string, string>>
  /** Questions whose held answer the person says is wrong. */
  disputed: readonly string[]
  /** What the population register answered; null while nobody has asked it. */
  population: PopulationKept | null
  officeId: number | null
  savedAt: Date
  expiresAt: Date
  isSubmitted: boolean
  files: readonly DraftFile[]
}

/** A draft lives this long after the last change (rules: Retention). */
export const DRAFT_DAYS = 30
/** So many days before a draft is erased its owner is told. */
export const WARNING_DAYS = 3
/** Of one draft: enough for every paper in several photographs, too little to fill a disk. */
export const MOST_FILES = 20
export const MOST_BYTES = 60_000_000
/** In all open drafts of one person together. */
export const MOST_BYTES_A_PERSON = 200_000_000

export function expiryOf(savedAt: Date): Date {
  return new Date(savedAt.getTime() + DRAFT_DAYS * 86_400_000)
}

/** The names of the boxes that a question has on the page. */
export function fieldNames(question: Asked): string[] {
  return boxNames(question)
}

/** The first box: where the error summary leads when the whole question is unanswered. */
export function firstField(question: Asked): string {
  return question.kind === 'address' ? `${question.id}.commune` : question.id
}

/**
 * What is held without what the person says is wrong: that they answer themselves, and the officer sees both. What was typed while the
 * register was silent stays as it was typed, too.
 */
export function heldAnswers(
  form: FormDefinition,
  known: Held,
  { disputed, raw }: Pick<Draft, 'disputed' | 'raw'>,
): Held {
  return Object.fromEntries(
    Object.entries(known).filter(
      ([id, { source }]) =>
        !disputed.includes(id) && !(source === 'population' && isTypedHere(form, id, raw)),
    ),
  )
}

function isTypedHere(form: FormDefinition, id: string, raw: Draft['raw']): boolean {
  const question = questionOf(form, id)
  return question !== undefined && fieldNames(question).some((name) => raw[name] !== undefined)
}

/** What the draft says today: readable answers, everything to be mended. What is held is never typed over. */
export function readDraft(
  form: FormDefinition,
  { raw, held }: { raw: Draft['raw']; held: Held },
  facts: Facts,
): Validated {
  const typed = Object.fromEntries(Object.entries(raw).filter(([name]) => !isRemark(name)))
  return validateAnswers(form, { ...parseFormBody(form, typed), ...valuesOf(held) }, facts)
}

/** The questions of a topic that this person types: visible, not taken from another answer, not held. */
export function typedQuestions(topic: Topic, validated: Validated, of: ScopeOf): Asked[] {
  const scope = { answers: validated.answers, today: of.today }
  return questionsToAsk(topic, scope)
    .filter(isTyped)
    .filter((question) => !Object.hasOwn(of.held, question.id))
}

export type ScopeOf = { held: Held; today: Facts['today'] }

/** Only the fields that the form of this version knows; ids are stable, so answers outlive a new version. */
export function knownFields(form: FormDefinition, raw: Draft['raw']): Record<string, string> {
  const known = new Set(
    form.topics.flatMap((topic) => topic.questions.filter(isAsked).flatMap(fieldNames)),
  )
  return Object.fromEntries(
    Object.entries(raw).filter(([name]) => known.has(name) || isRemark(name)),
  )
}
