/** Every name that a place of the country has or had, ready to be looked up. Built once from the state's lists. */
import type { CurrentUnit, FormerUnit, MergedProvince, PartSaid, PlaceRows } from './place.ts'
import { makeNearest, type Nearest } from './place-nearest.ts'
import { partedName, type PlaceKind } from './place-kinds.ts'
import { nameKeys } from './place-words.ts'

export type CommuneName = { kind: PlaceKind; bare: string } & (
  { current: CurrentUnit; former?: never } | { former: FormerUnit; current?: never }
)
export type DistrictName = { kind: PlaceKind; ref: string }
export type ProvinceName = {
  /** Number until 30/6/2025, when the province ended then or went on under its name. */
  until: string | undefined
  /** Number since 01/7/2025 of what it is now. */
  now: string
  /** The name is in force. */
  isCurrent: boolean
  merged?: MergedProvince
}

export type PlaceIndex = {
  communes: ReadonlyMap<string, readonly CommuneName[]>
  districts: ReadonlyMap<string, readonly DistrictName[]>
  provinces: ReadonlyMap<string, readonly ProvinceName[]>
  byCode: ReadonlyMap<string, CurrentUnit>
  byFormerNumber: ReadonlyMap<string, FormerUnit>
  /** Number in force → the old communes that went into it, wholly or in part. */
  cameFrom: ReadonlyMap<string, readonly FormerUnit[]>
  /** Number of a province until 30/6/2025 → since. */
  provinceBecomes: ReadonlyMap<string, string>
  said: ReadonlyMap<string, PartSaid>
  nearest: Nearest
}

/** What people write for a province instead of its name. Ours. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  'Hà Nội': ['HN', 'Hanoi'],
  'Hồ Chí Minh': ['HCM', 'TPHCM', 'Sài Gòn', 'SG', 'Saigon'],
  'Bà Rịa - Vũng Tàu': ['BRVT'],
  Huế: ['Thừa Thiên Huế', 'TT Huế'],
}

export function makePlaceIndex(rows: PlaceRows): PlaceIndex {
  return {
    communes: communeNames(rows),
    districts: districtNames(rows),
    provinces: provinceNames(rows),
    byCode: new Map(rows.current.map((unit) => [unit.code, unit])),
    byFormerNumber: new Map(rows.former.map((unit) => [unit.number, unit])),
    cameFrom: cameFrom(rows.former),
    provinceBecomes: new Map(rows.provinces.map(({ number, becomes }) => [number, becomes])),
    said: rows.said,
    nearest: makeNearest(rows),
  }
}

/** 'Quận Hoàn Kiếm' of province 01: districts have names only within their province. */
export function districtOf({ provinceNumber, district }: FormerUnit): string {
  return `${provinceNumber}/${district}`
}

function communeNames({ current, former }: PlaceRows) {
  const names = new Map<string, CommuneName[]>()
  for (const unit of current) {
    const { kind, bare } = partedName(unit.name)
    put(names, bare, { kind, bare, current: unit })
  }
  for (const unit of former) {
    const { kind, bare } = partedName(unit.name)
    put(names, bare, { kind, bare, former: unit })
  }
  return names
}

function districtNames({ former }: PlaceRows) {
  const districts = new Map(
    former.filter(({ district }) => district !== '').map((unit) => [districtOf(unit), unit]),
  )
  const names = new Map<string, DistrictName[]>()
  for (const [ref, { district }] of districts) {
    const { kind, bare } = partedName(district)
    put(names, bare, { kind, ref })
  }
  return names
}

function provinceNames({ provinces, current, merged }: PlaceRows) {
  const names = new Map<string, ProvinceName[]>()
  const enter = (name: string, entry: ProvinceName) =>
    [name, ...(SHORT[name] ?? [])].forEach((each) => put(names, each, entry))
  const now = new Map(current.map(({ provinceCode, provinceName }) => [provinceCode, provinceName]))
  for (const [code, name] of now)
    enter(partedName(name).bare, { until: undefined, now: code, isCurrent: true })
  for (const { number, name, becomes } of provinces)
    enter(name, { until: number, now: becomes, isCurrent: false })
  for (const each of merged) {
    const into = provinces.find(({ number }) => number === each.into)
    if (!into) throw new Error(`${each.name} went into a province that does not exist`)
    enter(each.name, { until: each.into, now: into.becomes, isCurrent: false, merged: each })
  }
  return names
}

function put<T>(names: Map<string, T[]>, name: string, entry: T): void {
  for (const key of nameKeys(name)) names.set(key, [...(names.get(key) ?? []), entry])
}

function cameFrom(former: readonly FormerUnit[]) {
  const from = new Map<string, FormerUnit[]>()
  for (const unit of former)
    for (const code of unit.becomes) from.set(code, [...(from.get(code) ?? []), unit])
  return from
}
