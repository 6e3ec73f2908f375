/** The words of `explain` read back into the condition that they explain, in its normal form. */
import type { Lang } from '../ui/i18n.ts'
import type { Expression, Literal } from './expression.ts'
import { isAmount } from './expression-explain.ts'
import { sameText, type Label, type Labels } from './expression-labels.ts'
import { joined, normalCondition } from './expression-normal.ts'
import { isReserved, phrases, relations, type Relation } from './expression-phrases.ts'
import { Fault } from './expression-tokens.ts'
import type { Reason } from './expression-wording.ts'
import { numberOfPiece, piecesOf, type Piece } from './expression-words.ts'

export type ReadBack =
  { ok: true; expression: Expression } | { ok: false; at: number; reason: Reason }

/** Longest explanation that is read: more than any expression needs. */
const LONGEST = 200_000
/** Brackets within brackets that are read; no expression of the language needs as many. */
const DEEPEST = 100
/** Things that one explanation speaks of; an expression of 2,000 characters cannot speak of as many. */
const MOST_THINGS = 2000

/** Never throws; a fault says where (character from 0) and why. Work grows with the length of the text only. */
export function readExplanation(text: string, labels: Labels, lang: Lang): ReadBack {
  if (text.length > LONGEST) return { ok: false, at: LONGEST, reason: (t) => t.tooLong(LONGEST) }
  try {
    const { pieces, stuckAt } = piecesOf(text, lang)
    if (stuckAt !== undefined) throw new Fault(stuckAt, (t) => t.unreadable)
    const tree = new Explained(pieces, { labels, lang, end: text.length }).all()
    return { ok: true, expression: isAmount(tree, labels) ? tree : normalCondition(tree) }
  } catch (fault) {
    if (fault instanceof Fault) return { ok: false, at: fault.at, reason: fault.reason }
    throw fault
  }
}

type Setting = { labels: Labels; lang: Lang; end: number }

class Explained {
  readonly #pieces: readonly Piece[]
  readonly #labels: Labels
  readonly #lang: Lang
  readonly #end: number
  readonly #say: (typeof phrases)[Lang]
  readonly #relations: ReturnType<typeof relations>
  #next = 0
  #things = 0

  constructor(pieces: readonly Piece[], { labels, lang, end }: Setting) {
    this.#pieces = pieces
    this.#labels = labels
    this.#lang = lang
    this.#end = end
    this.#say = phrases[lang]
    this.#relations = relations(lang)
  }

  all(): Expression {
    this.#takes(this.#say.if)
    const read = this.#whole(0)
    const left = this.#pieces[this.#next]
    if (left) throw new Fault(left.at, (t) => t.unexpected(left.text))
    return read
  }

