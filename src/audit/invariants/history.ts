/** History, state and row of a dossier say the same. */
import { canonical } from '../../lib/canonical.ts'
import { projectFiling, projectRow } from '../../dossier/project.ts'
import type { DossierState } from '../../dossier/dossier.ts'
import type { RawDossier } from '../store.ts'
import {
  dossierDifference,
  type Difference,
  type DossierInvariant,
  type DossierPage,
  type Facts,
} from './invariant.ts'
import { wrongErasures } from './history-store.ts'
import { isBroken } from './open-page.ts'
import { privateOf } from './refold.ts'

export const historyIsWhole: DossierInvariant = {
  name: 'history-is-whole',
  over: 'dossiers',
  title: 'Lịch sử nguyên vẹn',
  statement:
    'Mỗi dòng lịch sử mang dấu của dòng trước và của chính nó; không dòng nào bị sửa, chèn, đổi chỗ hay mất.',
  mend: 'Không sửa bằng tay. So với điểm kiểm giữ ở ngoài (motcua verify --against), lấy lại hồ sơ từ bản sao lưu và lập biên bản.',
  canReproject: false,
  look: ({ raws, faults }) =>
    raws.flatMap((raw) => {
      const fault = faults.get(raw.dossier_id) ?? null
      if (!isBroken(raw, fault)) return []
      const where = fault && fault.seq > 0 ? `dòng ${fault.seq}: ` : ''
      return [dossierDifference(raw.dossier_id, `${where}${fault?.what ?? 'không còn lịch sử'}`)]
    }),
}

export const stateFollowsHistory: DossierInvariant = {
  name: 'state-follows-history',
  over: 'dossiers',
  title: 'Trạng thái theo lịch sử',
  statement: 'Trạng thái đã lưu của mỗi hồ sơ đúng bằng kết quả tính lại từ toàn bộ lịch sử.',
  mend: 'Dựng lại hồ sơ từ lịch sử bằng nút trên trang của sai lệch này.',
  canReproject: true,
  look: (page) =>
    faulty(page, (raw, state) => {
      const isSame = raw.state_seq === state.seq && canonical(raw.state) === canonical(state)
      return isSame ? [] : [dossierDifference(raw.dossier_id, stateWords(raw, state))]
    }),
}

function stateWords(raw: RawDossier, state: DossierState): string {
  if (raw.state_seq === null || raw.state === null) return 'không có trạng thái lưu'
  const kept = raw.state as Record<string, unknown>
  const members = Object.keys({ ...kept, ...state }).filter(
    (name) => canonical(kept[name] ?? null) !== canonical(memberOf(state, name)),
  )
  return `khác ở: ${[...members].sort().join(', ') || 'số dòng'}`
}

function memberOf(state: DossierState, name: string): unknown {
  return (state as unknown as Record<string, unknown>)[name] ?? null
}

export const rowFollowsState: DossierInvariant = {
  name: 'row-follows-state',
  over: 'dossiers',
  title: 'Bảng hồ sơ theo lịch sử',
  statement:
    'Mọi cột của bảng hồ sơ (tình trạng, bước, người giữ, ngày hẹn trả, tên …) đúng như lịch sử ghi.',
  mend: 'Dựng lại hồ sơ từ lịch sử bằng nút trên trang của sai lệch này.',
  canReproject: true,
  look: (page, facts) => [
    ...faulty(page, (raw, state) => columnsOf(raw, expectedRow(raw, state, facts))),
    ...page.raws.flatMap((raw) =>
      page.states.has(raw.dossier_id) ? columnsOf(raw, expectedNames(raw)) : [],
    ),
  ],
}

/** Every column that follows the state, as it should be. */
export function expectedRow(
  raw: RawDossier,
  state: DossierState,
  { termsOf }: Pick<Facts, 'termsOf'>,
): Record<string, unknown> {
  return {
    ...projectRow(raw.dossier_id, state, termsOf(state.procedure)),
    ...projectFiling(state, raw.events[0]!.origin),
  }
}

/** The names as they were filed; none where they were lawfully erased. */
export function expectedNames(raw: RawDossier): Record<string, unknown> {
  const filed = privateOf(raw.events[0]!)
  return {
    ...(filed?.ownerName !== undefined && { owner_name: filed.ownerName }),
    ...(filed?.applicantName !== undefined && { applicant_name: filed.applicantName }),
  }
}

function columnsOf(raw: RawDossier, expected: Record<string, unknown>): Difference[] {
  if (raw.row === null)
    return [dossierDifference(raw.dossier_id, 'không có trong bảng hồ sơ', 'row')]
  const wrong = Object.entries(expected).filter(
    ([column, value]) => plain(raw.row![column]) !== plain(value),
  )
  return wrong.map(([column]) =>
    dossierDifference(raw.dossier_id, `cột ${column} khác với lịch sử`, column),
  )
}

/** Instants compare as instants, everything else as it is. */
function plain(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value))
    return new Date(value).getTime()
  return value ?? null
}

/** Looks closer only where `verify` has found something that is not the history itself. */
function faulty(
  { raws, faults, states }: DossierPage,
  look: (raw: RawDossier, state: DossierState) => Difference[],
): Difference[] {
  return raws.flatMap((raw) => {
    const state = states.get(raw.dossier_id)
    return state === undefined || !faults.has(raw.dossier_id) ? [] : look(raw, state)
  })
}

export const erasureIsNamed: DossierInvariant = {
  name: 'erasure-is-named',
  over: 'dossiers',
  title: 'Xóa phải có quyết định',
  statement:
    'Phần riêng (câu trả lời, lý do) chỉ trống khi đã xóa theo một quyết định có ghi lại; đã xóa thì không còn nội dung.',
  mend: 'Tìm quyết định xóa. Nếu không có: lấy lại phần riêng từ bản sao lưu và lập biên bản.',
  canReproject: false,
  async look({ tx, ids }) {
    const wrong = await wrongErasures(tx, ids)
    return wrong.map(({ id, seq }) =>
      dossierDifference(id, `dòng ${seq}: phần riêng và dấu xóa không khớp`, `private:${seq}`),
    )
  },
}
