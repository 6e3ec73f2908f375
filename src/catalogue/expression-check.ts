/** Type check of an expression against the names it may use: faults are found at publication, not at a citizen's click. */
import type { Lang } from '../ui/i18n.ts'
import { parseExpression, type Expression, type Places, type ValueType } from './expression.ts'
import { expressionWording, type Reason } from './expression-wording.ts'

/**
 * Question ids and names of the moment (such as `channel`) with their types; for a choice also its codes; for a list what
 * stands in it: nothing that can be asked for where it is the rows of a table.
 */
export type Names = ReadonlyMap<
  string,
  { type: ValueType; codes?: readonly string[]; of?: ValueType }
>

/** `more`: the last part may be repeated. `numbers`: a list of them. */
type Signature = { parts: (ValueType | 'name' | 'numbers')[]; more?: boolean; gives: ValueType }

/** The functions of the language. `answered` takes a name, so that a missing answer can be asked for. */
export const functions: Readonly<Record<string, Signature>> = {
  answered: { parts: ['name'], gives: 'flag' },
  daysBetween: { parts: ['date', 'date'], gives: 'number' },
  yearsBetween: { parts: ['date', 'date'], gives: 'number' },
  min: { parts: ['number', 'number'], more: true, gives: 'number' },
  max: { parts: ['number', 'number'], more: true, gives: 'number' },
  count: { parts: ['list'], gives: 'number' },
  sum: { parts: ['numbers'], gives: 'number' },
}

/** What is wrong, and where: character from 1, as an editor counts. */
export type ExpressionFault = { at: number; reason: string }
type Wanted = { gives?: 'flag' | 'number'; lang?: Lang }

/** Every fault of an expression that has to give yes or no (or a number); empty when it may be published. */
export function checkExpression(
  text: string,
  names: Names,
  { gives = 'flag', lang = 'vi' }: Wanted = {},
): ExpressionFault[] {
  const wording = expressionWording(lang)
  const parsed = parseExpression(text)
  if (!parsed.ok) return [{ at: parsed.at + 1, reason: parsed.reason(wording) }]
  const found: Found[] = []
  const check: Check = { names, found }
  const type = typeOf(parsed.expression, check)
  if (type && type !== gives) refuse(check, parsed.expression, (t) => t.wrongResult(type, gives))
  if (gives === 'number') wholeOnly(parsed.expression, check)
  return inPlace(found, parsed.places).map(({ at, reason }) => ({ at, reason: reason(wording) }))
}

/** Faults of a condition as sentences; empty when it reads, uses only known names and gives yes or no. */
export function conditionFaults(text: string, names: Names): string[] {
  return sentences(text, checkExpression(text, names, { lang: 'en' }))
}

/** Faults by which a condition cannot even be read, whatever its names are. */
export function readingFaults(text: string): string[] {
  const parsed = parseExpression(text)
  return parsed.ok
    ? []
    : sentences(text, [{ at: parsed.at + 1, reason: parsed.reason(expressionWording('en')) }])
}

/** Faults of an amount as sentences; empty when it reads, uses only known names and gives a whole number. */
export function numberFaults(text: string, names: Names): string[] {
  return sentences(text, checkExpression(text, names, { gives: 'number', lang: 'en' }))
}

function sentences(text: string, faults: ExpressionFault[]): string[] {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text
  return faults.map(({ at, reason }) => `“${shown}”, character ${at}: ${reason}`)
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
    case 'minus':
      return namesIn(expression.part)
    case 'and':
    case 'or':
    case 'compare':
    case 'calculate':
      return [...namesIn(expression.left), ...namesIn(expression.right)]
    case 'has':
      return [expression.list.name]
  }
}

/** The table whose column the name may be: 'members.share' → 'members'. */
export function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')))
}

type Found = { part: Expression; reason: Reason }
type Check = { names: Names; found: Found[] }

function refuse({ found }: Check, part: Expression, reason: Reason): void {
  found.push({ part, reason })
}

function inPlace(found: readonly Found[], places: Places): { at: number; reason: Reason }[] {
  return found
    .map(({ part, reason }) => ({ at: (places.get(part) ?? 0) + 1, reason }))
    .toSorted((a, b) => a.at - b.at)
}

