/**
 * The one language of conditions and amounts: forms, papers, cases, fees and competence are data that speak it. An
 * expression is read into a tree, checked against the names it may use, and evaluated by a total function: no loops, no
 * host access. docs/expressions.md is its description.
 *
 *   situation.kind == 'surrogacy' and not answered(father.fullName)
 *   daysBetween(child.birthOn, today) <= 60        channel in ('counter', 'post')        'post' in result.manners
 *   min(200000, 2000 * min(pages.count, 2) + 1000 * max(pages.count - 2, 0))
 */
import { Fault, tokens, type Token } from './expression-tokens.ts'
import type { Reason } from './expression-wording.ts'

/**
 * An address is a place: it can be asked for by `answered`, never compared. A list is what was chosen of several, the rows of
 * a table or one column of them: it is counted, summed up, or asked whether something is in it.
 */
export type ValueType = 'text' | 'number' | 'date' | 'flag' | 'place' | 'list'
export type Literal = {
  kind: 'literal'
  type: 'text' | 'number' | 'flag'
  value: string | number | boolean
}
export const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const
export type Comparison = (typeof comparisons)[number]

export const operations = ['+', '-', '*'] as const
export type Operation = (typeof operations)[number]

/** A question, a column of a table, or a name of the moment. */
export type NameOf = { kind: 'name'; name: string }

export type Expression =
  | Literal
  | NameOf
  | { kind: 'today' }
  | { kind: 'call'; name: string; parts: Expression[] }
  | { kind: 'not'; part: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; by: Comparison; left: Expression; right: Expression }
  | { kind: 'in'; part: Expression; among: Literal[] }
  | { kind: 'has'; list: NameOf; part: Literal }
  | { kind: 'minus'; part: Expression }
  | { kind: 'calculate'; by: Operation; left: Expression; right: Expression }

/** Where each part of the tree begins in the text (character from 0). */
export type Places = ReadonlyMap<Expression, number>
export type Parsed =
  { ok: true; expression: Expression; places: Places } | { ok: false; at: number; reason: Reason }

/** Longest text and deepest nesting that are read: a published rule stays readable, and reading never overflows. */
const LONGEST = 2000
const DEEPEST = 40
/** A number below this is written with at most 15 digits before its point, so that print and read agree. */
const MOST = 1e15

/** Reads an expression; a fault says where (character from 0) and what. Never throws. */
export function parseExpression(text: string): Parsed {
  if (text.length > LONGEST) return { ok: false, at: LONGEST, reason: (t) => t.tooLong(LONGEST) }
  try {
    const reader = new Reader(tokens(text), text.length)
    const expression = reader.either(0)
    reader.end()
    return { ok: true, expression, places: reader.places }
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, at: fault.at, reason: fault.reason }
    throw fault
  }
}

class Reader {
  readonly #tokens: Token[]
  readonly #length: number
  #next = 0
  readonly places = new Map<Expression, number>()
  constructor(list: Token[], length: number) {
    this.#tokens = list
    this.#length = length
  }

