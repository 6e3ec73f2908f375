import { KIND_NAMES } from '../notice/wording.ts'
import type { StuckKind, StuckThing } from './stuck-store.ts'
import { OUTSIDE_STATES, registerError, SUBSCRIBERS } from './wording.ts'

export const STUCK_KIND_NAMES: Readonly<Record<StuckKind, string>> = {
  parked: 'Việc tiếp theo',
  delivery: 'Tin nhắn, thư',
  register: 'Hộ tịch',
  portal: 'Cổng quốc gia',
  holder: 'Không người giữ',
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
    case 'holder':
      return what === '' ? 'Hồ sơ không có người giữ' : `Chặng ${what} không có người giữ`
  }
}

export function stateWords({ state }: StuckThing): string {
  if (state === 'left') return 'người giữ không còn thụ lý ở đây'
  if (state === 'nobody') return 'cơ quan không có người thụ lý'
  return state === 'parked' ? 'tự thử lại thưa dần' : (OUTSIDE_STATES[state] ?? state)
}

export function reasonWords(kind: StuckKind, { reason }: StuckThing): string {
  return kind === 'register' ? registerError(reason) : (reason ?? '')
}
