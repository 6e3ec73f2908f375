/** What is odd in a detail record and may not be put right by a rule: each oddity waits for an editor. Pure. */
import type { NationalDetail, NationalRow, StatedLimit } from './detail.ts'
import type { FoundKind } from './finding-kinds.ts'
import { isPlausibleCount } from './paper-reading.ts'

export type Anomaly = {
  kind: FoundKind
  /** where in the record, counted from one: 'truc_tiep 3' */
  place: string
  /** the words of the source */
  raw: string
}

export function anomaliesOf(detail: NationalDetail): Anomaly[] {
  return [
    ...detail.channels.flatMap((row, index) => oddRow(row, `${row.channel} ${index + 1}`)),
    ...detail.cases.flatMap((each, index) => oddLimit(each, `case ${index + 1} ${each.code}`)),
    ...oddCounts(detail),
    ...oddResults(detail),
    ...oddBasis(detail),
    ...twinCases(detail),
    ...(detail.rawChannels === ''
      ? []
      : [odd('channelsUnread', 'channels', detail.rawChannels.slice(0, 300))]),
  ]
}

function odd(kind: FoundKind, place: string, raw: string): Anomaly {
  return { kind, place, raw }
}

function oddRow(row: NationalRow, place: string): Anomaly[] {
  const small = row.fees.filter(({ amount }) => amount !== null && amount < 1000)
  return [
    ...oddLimit(row, place),
    ...small.map(({ amount, text }, index) =>
      odd('feeBelowThousand', `${place} fee ${index + 1}`, `${amount} đ ${text}`.trim()),
    ),
  ]
}

function oddLimit({ rawValue, rawUnit, rawLimit, inWords }: StatedLimit, place: string): Anomaly[] {
  return [
    ...(rawValue !== null && rawUnit === null ? [odd('limitWithoutUnit', place, rawLimit)] : []),
    ...(rawValue === 0 ? [odd('limitZero', place, rawLimit)] : []),
    ...(inWords === '' ? [] : [odd('limitInWords', place, inWords)]),
  ]
}

function oddCounts({ paperGroups }: NationalDetail): Anomaly[] {
  const papers = paperGroups.flatMap(({ papers: list }, group) =>
    list.map((paper, index) => ({ ...paper, place: `paper ${group + 1}.${index + 1}` })),
  )
  return papers
    .filter(({ originals, copies }) => ![originals, copies].every(isPlausibleCount))
    .map(({ place, name, originals, copies }) =>
      odd('suspiciousCount', place, `${name} | ${originals} bản chính, ${copies} bản sao`),
    )
}

/** 'KQ.G15.004946': ministry or province, then six digits. */
const RESULT_CODE = /^KQ\.[A-Z]\d{2}\.\d{6}$/

function oddResults({ results }: NationalDetail): Anomaly[] {
  return results.flatMap(({ code, name }, index) => {
    if (code === null || RESULT_CODE.test(code)) return []
    return [odd('malformedResultCode', `result ${index + 1}`, `${code} ${name}`)]
  })
}

function oddBasis({ legalBasis }: NationalDetail): Anomaly[] {
  return legalBasis.flatMap(({ code, raw }, index) =>
    code === null ? [odd('unreadableLegalCode', `basis ${index + 1}`, raw)] : [],
  )
}

function twinCases({ cases }: NationalDetail): Anomaly[] {
  return cases.flatMap(({ code, rawLimit }, index) =>
    cases.findIndex((other) => other.code === code) < index
      ? [odd('twinCase', `case ${index + 1}`, `${code}: ${rawLimit}`)]
      : [],
  )
}
