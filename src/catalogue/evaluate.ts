/**
 * What an expression gives for the answers of one dossier. Total: never throws, whatever the answers are. A missing answer
 * equals nothing (== no, != yes), stands in no order, is among nothing; so `a != 'x'` always means `not (a == 'x')`.
 * A date of which only the year or the month is known ('1996', '1996-03') stands in order only where that decides.
 */
import { dayNumber, parseDay, type Day } from '../lib/time.ts'
import { parseExpression, type Comparison, type Expression, type Operation } from './expression.ts'

/** Answers by question id (and names of the moment), and the Hà Nội day on which the question is asked. */
export type Scope = { answers: Readonly<Record<string, unknown>>; today: Day }
type Value = string | number | boolean | undefined

const read = new Map<string, Expression>()

/** Whether the condition holds. An expression that cannot be read never holds; publication refuses it before. */
export function holds(condition: string, scope: Scope): boolean {
  return valueOf(condition, scope) === true
}

/** The whole number that the expression gives; undefined when an answer is missing, or the number is not whole or not safe. */
export function numberOf(text: string, scope: Scope): number | undefined {
  return whole(valueOf(text, scope))
}

/** What a calculated question gives: a flag always, a number where every answer that it needs is there. */
export function calculated(
  { value, gives }: { value: string; gives: 'number' | 'money' | 'flag' },
  scope: Scope,
): number | boolean | undefined {
  const found = valueOf(value, scope)
  if (gives === 'flag') return found === true
  return gives === 'money' ? whole(found) : typeof found === 'number' ? found : undefined
}

function valueOf(text: string, scope: Scope): Value {
  let expression = read.get(text)
  if (!expression) {
    const parsed = parseExpression(text)
    if (!parsed.ok) return undefined
    expression = parsed.expression
    if (read.size < 5000) read.set(text, expression)
  }
  return evaluate(expression, scope)
}

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'today':
      return scope.today
    case 'name':
      return answerOf(expression.name, scope)
    case 'call':
      return call(expression.name, expression.parts, scope)
    case 'not':
      return evaluate(expression.part, scope) !== true
    case 'and':
      return evaluate(expression.left, scope) === true && evaluate(expression.right, scope) === true
    case 'or':
      return evaluate(expression.left, scope) === true || evaluate(expression.right, scope) === true
    case 'compare':
      return compare(
        expression.by,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
      )
    case 'in': {
      const value = evaluate(expression.part, scope)
      return expression.among.some((literal) => literal.value === value)
    }
    case 'has':
      return listOf(expression.list.name, scope)?.includes(expression.part.value) === true
    case 'minus':
      return calculate('-', 0, evaluate(expression.part, scope))
    case 'calculate':
      return calculate(
        expression.by,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
      )
  }
}

/** Whole numbers only, and only as far as they are exact: what is missing, broken or too great gives nothing. */
function calculate(by: Operation, left: Value, right: Value): number | undefined {
  const [a, b] = [whole(left), whole(right)]
  if (a === undefined || b === undefined) return undefined
  switch (by) {
    case '+':
      return whole(a + b)
    case '-':
      return whole(a - b)
    case '*':
      return whole(a * b)
  }
}

function whole(value: Value): number | undefined {
  return Number.isSafeInteger(value) ? Number(value) + 0 : undefined // -0 + 0 is 0
}

function answerOf(name: string, scope: Scope): Value {
  const answer = Object.hasOwn(scope.answers, name) ? scope.answers[name] : undefined
  return typeof answer === 'string' || typeof answer === 'number' || typeof answer === 'boolean'
    ? answer
    : undefined
}

function isAnswered(name: string, scope: Scope): boolean {
  const answer = Object.hasOwn(scope.answers, name) ? scope.answers[name] : listOf(name, scope)
  if (Array.isArray(answer)) return answer.length > 0
  return answer !== undefined && answer !== null && answer !== ''
}

