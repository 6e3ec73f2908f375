/** Official lists that answers are chosen from, and the communes of the country, as the validator and the pages need them. */
import { fold } from '../lib/text.ts'
import type { Lang } from '../ui/i18n.ts'
import type { Words } from './shape.ts'

export type CodeEntry = { readonly code: string; readonly label: Words }
export type CommuneEntry = {
  /** GSO number in force since 01/7/2025; a number, never a key of ours (numbers are reused). */
  readonly code: string
  readonly name: string
  readonly provinceCode: string
  readonly provinceName: string
}

/** What somebody typed as a commune: found, unknown, or a name that several places have. */
export type CommuneReading =
  { kind: 'found'; code: string } | { kind: 'unknown' } | { kind: 'ambiguous'; places: string[] }

export type CodeLists = {
  names(): readonly string[]
  entries(list: string): readonly CodeEntry[]
  label(list: string, code: string, lang: Lang): string | undefined
  readCommune(typed: string): CommuneReading
  /** 'Phường Ba Đình, Thành phố Hà Nội' */
  communeName(code: string): string | undefined
  communesOf(provinceCode: string): readonly CommuneEntry[]
}

export function makeCodeLists(
  lists: Readonly<Record<string, readonly CodeEntry[]>>,
  communes: readonly CommuneEntry[],
): CodeLists {
  const byList = new Map(
    Object.entries(lists).map(([name, entries]) => [
      name,
      new Map(entries.map((e) => [e.code, e])),
    ]),
  )
  const byCode = new Map(communes.map((commune) => [commune.code, commune]))
  const byName = namesOf(communes)
  return {
    names: () => [...byList.keys()],
    entries: (list) => lists[list] ?? [],
    label: (list, code, lang) => byList.get(list)?.get(code)?.label[lang],
    readCommune: (typed) => readCommune(typed, byCode, byName),
    communeName: (code) => {
      const commune = byCode.get(code)
      return commune && `${commune.name}, ${commune.provinceName}`
    },
    communesOf: (province) => communes.filter((commune) => commune.provinceCode === province),
  }
}

const COMMUNE_KIND = /^(phuong|xa|dac khu|p\.?|x\.?) +/
const PROVINCE_KIND = /^(thanh pho|tinh|tp\.?) +/

/** Communes by folded name, with and without their kind. */
function namesOf(communes: readonly CommuneEntry[]): Map<string, CommuneEntry[]> {
  const byName = new Map<string, CommuneEntry[]>()
  for (const commune of communes) {
    const full = fold(commune.name)
    for (const name of new Set([full, full.replace(COMMUNE_KIND, '')]))
      byName.set(name, [...(byName.get(name) ?? []), commune])
  }
  return byName
}

/**
 * A commune as people write it: its number, 'Phường Ba Đình', 'phuong ba dinh, ha noi', 'P. Ba Đình'. A name that several
 * provinces have is never guessed.
 */
function readCommune(
  typed: string,
  byCode: ReadonlyMap<string, CommuneEntry>,
  byName: ReadonlyMap<string, readonly CommuneEntry[]>,
): CommuneReading {
  if (byCode.has(typed)) return { kind: 'found', code: typed }
  const parts = fold(typed)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const [name, province] = [parts[0] ?? '', parts.length > 1 ? parts.at(-1) : undefined]
  const spoken = name.replace(/^p\.? +/, 'phuong ').replace(/^x\.? +/, 'xa ')
  const named = byName.get(spoken) ?? []
  const wanted = province?.replace(PROVINCE_KIND, '')
  const fitting = wanted
    ? named.filter((commune) => fold(commune.provinceName).replace(PROVINCE_KIND, '') === wanted)
    : named
  const [first, ...others] = fitting
  if (!first) return { kind: 'unknown' }
  if (others.length === 0) return { kind: 'found', code: first.code }
  return {
    kind: 'ambiguous',
    places: fitting.map((commune) => `${commune.name}, ${commune.provinceName}`),
  }
}
