/**
 * One way to say each condition: it holds for the same answers as the one it was made from, and the explanation in words
 * leads back to exactly it. `not` stands only before what has no opposite, and-chains and or-chains are flat, an answer
 * stands before the value it is compared with, what does not depend on any answer is decided.
 */
import { evaluate } from './evaluate.ts'
import type { Comparison, Expression, Literal } from './expression.ts'

export function normalCondition(condition: Expression): Expression {
  return said(condition, true)
}

const flag = (value: boolean): Literal => ({ kind: 'literal', type: 'flag', value })

/** The condition, or its opposite. */
function said(part: Expression, yes: boolean): Expression {
  switch (part.kind) {
    case 'not':
      return said(part.part, !yes)
    case 'and':
    case 'or': {
      const kind = (part.kind === 'and') === yes ? 'and' : 'or'
      return joined(
        kind,
        chain(part).map((each) => said(each, yes)),
      )
    }
    case 'name':
      return { kind: 'compare', by: yes ? '==' : '!=', left: part, right: flag(true) }
    case 'compare':
      return compared(part, yes)
    case 'in':
      return amongst(part, yes)
    case 'literal':
      return part.type === 'flag' ? flag((part.value === true) === yes) : opposite(part, yes)
    case 'call':
    case 'today':
    case 'minus':
    case 'has':
    case 'calculate':
      return opposite(part, yes)
  }
}

function opposite(part: Expression, yes: boolean): Expression {
  return yes ? part : { kind: 'not', part }
}

/** The members of an and-chain or or-chain, however it was bracketed; a loop, since a chain may be long. */
export function chain(expression: Extract<Expression, { kind: 'and' | 'or' }>): Expression[] {
  const { kind } = expression
  const open: Expression[] = [expression]
  const members: Expression[] = []
  for (let part = open.pop(); part; part = open.pop())
    if (part.kind === kind) open.push(part.right, part.left)
    else members.push(part)
  return members
}

/** A chain of parts, flat and to the left, as the reader makes it. */
export function joined(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  const flat = parts.flatMap((part) => (part.kind === kind ? chain(part) : [part]))
  return flat.reduce((left, right) => ({ kind, left, right }))
}

/** Parts that always give yes or no, never nothing. */
function isDecided(part: Expression): boolean {
  return (
    ['not', 'and', 'or', 'compare', 'in', 'has'].includes(part.kind) ||
    (part.kind === 'call' && part.name === 'answered')
  )
}

function valueOf(part: Expression): Expression {
  return isDecided(part) ? said(part, true) : part
}

const MIRRORED = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

function compared(
  { by, left, right }: Extract<Expression, { kind: 'compare' }>,
  yes: boolean,
): Expression {
  const [a, b] = [valueOf(left), valueOf(right)]
  if (a.kind === 'literal' && b.kind === 'literal')
    return flag(decided({ kind: 'compare', by, left: a, right: b }) === yes)
  const sides =
    a.kind === 'literal' ? { by: MIRRORED[by], left: b, right: a } : { by, left: a, right: b }
  return isEquality(sides.by)
    ? equal({ ...sides, by: sides.by }, yes)
    : opposite({ kind: 'compare', ...sides }, yes)
}

function isEquality(by: Comparison): by is '==' | '!=' {
  return by === '==' || by === '!='
}

type Sides = { by: '==' | '!='; left: Expression; right: Expression }

function equal({ by, left, right }: Sides, yes: boolean): Expression {
  const isEqual = (by === '==') === yes
  if (right.kind === 'literal' && right.type === 'flag' && isDecided(left))
    return said(left, (right.value === true) === isEqual)
  return { kind: 'compare', by: isEqual ? '==' : '!=', left, right }
}

function decided(part: Expression): boolean {
  return evaluate(part, { answers: {}, today: '2000-01-01' }) === true
}

function amongst({ part, among }: Extract<Expression, { kind: 'in' }>, yes: boolean): Expression {
  const value = valueOf(part)
  const [first, ...others] = among
  if (value.kind === 'literal') return flag(decided({ kind: 'in', part: value, among }) === yes)
  if (first && others.length === 0) return equal({ by: '==', left: value, right: first }, yes)
  if (!isDecided(value)) return opposite({ kind: 'in', part: value, among }, yes)
  const [hasYes, hasNo] = [true, false].map((each) => among.some((one) => one.value === each))
  if (hasYes === hasNo) return flag(hasYes === yes)
  return said(value, hasYes === yes)
}
