import type { RegisterFailure } from '../result/register.ts'
import type { Outside } from './standing-store.ts'

/** What a subscriber of the history does, for people who see that it is stuck. */
export const SUBSCRIBERS: Readonly<Record<string, string>> = {
  'result-projections': 'Cập nhật kết quả và sổ văn thư',
  'deadline-timers': 'Hẹn giờ nhắc hạn',
  'register-requests': 'Hỏi cơ sở dữ liệu hộ tịch',
  notice: 'Soạn tin nhắn, thư báo',
  'portal-messages': 'Soạn tin gửi Cổng Dịch vụ công quốc gia',
}

export const OUTSIDE: Readonly<Record<Outside['what'], string>> = {
  register: 'Cơ sở dữ liệu hộ tịch',
  delivery: 'Tin nhắn, thư báo',
  portal: 'Cổng Dịch vụ công quốc gia',
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
}

/** Why the register gave no entry; codes of ours (src/result/jobs.ts, src/result/register.ts). */
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