function typeOf(expression: Expression, check: Check): ValueType | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.type
    case 'today':
      return 'date'
    case 'name':
      return nameType(expression, check)
    case 'call':
      return callType(expression, check)
    case 'not':
      needType(expression.part, 'flag', check)
      return 'flag'
    case 'and':
    case 'or':
      needType(expression.left, 'flag', check)
      needType(expression.right, 'flag', check)
      return 'flag'
    case 'compare':
      checkComparison(expression, check)
      return 'flag'
    case 'in':
      checkMembership(expression, check)
      return 'flag'
    case 'has':
      checkContents(expression, check)
      return 'flag'
    case 'minus':
      needWhole(expression.part, check)
      return 'number'
    case 'calculate':
      needWhole(expression.left, check)
      needWhole(expression.right, check)
      return 'number'
  }
}

type Part<K extends Expression['kind']> = Extract<Expression, { kind: K }>

function nameType(part: Part<'name'>, check: Check): ValueType | undefined {
  const known = check.names.get(part.name)
  if (!known) refuse(check, part, (t) => t.unknownName(part.name))
  return known?.type
}

function needType(part: Expression, wanted: ValueType, check: Check): void {
  const type = typeOf(part, check)
  if (type && type !== wanted) refuse(check, part, (t) => t.wrongType(wanted, type))
}

function needWhole(part: Expression, check: Check): void {
  needType(part, 'number', check)
  wholeOnly(part, check)
}

/** A decimal in arithmetic, or as an amount, could never give a number. */
function wholeOnly(part: Expression, check: Check): void {
  if (part.kind === 'literal' && part.type === 'number' && !Number.isSafeInteger(part.value))
    refuse(check, part, (t) => t.notWhole(String(part.value)))
}

function callType(call: Part<'call'>, check: Check): ValueType | undefined {
  const signature = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined
  if (!signature) {
    refuse(check, call, (t) => t.unknownFunction(call.name))
    return undefined
  }
  const { parts, more = false, gives } = signature
  const given = call.parts.length
  if (more ? given < parts.length : given !== parts.length)
    refuse(check, call, (t) => t.partCount(call.name, parts.length, given, more))
  for (const [i, part] of call.parts.entries()) {
    const wanted = parts[i] ?? (more ? parts.at(-1) : undefined)
    if (wanted === 'name' && part.kind !== 'name')
      refuse(check, part, (t) => t.needsName(call.name))
    else if (wanted === 'name' || wanted === undefined) typeOf(part, check)
    else if (wanted === 'number') needWhole(part, check)
    else if (wanted === 'numbers') needNumbers(part, check)
    else needType(part, wanted, check)
  }
  return gives
}

function needNumbers(part: Expression, check: Check): void {
  needType(part, 'list', check)
  const known = part.kind === 'name' ? check.names.get(part.name) : undefined
  if (known?.type === 'list' && known.of !== 'number') refuse(check, part, (t) => t.notNumbers)
}

/** `true in members.abroad`: a list holds things of one type, and a choice only its own codes. */
function checkContents({ list, part }: Part<'has'>, check: Check): void {
  needType(list, 'list', check)
  const known = check.names.get(list.name)
  if (known?.type !== 'list') return
  const { of } = known
  if (of === undefined) refuse(check, list, (t) => t.notAsked)
  else if (of !== part.type) refuse(check, part, (t) => t.foreignMember(part.type, of))
  else checkCode(list, part, check)
}

function checkComparison(comparison: Part<'compare'>, check: Check): void {
  const { by, left, right } = comparison
  const [a, b] = [typeOf(left, check), typeOf(right, check)]
  if (a && b && a !== b) refuse(check, comparison, (t) => t.differentTypes(a, b))
  if (a === 'place' || b === 'place') refuse(check, comparison, (t) => t.noComparison)
  else if (a === 'list' || b === 'list') refuse(check, comparison, (t) => t.noListComparison)
  else if (a && a !== 'number' && a !== 'date' && by !== '==' && by !== '!=')
    refuse(check, comparison, (t) => t.noOrder(a, by))
  checkCode(left, right, check)
  checkCode(right, left, check)
}

function checkMembership({ part, among }: Part<'in'>, check: Check): void {
  const type = typeOf(part, check)
  for (const literal of among) {
    if (type && type !== literal.type)
      refuse(check, literal, (t) => t.foreignMember(literal.type, type))
    checkCode(part, literal, check)
  }
}

/** A choice compared with a code that it does not offer could never be true. */
function checkCode(part: Expression, literal: Expression, check: Check): void {
  if (part.kind !== 'name' || literal.kind !== 'literal') return
  const codes = check.names.get(part.name)?.codes
  const value = String(literal.value)
  if (codes && !codes.includes(value))
    refuse(check, literal, (t) => t.neverIs(part.name, value, shownCodes(codes)))
}

function shownCodes(codes: readonly string[]): string {
  return codes.length > 12 ? `${codes.slice(0, 12).join(', ')}, …` : codes.join(', ')
}
