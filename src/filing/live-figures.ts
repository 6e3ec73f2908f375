/** Which calculations of a page the browser can follow: those all of whose answers it reads as the server does. Pure. */
import { namesIn, parentOf } from '../catalogue/expression-check.ts'
import { parseExpression } from '../catalogue/expression.ts'
import { partsOf } from '../catalogue/form-body.ts'
import { MOST_DONG } from '../catalogue/form-kinds.ts'
import { ROW } from '../catalogue/form-names.ts'
import { isAsked, type Column, type Question, type QuestionOf } from '../catalogue/form.ts'
import type { LiveBox, LiveKind } from '../catalogue/live-boxes.ts'
import type { LiveColumn } from '../catalogue/live-rows.ts'

/** With the tables whose columns they may be. None of a text that is too long or too deep to be read: the server decides there. */
export function namesOf(text: string): string[] {
  const parsed = parseExpression(text)
  return parsed.ok ? namesIn(parsed.expression).flatMap((name) => [name, parentOf(name)]) : []
}

const LIVE_KINDS: readonly LiveKind[] = ['choice', 'yesNo', 'integer', 'money', 'decimal']

export function liveKindOf({ kind }: Pick<Question | Column, 'kind'>): LiveKind | undefined {
  return LIVE_KINDS.find((each) => each === kind)
}

/** Ids of what is calculated on the page, 'table.column' for a cell of every row. In the order of the page: each may use those before. */
export function liveFigures(here: readonly Question[]): ReadonlySet<string> {
  const found = new Set<string>()
  const onPage = new Map<string, boolean>()
  for (const question of here) {
    if (!isAsked(question)) continue
    const follows = (text: string, own: ReadonlyMap<string, boolean> = new Map()) => {
      const names = namesOf(text)
      const isRead = (name: string) => own.get(name) ?? onPage.get(name)
      return (
        names.some((name) => isRead(name) !== undefined) &&
        names.every((name) => isRead(name) !== false)
      )
    }
    if (question.kind === 'table') {
      const own = columnsFollowed(question, follows)
      onPage.set(question.id, question.sameAs === undefined)
      for (const { id, kind } of question.columns) {
        const isRead = own.get(`${ROW}.${id}`) === true
        onPage.set(`${question.id}.${id}`, isRead)
        if (isRead && kind === 'computed') found.add(`${question.id}.${id}`)
      }
    } else if (question.kind === 'computed') {
      const isRead = follows(question.value)
      onPage.set(question.id, isRead)
      if (isRead) found.add(question.id)
    } else onPage.set(question.id, liveKindOf(question) !== undefined && !question.sameAs)
  }
  return found
}

type Follows = (text: string, own: ReadonlyMap<string, boolean>) => boolean

/** Each column under its name within the row: whether the browser reads it. */
function columnsFollowed({ columns }: QuestionOf<'table'>, follows: Follows): Map<string, boolean> {
  const own = new Map<string, boolean>()
  for (const column of columns) {
    const isSeen = column.visibleIf === undefined || follows(column.visibleIf, own)
    const isRead =
      column.kind === 'computed'
        ? follows(column.value, own)
        : liveKindOf(column) !== undefined && !column.sameAs
    own.set(`${ROW}.${column.id}`, isSeen && isRead)
  }
  return own
}

/** How the browser reads that box, or calculates it. */
export function liveBox(question: Question | Column): LiveBox {
  if (question.kind === 'computed') return { value: question.value, gives: question.gives }
  const kind = liveKindOf(question)
  if (kind === undefined) return {}
  if (question.kind === 'integer' || question.kind === 'decimal')
    return { kind, min: question.min, max: question.max }
  if (question.kind === 'money')
    return { kind, min: question.min ?? 0, max: question.max ?? MOST_DONG }
  return { kind }
}

/** What the browser must know of a table: every column, since a row is one as soon as anything stands in it. */
export function liveColumns({ columns }: QuestionOf<'table'>): LiveColumn[] {
  return columns.map((column) => {
    const parts = partsOf(column.kind).map((part) => `.${part}`)
    return {
      id: column.id,
      ...(column.visibleIf === undefined ? {} : { when: column.visibleIf }),
      ...(parts.length === 0 ? {} : { parts }),
      ...liveBox(column),
    }
  })
}
