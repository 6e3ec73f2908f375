/** The few questions that decide which papers a person needs, asked on the procedure page before anything is filed. */
import type { Day } from '../lib/time.ts'
import { holds, type Scope } from './evaluate.ts'
import { namesIn } from './expression-check.ts'
import { parseExpression } from './expression.ts'
import { isAsked, type Answers, type Asked, type FormDefinition, type QuestionOf } from './form.ts'
import { channels, type Channel, type Procedure } from './procedure.ts'
import { MOST_SCREENING, type Lead, type Screening } from './screening-shape.ts'
import type { Words } from './shape.ts'

export type ScreeningOption = { code: string; label: Words; leads?: Lead }
export type ScreeningQuestion = {
  id: string
  /** 'own': not of the form; its options only lead on. */
  kind: 'choice' | 'yesNo' | 'own'
  label: Words
  hint?: Words
  options: readonly ScreeningOption[]
  visibleIf?: string
  /** Its place among the questions to ask; undefined: answered as usual, not asked. */
  rank?: number
}

type Candidate = QuestionOf<'choice'> | QuestionOf<'yesNo'>

const YES_NO: readonly ScreeningOption[] = [
  { code: 'yes', label: { vi: 'Có', en: 'Yes' } },
  { code: 'no', label: { vi: 'Không', en: 'No' } },
]

/**
 * Choices with options of their own, and yes or no, that the papers depend on or that decide whether such a question is
 * asked, in form order; then those that the procedure asks besides. Where it says which to ask, the others keep the usual answer.
 */
export function screeningQuestions(
  procedure: Procedure,
  form: FormDefinition,
): ScreeningQuestion[] {
  const { screening } = procedure
  const rank = (id: string, otherwise: number | undefined) => {
    const at = screening?.findIndex(({ question }) => question === id)
    return at === undefined ? otherwise : at < 0 ? undefined : at
  }
  const wanted = new Set(screening?.map(({ question }) => question))
  const ofForm = candidates(form, screening ?? [])
  const decisive = decisiveOf(procedure, ofForm)
  const kept = ofForm.filter((question) => decisive.has(question.id) || wanted.has(question.id))
  const own = (screening ?? []).filter(
    ({ question }) =>
      !form.topics.some(({ questions }) => questions.some(({ id }) => id === question)),
  )
  return [...kept, ...own.map(ownQuestion)].map((question, i) => {
    const place = rank(question.id, i)
    return place === undefined ? question : { ...question, rank: place }
  })
}

function ownQuestion({ question, label, hint, options = [] }: Screening): ScreeningQuestion {
  return { id: question, kind: 'own', label: label!, ...(hint && { hint }), options }
}

/** Ids of the questions that the papers, or the questions about them, depend on. */
function decisiveOf(procedure: Procedure, asked: readonly ScreeningQuestion[]): Set<string> {
  const names = new Set(
    procedure.papers.flatMap((paper) => (paper.neededIf ? namesOf(paper.neededIf) : [])),
  )
  for (const { id, visibleIf } of asked.toReversed()) {
    if (!names.has(id)) continue
    for (const name of visibleIf ? namesOf(visibleIf) : []) names.add(name)
  }
  return names
}

/** Each with the condition of its topic, and with the words and options that the procedure gives it. */
function candidates(form: FormDefinition, screening: readonly Screening[]): ScreeningQuestion[] {
  return form.topics.flatMap(({ visibleIf, questions }) =>
    questions.filter(isAsked).flatMap((question) => {
      const entry = screening.find((each) => each.question === question.id)
      if (!isScreening(question, entry?.options !== undefined)) return []
      const both = [visibleIf, question.visibleIf].filter((each) => each !== undefined)
      const shownIf = both.map((each) => `(${each})`).join(' and ')
      return [{ ...worded(question, entry), ...(shownIf === '' ? {} : { visibleIf: shownIf }) }]
    }),
  )
}

function worded(question: Candidate, entry: Screening | undefined): ScreeningQuestion {
  const { id, kind } = question
  const hint = entry?.hint
  const options = entry?.options ?? (question.kind === 'choice' ? (question.options ?? []) : YES_NO)
  return { id, kind, label: entry?.label ?? question.label, ...(hint && { hint }), options }
}

function isScreening(question: Asked, hasOptions: boolean): question is Candidate {
  return (
    question.kind === 'yesNo' ||
    (question.kind === 'choice' && (question.options !== undefined || hasOptions))
  )
}

/** Whether that question of the form can be asked beforehand. */
export function screeningCandidate(form: FormDefinition, id: string, hasOptions: boolean): boolean {
  return form.topics.some(({ questions }) =>
    questions.filter(isAsked).some((each) => each.id === id && isScreening(each, hasOptions)),
  )
}

function namesOf(condition: string): string[] {
  const parsed = parseExpression(condition)
  return parsed.ok ? namesIn(parsed.expression) : []
}

/** `asked`: the questions that these answers leave visible, three at most; `leads`: where the answers send elsewhere. */
export type Screened = {
  answers: Answers
  channel: Channel
  isScreened: boolean
  asked: ScreeningQuestion[]
  leads: Lead[]
  /** Codes of the options that were chosen, by question. */
  chosen: Readonly<Record<string, string>>
}

/** The ways in which a procedure may be filed, the usual one first. */
export function waysOf({ channels: ways }: Pick<Procedure, 'channels'>): readonly Channel[] {
  return channels.filter((each) => ways === undefined || ways.includes(each))
}

type Request = { query: Readonly<Record<string, string>>; ways?: readonly Channel[]; today: Day }

/** What of a query answers these questions; until somebody answers, the ordinary case: the first option, or no. */
export function screened(
  questions: readonly ScreeningQuestion[],
  { query, ways = channels, today }: Request,
): Screened {
  const channel = ways.find((each) => each === query['channel'])
  const answers: Answers = {}
  const scope: Scope = { answers, today }
  const visible: ScreeningQuestion[] = []
  const chosen: Record<string, ScreeningOption> = {}
  for (const question of questions) {
    if (question.visibleIf !== undefined && !holds(question.visibleIf, scope)) continue
    visible.push(question)
    const option = question.options.find(({ code }) => code === query[question.id])
    if (option) chosen[question.id] = option
    if (question.kind !== 'own') answers[question.id] = answerOf(question, option)
  }
  return {
    answers,
    channel: channel ?? ways[0] ?? 'online',
    isScreened: channel !== undefined || Object.keys(chosen).length > 0,
    asked: inOrder(visible),
    leads: Object.values(chosen).flatMap(({ leads }) => leads ?? []),
    chosen: Object.fromEntries(Object.entries(chosen).map(([id, { code }]) => [id, code])),
  }
}

function inOrder(visible: readonly ScreeningQuestion[]): ScreeningQuestion[] {
  return visible
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => a.rank! - b.rank!)
    .slice(0, MOST_SCREENING)
}

function answerOf({ kind, options }: ScreeningQuestion, option: ScreeningOption | undefined) {
  return kind === 'yesNo' ? option?.code === 'yes' : ((option ?? options[0])?.code ?? '')
}
