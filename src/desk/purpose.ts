import type { Role, StaffActor } from '../office/actor.ts'

const PURPOSES: Readonly<Record<Role, string>> = {
  receptionist: 'tiếp nhận và trả kết quả',
  officer: 'xử lý hồ sơ',
  leader: 'xem xét, ký duyệt',
  clerk: 'cấp số, đóng dấu',
  supervisor: 'giám sát',
  controller: 'kiểm soát thủ tục hành chính',
  admin: 'quản trị',
}

/** Why somebody in this role opens a dossier: the citizen reads it. */
export function purposeOf(me: StaffActor): string {
  return PURPOSES[me.role]
}
