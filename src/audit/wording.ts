import type { RegisterFailure } from '../result/register.ts'
import type { Outside } from './standing-store.ts'

/** What a subscriber of the history does, for people who see that it is stuck. */
export const SUBSCRIBERS: Readonly<Record<string, string>> = {
  'result-projections': 'Cập nhật kết quả và sổ văn thư',
  'waiting-steps': 'Cập nhật danh sách bước chờ',
  responsibility: 'Ghi sổ trách nhiệm',
  'holder-notice': 'Báo cho người nhận hồ sơ',
  'deadline-timers': 'Hẹn giờ nhắc hạn',
  'register-requests': 'Hỏi cơ sở dữ liệu hộ tịch',
  notice: 'Soạn tin nhắn, thư báo',
  'office-moves': 'Danh sách hồ sơ chuyển theo sắp xếp đơn vị',
  'portal-messages': 'Soạn tin gửi Cổng Dịch vụ công quốc gia',
  legs: 'Cập nhật danh sách chặng liên thông',
  'partner-messages': 'Soạn tin gửi cơ quan liên thông',
}

export const OUTSIDE: Readonly<Record<Outside['what'], string>> = {
  register: 'Cơ sở dữ liệu hộ tịch',
  delivery: 'Tin nhắn, thư báo',
  portal: 'Cổng Dịch vụ công quốc gia',
  leg: 'Chặng của cơ quan liên thông',
}

/** States of requests and messages that are not done. */
export const OUTSIDE_STATES: Readonly<Record<string, string>> = {
  waiting: 'đang chờ trả lời',
  stuck: 'bị kẹt, cần người xem',
  refused: 'bị từ chối, cần người xem',
  queued: 'chờ gửi quá một giờ',
  sending: 'đang gửi quá một giờ',
  failed: 'không gửi được',
  expired: 'quá hạn, đã bỏ',
  suppressed: 'không có nơi gửi',
  unknown: 'chưa rõ đã gửi hay chưa',
  notConfigured: 'chưa cấu hình địa chỉ cơ quan',
  unacknowledged: 'cơ quan chưa xác nhận, đã quá giờ',
  unacknowledgedHere: 'đơn vị chưa xác nhận, đã quá giờ',
  silent: 'cơ quan quá hạn, chưa trả lời',
  codeUnknown: 'mã trạng thái chưa có trong bảng',
  declined: 'không áp dụng được',
  gap: 'chờ tin trước đó chưa đến',
}

/** Why the register gave no entry; codes of ours (src/result/jobs.ts, src/result/register-words.ts). */
export const REGISTER_ERRORS: Readonly<Record<RegisterFailure | OwnFailure, string>> = {
  unreachable: 'không kết nối được',
  timeout: 'không trả lời kịp',
  serverError: 'máy chủ báo lỗi',
  malformed: 'trả lời không đọc được',
  keyReused: 'mã yêu cầu đã dùng cho nội dung khác',
  answersMissing: 'hồ sơ thiếu thông tin để vào sổ',
  entryWithoutDossier: 'đã vào sổ nhưng hồ sơ đã chuyển hướng khác',
}

type OwnFailure = 'answersMissing' | 'entryWithoutDossier'

/** The reason in words; a refusal code of the register itself is shown as it is. */
export function registerError(code: string | null): string {
  const words: Readonly<Record<string, string>> = REGISTER_ERRORS
  return code === null ? '' : (words[code] ?? code)
}
