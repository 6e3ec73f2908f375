/** The few questions that decide which papers a person needs, asked on the procedure page before anything is filed. */
import type { Day } from '../lib/time.ts'
import { holds, type Scope } from './evaluate.ts'
import { namesIn } from './expression-check.ts'
import { parseExpression } from './expression.ts'
import { isAsked, type Answers, type Asked, type FormDefinition, type QuestionOf } from './form.ts'
import { channels, type Channel, type Procedure } from './procedure.ts'

export type ScreeningQuestion = QuestionOf<'choice'> | QuestionOf<'yesNo'>

/**
 * Choices with options of their own, and yes or no, that the papers depend on or that decide whether such a question is
 * asked, in form order.
 */
export function screeningQuestions(
  procedure: Procedure,
  form: FormDefinition,
): ScreeningQuestion[] {
  const names = new Set(
    procedure.papers.flatMap((paper) => (paper.neededIf ? namesOf(paper.neededIf) : [])),
  )
  const needed = candidates(form)
    .toReversed()
    .filter((question) => {
      if (!names.has(question.id)) return false
      for (const name of question.visibleIf ? namesOf(question.visibleIf) : []) names.add(name)
      return true
    })
  return needed.toReversed()
}

/** Each with the condition of its topic. */
function candidates(form: FormDefinition): ScreeningQuestion[] {
  return form.topics.flatMap(({ visibleIf, questions }) =>
    questions
      .filter(isAsked)
      .filter(isScreening)
      .map((question) => {
        const both = [visibleIf, question.visibleIf].filter((each) => each !== undefined)
        const shownIf = both.map((each) => `(${each})`).join(' and ')
        return shownIf === '' ? question : { ...question, visibleIf: shownIf }
      }),
  )
}

function isScreening(question: Asked): question is ScreeningQuestion {
  return question.kind === 'yesNo' || (question.kind === 'choice' && question.options !== undefined)
}

function namesOf(condition: string): string[] {
  const parsed = parseExpression(condition)
  return parsed.ok ? namesIn(parsed.expression) : []
}

/** `asked`: the questions that these answers leave visible. */
export type Screened = {
  answers: Answers
  channel: Channel
  isScreened: boolean
  asked: ScreeningQuestion[]
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
  let isScreened = channel !== undefined
  for (const question of questions) {
    if (question.visibleIf !== undefined && !holds(question.visibleIf, scope)) continue
    visible.push(question)
    const chosen = chosenOf(question, query[question.id])
    isScreened ||= chosen !== undefined
    answers[question.id] = chosen ?? usualOf(question)
  }
  return { answers, channel: channel ?? ways[0] ?? 'online', isScreened, asked: visible }
}

function chosenOf(question: ScreeningQuestion, typed: string | undefined) {
  if (question.kind === 'yesNo') return typed === 'yes' ? true : typed === 'no' ? false : undefined
  return question.options?.find((option) => option.code === typed)?.code
}

function usualOf(question: ScreeningQuestion): string | boolean {
  return question.kind === 'yesNo' ? false : (question.options?.[0]?.code ?? '')
}
