/** What differs between two snapshots of one procedure. Pure; older and newer are given, whichever was read first. */
import type { NationalChannel, NationalDetail, NationalLimit, StatedLimit } from './detail.ts'
import type { ListRow } from './list-rows.ts'

export type ChangeKind =
  'new' | 'gone' | 'renamed' | 'limit' | 'agency' | 'state' | 'fee' | 'decision'
export type Difference = { what: ChangeKind; place: string; before: string; after: string }

/** Rows of the list, old and new; what a file has no column for does not differ. */
export function listDifferences(older: ListRow, newer: ListRow): Difference[] {
  const agencies = (row: ListRow) => row.performedBy?.join('; ')
  return [
    ...differs({ what: 'renamed', place: 'name' }, older.name, newer.name),
    ...differs({ what: 'state', place: 'portalState' }, older.portalState, newer.portalState),
    ...differs({ what: 'agency', place: 'performedBy' }, agencies(older), agencies(newer)),
    ...differs({ what: 'agency', place: 'issuedBy' }, older.issuedBy, newer.issuedBy),
  ]
}

/**
 * Detail records. Limits and names are compared between any two sources; agencies, fees and decisions only within one source,
 * since the two sources word them differently.
 */
export function detailDifferences(
  older: NationalDetail,
  newer: NationalDetail,
  isSameSource: boolean,
): Difference[] {
  const shared = [
    ...differs({ what: 'renamed', place: 'name' }, older.name, newer.name),
    ...limitDifferences(older, newer, isSameSource),
  ]
  if (!isSameSource) return shared
  return [
    ...shared,
    ...differs({ what: 'agency', place: 'performedBy' }, older.performedBy, newer.performedBy),
    ...differs({ what: 'agency', place: 'issuedBy' }, older.issuedBy, newer.issuedBy),
    ...differs({ what: 'state', place: 'portalState' }, older.portalState, newer.portalState),
    ...differs({ what: 'decision', place: 'decision' }, older.decisionNumber, newer.decisionNumber),
    ...CHANNELS.flatMap((channel) =>
      differs({ what: 'fee', place: channel }, feesOf(older, channel), feesOf(newer, channel)),
    ),
  ]
}

const CHANNELS: readonly NationalChannel[] = ['online', 'post', 'counter']

/** Per channel the usable limits, in any order; a limit that was never usable is no change. */
function limitDifferences(older: NationalDetail, newer: NationalDetail, withCases: boolean) {
  const byChannel = CHANNELS.flatMap((channel) =>
    differs({ what: 'limit', place: channel }, limitsIn(older, channel), limitsIn(newer, channel)),
  )
  if (!withCases) return byChannel
  const codes = new Set([...older.cases, ...newer.cases].map(({ code }) => code))
  const byCase = [...codes].flatMap((code) => {
    const of = ({ cases }: NationalDetail) => shownAll(cases.filter((each) => each.code === code))
    return differs({ what: 'limit', place: code }, of(older), of(newer))
  })
  return [...byChannel, ...byCase]
}

function limitsIn({ channels }: NationalDetail, channel: NationalChannel): string {
  return shownAll(channels.filter((row) => row.channel === channel))
}

function shownAll(rows: readonly StatedLimit[]): string {
  const limits = rows.map(({ limit }) => (limit === null ? '' : showLimit(limit)))
  return limits
    .filter((text) => text !== '')
    .sort()
    .join('; ')
}

function feesOf({ channels }: NationalDetail, channel: NationalChannel): string {
  const fees = channels.filter((row) => row.channel === channel).flatMap(({ fees: all }) => all)
  return fees
    .map(({ rawAmount, text }) => `${rawAmount ?? '–'} ${text}`.trim())
    .sort()
    .join('; ')
}

const UNIT_WORDS: Readonly<Record<NationalLimit['unit'], string>> = {
  workingDay: 'ngày làm việc',
  calendarDay: 'ngày',
  hour: 'giờ',
  month: 'tháng',
}

/** '12,5 ngày làm việc'. */
export function showLimit({ value, unit }: NationalLimit): string {
  return `${String(value).replace('.', ',')} ${UNIT_WORDS[unit]}`
}

/** Nothing differs where one side has nothing to compare with. */
function differs(
  where: Pick<Difference, 'what' | 'place'>,
  before: string | null | undefined,
  after: string | null | undefined,
): Difference[] {
  if (before === undefined || after === undefined) return []
  if ((before ?? '') === (after ?? '')) return []
  return [{ ...where, before: before ?? '', after: after ?? '' }]
}
