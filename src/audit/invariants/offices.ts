/** No dossier is left behind at an office that is no longer there. */
import type { TableInvariant } from './invariant.ts'
import { leftBehind } from './offices-store.ts'

const PAGE = 200

export const noneLeftBehind: TableInvariant = {
  name: 'none-left-at-closed-offices',
  over: 'table',
  title: 'Hồ sơ ở đơn vị đã đóng',
  statement:
    'Không hồ sơ đang mở nào còn do một đơn vị đã đóng theo sắp xếp tổ chức tiếp nhận, giải quyết hay trả kết quả.',
  mend: 'Chạy lại việc sắp xếp: npm run -s motcua -- reorganise PHƯƠNG-ÁN.json --apply. Lần chạy lại chỉ chuyển hồ sơ còn sót.',
  canReproject: false,
  async look(db, after, { now }) {
    const ids = await leftBehind(db, { after, most: PAGE, now: now() })
    return {
      differences: ids.map((id) => ({
        place: id,
        dossierId: id,
        what: 'hồ sơ đang mở ở một đơn vị đã đóng',
      })),
      next: ids.length < PAGE ? null : ids.at(-1)!,
    }
  },
}
