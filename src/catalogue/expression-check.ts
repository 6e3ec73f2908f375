/** Type check of an expression against the names it may use: faults are found at publication, not at a citizen's click. */
import { parseExpression, type Expression, type ValueType } from './expression.ts'

/** Question ids and names of the moment (such as `channel`) with their types; for a choice also its codes. */
export type Names = ReadonlyMap<string, { type: ValueType; codes?: readonly string[] }>

type Signature = { parts: (ValueType | 'name')[]; gives: ValueType }

/** The functions of the language. `answered` takes a name, so that a missing answer can be asked for. */
export const functions: Readonly<Record<string, Signature>> = {
  answered: { parts: ['name'], gives: 'flag' },
  daysBetween: { parts: ['date', 'date'], gives: 'number' },
  yearsBetween: { parts: ['date', 'date'], gives: 'number' },
}

/** Faults of a condition as sentences; empty when it reads, uses only known names and gives yes or no. */
export function conditionFaults(text: string, names: Names): string[] {
  const parsed = parseExpression(text)
  if (!parsed.ok) return [`“${text}”, character ${parsed.at + 1}: ${parsed.fault}`]
  const faults: string[] = []
  const type = typeOf(parsed.expression, names, faults)
  if (type && type !== 'flag') faults.push(`gives a ${type}, not yes or no`)
  return faults.map((fault) => `“${text}”: ${fault}`)
}

/** Every name the expression speaks of. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'literal':
    case 'today':
      return []
    case 'name':
      return [expression.name]
    case 'call':
      return expression.parts.flatMap(namesIn)
    case 'not':
    case 'in':
      return namesIn(expression.part)
    case 'and':
    case 'or':
    case 'compare':
      return [...namesIn(expression.left), ...namesIn(expression.right)]
  }
}

function typeOf(expression: Expression, names: Names, faults: string[]): ValueType | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.type
    case 'today':
      return 'date'
    case 'name':
      return nameType(expression.name, names, faults)
    case 'call':
      return callType(expression, names, faults)
    case 'not':
      needType(expression.part, 'flag', names, faults)
      return 'flag'
    case 'and':
    case 'or':
      needType(expression.left, 'flag', names, faults)
      needType(expression.right, 'flag', names, faults)
      return 'flag'
    case 'compare':
      checkComparison(expression, names, faults)
      return 'flag'
    case 'in':
      checkMembership(expression, names, faults)
      return 'flag'
  }
}

function nameType(name: string, names: Names, faults: string[]): ValueType | undefined {
  const known = names.get(name)
  if (!known) faults.push(`does not know the name ${name}`)
  return known?.type
}

function needType(part: Expression, wanted: ValueType, names: Names, faults: string[]): void {
  const type = typeOf(part, names, faults)
  if (type && type !== wanted) faults.push(`needs a ${wanted} where a ${type} stands`)
}

function callType(
  call: Extract<Expression, { kind: 'call' }>,
  names: Names,
  faults: string[],
): ValueType | undefined {
  const signature = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined
  if (!signature) {
    faults.push(`does not know the function ${call.name}`)
    return undefined
  }
  if (signature.parts.length !== call.parts.length)
    faults.push(`${call.name} takes ${signature.parts.length} values, not ${call.parts.length}`)
  for (const [i, part] of call.parts.entries()) {
    const wanted = signature.parts[i]
    if (wanted === 'name' && part.kind !== 'name')
      faults.push(`${call.name} takes the name of a question`)
    else if (wanted === 'name' || wanted === undefined) typeOf(part, names, faults)
    else needType(part, wanted, names, faults)
  }
  return signature.gives
}

function checkComparison(
  { by, left, right }: Extract<Expression, { kind: 'compare' }>,
  names: Names,
  faults: string[],
): void {
  const [a, b] = [typeOf(left, names, faults), typeOf(right, names, faults)]
  if (a && b && a !== b) faults.push(`compares a ${a} with a ${b}`)
  const ordered = a === 'number' || a === 'date'
  if (a && !ordered && by !== '==' && by !== '!=') faults.push(`cannot order a ${a} by ${by}`)
  checkCode(left, right, names, faults)
  checkCode(right, left, names, faults)
}

function checkMembership(
  { part, among }: Extract<Expression, { kind: 'in' }>,
  names: Names,
  faults: string[],
): void {
  const type = typeOf(part, names, faults)
  for (const literal of among) {
    if (type && type !== literal.type)
      faults.push(`looks for a ${literal.type} among ${type} values`)
    checkCode(part, literal, names, faults)
  }
}

/** A choice compared with a code that it does not offer could never be true. */
function checkCode(name: Expression, literal: Expression, names: Names, faults: string[]): void {
  if (name.kind !== 'name' || literal.kind !== 'literal') return
  const codes = names.get(name.name)?.codes
  if (codes && !codes.includes(String(literal.value)))
    faults.push(`${name.name} never is “${String(literal.value)}” (it offers ${codes.join(', ')})`)
}
