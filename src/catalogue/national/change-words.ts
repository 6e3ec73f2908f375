/** Differences between snapshots in words. Pure. */
import { parseDay } from '../../lib/time.ts'
import type { ListChange } from './apply-list.ts'
import type { ChangeKind } from './compare.ts'

export const CHANGE_WORDS: Readonly<Record<ChangeKind, string>> = {
  new: 'Mới',
  gone: 'Không còn',
  renamed: 'Đổi tên',
  limit: 'Đổi thời hạn',
  agency: 'Đổi cơ quan',
  state: 'Đổi trạng thái',
  fee: 'Đổi phí, lệ phí',
  decision: 'Đổi quyết định công bố',
}
export const CHANGE_KINDS = Object.keys(CHANGE_WORDS) as ChangeKind[]

export function isChangeKind(text: string): text is ChangeKind {
  return Object.hasOwn(CHANGE_WORDS, text)
}

const PLACES: Readonly<Record<string, string>> = {
  online: 'trực tuyến',
  post: 'bưu chính',
  counter: 'trực tiếp',
  name: '',
  portalState: '',
  decision: '',
  performedBy: 'cơ quan thực hiện',
  issuedBy: 'cơ quan công bố',
}

/** Where in the procedure: 'trực tuyến', a case's code; '' for the procedure as a whole. */
export function placeWords({ what, place }: Pick<ListChange, 'what' | 'place'>): string {
  return what === 'new' || what === 'gone' ? '' : (PLACES[place] ?? place)
}

export const SOURCE_WORDS: Readonly<Record<string, string>> = {
  danh_muc: 'Danh mục',
  chi_tiet_2642: 'Trang của cổng',
  chi_tiet_api_502: 'Giao diện dữ liệu của cổng',
}

/** 'Trang của cổng, 10/06/2026'. */
export function sourceWords(source: string, takenOn: string): string {
  return `${SOURCE_WORDS[source] ?? source}, ${showDayText(takenOn)}`
}

/** '2026-07-18' → '18/07/2026'. */
export function showDayText(day: string): string {
  return parseDay(day) ? day.split('-').toReversed().join('/') : day
}

/** 'Đổi thời hạn 1.013225, trực tuyến: 20 ngày → 10 ngày làm việc (10/06/2026 → 18/07/2026)'. */
export function changeSentence(change: ListChange): string {
  const place = placeWords(change)
  const days = `${showDayText(change.olderOn)} → ${showDayText(change.newerOn)}`
  const told = [change.before, change.after].map((text) => text || 'không ghi').join(' → ')
  const what = change.what === 'new' ? change.after : change.what === 'gone' ? change.before : told
  return `${CHANGE_WORDS[change.what]} ${change.code}${place && `, ${place}`}: ${what} (${days})`
}

/** 'Đổi thời hạn: 24 chỗ của 8 thủ tục.' */
export function countSentences(changes: readonly ListChange[]): string[] {
  return CHANGE_KINDS.flatMap((kind) => {
    const some = changes.filter(({ what }) => what === kind)
    const codes = new Set(some.map(({ code }) => code)).size
    return some.length === 0
      ? []
      : [`${CHANGE_WORDS[kind]}: ${some.length} chỗ của ${codes} thủ tục.`]
  })
}
