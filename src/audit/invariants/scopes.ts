/** Nobody sees more or less than the offices and the applicant of a dossier give. */
import { scopesOfState } from '../../dossier/access.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import type { RawDossier } from '../store.ts'
import { dossierDifference, type DossierInvariant, type Facts } from './invariant.ts'
import { accessDifferences, otherScopes } from './scopes-store.ts'

export const scopesFollowOffices: DossierInvariant = {
  name: 'scopes-follow-offices',
  over: 'dossiers',
  title: 'Quyền xem theo đơn vị',
  statement:
    'Hồ sơ chỉ mở cho các đơn vị tiếp nhận, giải quyết, trả kết quả, được hỏi ý kiến, cấp trên của họ và người nộp; mọi bảng ghi cùng một quyền xem.',
  mend: 'Dựng lại hồ sơ từ lịch sử. Nếu quyền rộng hơn mức đúng: xem nhật ký mở hồ sơ và báo người phụ trách bảo vệ dữ liệu.',
  canReproject: true,
  async look({ tx, ids, raws, states }, facts) {
    const wrong = raws.flatMap((raw) => {
      const state = states.get(raw.dossier_id)
      if (raw.row === null || state === undefined) return []
      const what = scopeWords(scopesIn(raw), expectedScopes(state, facts))
      return what === '' ? [] : [dossierDifference(raw.dossier_id, what)]
    })
    const others = await otherScopes(tx, ids)
    return [
      ...wrong,
      ...others.map(({ id, table }) =>
        dossierDifference(id, `bảng ${table} ghi quyền xem khác với hồ sơ`, table),
      ),
    ]
  },
}

export function expectedScopes(
  state: DossierState,
  { ancestorsOf }: Pick<Facts, 'ancestorsOf'>,
): number[] {
  return scopesOfState(state, ancestorsOf)
}

function scopesIn({ row }: RawDossier): number[] {
  return row!['scopes'] as number[]
}

function scopeWords(kept: readonly number[], expected: readonly number[]): string {
  const extra = kept.filter((scope) => !expected.includes(scope)).length
  const missing = expected.filter((scope) => !kept.includes(scope)).length
  return [
    ...(extra > 0 ? [`thừa ${extra} phạm vi xem`] : []),
    ...(missing > 0 ? [`thiếu ${missing} phạm vi xem`] : []),
  ].join(', ')
}

export const accessFollowsScopes: DossierInvariant = {
  name: 'access-follows-scopes',
  over: 'dossiers',
  title: 'Danh sách việc theo hồ sơ',
  statement:
    'Bảng dùng cho danh sách có đúng một dòng cho mỗi phạm vi xem của hồ sơ, cùng ngày hẹn trả, cùng người phải làm.',
  mend: 'Dựng lại hồ sơ từ lịch sử bằng nút trên trang của sai lệch này.',
  canReproject: true,
  async look({ tx, ids }) {
    const rows = await accessDifferences(tx, ids)
    return rows.map(({ id, missing, extra, stale }) =>
      dossierDifference(id, `thiếu ${missing}, thừa ${extra}, ghi khác ${stale} dòng`),
    )
  },
}
