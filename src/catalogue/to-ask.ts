/** Which topics, questions and cells these answers lead to. */
import { holds, type Scope } from './evaluate.ts'
import { rowName } from './form-names.ts'
import {
  cellsOf,
  isAsked,
  isTyped,
  type Asked,
  type Cell,
  type FormDefinition,
  type Question,
  type Row,
  type Table,
  type Topic,
} from './form.ts'

export function isTopicVisible(topic: Topic, scope: Scope): boolean {
  return topic.visibleIf === undefined || holds(topic.visibleIf, scope)
}

/** The questions of a topic that have to be put to this person: visible, and not already answered elsewhere. */
export function questionsToAsk(topic: Topic, scope: Scope): Topic['questions'] {
  if (!isTopicVisible(topic, scope)) return []
  return topic.questions.filter(
    (question) =>
      isVisible(question, scope) &&
      !(isAsked(question) && question.sameAs && holds(question.sameAs.when, scope)),
  )
}

/** Topics in which something is asked, in order: the pages of the form for these answers. */
export function topicsToAsk(form: FormDefinition, scope: Scope): Topic[] {
  return form.topics.filter((topic) => questionsToAsk(topic, scope).some(isTyped))
}

export function isVisible({ visibleIf }: Pick<Question, 'visibleIf'>, scope: Scope): boolean {
  return visibleIf === undefined || holds(visibleIf, scope)
}

export function isRequired(question: Asked, scope: Scope): boolean {
  return (
    question.required === true ||
    (question.requiredIf !== undefined && holds(question.requiredIf, scope))
  )
}

/** The cells of a row that are asked; conditions of the row see its own answers as 'row.amount'. */
export function cellsToAsk(table: Table, row: number, within: Scope): Cell[] {
  return cellsOf(table, row).filter((cell) => isVisible(cell, within))
}

/** What conditions of a row see: the answers of the form, and those of the row. */
export function rowScope(scope: Scope, row: Row): Scope {
  const own = Object.entries(row).map(([column, answer]) => [rowName(column), answer])
  return { ...scope, answers: { ...scope.answers, ...Object.fromEntries(own) } }
}
