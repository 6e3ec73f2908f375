/** The names that expressions over a form may use, with their types. */
import type { Names } from './expression-check.ts'
import type { ValueType } from './expression.ts'
import { askedQuestions, type Asked, type Column, type FormDefinition, type Table } from './form.ts'

type Typed = { type: ValueType; codes?: string[]; of?: ValueType }

/** The questions and the columns of tables, with `more` names of the moment. */
export function formNames(form: FormDefinition, more: Names = new Map()): Names {
  const own = askedQuestions(form).flatMap((question): [string, Typed][] => [
    [question.id, typedAnswer(question)],
    ...(question.kind === 'table' ? columnNames(question) : []),
  ])
  return new Map([...own, ...more])
}

/** What conditions of one row may speak of besides: the columns of the same row. */
export function rowNames({ columns }: Pick<Table, 'columns'>, names: Names): Names {
  return new Map([
    ...names,
    ...columns.map((column): [string, Typed] => [rowName(column.id), typedAnswer(column)]),
  ])
}

/** The column of the same row: 'row.amount'. */
export function rowName(column: string): string {
  return `${ROW}.${column}`
}
/** No question may begin with this word. */
export const ROW = 'row'

/** Everything that stands in the column: 'members.amount'. */
function columnNames(table: Table): [string, Typed][] {
  return table.columns.map((column) => {
    const { type, codes, of } = typedAnswer(column)
    // What was chosen of several in every row is a list of lists: it may only be counted.
    const contents = type === 'list' || type === 'place' || of !== undefined ? {} : { of: type }
    return [`${table.id}.${column.id}`, { type: 'list', ...contents, ...(codes ? { codes } : {}) }]
  })
}

function typedAnswer(question: Asked | Column): Typed {
  const isChoice = question.kind === 'choice' || question.kind === 'choiceMany'
  const codes =
    isChoice && question.options ? { codes: question.options.map(({ code }) => code) } : {}
  if (question.kind === 'choiceMany') return { type: 'list', of: 'text', ...codes }
  return { type: typeOfAnswer(question), ...codes }
}

function typeOfAnswer(question: Asked | Column): ValueType {
  switch (question.kind) {
    case 'date':
      return 'date'
    case 'yesNo':
      return 'flag'
    case 'address':
      return 'place'
    case 'integer':
    case 'decimal':
    case 'money':
      return 'number'
    case 'computed':
      return question.gives === 'flag' ? 'flag' : 'number'
    case 'choiceMany':
    case 'table':
      return 'list'
    case 'text':
    case 'personName':
    case 'longText':
    case 'choice':
    case 'personalNumber':
    case 'taxCode':
    case 'phone':
    case 'email':
      return 'text'
  }
}
