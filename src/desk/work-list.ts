/** What an officer's list shows: the tab, the filters and the place in the list, all of it in the address. Pure. */
import { isUuid } from '../lib/ids.ts'
import { cleanLine, fold } from '../lib/text.ts'

export const TABS = [
  'dang-giu',
  'qua-han',
  'hom-nay',
  'cho-nguoi-dan',
  'chua-giu',
  'lam-thay',
] as const
export type WorkTab = (typeof TABS)[number]

export const SOURCES = [
  'ownPortal',
  'nationalPortal',
  'counter',
  'assisted',
  'agent',
  'post',
] as const
export type WorkSource = (typeof SOURCES)[number]

/** Statuses that a dossier on an officer's list can have. */
export const LISTED_STATUSES = [2, 4, 5] as const

export type Place = { due: Date; id: string }
export type WorkFilter = {
  tab: WorkTab
  words: string
  procedure: string
  status: number | null
  source: WorkSource | null
  /** Rows after this place, or before it, nearest due first; neither: the first page. */
  after: Place | null
  before: Place | null
}

type Query = Readonly<Record<string, unknown>>

/** Whatever stands in the address becomes a filter; what means nothing is left out. */
export function readFilter(query: Query): WorkFilter {
  const text = (name: string) => (typeof query[name] === 'string' ? cleanLine(query[name]) : '')
  const status = Number(text('trang-thai'))
  return {
    tab: TABS.find((tab) => tab === text('muc')) ?? 'dang-giu',
    words: text('tim').slice(0, 200),
    procedure: text('thu-tuc').slice(0, 40),
    status: LISTED_STATUSES.some((each) => each === status) ? status : null,
    source: SOURCES.find((source) => source === text('kenh')) ?? null,
    after: readPlace(text('sau')),
    before: readPlace(text('truoc')),
  }
}

/** The address of the list with these changes; a change of filter begins at the first page. */
export function listHref(filter: WorkFilter, change: Partial<WorkFilter> = {}): string {
  const next = { ...filter, after: null, before: null, ...change }
  const pairs: [string, string | null][] = [
    ['muc', next.tab === 'dang-giu' ? null : next.tab],
    ['tim', next.words || null],
    ['thu-tuc', next.procedure || null],
    ['trang-thai', next.status === null ? null : String(next.status)],
    ['kenh', next.source],
    ['sau', next.after && showPlace(next.after)],
    ['truoc', next.before && showPlace(next.before)],
  ]
  const search = new URLSearchParams(
    pairs.filter((pair): pair is [string, string] => pair[1] !== null),
  ).toString()
  return search === '' ? '/viec' : `/viec?${search}`
}

/** Whether anything but the tab narrows the list. */
export function isNarrowed({ words, procedure, status, source }: WorkFilter): boolean {
  return words !== '' || procedure !== '' || status !== null || source !== null
}

function showPlace({ due, id }: Place): string {
  return `${due.getTime()}.${id}`
}

function readPlace(text: string): Place | null {
  const [time = '', id = ''] = text.split('.', 2)
  const moment = Number(time)
  return /^\d{1,14}$/.test(time) && isUuid(id) ? { due: new Date(moment), id } : null
}

/** Folded words that must all begin some word of the dossier (code, names). */
export function searchWordsOf(words: string): string[] {
  return fold(words).split(' ').filter(Boolean).slice(0, 10)
}
