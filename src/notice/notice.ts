// What is told, to whom, and through which channel. The texts themselves are data: data/templates/notices.
import { showDay, showTime } from '../lib/time.ts'
import type { LocalMinute } from '../lib/time.ts'

/** What has happened to the dossier, in the words of a notice (NĐ 224/2026 Đ15.1.g: notices in real time). */
export const KINDS = [
  'submitted',
  'accepted',
  'supplementAsked',
  'draftToConfirm',
  'resultReady',
  'partEnded',
  'refused',
  'stopped',
  'withdrawn',
  'lawChanged',
  'resultCorrected',
  'resultRevoked',
  'feeAsked',
  'feePaid',
  'apologised',
  'dayMoved',
  'lateTold',
  'closed',
  'dueSoon',
  'overdue',
  'houseFinding',
  'houseUnanswered',
  'emergencyAlarm',
  'handedToYou',
  'draftExpiring',
  'bookingReminder',
  'bookingStopped',
  'petitionAsked',
  'petitionPassedUp',
  'petitionAnswered',
  'petitionLastWord',
  'phoneCheck',
] as const
export type NoticeKind = (typeof KINDS)[number]

export const CHANNELS = ['sms', 'mail'] as const
export type Channel = (typeof CHANNELS)[number]

export type NoticeLang = 'vi' | 'en'

/** Where the applicant of a dossier can be reached. */
export type Contact = {
  phone?: string | undefined
  email?: string | undefined
  language: NoticeLang
}

/** One message to make: a delivery that can be sent, or one that says why nobody can be told. */
export type Address =
  | { channel: Channel; recipient: string; suppressed?: undefined }
  /** Told on the pages of the dossier alone, because the person wants it so: there when it is written. */
  | { channel: 'page'; recipient: ''; suppressed?: undefined }
  | { channel: Channel; recipient: string; suppressed: string }

const MOBILE = /^0[35789]\d{8}$/

/** A Vietnamese mobile number as the carriers want it, '84912345678'; undefined for a land line or anything else. */
export function mobileNumber(phone: string): string | undefined {
  const digits = phone.replace(/[\s.()-]/g, '').replace(/^\+?84/, '0')
  return MOBILE.test(digits) ? `84${digits.slice(1)}` : undefined
}

/** Every channel that reaches the person; if none does, one suppressed message that says why. */
export function addressesOf(contact: Contact): Address[] {
  const mobile = contact.phone === undefined ? undefined : mobileNumber(contact.phone)
  const addresses: Address[] = []
  if (mobile !== undefined) addresses.push({ channel: 'sms', recipient: mobile })
  if (contact.email) addresses.push({ channel: 'mail', recipient: contact.email })
  if (addresses.length > 0) return addresses
  const suppressed = contact.phone
    ? 'Số điện thoại không nhận được tin nhắn và hồ sơ không có thư điện tử.'
    : 'Hồ sơ không có số điện thoại và không có thư điện tử.'
  return [{ channel: 'sms', recipient: contact.phone ?? '', suppressed }]
}

/** '17:00 ngày 25/11/2026', marked when the calendar of that year is not announced yet. */
export function momentIn(lang: NoticeLang, moment: LocalMinute, isProvisional = false): string {
  const shown = `${showTime(moment)} ${lang === 'vi' ? 'ngày' : 'on'} ${showDay(moment)}`
  if (!isProvisional) return shown
  return `${shown} (${lang === 'vi' ? 'tạm tính' : 'provisional'})`
}

/** 'Thủ tục đăng ký khai sinh' → 'Đăng ký khai sinh'. */
export function shortProcedure(name: string): string {
  const short = name.replace(/^thủ tục\s+/i, '')
  return short.charAt(0).toLocaleUpperCase('vi') + short.slice(1)
}

/** 'Ủy ban nhân dân phường Ba Đình' → 'UBND phường Ba Đình', as everybody writes it. */
export function shortOffice(name: string): string {
  return name.replace(/^Ủy ban nhân dân\s+/i, 'UBND ')
}
