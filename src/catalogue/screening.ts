/** The few questions that decide which papers a person needs, asked on the procedure page before anything is filed. */
import type { Day } from '../lib/time.ts'
import { holds } from './evaluate.ts'
import { namesIn } from './expression-check.ts'
import { parseExpression } from './expression.ts'
import { type Answers, type FormDefinition, type QuestionOf, type Topic } from './form.ts'
import type { Channel, Procedure } from './procedure.ts'

type Choice = QuestionOf<'choice'>

/** Choices with options of their own that the papers depend on, in form order; each is asked only where the form asks it. */
export function screeningQuestions(procedure: Procedure, form: FormDefinition): Choice[] {
  const names = new Set(
    procedure.papers.flatMap((paper) => (paper.neededIf ? namesOf(paper.neededIf) : [])),
  )
  return form.topics.flatMap((topic) =>
    topic.questions.flatMap((question) =>
      question.kind === 'choice' && question.options !== undefined && names.has(question.id)
        ? [underTopic(question, topic)]
        : [],
    ),
  )
}

/** The question with the condition of its page, since here it stands alone. */
function underTopic(question: Choice, { visibleIf }: Topic): Choice {
  if (visibleIf === undefined) return question
  const own = question.visibleIf
  return { ...question, visibleIf: own === undefined ? visibleIf : `(${visibleIf}) and (${own})` }
}

function namesOf(condition: string): string[] {
  const parsed = parseExpression(condition)
  return parsed.ok ? namesIn(parsed.expression) : []
}

export type Screened = {
  answers: Answers
  channel: Channel
  isScreened: boolean
  /** The questions to ask next to these answers: what the form would not ask is not asked here. */
  asked: Choice[]
}

/** What of a query answers these questions; until somebody answers, the first option of each (the ordinary case). */
export function screened(
  questions: readonly Choice[],
  query: Readonly<Record<string, string>>,
  { today, ways }: { today: Day; ways: readonly Channel[] },
): Screened {
  const answers: Answers = {}
  const asked = questions.filter((question) => {
    const isAsked =
      question.visibleIf === undefined || holds(question.visibleIf, { answers, today })
    if (isAsked)
      answers[question.id] = chosenOf(question, query) ?? question.options?.[0]?.code ?? ''
    return isAsked
  })
  const channel = ways.find((each) => each === query['channel'])
  return {
    answers,
    channel: channel ?? ways[0] ?? 'online',
    isScreened:
      channel !== undefined || asked.some((question) => chosenOf(question, query) !== undefined),
    asked,
  }
}

function chosenOf(question: Choice, query: Readonly<Record<string, string>>): string | undefined {
  return question.options?.find((option) => option.code === query[question.id])?.code
}
