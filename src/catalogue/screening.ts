/** The few questions that decide which papers a person needs, asked on the procedure page before anything is filed. */
import { namesIn } from './expression-check.ts'
import { parseExpression } from './expression.ts'
import { askedQuestions, type Answers, type FormDefinition, type QuestionOf } from './form.ts'
import { channels, type Channel, type Procedure } from './procedure.ts'

/** Choices with options of their own that the papers depend on, in form order. */
export function screeningQuestions(
  procedure: Procedure,
  form: FormDefinition,
): QuestionOf<'choice'>[] {
  const names = new Set(
    procedure.papers.flatMap((paper) => (paper.neededIf ? namesOf(paper.neededIf) : [])),
  )
  return askedQuestions(form).filter(
    (question) =>
      question.kind === 'choice' && question.options !== undefined && names.has(question.id),
  ) as QuestionOf<'choice'>[]
}

function namesOf(condition: string): string[] {
  const parsed = parseExpression(condition)
  return parsed.ok ? namesIn(parsed.expression) : []
}

export type Screened = { answers: Answers; channel: Channel; isScreened: boolean }

/** What of a query answers these questions; until somebody answers, the first option of each (the ordinary case). */
export function screened(
  questions: readonly QuestionOf<'choice'>[],
  query: Readonly<Record<string, string>>,
): Screened {
  const chosen = questions.flatMap((question) => {
    const offered = question.options?.find((option) => option.code === query[question.id])
    return offered ? [[question.id, offered.code] as const] : []
  })
  const usual = questions.map(
    (question) => [question.id, question.options?.[0]?.code ?? ''] as const,
  )
  const channel = channels.find((each) => each === query['channel'])
  return {
    answers: Object.fromEntries([...usual, ...chosen]),
    channel: channel ?? 'online',
    isScreened: chosen.length > 0 || channel !== undefined,
  }
}
