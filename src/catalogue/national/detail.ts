/**
 * A detail record of the national catalogue in one shape, whichever source it came from. Nothing is guessed: what a source
 * leaves open is null, and the words of the source stand beside every value that was read out of them.
 */
import { apiDetail } from './api-detail.ts'
import { crawlDetail } from './crawl-detail.ts'
import { objectOf } from './json-reading.ts'

/** Where a record was taken: pages of the portal read as text, or the portal's own interface. */
export const DETAIL_SOURCES = ['chi_tiet_2642', 'chi_tiet_api_502'] as const
export type DetailSource = (typeof DETAIL_SOURCES)[number]

export type NationalChannel = 'online' | 'post' | 'counter'
/** The units of the portal. 'hour' is what it writes ("Giờ"), without saying whether of work. */
export type NationalUnit = 'workingDay' | 'calendarDay' | 'hour' | 'month'
/** More than zero; may be a fraction (12.5 working days). */
export type NationalLimit = { value: number; unit: NationalUnit }

/**
 * amount: a sum that the source states · councilDecides: the provincial council sets it · byRegulation: another text sets it ·
 * statedNone: the source says in words that nothing is taken · unknown: a zero or nothing, which is not "free".
 */
export type FeeKind = 'amount' | 'councilDecides' | 'byRegulation' | 'statedNone' | 'unknown'
export type NationalFee = {
  kind: FeeKind
  /** đồng; only with kind 'amount' */
  amount: number | null
  /** the number exactly as the source has it: 0 and null are different there */
  rawAmount: number | null
  text: string
}

/** A limit with what stands in the source. */
export type StatedLimit = {
  /** null: not stated, zero, in words, or without a unit */
  limit: NationalLimit | null
  /** what the source has, e.g. 'so = 1, don_vi = null' */
  rawLimit: string
  rawValue: number | null
  /** null when the source names no unit, or 'OTHER' */
  rawUnit: string | null
  /** the limit where the source has a sentence in place of a number */
  inWords: string
}
export type NationalRow = StatedLimit & {
  channel: NationalChannel
  fees: NationalFee[]
  note: string
}
export type NationalCase = StatedLimit & { code: string }
export type NationalPaper = { name: string; originals: number; copies: number; code: string | null }
/** One alternative by case. What asks for no original and no copy is a note, not a paper. */
export type NationalPaperGroup = { title: string; papers: NationalPaper[]; notes: string[] }
export type NationalStep = { title: string; text: string }
export type NationalResult = { code: string | null; name: string }
/** `code` is null when no number of a legal text could be read out of what stands there. */
export type NationalLegalBasis = { code: string | null; raw: string; name: string }

export type NationalDetail = {
  code: string
  name: string
  field: string
  issuedBy: string
  /** '' when the source names none */
  performedBy: string
  decidedBy: string
  receivedAt: string
  coordinatedBy: string
  levels: string[]
  subjects: string[]
  /** number of the publishing decision: the key of the version (domain.md §13) */
  decisionNumber: string | null
  portalState: string | null
  portalUrl: string | null
  /** when the portal last changed the record, where the source says so */
  updatedOn: string | null
  channels: NationalRow[]
  cases: NationalCase[]
  paperGroups: NationalPaperGroup[]
  steps: NationalStep[]
  results: NationalResult[]
  legalBasis: NationalLegalBasis[]
  requirement: string
  /** the table of channels as raw text, where it could not be taken apart */
  rawChannels: string
}

/** Pure and total: any JSON gives a detail; of a record that is none everything is empty or null. */
export function normalised(body: unknown, source: string): NationalDetail {
  const record = objectOf(body)
  const isApi = source === 'chi_tiet_api_502' || (source !== 'chi_tiet_2642' && 'code' in record)
  return isApi ? apiDetail(record) : crawlDetail(record)
}

/** Whether a channel of the record has a usable limit. */
export function isLimitKnown({ channels, cases }: NationalDetail): boolean {
  return channels.some(({ limit }) => limit !== null) || cases.some(({ limit }) => limit !== null)
}

/** Whether the record says what is paid: a sum, or in words that nothing is taken. */
export function isFeeKnown({ channels }: NationalDetail): boolean {
  const kinds = channels.flatMap(({ fees }) => fees.map(({ kind }) => kind))
  return kinds.some((kind) => kind === 'amount' || kind === 'statedNone')
}

/** Offered online at all; whether wholly or in part neither source says. */
export function isOfferedOnline({ channels }: NationalDetail): boolean {
  return channels.some(({ channel }) => channel === 'online')
}
