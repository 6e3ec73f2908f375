/** A condition in plain words, as a ward official reads it; `readExplanation` leads back to the same condition. */
import type { Lang } from '../ui/i18n.ts'
import type { Expression, Literal } from './expression.ts'
import { parseExpression } from './expression.ts'
import type { Label, Labels } from './expression-labels.ts'
import { chain, normalCondition } from './expression-normal.ts'
import { phrases } from './expression-phrases.ts'

type Voice = { labels: Labels; lang: Lang; say: (typeof phrases)[Lang] }

/**
 * The condition (or amount) in words, without "nếu". A text that cannot be read is given back as it is: publication
 * refuses it before anybody sees it.
 */
export function explain(condition: Expression | string, labels: Labels, lang: Lang): string {
  if (typeof condition !== 'string') return inWords(condition, labels, lang)
  const parsed = parseExpression(condition)
  return parsed.ok ? inWords(parsed.expression, labels, lang) : condition
}

function inWords(tree: Expression, labels: Labels, lang: Lang): string {
  const voice: Voice = { labels, lang, say: phrases[lang] }
  return isAmount(tree, labels) ? thing(tree, voice) : whole(normalCondition(tree), voice)
}

/** 'nếu quan hệ với bé là “Mẹ”' */
export function explainIf(condition: Expression | string, labels: Labels, lang: Lang): string {
  return `${phrases[lang].if} ${explain(condition, labels, lang)}`
}

/** What gives a number, a day or a text, not yes or no. */
export function isAmount(tree: Expression, { byName }: Labels): boolean {
  if (tree.kind === 'name') return (byName.get(tree.name)?.type ?? 'flag') !== 'flag'
  if (tree.kind === 'literal') return tree.type !== 'flag'
  if (tree.kind === 'call') return tree.name !== 'answered'
  return ['today', 'minus', 'calculate'].includes(tree.kind)
}

/** Alternatives of groups; a group is chains that hold together; a chain has one word only. */
function whole(tree: Expression, voice: Voice): string {
  const { say } = voice
  if (tree.kind !== 'or') return group(tree, voice)
  const runs = runsOf(chain(tree), isAtom)
  return runs.map((run) => runOf(run, 'or', voice)).join(`; ${say.otherwise} `)
}

function group(tree: Expression, voice: Voice): string {
  if (tree.kind !== 'and') return simple(tree, voice)
  const runs = runsOf(chain(tree), isAtom)
  return runs.map((run) => runOf(run, 'and', voice)).join(`, ${voice.say.furthermore} `)
}

/** Atoms that stand beside each other are one chain; whatever is more stands alone. */
function runsOf(
  parts: readonly Expression[],
  isOne: (part: Expression) => boolean,
): Expression[][] {
  const runs: Expression[][] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last && isOne(part) && isOne(last[0]!)) last.push(part)
    else runs.push([part])
  }
  return runs
}

function runOf(run: readonly Expression[], kind: 'and' | 'or', voice: Voice): string {
  const [first] = run
  if (first && !isAtom(first)) return kind === 'or' ? group(first, voice) : simple(first, voice)
  return run.map((part) => atom(part, voice)).join(` ${voice.say[kind]} `)
}

function isAtom(part: Expression): boolean {
  return part.kind !== 'and' && part.kind !== 'or'
}

/** A chain of atoms by one word; anything deeper stands in the brackets of `điều kiện (…)`. */
function simple(tree: Expression, voice: Voice): string {
  if (tree.kind !== 'and' && tree.kind !== 'or') return atom(tree, voice)
  const parts = chain(tree)
  return parts.every(isAtom) ? runOf(parts, tree.kind, voice) : bracketed(tree, voice)
}

function bracketed(tree: Expression, voice: Voice): string {
  return `${voice.say.condition} (${whole(tree, voice)})`
}

