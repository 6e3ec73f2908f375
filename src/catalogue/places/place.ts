/** Places as people name them: communes in force since 01/7/2025 and those that ended the day before. */
import type { Day } from '../../lib/time.ts'

/** The two-level government began on this day; the old communes ended the day before. */
export const NEW_UNITS_FROM: Day = '2025-07-01'
export const OLD_UNITS_TO: Day = '2025-06-30'

export type CurrentUnit = {
  /** GSO number in force since 01/7/2025: read together with that day, never a key of ours (numbers are reused). */
  readonly code: string
  readonly name: string
  readonly provinceCode: string
  readonly provinceName: string
}

/** A commune until 30/6/2025 (or one of the five island districts that had none). */
export type FormerUnit = {
  /** Our own; a number alone means two different places. */
  readonly id: number
  /** GSO number until 30/6/2025. */
  readonly number: string
  readonly name: string
  /** '' for an island district, which had no communes. */
  readonly district: string
  readonly province: string
  /** GSO number of its province until 30/6/2025. */
  readonly provinceNumber: string
  /** Numbers since 01/7/2025 of what it went into; more than one: it was divided. */
  readonly becomes: readonly string[]
}

/** What a source says of the part of a divided commune: its words, and what they mean where that is certain. */
export type PartSaid = { readonly words: string; readonly share: 'part' | 'rest' | null }

/** One answer among several: what the person meant, and the commune it is now. */
export type PlaceChoice = {
  /** '00037-00070': number until 30/6/2025, then number since 01/7/2025; the second alone for a name in force. */
  readonly value: string
  readonly former: FormerUnit | undefined
  readonly code: string
  readonly said: PartSaid | undefined
}

/**
 * What was typed: one commune (`by`: the old communes that led there, empty when its present name was typed); an old one that
 * was divided, so that the person is asked; a name of several places; or none, with names that look alike. `house` is what
 * stood before the commune, as typed.
 */
export type PlaceReading = { readonly house: string; readonly merged?: MergedProvince } & (
  | { readonly kind: 'found'; readonly code: string; readonly by: readonly FormerUnit[] }
  | {
      readonly kind: 'split'
      readonly former: FormerUnit
      readonly choices: readonly PlaceChoice[]
    }
  | { readonly kind: 'ambiguous'; readonly choices: readonly PlaceChoice[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] }
)

/** A province that ended long before, as 'Hà Tây' on old papers. */
export type MergedProvince = {
  readonly name: string
  /** Number until 30/6/2025 of the province that took it in. */
  readonly into: string
  readonly lastYear: number
  readonly mark: string
}

export type PlaceRows = {
  readonly current: readonly CurrentUnit[]
  readonly former: readonly FormerUnit[]
  /** Number and name of the 63 provinces until 30/6/2025, with the number of the province that each became. */
  readonly provinces: readonly { number: string; name: string; becomes: string }[]
  readonly merged: readonly MergedProvince[]
  /** The value of a choice → what the source says of that part. */
  readonly said: ReadonlyMap<string, PartSaid>
}

/** 'Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội' */
export function formerName({ name, district, province }: FormerUnit): string {
  return [name, district, province].filter((part) => part !== '').join(', ')
}

/** 'Phường Hàng Bạc, Quận Hoàn Kiếm': enough inside the city. */
export function formerShort({ name, district }: FormerUnit): string {
  return district === '' ? name : `${name}, ${district}`
}

/** Communes in force that a reading leads to; a dozen at most, more are no answer. */
export function communesIn(reading: PlaceReading | undefined): string[] {
  if (!reading || reading.kind === 'unknown') return []
  if (reading.kind === 'found') return [reading.code]
  return [...new Set(reading.choices.map(({ code }) => code))].slice(0, 12)
}

/** A present name, of which there is nothing to explain. */
export function isPresent(reading: PlaceReading): boolean {
  return reading.kind === 'found' && reading.by.length === 0
}

/** Of several places only those that are now among these communes: a list of the city's points needs no others. */
export function amongCommunes(reading: PlaceReading, communes: ReadonlySet<string>): PlaceReading {
  if (reading.kind !== 'ambiguous') return reading
  return { ...reading, choices: reading.choices.filter(({ code }) => communes.has(code)) }
}

/** An old commune is among what is meant: that needs a word of explanation. */
export function hasFormer(reading: PlaceReading): boolean {
  if (reading.kind === 'unknown') return false
  if (reading.kind === 'found') return reading.by.length > 0
  return reading.choices.some(({ former }) => former !== undefined)
}
