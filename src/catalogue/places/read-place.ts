/**
 * Reading a place as people type it or as it stands on old papers. Pure; never a guess: names in force on the day first, a
 * district or a name that ended leads to the old communes, a divided one always asks.
 */
import type { Day } from '../../lib/time.ts'
import {
  NEW_UNITS_FROM,
  type CurrentUnit,
  type FormerUnit,
  type PlaceChoice,
  type PlaceReading,
} from './place.ts'
import { communesMeant, type Meant } from './place-meant.ts'
import type { PlaceIndex } from './place-index.ts'
import { mergedProvinceIn, parsesOf } from './place-parse.ts'
import { placeText, wordsOf } from './place-words.ts'

/** Longer texts are no addresses. */
const LONGEST = 400
const MOST_NEAREST = 4

/** `on`: the day on which the name or the number was used; numbers are only read together with it. */
export function readPlace(index: PlaceIndex, typed: string, on: Day): PlaceReading {
  const text = placeText(typed.slice(0, LONGEST))
  if (/^\d{5}$/.test(text)) return byNumber(index, text, on)
  const words = wordsOf(text)
  const meant = communesMeant(index, { words, text, on }, parsesOf(words, index))
  const merged = mergedProvinceIn(words, index)
  if (!meant) {
    const nearest = index.nearest(firstPart(text), MOST_NEAREST)
    return { kind: 'unknown', nearest, house: '', ...(merged && { merged }) }
  }
  const house = text
    .slice(0, words[meant.start]?.start ?? 0)
    .replace(/(?<![\s,;(–-])[\s,;(–-]+$/, '')
  return { ...readingOf(index, meant), house, ...(merged && { merged }) }
}

/** The reading once the person has said which one is meant; undefined when the answer is none of what was asked. */
export function chosen(reading: PlaceReading, value: string): PlaceReading | undefined {
  if (reading.kind !== 'split' && reading.kind !== 'ambiguous') return undefined
  const choice = reading.choices.find((each) => each.value === value)
  if (!choice) return undefined
  const by = choice.former ? [choice.former] : []
  return { kind: 'found', code: choice.code, by, house: reading.house }
}

function byNumber(index: PlaceIndex, number: string, on: Day): PlaceReading {
  if (on >= NEW_UNITS_FROM)
    return index.byCode.has(number)
      ? { kind: 'found', code: number, by: [], house: '' }
      : { kind: 'unknown', nearest: [], house: '' }
  const former = index.byFormerNumber.get(number)
  return former
    ? { ...ofFormer(index, [former]), house: '' }
    : { kind: 'unknown', nearest: [], house: '' }
}

type Read =
  | { kind: 'found'; code: string; by: readonly FormerUnit[] }
  | { kind: 'split'; former: FormerUnit; choices: readonly PlaceChoice[] }
  | { kind: 'ambiguous'; choices: readonly PlaceChoice[] }

function readingOf(index: PlaceIndex, { current, former, isDoubtful }: Meant): Read {
  const [only, ...others] = current
  if (only && others.length === 0 && former.length === 0 && !isDoubtful)
    return { kind: 'found', code: only.code, by: [] }
  if (current.length === 0 && !isDoubtful) return ofFormer(index, former)
  const choices = [...current.map(choiceOf), ...former.flatMap((unit) => partsOf(index, unit))]
  return { kind: 'ambiguous', choices }
}

/** Several old communes that all went into the same new one leave no doubt about the new one. */
function ofFormer(index: PlaceIndex, former: readonly FormerUnit[]): Read {
  const [only, ...others] = former
  const [code, ...more] = new Set(former.flatMap(({ becomes }) => becomes))
  if (!only || code === undefined) throw new Error('an old commune went nowhere')
  if (more.length === 0) return { kind: 'found', code, by: former }
  if (others.length === 0) return { kind: 'split', former: only, choices: partsOf(index, only) }
  return { kind: 'ambiguous', choices: former.flatMap((unit) => partsOf(index, unit)) }
}

function choiceOf({ code }: CurrentUnit): PlaceChoice {
  return { value: code, former: undefined, code, said: undefined }
}

function partsOf({ said }: PlaceIndex, former: FormerUnit): PlaceChoice[] {
  return former.becomes.map((code) => {
    const value = `${former.number}-${code}`
    return { value, former, code, said: said.get(value) }
  })
}

function firstPart(text: string): string {
  const part = text.split(/[,;]/)[0] ?? ''
  return part.replace(/^(phường|xã|thị trấn|phuong|xa|thi tran|tt|p|x)[. ]+/iu, '').slice(0, 60)
}
