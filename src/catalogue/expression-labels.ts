/**
 * What people call the things that an expression speaks of. Every label stands for one question only and every choice for
 * one code only: twins get their topic or a number behind them here, so that an explanation is never ambiguous.
 */
import type { Lang } from '../ui/i18n.ts'
import type { ValueType } from './expression.ts'
import { isPlain } from './expression-phrases.ts'

export type Labelled = {
  name: string
  label: string
  type: ValueType
  /** What stands in a list. */
  of?: ValueType
  codes?: readonly LabelledCode[]
  /** What tells it from another question of the same label: the title of its topic. */
  about?: string
}

/** `said`: the choice as a statement, 'bé bị bỏ rơi'. */
export type LabelledCode = { code: string; label: string; said?: string }

export type Label = {
  name: string
  text: string
  type: ValueType
  of?: ValueType
  /** Read inside a sentence without quotes. */
  isPlain: boolean
  codes?: Choices
}
export type Choices = { toText: ReadonlyMap<string, string>; toCode: ReadonlyMap<string, string> }
export type Statement = { name: string; code: string; text: string }
export type Labels = {
  byName: ReadonlyMap<string, Label>
  byText: ReadonlyMap<string, Label>
  /** By their text: only what can stand in a sentence without quotes, and means one choice of one question. */
  statements: ReadonlyMap<string, Statement>
}

/** Texts that people take for the same: upper or lower case, composed or decomposed. */
export function sameText(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

export function makeLabels(things: readonly Labelled[], lang: Lang): Labels {
  const texts = unmistakable(
    things.map(({ name, label, about }) => ({ text: label.trim() === '' ? name : label, about })),
  )
  const labels = things.map(({ name, type, of, codes }, i): Label => {
    const text = texts[i]!
    const choices = codes ? { codes: choicesOf(codes) } : {}
    const contents = of ? { of } : {}
    return { name, text, type, ...contents, isPlain: isPlain(text, lang), ...choices }
  })
  const byText = new Map(labels.map((label) => [sameText(label.text), label]))
  return {
    byName: new Map(labels.map((label) => [label.name, label])),
    byText,
    statements: statementsOf(things, (text) => isPlain(text, lang) && !byText.has(sameText(text))),
  }
}

/** Statements that are free to use; one that two choices have is said of neither. */
function statementsOf(
  things: readonly Labelled[],
  isFree: (text: string) => boolean,
): Map<string, Statement> {
  const all = things.flatMap(({ name, codes = [] }) =>
    codes.flatMap(({ code, said = '' }) => {
      const text = said.normalize('NFC')
      return isFree(text) ? [{ name, code, text }] : []
    }),
  )
  const counts = new Map<string, number>()
  for (const { text } of all) counts.set(sameText(text), (counts.get(sameText(text)) ?? 0) + 1)
  const once = all.filter(({ text }) => counts.get(sameText(text)) === 1)
  return new Map(once.map((each) => [sameText(each.text), each]))
}

function choicesOf(codes: readonly { code: string; label: string }[]): Choices {
  const texts = unmistakable(codes.map(({ code, label }) => ({ text: label.trim() || code })))
  return {
    toText: new Map(codes.map(({ code }, i) => [code, texts[i]!])),
    toCode: new Map(codes.map(({ code }, i) => [sameText(texts[i]!), code])),
  }
}

/** The texts in order, each once: whoever has a twin is named with what it is about, then by number. */
function unmistakable(list: readonly { text: string; about?: string | undefined }[]): string[] {
  const counts = new Map<string, number>()
  for (const { text } of list) counts.set(sameText(text), (counts.get(sameText(text)) ?? 0) + 1)
  const used = new Set(counts.keys())
  return list.map(({ text, about }) => {
    const own = text.normalize('NFC')
    if (counts.get(sameText(text)) === 1) return own
    const named = about ? `${own} (${about.normalize('NFC')})` : own
    let chosen = named
    for (let n = 2; used.has(sameText(chosen)); n++) chosen = `${named} (${n})`
    used.add(sameText(chosen))
    return chosen
  })
}
