/** What of a topic is shown now, what waits for an answer of the same page, and what the browser must know for that. */
import { isAsked, isTyped, type Question, type Topic } from '../catalogue/form.ts'
import type { LivePage, LiveQuestion } from '../catalogue/live.ts'
import { questionsToAsk } from '../catalogue/to-ask.ts'
import { liveBox, liveColumns, liveFigures, liveKindOf, namesOf } from './live-figures.ts'
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
  const figures = liveFigures(here)
  const conditions = liveConditions(here, figures)
  const placed = here
    .map((question) => ({
      question,
      isShown: shown.has(question),
      isLive: conditions.has(question.id),
    }))
    .filter(({ isShown, isLive }) => isShown || isLive)
  const follows = ({ question, isLive }: PlacedQuestion) => isLive || hasFigure(question, figures)
  if (!placed.some(follows)) return { questions: placed, page: undefined }
  const asked = new Set([...conditions.values(), ...valuesOf(placed, figures)].flatMap(namesOf))
  const questions = placed.map(({ question }) =>
    liveQuestion(question, {
      when: conditions.get(question.id),
      isRead: asked.has(question.id) || hasFigure(question, figures),
      figures,
    }),
  )
  const readHere = new Set(
    questions.filter(({ kind, value, rows }) => kind ?? value ?? rows).map(({ id }) => id),
  )
  const known = Object.entries(validated.answers).filter(
    ([id]) => asked.has(id) && !readHere.has(id),
  )
  return { questions: placed, page: { today, known: Object.fromEntries(known), questions } }
}

/** It is calculated by the browser, or a cell of its rows is. */
function hasFigure({ id, kind }: Question, figures: ReadonlySet<string>): boolean {
  return (
    figures.has(id) ||
    (kind === 'table' && [...figures].some((figure) => figure.startsWith(`${id}.`)))
  )
}

/** From what the browser calculates. */
function valuesOf(placed: readonly PlacedQuestion[], figures: ReadonlySet<string>): string[] {
  return placed.flatMap(({ question }) => {
    if (question.kind === 'computed') return figures.has(question.id) ? [question.value] : []
    if (question.kind !== 'table') return []
    return question.columns.flatMap((column) => [
      ...(column.visibleIf === undefined ? [] : [column.visibleIf]),
      ...(column.kind === 'computed' ? [column.value] : []),
    ])
  })
}

/** Conditions that ask for an answer of this page, when the browser can read every such answer. */
function liveConditions(
  here: readonly Question[],
  figures: ReadonlySet<string>,
): Map<string, string> {
  const kinds = new Map(here.map((each) => [each.id, liveKindOf(each) ?? figures.has(each.id)]))
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

type Living = { when: string | undefined; isRead: boolean; figures: ReadonlySet<string> }

function liveQuestion(question: Question, { when, isRead, figures }: Living): LiveQuestion {
  const isFollowed = question.kind === 'computed' ? figures.has(question.id) : isRead
  return {
    id: question.id,
    ...(when === undefined ? {} : { when }),
    ...(isTyped(question) ? { typed: true } : {}),
    ...(isFollowed ? liveBox(question) : {}),
    ...(isRead && question.kind === 'table'
      ? { rows: { max: question.max, columns: liveColumns(question) } }
      : {}),
  }
}
