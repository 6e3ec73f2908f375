/** The words that say what kind of place a name is, in full and as people shorten them. */
import type { Word } from './place-words.ts'

export type Level = 'commune' | 'district' | 'province'
export type PlaceKind =
  'phuong' | 'xa' | 'thi tran' | 'dac khu' | 'quan' | 'huyen' | 'thi xa' | 'thanh pho' | 'tinh'

const LEVELS: Readonly<Record<PlaceKind, readonly Level[]>> = {
  phuong: ['commune'],
  xa: ['commune'],
  'thi tran': ['commune'],
  'dac khu': ['commune'],
  quan: ['district'],
  // Five island districts had no communes: there the district is the place itself.
  huyen: ['district', 'commune'],
  'thi xa': ['district'],
  'thanh pho': ['district', 'province'],
  tinh: ['province'],
}

const SPELLINGS: Readonly<Record<string, PlaceKind>> = {
  phuong: 'phuong',
  p: 'phuong',
  ph: 'phuong',
  f: 'phuong',
  xa: 'xa',
  x: 'xa',
  'thi tran': 'thi tran',
  tt: 'thi tran',
  'dac khu': 'dac khu',
  dk: 'dac khu',
  quan: 'quan',
  q: 'quan',
  huyen: 'huyen',
  h: 'huyen',
  'thi xa': 'thi xa',
  tx: 'thi xa',
  'thanh pho': 'thanh pho',
  tp: 'thanh pho',
  tinh: 'tinh',
  t: 'tinh',
}

/** In English the kind stands behind the name: 'Hang Bac Ward, Hoan Kiem District'. */
const ENGLISH: Readonly<Record<string, Level>> = {
  ward: 'commune',
  commune: 'commune',
  township: 'commune',
  district: 'district',
  province: 'province',
  city: 'province',
}

export function mayBe(kind: PlaceKind, level: Level): boolean {
  return LEVELS[kind].includes(level)
}

export type KindBefore = { kind: PlaceKind; words: number }

/** The kind that the words just before `at` say, the longest first: 'thị xã' before 'xã'. */
export function kindBefore(words: readonly Word[], at: number): KindBefore | undefined {
  for (const count of [2, 1]) {
    const from = at - count
    if (from < 0 || words.slice(from + 1, at + 1).some(({ isAfterBreak }) => isAfterBreak)) continue
    const said = words
      .slice(from, at)
      .map(({ key }) => key)
      .join(' ')
    const kind = Object.hasOwn(SPELLINGS, said) ? SPELLINGS[said] : undefined
    if (kind) return { kind, words: count }
  }
  return undefined
}

export function englishKindAt(word: Word | undefined): Level | undefined {
  return word && Object.hasOwn(ENGLISH, word.key) ? ENGLISH[word.key] : undefined
}

/** 'Thị trấn Trâu Quỳ' → its kind and 'Trâu Quỳ'. */
export function partedName(name: string): { kind: PlaceKind; bare: string } {
  const found = /^(phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh) +(.+)$/iu.exec(
    name.normalize('NFC'),
  )
  if (!found) throw new Error(`${name} does not say what kind of place it is`)
  const said = found[1]!.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
  const kind = SPELLINGS[said]
  if (!kind) throw new Error(`${said} is no kind of place`)
  return { kind, bare: found[2]! }
}
