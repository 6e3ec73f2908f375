/** Who receives a procedure, for editors. */
import type { NotReceived, ReceivingKind } from '../received-by.ts'

export const receivedByWords: Readonly<Record<ReceivingKind, string>> = {
  commune: 'Phường, xã',
  department: 'Sở, ngành',
  city: 'Ủy ban nhân dân thành phố',
  centre: 'Trung tâm Phục vụ hành chính công',
}
export const notReceivedWords: Readonly<Record<NotReceived, string>> = {
  otherProvince: 'Tỉnh, thành phố khác',
  internal: 'Việc nội bộ',
  national: 'Cơ quan trung ương, ngành dọc',
  unknown: 'Chưa xác định',
  withdrawn: 'Đã bỏ khỏi danh mục',
}

/** Where it is handled, as far as the list tells: ours only a curated version says. */
export function handledInWords(notReceived: NotReceived | null): string {
  return notReceived === 'national' ? 'Hệ thống của cơ quan trung ương' : 'Chưa xác định'
}