  either(depth: number): Expression {
    if (depth > DEEPEST) throw new Fault(this.#at(), (t) => t.tooDeep(DEEPEST))
    const at = this.#at()
    let left = this.#both(depth)
    while (this.#take('or')) left = this.#put(at, { kind: 'or', left, right: this.#both(depth) })
    return left
  }

  end(): void {
    const token = this.#tokens[this.#next]
    if (token) throw new Fault(token.at, (t) => t.unexpected(token.text))
  }

  #both(depth: number): Expression {
    const at = this.#at()
    let left = this.#negated(depth)
    while (this.#take('and'))
      left = this.#put(at, { kind: 'and', left, right: this.#negated(depth) })
    return left
  }

  #negated(depth: number): Expression {
    if (depth > DEEPEST) throw new Fault(this.#at(), (t) => t.tooDeep(DEEPEST))
    const at = this.#at()
    return this.#take('not')
      ? this.#put(at, { kind: 'not', part: this.#negated(depth + 1) })
      : this.#compared(depth)
  }

  #compared(depth: number): Expression {
    const at = this.#at()
    const left = this.#sum(depth)
    if (this.#take('in')) return this.#put(at, this.#membership(left))
    const by = comparisons.find((sign) => this.#take(sign))
    return by ? this.#put(at, { kind: 'compare', by, left, right: this.#sum(depth) }) : left
  }

  #sum(depth: number): Expression {
    const at = this.#at()
    let left = this.#product(depth)
    for (let by = this.#sign('+', '-'); by; by = this.#sign('+', '-'))
      left = this.#put(at, { kind: 'calculate', by, left, right: this.#product(depth) })
    return left
  }

  #product(depth: number): Expression {
    const at = this.#at()
    let left = this.#signed(depth)
    while (this.#take('*'))
      left = this.#put(at, { kind: 'calculate', by: '*', left, right: this.#signed(depth) })
    return left
  }

  #signed(depth: number): Expression {
    if (depth > DEEPEST) throw new Fault(this.#at(), (t) => t.tooDeep(DEEPEST))
    const at = this.#at()
    return this.#take('-')
      ? this.#put(at, { kind: 'minus', part: this.#signed(depth + 1) })
      : this.#operand(depth)
  }

  #operand(depth: number): Expression {
    if (this.#take('(')) {
      const inner = this.either(depth + 1)
      this.#need(')')
      return inner
    }
    const token = this.#tokens[this.#next]
    if (!token) throw new Fault(this.#length, (t) => t.endsEarly)
    const literal = literalOf(token)
    if (!literal && (token.kind !== 'word' || reserved.has(token.text)))
      throw new Fault(token.at, (t) => t.unexpected(token.text))
    this.#next += 1
    if (literal) return this.#put(token.at, literal)
    if (token.text === 'today') return this.#put(token.at, { kind: 'today' })
    return this.#put(
      token.at,
      this.#take('(') ? this.#call(token.text, depth) : { kind: 'name', name: token.text },
    )
  }

  #call(name: string, depth: number): Expression {
    const parts = [this.either(depth + 1)]
    while (this.#take(',')) parts.push(this.either(depth + 1))
    this.#need(')')
    return { kind: 'call', name, parts }
  }

  /** `channel in ('counter', 'post')`, or `'post' in result.manners`. */
  #membership(part: Expression): Expression {
    const token = this.#tokens[this.#next]
    const isName = token?.kind === 'word' && !reserved.has(token.text)
    if (part.kind !== 'literal' || !isName) return { kind: 'in', part, among: this.#list() }
    this.#next += 1
    const list: NameOf = { kind: 'name', name: token.text }
    this.#put(token.at, list)
    return { kind: 'has', list, part }
  }

  #list(): Literal[] {
    this.#need('(')
    const list = [this.#literal()]
    while (this.#take(',')) list.push(this.#literal())
    this.#need(')')
    return list
  }

  #literal(): Literal {
    const token = this.#tokens[this.#next]
    const literal = token && literalOf(token)
    if (!literal) throw new Fault(this.#at(), (t) => t.needsLiteral)
    this.#put(token.at, literal)
    this.#next += 1
    return literal
  }

  #sign(...signs: readonly ('+' | '-')[]): '+' | '-' | undefined {
    return signs.find((sign) => this.#take(sign))
  }

  #put(at: number, part: Expression): Expression {
    this.places.set(part, at)
    return part
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#next]
    if (!token || token.kind === 'text' || token.text !== text) return false
    this.#next += 1
    return true
  }

  #need(text: string): void {
    if (!this.#take(text)) throw new Fault(this.#at(), (t) => t.needs(text))
  }

  #at(): number {
    return this.#tokens[this.#next]?.at ?? this.#length
  }
}

const reserved = new Set(['and', 'or', 'not', 'in'])

function literalOf(token: Token): Literal | undefined {
  if (token.kind === 'text') return { kind: 'literal', type: 'text', value: token.text }
  if (token.kind === 'number') return numberLiteral(token)
  if (token.text === 'true' || token.text === 'false')
    return { kind: 'literal', type: 'flag', value: token.text === 'true' }
  return undefined
}

/** Throws a Fault when the number is greater than the language writes. */
export function numberLiteral({ text, at }: Pick<Token, 'text' | 'at'>): Literal {
  const value = Number(text)
  if (!(value < MOST)) throw new Fault(at, (t) => t.tooGreat(text))
  return { kind: 'literal', type: 'number', value }
}