/** What was chosen, the rows of a table, or what stands in one of its columns; undefined where nothing was answered. */
function listOf(name: string, { answers }: Scope): readonly unknown[] | undefined {
  const own = Object.hasOwn(answers, name) ? answers[name] : undefined
  if (Array.isArray(own)) return own
  const cut = name.lastIndexOf('.')
  const [table, column] = [name.slice(0, cut), name.slice(cut + 1)]
  const rows = Object.hasOwn(answers, table) ? answers[table] : undefined
  return Array.isArray(rows) ? rows.flatMap((row: unknown) => inColumn(row, column)) : undefined
}

function inColumn(row: unknown, column: string): unknown[] {
  if (typeof row !== 'object' || row === null || !Object.hasOwn(row, column)) return []
  return [(row as Record<string, unknown>)[column]]
}

function call(name: string, parts: readonly Expression[], scope: Scope): Value {
  const [first, second] = parts
  if (name === 'answered') return first?.kind === 'name' && isAnswered(first.name, scope)
  if (name === 'min' || name === 'max')
    return extreme(
      name,
      parts.map((part) => whole(evaluate(part, scope))),
    )
  if (name === 'count' || name === 'sum') return ofList(name, first, scope)
  if (!first || !second) return undefined
  const [a, b] = [evaluate(first, scope), evaluate(second, scope)]
  if (typeof a !== 'string' || typeof b !== 'string') return undefined
  if (name === 'daysBetween') return daysBetween(a, b)
  if (name === 'yearsBetween') return yearsBetween(a, b)
  return undefined
}

/** How many, or how much together, in hundredths since a measure has two decimals; what is no number is left out. */
function ofList(
  name: 'count' | 'sum',
  list: Expression | undefined,
  scope: Scope,
): number | undefined {
  const found = list?.kind === 'name' ? listOf(list.name, scope) : undefined
  if (name === 'count' || !found) return found?.length
  const hundredths = found
    .map((each) => (typeof each === 'number' ? Math.round(each * 100) : 0))
    .reduce((sum, each) => sum + each, 0)
  return Math.abs(hundredths) <= Number.MAX_SAFE_INTEGER ? hundredths / 100 + 0 : undefined
}

/** One missing number leaves the least and the greatest unknown. */
function extreme(name: 'min' | 'max', values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  if (known.length === 0 || known.length < values.length) return undefined
  return name === 'min' ? Math.min(...known) : Math.max(...known)
}

function daysBetween(a: string, b: string): number | undefined {
  const [from, to] = [parseDay(a), parseDay(b)]
  return from && to ? dayNumber(to) - dayNumber(from) : undefined
}

/** Whole years from a to b; of a date known only in part, the fewest that are sure. */
function yearsBetween(a: string, b: string): number | undefined {
  const [from, to] = [/^(\d{4})(-\d{2})?(-\d{2})?$/.exec(a), /^(\d{4})(-\d{2})?(-\d{2})?$/.exec(b)]
  if (!from || !to) return undefined
  const years = Number(to[1]) - Number(from[1])
  const latestStart = `${from[2] ?? '-12'}${from[3] ?? '-31'}`
  const earliestEnd = `${to[2] ?? '-01'}${to[3] ?? '-01'}`
  return earliestEnd < latestStart ? years - 1 : years
}

function compare(by: Comparison, a: Value, b: Value): boolean {
  if (by === '==') return a !== undefined && a === b
  if (by === '!=') return a === undefined || a !== b
  const order = orderOf(a, b)
  if (order === undefined) return false
  switch (by) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

function orderOf(a: Value, b: Value): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a !== 'string' || typeof b !== 'string') return undefined
  const known = Math.min(a.length, b.length)
  const [x, y] = [a.slice(0, known), b.slice(0, known)]
  if (x !== y) return x < y ? -1 : 1
  return a.length === b.length ? 0 : undefined
}
