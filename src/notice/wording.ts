import { texts } from '../ui/i18n.ts'
import type { DeliveryState } from './delivery.ts'
import type { Channel, NoticeKind } from './notice.ts'

export const outboxWording = texts({
  vi: {
    title: 'Hộp thư đi trên máy này: chưa gửi cho ai',
    lead: 'Máy này chưa nối với nhà mạng và máy chủ thư, nên tin nhắn và thư được giữ lại ở đây để xem thử. Không người nào nhận được chúng.',
    empty: 'Chưa có tin nào.',
    sms: 'Tin nhắn',
    mail: 'Thư điện tử',
    to: 'Gửi đến',
    dossier: 'Hồ sơ',
    code: 'Mã xác nhận số điện thoại',
    segments: (count: string) => `${count} phần`,
  },
  en: {
    title: 'Outbox of this machine: sent to nobody',
    lead: 'This machine is connected to no carrier and no mail server, so text messages and mails are kept here to be looked at. Nobody has received them.',
    empty: 'No messages yet.',
    sms: 'Text message',
    mail: 'Mail',
    to: 'To',
    dossier: 'Dossier',
    code: 'Code that confirms a phone',
    segments: (count: string) => `${count} segments`,
  },
})

/** Pages of officials are in Vietnamese. */
export const KIND_NAMES: Readonly<Record<NoticeKind, string>> = {
  submitted: 'Đã nộp',
  accepted: 'Đã tiếp nhận',
  supplementAsked: 'Yêu cầu bổ sung',
  draftToConfirm: 'Xác nhận dự thảo',
  resultReady: 'Có kết quả',
  partEnded: 'Một cơ quan đã trả lời',
  refused: 'Từ chối tiếp nhận',
  stopped: 'Dừng giải quyết',
  withdrawn: 'Đã rút',
  lawChanged: 'Ngày hẹn theo quy định mới',
  resultCorrected: 'Đính chính kết quả',
  resultRevoked: 'Thu hồi kết quả',
  feeAsked: 'Yêu cầu nộp phí',
  feePaid: 'Đã nhận tiền phí',
  apologised: 'Xin lỗi và hẹn lại',
  dayMoved: 'Ngày hẹn trả thay đổi',
  lateTold: 'Báo người nộp hồ sơ trễ hẹn',
  closed: 'Đã trả kết quả',
  dueSoon: 'Nhắc sắp đến hạn',
  overdue: 'Báo quá hạn',
  houseFinding: 'Báo sai lệch của hệ thống',
  houseUnanswered: 'Báo lại sai lệch chưa ai nhận',
  emergencyAlarm: 'Cảnh báo truy cập khẩn cấp',
  handedToYou: 'Báo người nhận hồ sơ',
  draftExpiring: 'Báo bản nháp sắp bị xóa',
  bookingReminder: 'Nhắc lịch hẹn ngày mai',
  bookingStopped: 'Báo lịch hẹn phải hủy',
  petitionAsked: 'Hỏi thêm người gửi phản ánh',
  petitionPassedUp: 'Báo phản ánh đã chuyển lên cấp trên',
  petitionAnswered: 'Báo phản ánh đã được trả lời',
  petitionLastWord: 'Nhắc người gửi phản ánh cho ý kiến',
  phoneCheck: 'Mã xác nhận số điện thoại',
}

export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = {
  sms: 'Tin nhắn',
  mail: 'Thư điện tử',
}

export const STATE_NAMES: Readonly<Record<DeliveryState, string>> = {
  queued: 'Đang chờ gửi',
  sending: 'Đang gửi',
  sent: 'Nhà mạng đã nhận',
  delivered: 'Đã đến máy',
  failed: 'Không gửi được',
  expired: 'Quá hạn, đã bỏ',
  suppressed: 'Không có nơi gửi',
  unknown: 'Chưa rõ đã gửi hay chưa',
}