function atom(part: Expression, voice: Voice): string {
  const { say } = voice
  switch (part.kind) {
    case 'not':
      return negated(part.part, voice)
    case 'compare':
      return comparison(part, voice)
    case 'in':
      return values(part.part, part.among, { isEqual: true, voice })
    case 'call':
      return part.name === 'answered' ? given(part, true, voice) : thing(part, voice)
    case 'has':
      return contents(part, true, voice)
    case 'literal':
      if (part.type !== 'flag') return thing(part, voice)
      return part.value === true ? say.always : say.never
    case 'and':
    case 'or':
      return bracketed(part, voice)
    case 'name':
    case 'today':
    case 'minus':
    case 'calculate':
      return thing(part, voice)
  }
}

function negated(part: Expression, voice: Voice): string {
  if (part.kind === 'in') return values(part.part, part.among, { isEqual: false, voice })
  if (part.kind === 'call' && part.name === 'answered') return given(part, false, voice)
  if (part.kind === 'has') return contents(part, false, voice)
  return `${voice.say.notTheCase} ${atom(part, voice)}`
}

/** 'giấy tờ kèm theo gồm “Trích lục”' */
function contents(
  { list, part }: Extract<Expression, { kind: 'has' }>,
  isIn: boolean,
  voice: Voice,
): string {
  const word = isIn ? voice.say.includes : voice.say.includesNot
  return `${thing(list, voice)} ${word} ${valueText(part, labelOf(list, voice), voice)}`
}

function given(
  call: Extract<Expression, { kind: 'call' }>,
  isGiven: boolean,
  voice: Voice,
): string {
  const { given: yes, notGiven: no, givenFirst } = voice.say
  const asked = call.parts.map((part) => thing(part, voice)).join('; ')
  const phrase = isGiven ? yes : no
  return givenFirst ? `${phrase} ${asked}` : `${asked} ${phrase}`
}

function comparison(part: Extract<Expression, { kind: 'compare' }>, voice: Voice): string {
  const { by, left, right } = part
  const { say } = voice
  if (by === '==' || by === '!=') {
    if (right.kind === 'literal') return values(left, [right], { isEqual: by === '==', voice })
    return `${thing(left, voice)} ${by === '==' ? say.same : say.different} ${thing(right, voice)}`
  }
  const words = isDate(left, voice) || isDate(right, voice) ? say.dates : say.numbers
  return `${thing(left, voice)} ${words[by]} ${thing(right, voice)}`
}

function isDate(part: Expression, { labels }: Voice): boolean {
  if (part.kind === 'today') return true
  return part.kind === 'name' && labels.byName.get(part.name)?.type === 'date'
}

function labelOf(part: Expression, { labels }: Voice): Label | undefined {
  return part.kind === 'name' ? labels.byName.get(part.name) : undefined
}

type Values = { isEqual: boolean; voice: Voice }

/** 'quan hệ với bé là “Ông, bà” hay “Mẹ”' */
function values(part: Expression, among: readonly Literal[], { isEqual, voice }: Values): string {
  const { say, lang } = voice
  const statement = statementOf(part, among, voice)
  if (statement !== undefined) return isEqual ? statement : `${say.notTheCase} ${statement}`
  const label = labelOf(part, voice)
  const many = among.length > 1
  const relation = label?.text.endsWith('?')
    ? [
        say.answers,
        say.answersNot,
        many ? say.oneOf : say.answers,
        many ? say.notOneOf : say.answersNot,
      ]
    : [say.is, say.isNot, many ? say.oneOf : say.is, many ? say.notOneOf : say.isNot]
  const [plain, plainNot, list, listNot] = relation
  const word = lang === 'en' ? (isEqual ? list : listNot) : isEqual ? plain : plainNot
  const shown = among.map((literal) => valueText(literal, label, voice))
  const last = lang === 'vi' && many ? ` ${say.lastValue} ${shown.pop()}` : ''
  return `${thing(part, voice)} ${word} ${shown.join(', ')}${last}`
}

/** 'bé bị bỏ rơi': the one choice as the form says it, where it does. */
function statementOf(
  part: Expression,
  among: readonly Literal[],
  { labels }: Voice,
): string | undefined {
  const [literal, ...others] = among
  if (part.kind !== 'name' || literal?.type !== 'text' || others.length > 0) return undefined
  for (const { name, code, text } of labels.statements.values())
    if (name === part.name && code === literal.value) return text
  return undefined
}

