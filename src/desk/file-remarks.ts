/** What the history says beside a file: what its sender was told of the picture, and where it was taken over from. Pure. */
import type { DossierEvent, PictureRemark } from '../dossier/events.ts'

const REMARKS: Readonly<Record<PictureRemark, string>> = {
  blurred: 'ảnh có vẻ mờ',
  empty: 'không thấy chữ trong ảnh',
  dark: 'ảnh quá tối',
  small: 'ảnh quá nhỏ',
}

/** Sentences for the official; none for an ordinary file. */
export function remarksOn(history: readonly DossierEvent[], fileId: string): string[] {
  const file = history
    .flatMap((event) =>
      event.kind === 'filed' || event.kind === 'supplemented' ? event.body.papers : [],
    )
    .flatMap(({ files }) => files)
    .find(({ id }) => id === fileId)
  if (file === undefined) return []
  const { remark, reusedFrom, turned } = file
  return [
    ...(remark ? [`Máy đã báo người nộp: ${REMARKS[remark]}. Người nộp vẫn gửi.`] : []),
    ...(reusedFrom?.level === 2 ? ['Người nộp dùng lại giấy tờ của một hồ sơ trước.'] : []),
    ...(reusedFrom?.level === 3 ? ['Người nộp dùng lại kết quả của một hồ sơ trước.'] : []),
    ...(turned ? [`Người nộp xoay ảnh ${turned}° sang phải khi xem.`] : []),
  ]
}
