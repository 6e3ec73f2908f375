/**
 * The one language of conditions: forms, papers, cases, fees and competence are data that speak it. An expression is read
 * into a tree, checked against the names it may use, and evaluated by a total function: no loops, no host access.
 *
 *   situation.kind == 'surrogacy' and not answered(father.fullName)
 *   daysBetween(child.birthOn, today) <= 60        channel in ('counter', 'post')
 */
import { Fault, tokens, type Token } from './expression-tokens.ts'

export type ValueType = 'text' | 'number' | 'date' | 'flag'
export type Literal = {
  kind: 'literal'
  type: 'text' | 'number' | 'flag'
  value: string | number | boolean
}
export const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const
export type Comparison = (typeof comparisons)[number]

export type Expression =
  | Literal
  | { kind: 'name'; name: string }
  | { kind: 'today' }
  | { kind: 'call'; name: string; parts: Expression[] }
  | { kind: 'not'; part: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; by: Comparison; left: Expression; right: Expression }
  | { kind: 'in'; part: Expression; among: Literal[] }

export type Parsed = { ok: true; expression: Expression } | { ok: false; at: number; fault: string }

/** Longest text and deepest nesting that are read: a published rule stays readable, and reading never overflows. */
const LONGEST = 2000
const DEEPEST = 40

/** Reads an expression; a fault says where (character from 0) and what. Never throws. */
export function parseExpression(text: string): Parsed {
  if (text.length > LONGEST)
    return { ok: false, at: LONGEST, fault: `longer than ${LONGEST} characters` }
  try {
    const reader = new Reader(tokens(text), text.length)
    const expression = reader.either(0)
    reader.end()
    return { ok: true, expression }
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, at: fault.at, fault: fault.message }
    throw fault
  }
}

class Reader {
  readonly #tokens: Token[]
  readonly #length: number
  #next = 0
  constructor(list: Token[], length: number) {
    this.#tokens = list
    this.#length = length
  }

  either(depth: number): Expression {
    if (depth > DEEPEST) throw new Fault(this.#at(), `nested deeper than ${DEEPEST}`)
    let left = this.#both(depth)
    while (this.#take('or')) left = { kind: 'or', left, right: this.#both(depth) }
    return left
  }

  end(): void {
    const token = this.#tokens[this.#next]
    if (token) throw new Fault(token.at, `did not expect “${token.text}”`)
  }

  #both(depth: number): Expression {
    let left = this.#negated(depth)
    while (this.#take('and')) left = { kind: 'and', left, right: this.#negated(depth) }
    return left
  }

  #negated(depth: number): Expression {
    if (depth > DEEPEST) throw new Fault(this.#at(), `nested deeper than ${DEEPEST}`)
    return this.#take('not')
      ? { kind: 'not', part: this.#negated(depth + 1) }
      : this.#compared(depth)
  }

  #compared(depth: number): Expression {
    const left = this.#operand(depth)
    if (this.#take('in')) return { kind: 'in', part: left, among: this.#list() }
    const by = comparisons.find((sign) => this.#take(sign))
    return by ? { kind: 'compare', by, left, right: this.#operand(depth) } : left
  }

  #operand(depth: number): Expression {
    if (this.#take('(')) {
      const inner = this.either(depth + 1)
      this.#need(')')
      return inner
    }
    const token = this.#tokens[this.#next]
    if (!token) throw new Fault(this.#length, 'ends too early')
    const literal = literalOf(token)
    if (literal) {
      this.#next += 1
      return literal
    }
    if (token.kind !== 'word' || reserved.has(token.text))
      throw new Fault(token.at, `did not expect “${token.text}”`)
    this.#next += 1
    if (token.text === 'today') return { kind: 'today' }
    return this.#take('(') ? this.#call(token.text, depth) : { kind: 'name', name: token.text }
  }

  #call(name: string, depth: number): Expression {
    const parts = [this.either(depth + 1)]
    while (this.#take(',')) parts.push(this.either(depth + 1))
    this.#need(')')
    return { kind: 'call', name, parts }
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
    if (!literal) throw new Fault(this.#at(), 'needs a quoted text or a number here')
    this.#next += 1
    return literal
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#next]
    if (!token || token.kind === 'text' || token.text !== text) return false
    this.#next += 1
    return true
  }

  #need(text: string): void {
    if (!this.#take(text)) throw new Fault(this.#at(), `needs “${text}” here`)
  }

  #at(): number {
    return this.#tokens[this.#next]?.at ?? this.#length
  }
}

const reserved = new Set(['and', 'or', 'not', 'in'])

function literalOf(token: Token): Literal | undefined {
  if (token.kind === 'text') return { kind: 'literal', type: 'text', value: token.text }
  if (token.kind === 'number') return { kind: 'literal', type: 'number', value: Number(token.text) }
  if (token.text === 'true' || token.text === 'false')
    return { kind: 'literal', type: 'flag', value: token.text === 'true' }
  return undefined
}
