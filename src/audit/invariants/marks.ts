/** The dispatcher keeps up, and waits for nothing that does not exist. */
import { FIRST_ID } from '../store.ts'
import type { TableInvariant } from './invariant.ts'
import { marksAfter } from './marks-store.ts'

const PAGE = 2000

export const marksAreTakenUp: TableInvariant = {
  name: 'marks-are-taken-up',
  over: 'table',
  title: 'Việc tiếp theo được chuyển đi',
  statement:
    'Không hồ sơ nào chờ chuyển tiếp quá thời gian của chính sách; không dấu chờ nào nói về hồ sơ hoặc dòng lịch sử không có.',
  mend: 'Xem chương trình nền có đang chạy không. Dấu chờ của hồ sơ không còn: so với điểm kiểm giữ ở ngoài.',
  canReproject: false,
  async look(db, after, { markOlderThanMinutes: minutes }) {
    const rows = await marksAfter(db, after === '' ? FIRST_ID : after, { limit: PAGE, minutes })
    const differences = rows
      .filter(({ isStray, isOld }) => isStray || isOld)
      .map(({ place, dossierId, isStray }) => ({
        place,
        dossierId,
        what: isStray ? 'dấu chờ không có dòng lịch sử' : 'chờ chuyển tiếp quá lâu',
      }))
    return { differences, next: rows.length < PAGE ? null : (rows.at(-1)?.dossierId ?? null) }
  },
}
