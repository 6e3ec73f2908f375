/** Whoever sends again under a key gets the dossier that the first answer named. */
import { FIRST_ID } from '../store.ts'
import type { TableInvariant } from './invariant.ts'
import { keysAfter } from './keys-store.ts'

const PAGE = 2000

export const keyPointsHome: TableInvariant = {
  name: 'key-points-home',
  over: 'table',
  title: 'Khóa gửi dẫn tới hồ sơ có thật',
  statement: 'Mỗi khóa gửi đã dùng dẫn tới một hồ sơ đang có, ở dòng lịch sử đang có.',
  mend: 'Hồ sơ mà khóa đã trả lời nay không còn: so với điểm kiểm giữ ở ngoài và lấy lại từ bản sao lưu.',
  canReproject: false,
  async look(db, after) {
    const rows = await keysAfter(db, after === '' ? FIRST_ID : after, PAGE)
    const differences = rows
      .filter(({ seq, last }) => last === null || last < seq)
      .map(({ key, dossierId, last }) => ({
        place: `key:${key}`,
        dossierId,
        what: last === null ? 'hồ sơ không còn' : 'dòng lịch sử của khóa không còn',
      }))
    return { differences, next: rows.length < PAGE ? null : rows.at(-1)!.key }
  },
}
