/** Where the work of each role is. Every page for officials shows the same links, made here. */
import type { NavLink } from '../ui/layout.tsx'
import { paths } from '../ui/paths.ts'
import { AGENT_ROLE, hasRole } from './actor.ts'
import type { AssignedRole, Role, StaffActor } from './actor.ts'

/** Number of dossiers behind a link, by its address. */
export type NavCounts = Readonly<Record<string, number>>

const DESKS: readonly { readonly href: string; readonly label: string; readonly roles: Role[] }[] =
  [
    { href: '/quay', label: 'Quầy tiếp nhận', roles: ['receptionist'] },
    { href: '/viec', label: 'Việc của tôi', roles: ['officer'] },
    { href: '/ky', label: 'Chờ ký', roles: ['leader'] },
    { href: '/viec/phan-cong', label: 'Phân công', roles: ['leader'] },
    { href: '/van-thu', label: 'Văn thư', roles: ['clerk'] },
    { href: '/tra-ket-qua', label: 'Trả kết quả', roles: ['receptionist'] },
    { href: '/ban-giao', label: 'Bàn giao', roles: ['receptionist', 'clerk'] },
    { href: '/ket-qua-da-cap', label: 'Kết quả đã cấp', roles: ['officer', 'leader', 'clerk'] },
    { href: '/bien-tap/ban-thao', label: 'Bản thảo', roles: ['controller'] },
    { href: '/bien-tap/chuyen-luat', label: 'Chuyển luật', roles: ['controller'] },
    { href: '/giam-sat', label: 'Giám sát', roles: ['supervisor', 'leader'] },
    {
      href: '/giam-sat/gian-doan',
      label: 'Gián đoạn',
      roles: ['supervisor', 'leader', 'admin'],
    },
    { href: '/giam-sat/he-thong', label: 'Hệ thống', roles: ['admin'] },
    {
      href: '/viec/vang-mat',
      label: 'Vắng mặt',
      roles: ['receptionist', 'officer', 'leader', 'clerk'],
    },
    { href: '/quay/dai-dien', label: 'Làm thay', roles: ['receptionist'] },
    { href: '/yeu-cau-du-lieu', label: 'Yêu cầu dữ liệu', roles: ['supervisor'] },
    { href: '/khan-cap', label: 'Khẩn cấp', roles: ['supervisor', 'leader', 'admin'] },
    { href: '/bien-tap', label: 'Danh mục', roles: ['controller'] },
    { href: '/bien-tap/lich', label: 'Lịch làm việc', roles: ['controller'] },
    { href: '/nap-du-lieu', label: 'Dữ liệu', roles: ['controller', 'admin'] },
  ]

const HOME: Readonly<Record<Role, string>> = {
  receptionist: '/quay',
  officer: '/viec',
  leader: '/ky',
  clerk: '/van-thu',
  supervisor: '/giam-sat',
  controller: '/bien-tap',
  admin: '/nap-du-lieu',
}

export const ROLE_NAMES: Readonly<Record<AssignedRole, string>> = {
  receptionist: 'Tiếp nhận và trả kết quả',
  officer: 'Thụ lý hồ sơ',
  leader: 'Lãnh đạo ký duyệt',
  clerk: 'Văn thư',
  supervisor: 'Giám sát',
  controller: 'Kiểm soát thủ tục hành chính',
  admin: 'Quản trị hệ thống',
  agent: 'Đại lý dịch vụ công',
}

/** The page on which the work of the role begins. */
export function homeOf(role: AssignedRole): string {
  return role === AGENT_ROLE ? paths.home : HOME[role]
}

/** The links of the staff bar: what the person's roles open, in the order of a dossier's life. */
export function staffNav(actor: StaffActor, counts: NavCounts = {}): readonly NavLink[] {
  const desks = DESKS.filter(({ roles }) => roles.some((role) => hasRole(actor, role)))
  const links = desks.map(({ href, label }) => {
    const count = counts[href]
    return { href, label, ...(count !== undefined && { count }) }
  })
  if (actor.roles.length < 2) return links
  return [...links, { href: '/can-bo/doi-vai', label: 'Đổi vai' }]
}