  #whole(depth: number): Expression {
    const groups = [this.#group(depth)]
    while (this.#takesAfter(';', this.#say.otherwise)) groups.push(this.#group(depth))
    return joined('or', groups)
  }

  #group(depth: number): Expression {
    const chains = [this.#chain(depth)]
    while (this.#takesAfter(',', this.#say.furthermore)) chains.push(this.#chain(depth))
    return joined('and', chains)
  }

  #chain(depth: number): Expression {
    const atoms = [this.#atom(depth)]
    const kind = this.#takes(this.#say.and) ? 'and' : this.#takes(this.#say.or) ? 'or' : undefined
    if (!kind) return atoms[0]!
    do atoms.push(this.#atom(depth))
    while (this.#takes(this.#say[kind]))
    return joined(kind, atoms)
  }

  #atom(depth: number): Expression {
    const say = this.#say
    if (this.#takes(say.always)) return { kind: 'literal', type: 'flag', value: true }
    if (this.#takes(say.notTheCase)) return { kind: 'not', part: this.#atom(this.#deeper(depth)) }
    if (this.#takes(say.never)) return { kind: 'literal', type: 'flag', value: false }
    if (say.givenFirst && this.#takes(say.given)) return answered(this.#unit(depth), true)
    if (say.givenFirst && this.#takes(say.notGiven)) return answered(this.#unit(depth), false)
    const left = this.#sum(depth)
    const relation = this.#relation()
    return relation ? this.#related(left, relation, depth) : left
  }

  #related(left: Expression, relation: Relation, depth: number): Expression {
    switch (relation.kind) {
      case 'given':
        return answered(left, relation.isGiven)
      case 'other':
        return { kind: 'compare', by: relation.by, left, right: this.#sum(depth) }
      case 'contents': {
        if (left.kind !== 'name') throw new Fault(this.#at(this.#next), (t) => t.notAsked)
        const has: Expression = { kind: 'has', list: left, part: this.#value(this.#labelOf(left)) }
        return relation.isIn ? has : { kind: 'not', part: has }
      }
      case 'values': {
        const among = this.#values(this.#labelOf(left))
        const [first, ...others] = among
        if (others.length === 0)
          return { kind: 'compare', by: relation.isEqual ? '==' : '!=', left, right: first! }
        const membership: Expression = { kind: 'in', part: left, among }
        return relation.isEqual ? membership : { kind: 'not', part: membership }
      }
    }
  }

  #values(label: Label | undefined): Literal[] {
    const list = [this.#value(label)]
    for (;;) {
      if (this.#isValueAfter(',')) this.#next += 1
      else if (!(this.#lang === 'vi' && this.#takes(this.#say.lastValue))) return list
      list.push(this.#value(label))
    }
  }

  /** “, đồng thời” ends the values, “, “Mẹ”” continues them. */
  #isValueAfter(sign: string): boolean {
    if (!this.#isSign(sign, this.#next)) return false
    const after = this.#pieces[this.#next + 1]
    return after?.kind === 'quoted' || after?.kind === 'number' || this.#isCode(this.#next + 1)
  }

  #value(label: Label | undefined): Literal {
    const piece = this.#pieces[this.#next]
    if (piece?.kind === 'number') {
      this.#next += 1
      return numberOfPiece(piece, this.#lang)
    }
    const isCode = this.#isCode(this.#next)
    if (isCode) this.#next += words(this.#say.code).length
    const text = this.#quotedText()
    if (label?.type === 'flag' || label?.of === 'flag') return this.#yesOrNo(text)
    const code = isCode ? undefined : label?.codes?.toCode.get(sameText(text))
    if (label?.codes && !isCode && code === undefined)
      throw new Fault(this.#at(this.#next - 1), (t) => t.neverIs(label.text, text, '…'))
    return { kind: 'literal', type: 'text', value: code ?? text }
  }

  #yesOrNo(text: string): Literal {
    const [yes, no] = [this.#say.yes, this.#say.no].map(sameText)
    const typed = sameText(text)
    if (typed !== yes && typed !== no)
      throw new Fault(this.#at(this.#next - 1), (t) => t.unexpected(text))
    return { kind: 'literal', type: 'flag', value: typed === yes }
  }

  #sum(depth: number): Expression {
    let left = this.#product(depth)
    for (let by = this.#sign(['+', '−', '-']); by; by = this.#sign(['+', '−', '-']))
      left = { kind: 'calculate', by: by === '+' ? '+' : '-', left, right: this.#product(depth) }
    return left
  }

  #product(depth: number): Expression {
    let left = this.#signed(depth)
    while (this.#sign(['×']))
      left = { kind: 'calculate', by: '*', left, right: this.#signed(depth) }
    return left
  }

  #signed(depth: number): Expression {
    if (this.#sign(['−', '-'])) return { kind: 'minus', part: this.#signed(this.#deeper(depth)) }
    return this.#unit(depth)
  }

  #unit(depth: number): Expression {
    const say = this.#say
    if (++this.#things > MOST_THINGS)
      throw new Fault(this.#at(this.#next), (t) => t.tooMany(MOST_THINGS))
    if (this.#sign(['('])) return this.#closed(this.#sum(this.#deeper(depth)))
    if (this.#takesBefore(say.condition, '(')) return this.#closed(this.#whole(this.#deeper(depth)))
    for (const [phrase, name] of [
      [say.days, 'daysBetween'],
      [say.years, 'yearsBetween'],
    ] as const)
      if (this.#takes(phrase)) return this.#between(name, depth)
    for (const [phrase, name] of [
      [say.least, 'min'],
      [say.greatest, 'max'],
      [say.count, 'count'],
      [say.sum, 'sum'],
    ] as const)
      if (this.#takesBefore(phrase, '(')) return this.#extreme(name, depth)
    if (this.#takes(say.today)) return { kind: 'today' }
    return this.#thing()
  }

  #between(name: string, depth: number): Expression {
    const deeper = this.#deeper(depth)
    const from = this.#unit(deeper)
    if (!this.#takes(this.#say.until)) this.#lacks(this.#say.until)
    return { kind: 'call', name, parts: [from, this.#unit(deeper)] }
  }

  #extreme(name: string, depth: number): Expression {
    const deeper = this.#deeper(depth)
    const parts = [this.#sum(deeper)]
    while (this.#sign([';'])) parts.push(this.#sum(deeper))
    return this.#closed({ kind: 'call', name, parts })
  }

  #thing(): Expression {
    const piece = this.#pieces[this.#next]
    if (!piece) throw new Fault(this.#end, (t) => t.endsEarly)
    if (piece.kind === 'number') {
      this.#next += 1
      return numberOfPiece(piece, this.#lang)
    }
    const isQuestion = this.#isBefore(this.#say.question, this.#next, 'quoted')
    if (isQuestion) this.#next += words(this.#say.question).length
    const text = isQuestion || piece.kind === 'quoted' ? this.#quotedText() : this.#plainText()
    const label = this.#labels.byText.get(sameText(text))
    if (label) return { kind: 'name', name: label.name }
    const statement = this.#labels.statements.get(sameText(text))
    if (!statement) throw new Fault(piece.at, (t) => t.unknownName(text || piece.text))
    const { name, code } = statement
    return {
      kind: 'compare',
      by: '==',
      left: { kind: 'name', name },
      right: { kind: 'literal', type: 'text', value: code },
    }
  }

  #plainText(): string {
    const found: string[] = []
    for (let piece = this.#pieces[this.#next]; piece; piece = this.#pieces[this.#next]) {
      if (piece.kind !== 'word' || isReserved(piece.text.normalize('NFC'), this.#lang)) break
      found.push(piece.text)
      this.#next += 1
    }
    return found.join(' ')
  }

  #quotedText(): string {
    const piece = this.#pieces[this.#next]
    if (piece?.kind !== 'quoted') throw new Fault(this.#at(this.#next), (t) => t.needs('“…”'))
    this.#next += 1
    return piece.text
  }

  #relation(): Relation | undefined {
    const found = this.#relations.find(({ phrase }) => this.#isPhrase(phrase, this.#next))
    this.#next += found?.phrase.length ?? 0
    return found?.relation
  }

  #labelOf(part: Expression): Label | undefined {
    return part.kind === 'name' ? this.#labels.byName.get(part.name) : undefined
  }

  #closed(part: Expression): Expression {
    if (!this.#sign([')'])) this.#lacks(')')
    return part
  }

  #deeper(depth: number): number {
    if (depth >= DEEPEST) throw new Fault(this.#at(this.#next), (t) => t.tooDeep(DEEPEST))
    return depth + 1
  }

  #lacks(text: string): never {
    throw new Fault(this.#at(this.#next), (t) => t.needs(text))
  }

  #at(index: number): number {
    return this.#pieces[index]?.at ?? this.#end
  }

  #isSign(sign: string, index: number): boolean {
    const piece = this.#pieces[index]
    return piece?.kind === 'sign' && piece.text === sign
  }

  #sign(signs: readonly string[]): string | undefined {
    const sign = signs.find((each) => this.#isSign(each, this.#next))
    if (sign) this.#next += 1
    return sign
  }

  #isPhrase(phrase: readonly string[], from: number): boolean {
    return phrase.every((word, i) => {
      const piece = this.#pieces[from + i]
      return piece?.kind === 'word' && sameText(piece.text) === word
    })
  }

  #isBefore(phrase: string, from: number, kind: Piece['kind']): boolean {
    const list = words(phrase)
    return this.#isPhrase(list, from) && this.#pieces[from + list.length]?.kind === kind
  }

  #isCode(from: number): boolean {
    return this.#isBefore(this.#say.code, from, 'quoted')
  }

  #takes(phrase: string): boolean {
    const list = words(phrase)
    const isHere = this.#isPhrase(list, this.#next)
    if (isHere) this.#next += list.length
    return isHere
  }

  #takesBefore(phrase: string, sign: string): boolean {
    const list = words(phrase)
    const isHere = this.#isPhrase(list, this.#next) && this.#isSign(sign, this.#next + list.length)
    if (isHere) this.#next += list.length + 1
    return isHere
  }

  #takesAfter(sign: string, phrase: string): boolean {
    const list = words(phrase)
    const isHere = this.#isSign(sign, this.#next) && this.#isPhrase(list, this.#next + 1)
    if (isHere) this.#next += list.length + 1
    return isHere
  }
}

function words(phrase: string): string[] {
  return phrase.split(' ')
}

function answered(part: Expression, isGiven: boolean): Expression {
  const call: Expression = { kind: 'call', name: 'answered', parts: [part] }
  return isGiven ? call : { kind: 'not', part: call }
}
