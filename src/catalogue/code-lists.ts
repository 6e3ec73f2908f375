/** Official lists that answers are chosen from, and the communes of the country, as the validator and the pages need them. */
import type { Day } from '../lib/time.ts'
import type { Lang } from '../ui/i18n.ts'
import type { CurrentUnit, PlaceReading, PlaceRows } from './places/place.ts'
import { makePlaceIndex, type PlaceIndex } from './places/place-index.ts'
import { readPlace } from './places/read-place.ts'
import type { Words } from './shape.ts'

export type CodeEntry = { readonly code: string; readonly label: Words }
export type CommuneEntry = CurrentUnit

export type CodeLists = {
  names(): readonly string[]
  entries(list: string): readonly CodeEntry[]
  label(list: string, code: string, lang: Lang): string | undefined
  /** A commune as people write it, by present or former name; a number is read for the day on which it was used. */
  readCommune(typed: string, on: Day): PlaceReading
  /** 'Phường Ba Đình, Thành phố Hà Nội' */
  communeName(code: string): string | undefined
  communesOf(provinceCode: string): readonly CommuneEntry[]
  /** Old and new places of the country, with what became of each. */
  places(): PlaceIndex
}

/** `former` is read at the first place that somebody asks for, and kept: half a second that not every command needs. */
export function makeCodeLists(
  lists: Readonly<Record<string, readonly CodeEntry[]>>,
  communes: readonly CommuneEntry[],
  former: () => Omit<PlaceRows, 'current'> = nothingFormer,
): CodeLists {
  const byList = new Map(
    Object.entries(lists).map(([name, entries]) => [
      name,
      new Map(entries.map((e) => [e.code, e])),
    ]),
  )
  const byCode = new Map(communes.map((commune) => [commune.code, commune]))
  let index: PlaceIndex | undefined
  const places = () => (index ??= makePlaceIndex({ ...former(), current: communes }))
  return {
    names: () => [...byList.keys()],
    entries: (list) => lists[list] ?? [],
    label: (list, code, lang) => byList.get(list)?.get(code)?.label[lang],
    readCommune: (typed, on) => readPlace(places(), typed, on),
    communeName: (code) => {
      const commune = byCode.get(code)
      return commune && `${commune.name}, ${commune.provinceName}`
    },
    communesOf: (province) => communes.filter((commune) => commune.provinceCode === province),
    places,
  }
}

function nothingFormer(): Omit<PlaceRows, 'current'> {
  return { former: [], provinces: [], merged: [], said: new Map() }
}