/** The value as the question offers it; else as it is, or as a code when the question offers others. */
function valueText(
  { type, value }: Literal,
  label: Label | undefined,
  { say, lang }: Voice,
): string {
  const offered = label?.codes?.toText.get(String(value))
  if (type === 'text' && offered !== undefined) return quoted(offered)
  if (type === 'flag' && (label?.type === 'flag' || label?.of === 'flag'))
    return quoted(value === true ? say.yes : say.no)
  if (type === 'number') return numberText(Number(value), lang)
  return label?.codes || type === 'flag'
    ? `${say.code} ${quoted(String(value))}`
    : quoted(String(value))
}

function thing(part: Expression, voice: Voice): string {
  return calculated(part, 0, voice)
}

/** Strength: 0 sum, 1 product, 2 one thing. */
function calculated(part: Expression, least: 0 | 1 | 2, voice: Voice): string {
  switch (part.kind) {
    case 'calculate': {
      const strength = part.by === '*' ? 1 : 0
      const sign = { '+': '+', '-': '−', '*': '×' }[part.by]
      const right = strength === 1 ? 2 : 1
      const text = `${calculated(part.left, strength, voice)} ${sign} ${calculated(part.right, right, voice)}`
      return strength < least ? `(${text})` : text
    }
    case 'minus':
      return part.part.kind === 'minus'
        ? `−(${calculated(part.part, 0, voice)})`
        : `−${calculated(part.part, 2, voice)}`
    case 'literal':
    case 'name':
    case 'today':
    case 'call':
      return unit(part, voice)
    case 'not':
    case 'and':
    case 'or':
    case 'compare':
    case 'in':
    case 'has':
      return bracketed(part, voice)
  }
}

function unit(
  part: Extract<Expression, { kind: 'literal' | 'name' | 'today' | 'call' }>,
  voice: Voice,
): string {
  const { say, lang, labels } = voice
  if (part.kind === 'today') return say.today
  if (part.kind === 'name') return named(labels.byName.get(part.name), part.name, voice)
  if (part.kind === 'call') return called(part, voice)
  return part.type === 'number'
    ? numberText(Number(part.value), lang)
    : quoted(part.type === 'text' ? String(part.value) : part.value === true ? say.yes : say.no)
}

function named(label: Label | undefined, name: string, { say }: Voice): string {
  if (!label) return quoted(name)
  if (label.isPlain) return inSentence(label.text)
  return label.text.endsWith('?') ? `${say.question} ${quoted(label.text)}` : quoted(label.text)
}

/** 'Ngày sinh của con' → 'ngày sinh của con'; what begins with two capitals keeps them. */
function inSentence(text: string): string {
  const [first = '', second = ''] = text
  return second === second.toLowerCase() ? first.toLowerCase() + text.slice(first.length) : text
}

function called({ name, parts }: Extract<Expression, { kind: 'call' }>, voice: Voice): string {
  const { say } = voice
  const texts = parts.map((part) => thing(part, voice))
  if (name === 'daysBetween' || name === 'yearsBetween') {
    const between = name === 'daysBetween' ? say.days : say.years
    return `${between} ${texts.join(` ${say.until} `)}`
  }
  if (name === 'answered') return `${say.condition} (${atom({ kind: 'call', name, parts }, voice)})`
  const words: Record<string, string> = {
    min: say.least,
    max: say.greatest,
    count: say.count,
    sum: say.sum,
  }
  return `${(Object.hasOwn(words, name) && words[name]) || name} (${texts.join('; ')})`
}

/** “…”, a closing mark inside doubled. */
function quoted(text: string): string {
  return `“${text.replace(/”/g, '””')}”`
}

/** 1234567.5 → '1.234.567,5' in Vietnamese, '1,234,567.5' in English. */
function numberText(value: number, lang: Lang): string {
  const { group: dot, point } = phrases[lang]
  const [integer = '', decimals] = String(value).split('.')
  const grouped = integer.replace(/\B(?=(\d{3}){1,7}$)/g, dot)
  return decimals === undefined ? grouped : `${grouped}${point}${decimals}`
}
