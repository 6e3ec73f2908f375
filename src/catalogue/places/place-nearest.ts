/** Names that look like one that is unknown: shared groups of three letters, found through an index. */
import { formerName, type CurrentUnit, type FormerUnit, type PlaceRows } from './place.ts'
import { partedName } from './place-kinds.ts'
import { nameKeys, wordsOf } from './place-words.ts'

type Name = { key: string; shown: string; isOfCity: boolean; size: number }
export type Nearest = (typed: string, most: number) => string[]

/** Half of the letter groups must be shared: 'Hàng Bac' and 'Hàng Bạcc' are alike, 'Hàng Bạc' and 'Hàng Gai' less so. */
const LEAST_ALIKE = 0.45
/** Hà Nội, before and after. */
const CITY = '01'

export function makeNearest({ current, former }: PlaceRows): Nearest {
  const names = [...current.map(nameOf), ...former.map(formerNameOf)]
  const holders = new Map<string, number[]>()
  names.forEach(({ key }, i) => {
    for (const group of groupsOf(key)) {
      const held = holders.get(group)
      if (held) held.push(i)
      else holders.set(group, [i])
    }
  })
  return (typed, most) => nearest({ names, holders }, typed, most)
}

function nameOf({ name, provinceName, provinceCode }: CurrentUnit): Name {
  return sized(keyOfName(name), `${name}, ${provinceName}`, provinceCode === CITY)
}

function formerNameOf(unit: FormerUnit): Name {
  const shown = `${formerName(unit)} (đến 30/6/2025)`
  return sized(keyOfName(unit.name), shown, unit.provinceNumber === CITY)
}

function sized(key: string, shown: string, isOfCity: boolean): Name {
  return { key, shown, isOfCity, size: groupsOf(key).size }
}

function keyOfName(name: string): string {
  return nameKeys(partedName(name).bare)[0] ?? ''
}

function joined(text: string): string {
  return wordsOf(text)
    .map(({ key }) => key)
    .join(' ')
}

function groupsOf(key: string): Set<string> {
  const padded = `  ${key} `
  const groups = new Set<string>()
  for (let i = 0; i + 3 <= padded.length; i++) groups.add(padded.slice(i, i + 3))
  return groups
}

type Held = { names: readonly Name[]; holders: ReadonlyMap<string, readonly number[]> }

function nearest({ names, holders }: Held, typed: string, most: number): string[] {
  const key = joined(typed)
  const groups = groupsOf(key)
  const shared = new Map<number, number>()
  for (const group of groups)
    for (const i of holders.get(group) ?? []) shared.set(i, (shared.get(i) ?? 0) + 1)
  return [...shared]
    .map(([i, count]) => {
      const name = names[i]!
      const alike = count / (groups.size + name.size - count)
      return { name, alike, place: i }
    })
    .filter(({ alike }) => alike >= LEAST_ALIKE)
    .sort((a, b) => rank(b) - rank(a) || a.place - b.place)
    .slice(0, most)
    .map(({ name }) => name.shown)
}

/** Of names equally alike those of the city come first. */
function rank({ name, alike }: { name: Name; alike: number }): number {
  return alike + (name.isOfCity ? 0.05 : 0)
}
