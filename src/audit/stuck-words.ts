import { KIND_NAMES } from '../notice/wording.ts'
import type { StuckKind, StuckThing } from './stuck-store.ts'
import { OUTSIDE_STATES, registerError, SUBSCRIBERS } from './wording.ts'

export const STUCK_KIND_NAMES: Readonly<Record<StuckKind, string>> = {
  parked: 'Việc tiếp theo',
  delivery: 'Tin nhắn, thư',
  register: 'Hộ tịch',
  portal: 'Cổng quốc gia',
  leg: 'Chặng liên thông',
  holder: 'Không người giữ',
  undecided: 'Chờ quyết định đơn vị',
  payment: 'Tiền phí',
}

const SERVICES: Readonly<Record<string, string>> = {
  CapNhatTienTrinh: 'Báo tiến trình',
  CapNhatTrangThai: 'Báo trạng thái hồ sơ',
}

/** Names of the agencies outside, by their id in data/partners. */
export type AgencyNames = Readonly<Record<string, string>>

const LEG_MESSAGES: Readonly<Record<string, string>> = {
  legOpened: 'Chuyển chặng',
  legAnswered: 'Chuyển giấy tờ bổ sung',
  legStopped: 'Báo dừng chặng',
}

/** 'out:police:legOpened', 'in:police:99', 'wait:police:Đăng ký thường trú', 'wait:office:…' at an office of ours. */
function legWords(what: string, agencies: AgencyNames): string {
  const [part = '', partner = '', ...rest] = what.split(':')
  const detail = rest.join(':')
  const agency = agencies[partner] ?? partner
  if (part === 'out') return `${LEG_MESSAGES[detail] ?? detail} cho ${agency}`
  if (part === 'in') return `Tin mã ${detail} của ${agency}`
  return partner === 'office' ? `Chặng “${detail}”` : `Chặng “${detail}” ở ${agency}`
}

/** What it is about, in words. */
export function thingWords(
  kind: StuckKind,
  { what }: StuckThing,
  agencies: AgencyNames = {},
): string {
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
    case 'leg':
      return legWords(what, agencies)
    case 'holder':
      return what === '' ? 'Hồ sơ không có người giữ' : `Chặng ${what} không có người giữ`
    case 'undecided':
      return 'Xác định đơn vị giải quyết'
    case 'payment':
      return `Giao dịch ${what}`
  }
}

export function stateWords({ subject, state }: StuckThing): string {
  if (subject.startsWith('leg:') && state === 'queued') return LATE
  if (subject.startsWith('payment:')) return PAYMENT_STATES[state] ?? state
  if (state === 'left') return 'người giữ không còn thụ lý ở đây'
  if (state === 'nobody') return 'cơ quan không có người thụ lý'
  if (state === 'toDecide') return 'đơn vị cũ bị chia, chờ người quyết định'
  return state === 'parked' ? 'tự thử lại thưa dần' : (OUTSIDE_STATES[state] ?? state)
}

const PAYMENT_STATES: Readonly<Record<string, string>> = {
  unsettled: 'quá hạn mà cổng chưa trả lời',
  refundStuck: 'chưa hoàn được tiền',
  unknownToUs: 'cổng có, sổ không có',
  unknownToGateway: 'sổ có, cổng không có',
  otherAmount: 'hai bên khác số tiền',
  otherPayment: 'hai bên khác mã thanh toán',
  refundUnknownToUs: 'cổng đã hoàn, sổ không có',
  refundUnknownToGateway: 'sổ đã hoàn, cổng không có',
}

const LATE = 'chưa đến sau thời gian đồng bộ'

export function reasonWords(kind: StuckKind, { reason }: StuckThing): string {
  return kind === 'register' ? registerError(reason) : (reason ?? '')
}

/** What the buttons do, in words. */
export function retryWords({ subject }: StuckThing): string {
  if (subject.startsWith('leg:out:')) return 'Gửi lại ngay'
  if (subject.startsWith('leg:in:')) return 'Áp dụng lại tin này'
  return subject.startsWith('leg:wait:') ? 'Báo lại cho cơ quan' : 'Thử lại ngay'
}

export function giveUpWords({ subject }: StuckThing): string {
  if (subject.startsWith('payment:')) return 'Đóng sai lệch này'
  return subject.startsWith('leg:in:') ? 'Giữ nguyên, không áp dụng' : 'Thôi không gửi nữa'
}
