/** What differs between a published procedure and the newest record of the National Portal, field by field. Pure. */
import type { Day } from '../../lib/time.ts'
import { showLimit } from '../national/compare.ts'
import {
  normalised,
  type NationalChannel,
  type NationalDetail,
  type NationalFee,
} from '../national/detail.ts'
import type { Procedure } from '../procedure.ts'
import { portalRecord } from './portal-record.ts'

/** missingThere: we say it, the portal does not. missingHere: the portal says it, we do not. */
export type PortalDifference = {
  readonly kind: 'missingThere' | 'missingHere' | 'different'
  /** 'name', 'limit online', 'case 1.001193.01', 'legalBasis' … */
  readonly field: string
  readonly here: string
  readonly there: string
}

export function portalDifferences(
  procedure: Procedure,
  there: NationalDetail,
  today: Day,
): PortalDifference[] {
  const here = normalised(portalRecord(procedure, { listed: undefined, today }), 'chi_tiet_2642')
  return [
    ...differs('name', here.name, there.name),
    ...differs('field', here.field, there.field),
    ...(there.decisionNumber === null
      ? []
      : differs('decision', here.decisionNumber ?? '', there.decisionNumber)),
    ...setDiffers('subjects', here.subjects, there.subjects),
    ...CHANNELS.flatMap((channel) => channelDiffers(channel, here, there)),
    ...casesDiffer(procedure, there),
    ...setDiffers(
      'results',
      here.results.map(({ name }) => name),
      there.results.map(({ name }) => name),
    ),
    ...papersDiffer(procedure, there),
    ...setDiffers('legalBasis', codesOf(here), codesOf(there)),
  ]
}

const CHANNELS: readonly NationalChannel[] = ['online', 'counter', 'post']

function channelDiffers(
  channel: NationalChannel,
  here: NationalDetail,
  there: NationalDetail,
): PortalDifference[] {
  const [ours, theirs] = [here, there].map(({ channels }) =>
    channels.filter((row) => row.channel === channel),
  ) as [NationalDetail['channels'], NationalDetail['channels']]
  if (ours.length === 0 && theirs.length === 0) return []
  if (ours.length === 0 || theirs.length === 0)
    return differs(`channel ${channel}`, ours.length > 0 ? 'có' : '', theirs.length > 0 ? 'có' : '')
  return [
    ...differs(`limit ${channel}`, limitsOf(ours), limitsOf(theirs)),
    ...differs(`fee ${channel}`, feesOf(ours), feesOf(theirs)),
  ]
}

function limitsOf(rows: NationalDetail['channels']): string {
  return unique(rows.flatMap(({ limit }) => (limit ? [showLimit(limit)] : [])))
}

function feesOf(rows: NationalDetail['channels']): string {
  return unique(rows.flatMap(({ fees }) => fees.flatMap((fee) => feeWords(fee))))
}

/** An unknown fee says nothing, and differs from nothing. */
function feeWords({ kind, amount }: NationalFee): string[] {
  switch (kind) {
    case 'amount':
      return [`${(amount ?? 0).toLocaleString('vi-VN')} ₫`]
    case 'councilDecides':
      return ['Hội đồng nhân dân quyết định']
    case 'byRegulation':
      return ['theo văn bản khác']
    case 'statedNone':
      return ['không thu']
    case 'unknown':
      return []
  }
}

/** Cases with a number of the portal; our own words for cases have none there. */
function casesDiffer({ code, cases }: Procedure, there: NationalDetail): PortalDifference[] {
  const ours = new Map(
    cases.filter((each) => each.code !== code).map((each) => [each.code, each.limitText.vi]),
  )
  const theirs = new Map(
    there.cases.map((each) => [each.code, each.limit ? showLimit(each.limit) : each.rawLimit]),
  )
  if (theirs.size === 0) return []
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((each) =>
    differs(`case ${each}`, ours.get(each) ?? '', theirs.get(each) ?? ''),
  )
}

/** By the portal's own codes of papers, where it gives any. */
function papersDiffer(
  { papers, shownPapers }: Procedure,
  there: NationalDetail,
): PortalDifference[] {
  const theirs = there.paperGroups.flatMap((group) =>
    group.papers.flatMap(({ code, name }) => (code ? [{ code, name }] : [])),
  )
  if (theirs.length === 0) return []
  const ours = new Set(
    [...papers, ...shownPapers].flatMap(({ catalogueCode }) => catalogueCode ?? []),
  )
  const known = new Set(theirs.map(({ code }) => code))
  return [
    ...theirs
      .filter(({ code }) => !ours.has(code))
      .map(({ code, name }) => missing('missingHere', `paper ${code}`, name)),
    ...[...ours]
      .filter((code) => !known.has(code))
      .map((code) => missing('missingThere', `paper ${code}`, code)),
  ]
}

function codesOf({ legalBasis }: NationalDetail): string[] {
  return legalBasis.flatMap(({ code }) => code ?? [])
}

function setDiffers(
  field: string,
  ours: readonly string[],
  theirs: readonly string[],
): PortalDifference[] {
  const [here, there] = [new Set(ours), new Set(theirs)]
  return [
    ...[...there]
      .filter((each) => !here.has(each))
      .map((each) => missing('missingHere', field, each)),
    ...[...here]
      .filter((each) => !there.has(each))
      .map((each) => missing('missingThere', field, each)),
  ]
}

function missing(
  kind: 'missingHere' | 'missingThere',
  field: string,
  value: string,
): PortalDifference {
  const [here, there] = kind === 'missingHere' ? ['', value] : [value, '']
  return { kind, field, here, there }
}

function differs(field: string, here: string, there: string): PortalDifference[] {
  if (here === there) return []
  if (there === '') return [missing('missingThere', field, here)]
  if (here === '') return [missing('missingHere', field, there)]
  return [{ kind: 'different', field, here, there }]
}

function unique(values: readonly string[]): string {
  return [...new Set(values)].toSorted((a, b) => (a < b ? -1 : 1)).join('; ')
}
