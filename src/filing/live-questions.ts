/** What of a topic is shown now, what waits for an answer of the same page, and what the browser must know for that. */
import { namesIn, parentOf } from '../catalogue/expression-check.ts'
import { parseExpression } from '../catalogue/expression.ts'
import { isAsked, isTyped, type Question, type Topic } from '../catalogue/form.ts'
import type { LiveKind, LivePage, LiveQuestion } from '../catalogue/live.ts'
import { questionsToAsk } from '../catalogue/to-ask.ts'
import type { Filing } from './load.ts'

export type PlacedQuestion = {
  question: Question
  isShown: boolean
  /** The browser shows and hides it. */
  isLive: boolean
}
export type PlacedTopic = { questions: PlacedQuestion[]; page: LivePage | undefined }

export function placedQuestions(
  topic: Topic,
  { validated, facts, held }: Pick<Filing, 'validated' | 'facts' | 'held'>,
): PlacedTopic {
  const { today } = facts
  const shown = new Set(questionsToAsk(topic, { answers: validated.answers, today }))
  const here = topic.questions.filter((each) => !isAsked(each) || held[each.id] === undefined)
  const conditions = liveConditions(here)
  const placed = here
    .map((question) => ({
      question,
      isShown: shown.has(question),
      isLive: conditions.has(question.id),
    }))
    .filter(({ isShown, isLive }) => isShown || isLive)
  if (!placed.some(({ isLive }) => isLive)) return { questions: placed, page: undefined }
  const asked = new Set([...conditions.values()].flatMap(namesOf))
  const questions = placed.map(({ question }) =>
    liveQuestion(question, { when: conditions.get(question.id), isRead: asked.has(question.id) }),
  )
  const readHere = new Set(questions.filter(({ kind }) => kind).map(({ id }) => id))
  const known = Object.entries(validated.answers).filter(
    ([id]) => asked.has(id) && !readHere.has(id),
  )
  return { questions: placed, page: { today, known: Object.fromEntries(known), questions } }
}

/** Conditions that ask for an answer of this page, when the browser can read every such answer. */
function liveConditions(here: readonly Question[]): Map<string, string> {
  const kinds = new Map(here.map((question) => [question.id, kindOf(question)]))
  return new Map(
    here.flatMap((question): [string, string][] => {
      const text = conditionOf(question)
      const onPage = text === undefined ? [] : namesOf(text).filter((name) => kinds.has(name))
      return text !== undefined && onPage.length > 0 && onPage.every((name) => kinds.get(name))
        ? [[question.id, text]]
        : []
    }),
  )
}

/** Visible, and not taken from another answer. */
function conditionOf(question: Question): string | undefined {
  const taken = isAsked(question) ? question.sameAs?.when : undefined
  const parts = [
    ...(question.visibleIf === undefined ? [] : [`(${question.visibleIf})`]),
    ...(taken === undefined ? [] : [`not (${taken})`]),
  ]
  return parts.length === 0 ? undefined : parts.join(' and ')
}

/** With the tables whose columns they may be. None of a text that is too long or too deep to be read: the server decides there. */
function namesOf(text: string): string[] {
  const parsed = parseExpression(text)
  return parsed.ok ? namesIn(parsed.expression).flatMap((name) => [name, parentOf(name)]) : []
}

function kindOf({ kind }: Question): LiveKind | undefined {
  return kind === 'choice' || kind === 'yesNo' || kind === 'integer' ? kind : undefined
}

function liveQuestion(
  question: Question,
  { when, isRead }: { when: string | undefined; isRead: boolean },
): LiveQuestion {
  const kind = isRead ? kindOf(question) : undefined
  return {
    id: question.id,
    ...(when === undefined ? {} : { when }),
    ...(isTyped(question) ? { typed: true } : {}),
    ...(kind ? { kind } : {}),
    ...(kind && question.kind === 'integer' ? { min: question.min, max: question.max } : {}),
  }
}
