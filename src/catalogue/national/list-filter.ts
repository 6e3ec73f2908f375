/** The filters of the editors' list, as they stand in the address. Pure. */
import { cleanLine } from '../../lib/text.ts'
import { editorPaths } from './paths.ts'

export const STANDINGS = [
  'all',
  'limitUnknown',
  'feeUnknown',
  'anomaly',
  'changed',
  'work',
  'curated',
  'notCurated',
  'noDetail',
] as const
export type Standing = (typeof STANDINGS)[number]
export const RECEIVERS = ['commune', 'department', 'city', 'centre', 'nobody'] as const
export type Receiver = (typeof RECEIVERS)[number]

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  all: 'Tất cả',
  limitUnknown: 'Chưa rõ thời hạn',
  feeUnknown: 'Chưa rõ phí',
  anomaly: 'Nghi vấn',
  changed: 'Cổng đã đổi',
  work: 'Chờ biên tập',
  curated: 'Đã biên tập',
  notCurated: 'Chưa biên tập',
  noDetail: 'Chưa có chi tiết',
}
export const RECEIVER_WORDS: Readonly<Record<Receiver, string>> = {
  commune: 'Phường, xã nhận',
  department: 'Sở, ngành nhận',
  city: 'Ủy ban nhân dân thành phố nhận',
  centre: 'Trung tâm Phục vụ hành chính công nhận',
  nobody: 'Hà Nội không nhận',
}

export type ListFilter = {
  standing: Standing
  field: string
  receiver: Receiver | ''
  words: string
  page: number
}
export const ROWS_A_PAGE = 50
const MOST_PAGES = 1000

type Query = Readonly<Record<string, unknown>>

/** What is not among the choices is left out. */
export function readListFilter(query: Query): ListFilter {
  const text = (name: string) => {
    const value = [query[name]].flat()[0]
    return typeof value === 'string' ? cleanLine(value).slice(0, 200) : ''
  }
  return {
    standing: STANDINGS.find((each) => each === text('loc')) ?? 'all',
    field: text('linh-vuc'),
    receiver: RECEIVERS.find((each) => each === text('nhan')) ?? '',
    words: text('q'),
    page: pageOf(text('trang')),
  }
}

/** 1…1000; anything else is the first page. */
export function pageOf(text: string): number {
  const page = Number(text)
  return Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1
}

/** The address of the list with these filters; a changed filter begins at the first page. */
export function listHref(filter: ListFilter, change: Partial<ListFilter> = {}): string {
  const { standing, field, receiver, words, page } = { ...filter, page: 1, ...change }
  const query = new URLSearchParams(
    Object.entries({
      loc: standing === 'all' ? '' : standing,
      'linh-vuc': field,
      nhan: receiver,
      q: words,
      trang: page > 1 ? String(page) : '',
    }).filter(([, value]) => value !== ''),
  ).toString()
  return query === '' ? editorPaths.list : `${editorPaths.list}?${query}`
}
