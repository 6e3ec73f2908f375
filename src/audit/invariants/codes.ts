/** A code leads to one dossier, a dossier is called by its code, and no number can be given twice. */
import { sha256Hex } from '../../lib/canonical.ts'
import { codesAfter, codesAstray, countersBehind } from './codes-store.ts'
import { dossierDifference, type DossierInvariant, type TableInvariant } from './invariant.ts'

const PAGE = 2000

/** A code says whose dossier it is to whoever can read it: the finding names it by its hash. */
function placeOf(dossierId: string, code: string): string {
  return `code:${dossierId}:${sha256Hex(code).slice(0, 12)}`
}

export const dossierHasItsCode: DossierInvariant = {
  name: 'dossier-has-its-code',
  over: 'dossiers',
  title: 'Hồ sơ có mã của mình',
  statement: 'Mã ghi trên hồ sơ dẫn về đúng hồ sơ đó, và là mã của cửa mà hồ sơ đã vào.',
  mend: 'Dựng lại hồ sơ từ lịch sử; nếu mã đang dẫn tới hồ sơ khác thì không dựng lại được, báo nhóm kỹ thuật.',
  canReproject: true,
  async look({ tx, ids }) {
    const astray = await codesAstray(tx, ids)
    return astray.map((id) => dossierDifference(id, 'mã không dẫn về hồ sơ này'))
  },
}

export const codePointsHome: TableInvariant = {
  name: 'code-points-home',
  over: 'table',
  title: 'Mỗi mã dẫn tới một hồ sơ',
  statement:
    'Không mã nào dẫn tới hồ sơ không còn; mỗi hồ sơ có nhiều nhất một mã của hệ thống và một mã của Cổng quốc gia.',
  mend: 'So với điểm kiểm giữ ở ngoài xem hồ sơ nào đã mất; mã không bao giờ được xóa hay dùng lại.',
  canReproject: false,
  async look(db, after) {
    const rows = await codesAfter(db, after, PAGE)
    const differences = rows.flatMap(({ code, kind, dossierId, current }) => {
      if (current === null)
        return [{ place: placeOf(dossierId, code), dossierId, what: 'mã của hồ sơ không còn' }]
      if (kind === 'offline' || code === current) return []
      const words = kind === 'own' ? 'của hệ thống' : 'của Cổng quốc gia'
      return [{ place: placeOf(dossierId, code), dossierId, what: `hồ sơ có hai mã ${words}` }]
    })
    return { differences, next: rows.length < PAGE ? null : rows.at(-1)!.code }
  },
}

export const counterCoversCodes: TableInvariant = {
  name: 'counter-covers-codes',
  over: 'table',
  title: 'Bộ đếm không thấp hơn mã đã cấp',
  statement:
    'Bộ đếm mã của mỗi đơn vị trong mỗi ngày không thấp hơn số lớn nhất đã cấp, nên không số nào bị cấp hai lần.',
  mend: 'Nâng bộ đếm lên số lớn nhất đã cấp (bảng dossier_counter), rồi tìm vì sao nó lùi, thường là khôi phục thiếu.',
  canReproject: false,
  async look(db, after) {
    const rows = await codesAfter(db, after, PAGE)
    const own = rows.filter(({ kind }) => kind === 'own').map(({ code }) => code)
    const behind = await countersBehind(db, own)
    const differences = behind.map(({ officeId, day, last, highest }) => ({
      place: `counter:${officeId}:${day}`,
      dossierId: null,
      what: `bộ đếm ${last ?? 'không có'}, số lớn nhất đã cấp ${highest}`,
    }))
    return { differences, next: rows.length < PAGE ? null : rows.at(-1)!.code }
  },
}
