import { KIND_NAMES } from '../notice/wording.ts'
import type { StuckKind, StuckThing } from './stuck-store.ts'
import { OUTSIDE_STATES, registerError, SUBSCRIBERS } from './wording.ts'

export const STUCK_KIND_NAMES: Readonly<Record<StuckKind, string>> = {
  parked: 'Việc tiếp theo',
  delivery: 'Tin nhắn, thư',
  register: 'Hộ tịch',
  portal: 'Cổng quốc gia',
  undecided: 'Chờ quyết định đơn vị',
}

const SERVICES: Readonly<Record<string, string>> = {
  CapNhatTienTrinh: 'Báo tiến trình',
  CapNhatTrangThai: 'Báo trạng thái hồ sơ',
}

/** What it is about, in words. */
export function thingWords(kind: StuckKind, { what }: StuckThing): string {
  const kinds: Readonly<Record<string, string>> = KIND_NAMES
  switch (kind) {
    case 'parked':
      return SUBSCRIBERS[what] ?? what
    case 'delivery':
      return `Tin “${kinds[what] ?? what}”`
    case 'register':
      return 'Hỏi cơ sở dữ liệu hộ tịch'
    case 'portal':
      return SERVICES[what] ?? what
    case 'undecided':
      return 'Xác định đơn vị giải quyết'
  }
}

export function stateWords({ state }: StuckThing): string {
  if (state === 'toDecide') return 'đơn vị cũ bị chia, chờ người quyết định'
  return state === 'parked' ? 'tự thử lại thưa dần' : (OUTSIDE_STATES[state] ?? state)
}

export function reasonWords(kind: StuckKind, { reason }: StuckThing): string {
  return kind === 'register' ? registerError(reason) : (reason ?? '')
}
