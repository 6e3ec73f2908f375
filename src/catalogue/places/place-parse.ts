/** Which of the words may be commune, district and province, in whatever order they stand. Every way to read them. */
import type { CommuneName, DistrictName, PlaceIndex, ProvinceName } from './place-index.ts'
import { englishKindAt, kindBefore, mayBe, type Level, type PlaceKind } from './place-kinds.ts'
import type { Word } from './place-words.ts'

type Block<Name> = {
  names: readonly Name[]
  /** First word, its kind included, and the first one of the name itself. */
  start: number
  nameStart: number
  nameEnd: number
  /** Its kind is said, so that it can only be this. */
  isSaid: boolean
}
export type Parse = {
  commune: Block<CommuneName>
  district: Block<DistrictName> | undefined
  province: Block<ProvinceName> | undefined
  /** The first word that belongs to the place; before it stands the house. */
  start: number
}

type Blocks = {
  commune?: Block<CommuneName>
  district?: Block<DistrictName>
  province?: Block<ProvinceName>
}

const LONGEST_NAME = 6

export function parsesOf(words: readonly Word[], index: PlaceIndex): Parse[] {
  const found: Parse[] = []
  const go = (end: number, blocks: Blocks): void => {
    const { commune, district, province } = blocks
    if (commune && mayBegin(words, [commune, district, province]))
      found.push({ commune, district, province, start: end })
    if (!commune)
      for (const block of communeBlocks(words, end, index))
        go(block.start, { ...blocks, commune: block })
    if (!district)
      for (const block of blocksOf(words, end, { level: 'district', names: index.districts }))
        go(block.start, { ...blocks, district: narrowed(block) })
    if (!province)
      for (const block of blocksOf(words, end, { level: 'province', names: index.provinces }))
        go(block.start, { ...blocks, province: block })
  }
  go(withoutCountry(words), {})
  return found
}

/** The words before belong to the house only when a comma ends it, or the place begins with its kind. */
function mayBegin(
  words: readonly Word[],
  blocks: readonly (Block<unknown> | undefined)[],
): boolean {
  const first = blocks
    .filter((block) => block !== undefined)
    .reduce((one, other) => (one.start < other.start ? one : other))
  return first.isSaid || first.start === 0 || words[first.start]!.isAfterBreak
}

type Names<Name> = { level: Level; names: ReadonlyMap<string, readonly Name[]> }

/** The names of this level that end just before `end`. */
function blocksOf<Name>(
  words: readonly Word[],
  end: number,
  { level, names }: Names<Name>,
): (Block<Name> & { kind: PlaceKind | undefined })[] {
  const english = englishKindAt(words[end - 1])
  const nameEnd = english === undefined ? end : end - 1
  if (english !== undefined && !fitsEnglish(english, level)) return []
  const found = []
  for (let at = nameEnd - 1; at >= Math.max(0, nameEnd - LONGEST_NAME); at--) {
    const key = keyOf(words, at, nameEnd)
    const held = names.get(key)
    if (held) {
      const before = kindBefore(words, at)
      const block = { names: held, nameStart: at, nameEnd }
      // What looks like a kind may end the name before it: 'minh quan tran yen' is Minh Quân, Trấn Yên.
      found.push({ ...block, kind: undefined, start: at, isSaid: english !== undefined })
      if (before && mayBe(before.kind, level))
        found.push({ ...block, kind: before.kind, start: at - before.words, isSaid: true })
    }
    if (words[at]!.isAfterBreak) break
  }
  return found
}

function fitsEnglish(said: Level, level: Level): boolean {
  // A city may be a district or a province.
  return said === level || (said === 'province' && level === 'district')
}

/** 'Xã' said is xã meant: another kind of the same name is another place. A province that ended is none without its kind. */
function communeBlocks(words: readonly Word[], end: number, { communes, provinces }: PlaceIndex) {
  return blocksOf(words, end, { level: 'commune', names: communes })
    .map((block) => ({
      ...block,
      names: block.kind ? block.names.filter(({ kind }) => kind === block.kind) : block.names,
    }))
    .filter(({ names }) => names.length > 0)
    .filter(({ isSaid, nameStart, nameEnd }) => {
      const same = provinces.get(keyOf(words, nameStart, nameEnd)) ?? []
      return isSaid || !same.some(({ merged }) => merged)
    })
}

/** A province of old papers at the end of the words: what is known of it is said even when no commune is found. */
export function mergedProvinceIn(words: readonly Word[], index: PlaceIndex) {
  const blocks = blocksOf(words, withoutCountry(words), {
    level: 'province',
    names: index.provinces,
  })
  return blocks.flatMap(({ names }) => names).find(({ merged }) => merged)?.merged
}

/** Districts changed their kind (thị xã, then thành phố): it only tells two of one name apart. */
function narrowed(
  block: Block<DistrictName> & { kind: PlaceKind | undefined },
): Block<DistrictName> {
  const same = block.names.filter(({ kind }) => kind === block.kind)
  return same.length > 0 ? { ...block, names: same } : block
}

function keyOf(words: readonly Word[], from: number, to: number): string {
  return words
    .slice(from, to)
    .map(({ key }) => key)
    .join(' ')
}

function withoutCountry(words: readonly Word[], end = words.length): number {
  if (end > 2 && keyOf(words, end - 2, end) === 'viet nam') return withoutCountry(words, end - 2)
  return end > 1 && words[end - 1]!.key === 'vn' ? withoutCountry(words, end - 1) : end
}
