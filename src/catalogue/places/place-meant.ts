/** From every way to read the words to the communes that can be meant. Pure. */
import type { Day } from '../../lib/time.ts'
import { NEW_UNITS_FROM, type CurrentUnit, type FormerUnit } from './place.ts'
import { districtOf, type CommuneName, type PlaceIndex } from './place-index.ts'
import type { Parse } from './place-parse.ts'
import { hasDiacritics, placeText, tonedName, wordsOf, type Word } from './place-words.ts'

export type Typed = { words: readonly Word[]; text: string; on: Day }
export type Meant = {
  current: readonly CurrentUnit[]
  former: readonly FormerUnit[]
  start: number
  /** One place fits, but the words may as well be a street or a district: the person is asked. */
  isDoubtful: boolean
  hasProvince: boolean
}

type Fits = (name: CommuneName, parse: Parse) => boolean
type Way = { hasDistrict: boolean; fits: Fits }

/** The city's own names may be typed alone: its pages suggest them so. */
const CITY = '01'

export function communesMeant(
  index: PlaceIndex,
  typed: Typed,
  parses: readonly Parse[],
): Meant | undefined {
  const isNow = typed.on >= NEW_UNITS_FROM
  const take = (way: Way) => taken(typed, parses, way)
  const old =
    (province: Fits): Fits =>
    (name, parse) =>
      inDistrict(name, parse) && province(name, parse)
  const withDistrict =
    take({ hasDistrict: true, fits: old(inOldProvince) }) ??
    take({ hasDistrict: true, fits: old(inWiderProvince(index)) })
  const current = isNow ? take({ hasDistrict: false, fits: inForce(index) }) : undefined
  if (withDistrict) return isNow ? orProvince(withDistrict, current) : withDistrict
  const today = isNow ? take({ hasDistrict: true, fits: liesInDistrict(index) }) : undefined
  const former = take({ hasDistrict: false, fits: inWiderProvince(index) })
  return today ?? namesFirst(current, former)
}

/** 'Phường Kinh Bắc, Bắc Ninh' names the city of old and the province of now alike. */
function orProvince(old: Meant, current: Meant | undefined): Meant {
  if (!current || current.start !== old.start) return old
  const isSame = old.former.every(({ becomes }) =>
    becomes.every((code) => current.current.some((unit) => unit.code === code)),
  )
  return isSame ? old : { ...old, current: current.current }
}

/** Names in force come first. Without its province one outside the city does not hide old ones elsewhere. */
function namesFirst(current: Meant | undefined, former: Meant | undefined): Meant | undefined {
  if (!current || !former || former.start < current.start) return former ?? current
  const known = new Set(current.current.map(({ code }) => code))
  const isSure = current.current.some(({ provinceCode }) => provinceCode === CITY)
  const elsewhere = former.former.filter(({ becomes }) => becomes.some((code) => !known.has(code)))
  return current.hasProvince || isSure || elsewhere.length === 0
    ? current
    : { ...current, former: elsewhere }
}

function taken({ words, text }: Typed, parses: readonly Parse[], way: Way): Meant | undefined {
  const fitting = parses
    .filter((parse) => (parse.district !== undefined) === way.hasDistrict)
    .map((parse) => ({ parse, names: parse.commune.names.filter((name) => way.fits(name, parse)) }))
    .filter(({ names }) => names.length > 0)
  if (fitting.length === 0) return undefined
  const start = Math.min(...fitting.map(({ parse }) => parse.start))
  const widest = fitting.filter(({ parse }) => parse.start === start)
  const sharp = hasDiacritics(text)
  const names = new Set(widest.flatMap((each) => (sharp ? sharpened(words, each) : each.names)))
  const provinces = widest.map(({ parse }) => parse.province)
  return {
    current: [...names].flatMap(({ current }) => current ?? []),
    former: [...names].flatMap(({ former }) => former ?? []),
    start,
    isDoubtful: start > 0 && !way.hasDistrict && widest.every(({ parse }) => !parse.commune.isSaid),
    hasProvince: provinces.every((block) => block !== undefined),
  }
}

/** Two names that differ only in diacritics are told apart by whoever types them. */
function sharpened(
  words: readonly Word[],
  { parse, names }: { parse: Parse; names: readonly CommuneName[] },
): readonly CommuneName[] {
  if (names.length < 2) return names
  const typed = tonedName(words.slice(parse.commune.nameStart, parse.commune.nameEnd))
  const same = names.filter(({ bare }) => tonedName(wordsOf(placeText(bare))) === typed)
  return same.length > 0 ? same : names
}

function inDistrict({ former }: CommuneName, { district }: Parse): boolean {
  if (!former || !district) return false
  const ref = districtOf(former)
  return district.names.some((each) => each.ref === ref)
}

const inOldProvince: Fits = ({ former }, { province }) =>
  former !== undefined &&
  (!province || province.names.some(({ until }) => until === former.provinceNumber))

/** An old commune under the present name of its province: 'xã Đồng Tâm, Bắc Ninh' may lie in what was Bắc Giang. */
function inWiderProvince({ provinceBecomes }: PlaceIndex): Fits {
  return (name, parse) =>
    inOldProvince(name, parse) ||
    (name.former !== undefined &&
      parse.province!.names.some(
        ({ isCurrent, now }) =>
          isCurrent && now === provinceBecomes.get(name.former.provinceNumber),
      ))
}

/** A commune in force, in its province; under an old province's name only when it has land of it. */
function inForce({ cameFrom }: PlaceIndex): Fits {
  return ({ current }, { province }) =>
    current !== undefined &&
    (!province ||
      province.names.some(({ isCurrent, now, until }) =>
        isCurrent
          ? now === current.provinceCode
          : (cameFrom.get(current.code) ?? []).some((unit) => unit.provinceNumber === until),
      ))
}

/** 'Phường Hoàn Kiếm, quận Hoàn Kiếm': a new commune with the district that its land belonged to. */
function liesInDistrict(index: PlaceIndex): Fits {
  const isInForce = inForce(index)
  return (name, parse) =>
    isInForce(name, parse) &&
    (index.cameFrom.get(name.current?.code ?? '') ?? []).some((former) =>
      parse.district!.names.some(({ ref }) => ref === districtOf(former)),
    )
}
