import type { Service, WaitingMessage } from './store.ts'

export const SERVICE_NAMES: Readonly<Record<Service, string>> = {
  CapNhatTienTrinh: 'Tiến trình xử lý',
  CapNhatTrangThai: 'Trạng thái hồ sơ',
}

export const MESSAGE_STATES: Readonly<Record<WaitingMessage['state'], string>> = {
  queued: 'Đang tự thử lại',
  stuck: 'Cần người xem',
  notConfigured: 'Chưa nối với Cổng',
}
