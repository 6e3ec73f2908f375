/** What was typed as words: folded for matching, with what separates them and where each stands in the text. */
import { cleanLine } from '../../lib/text.ts'

export type Word = {
  /** Folded: no case, no diacritics, 'kỳ' as 'kì', '01' as '1'. */
  readonly key: string
  /** As it was typed. */
  readonly typed: string
  /** A comma or the like stands before it. */
  readonly isAfterBreak: boolean
  readonly start: number
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*'?/gu
const BREAK = /[,;|()\n]/
const APOSTROPHES = /[’‘ʼ`´]/g
/** 'P1', 'Q.10', 'F5': kind and number written together. */
const KIND_AND_NUMBER = /^([pqf])0*(\d{1,2})$/i

/** One line in NFC, Ð as Đ, one kind of apostrophe: the text that words point into. */
export function placeText(typed: string): string {
  return cleanLine(typed.replace(/[\r\n]+/g, ', ')).replace(APOSTROPHES, "'")
}

export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let end = 0
  for (const match of text.matchAll(WORD)) {
    const isAfterBreak = BREAK.test(text.slice(end, match.index))
    end = match.index + match[0].length
    const parts = KIND_AND_NUMBER.exec(match[0])?.slice(1) ?? [match[0]]
    parts.forEach((part, i) =>
      words.push({
        key: keyOf(part),
        typed: part,
        isAfterBreak: isAfterBreak && i === 0,
        start: match.index,
      }),
    )
  }
  return words
}

/** The keys under which a name is found: "H' Neng" is typed as one word or two. */
export function nameKeys(name: string): string[] {
  const text = placeText(name)
  if (!/['.]/.test(text)) return [joinedKey(text)]
  const joined = text.replace(/['.]\s*/g, '')
  return [...new Set([text, joined, text.replace(/'/g, ' ')].map(joinedKey))]
}

/** A name with its diacritics, wherever the tone marks stand: 'Hoà' and 'Hòa' alike. */
export function tonedName(words: readonly Word[]): string {
  return words.map(({ typed }) => tonedOf(typed)).join(' ')
}

function joinedKey(text: string): string {
  return wordsOf(text)
    .map(({ key }) => key)
    .join(' ')
}

/** Of a word of a cleaned text. i and y after a consonant are one sound and two spellings: 'Kỳ', 'Kì'; 'Quý', 'Quí'. Numbers lose their zeros. */
export function keyOf(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}|'/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/(^qu|^[bcdghklmnprstvx]+)y$/, '$1i')
    .replace(/^0+(?=\d)/, '')
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g

/** Letters in order, tone mark last: the place of the mark is a matter of taste. */
function tonedOf(word: string): string {
  const letters = word.normalize('NFD').toLowerCase().replaceAll("'", '')
  const tones = letters.match(TONES) ?? []
  return `${letters.replace(TONES, '').normalize('NFC')}${tones.join('')}`
    .replace(/^(qu|[bcdđghklmnprstvx]+)y(?=[\u0300-\u0323]*$)/, '$1i')
    .replace(/^0+(?=\d)/, '')
}

/** Whether somebody took the trouble to type diacritics: then they may tell two names apart. */
export function hasDiacritics(text: string): boolean {
  return /[\u0300-\u036f]|[đĐ]/.test(text.normalize('NFD'))
}
