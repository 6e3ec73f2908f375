// The texts of the notices: published data, checked as a whole, and the same text for everybody.
import { CHANNELS, KINDS } from './notice.ts'
import type { Channel, NoticeKind, NoticeLang } from './notice.ts'
import { segment } from './segments.ts'
import { parseDay } from '../lib/time.ts'
import type { Day } from '../lib/time.ts'

/**
 * What a text may say. A text message can be read by whoever holds the phone, so it names code, state, date and place,
 * and never a person, a number of a person or a paper. `longest` is the length that the segment limit is checked with.
 */
export const PLACEHOLDERS = {
  code: { longest: 27, channels: CHANNELS },
  office: { longest: 40, channels: CHANNELS },
  dueAt: { longest: 33, channels: CHANNELS },
  dueBefore: { longest: 22, channels: CHANNELS },
  amount: { longest: 16, channels: CHANNELS },
  answerBy: { longest: 22, channels: CHANNELS },
  url: { longest: 50, channels: CHANNELS },
  phone1022: { longest: 8, channels: CHANNELS },
  procedureShort: { longest: 80, channels: ['mail'] },
  findings: { longest: 6, channels: CHANNELS },
  kinds: { longest: 300, channels: ['mail'] },
  digits: { longest: 6, channels: CHANNELS },
} as const satisfies Record<string, { longest: number; channels: readonly Channel[] }>
export type Placeholder = keyof typeof PLACEHOLDERS
export type NoticeValues = Partial<Record<Placeholder, string>>

export const MOST_SEGMENTS = 3

type PerLang = Record<NoticeLang, string>
export type NoticeVersion = {
  version: number
  validFrom: Day
  audience: 'applicant' | 'staff'
  /** Hours after which the text is of no use to the reader any more. */
  liveHours: number
  sms?: PerLang
  mail: { subject: PerLang; text: PerLang }
  examples: readonly NoticeExample[]
}
/** A test kept as data beside the text: these values give this text. */
export type NoticeExample = {
  values: NoticeValues
  lang: NoticeLang
  channel: Channel
  body: string
}
export type NoticeTemplate = { kind: NoticeKind; basis: string; versions: readonly NoticeVersion[] }
export type NoticeTemplates = ReadonlyMap<NoticeKind, NoticeTemplate>

export type Rendered = { subject?: string; body: string; segments: number }

/** The version in force on that day; throws when the text was not published yet. */
export function versionOn(templates: NoticeTemplates, kind: NoticeKind, day: Day): NoticeVersion {
  const version = templates.get(kind)?.versions.findLast((v) => v.validFrom <= day)
  if (version === undefined) throw new Error(`No text for ${kind} on ${day}`)
  return version
}

/** Fills in a text; undefined when this notice has none for the channel. Throws on a missing value. */
export function render(
  version: NoticeVersion,
  to: { channel: Channel | 'page'; lang: NoticeLang },
  values: NoticeValues,
): Rendered | undefined {
  if (to.channel === 'sms' || (to.channel === 'page' && version.sms !== undefined)) {
    if (version.sms === undefined) return undefined
    const body = fill(version.sms[to.lang], values)
    return { body, segments: segment(body).parts.length }
  }
  const { subject, text } = version.mail
  return { subject: fill(subject[to.lang], values), body: fill(text[to.lang], values), segments: 1 }
}

function fill(text: string, values: NoticeValues): string {
  return text.replace(/\{(\w+)\}/g, (_, name: Placeholder) => {
    const value = values[name]
    if (value === undefined) throw new Error(`The notice needs a value for {${name}}`)
    return name === 'office' || name === 'procedureShort' || name === 'kinds'
      ? shorten(value, PLACEHOLDERS[name].longest)
      : value
  })
}

function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`
}

/** Segments of a text message when every value is as long as it may be, in an alphabet with tone marks if the text has any. */
export function worstSegments(text: string): number {
  const filled = text.replace(/\{(\w+)\}/g, (_, name: Placeholder) =>
    (name === 'office' ? 'ồ' : 'a').repeat(PLACEHOLDERS[name].longest),
  )
  return segment(filled).parts.length
}

/** Faults of the published texts as sentences for the editor; empty when they may be used. */
export function templateFaults(templates: readonly NoticeTemplate[]): string[] {
  const missing = KINDS.filter((kind) => templates.every((template) => template.kind !== kind))
  const doubled = templates.filter((t, i) => templates.findIndex((u) => u.kind === t.kind) !== i)
  return [
    ...missing.map((kind) => `${kind}: chưa có mẫu`),
    ...doubled.map((template) => `${template.kind}: có hai tệp mẫu`),
    ...templates.flatMap(kindFaults),
  ]
}

function kindFaults({ kind, versions }: NoticeTemplate): string[] {
  const faults = versions.length === 0 ? [`${kind}: chưa có phiên bản nào`] : []
  versions.forEach((version, i) => {
    const before = versions[i - 1]
    const name = `${kind} phiên bản ${version.version}`
    if (before && !(before.version < version.version && before.validFrom < version.validFrom)) {
      faults.push(`${name}: phiên bản sau phải có số và ngày hiệu lực lớn hơn phiên bản trước`)
    }
    faults.push(...versionFaults(version).map((fault) => `${name}: ${fault}`))
  })
  return faults
}

function versionFaults(version: NoticeVersion): string[] {
  const faults = [...textFaults(version, 'vi'), ...textFaults(version, 'en')]
  if (parseDay(version.validFrom) === undefined) faults.push('ngày hiệu lực không đúng')
  if (!(version.liveHours >= 1 && version.liveHours <= 72)) {
    faults.push('thời hạn có ích phải từ 1 đến 72 giờ')
  }
  if (version.examples.length === 0) faults.push('chưa có ví dụ')
  // An example with an unknown placeholder cannot be filled in; that fault is already on the list.
  return faults.length > 0 ? faults : version.examples.flatMap((e) => exampleFaults(version, e))
}

function textFaults(version: NoticeVersion, lang: NoticeLang): string[] {
  const { sms, mail } = version
  const faults = [...wordFaults(mail.subject[lang], 'mail'), ...wordFaults(mail.text[lang], 'mail')]
  if (sms === undefined) return faults
  faults.push(...wordFaults(sms[lang], 'sms'))
  if (faults.length === 0 && worstSegments(sms[lang]) > MOST_SEGMENTS) {
    faults.push(`tin nhắn (${lang}) có thể dài quá ${MOST_SEGMENTS} phần`)
  }
  return faults
}

function wordFaults(text: string, channel: Channel): string[] {
  const faults: string[] = []
  for (const [, name = ''] of text.matchAll(/\{(\w*)\}/g)) {
    const known = Object.hasOwn(PLACEHOLDERS, name) ? PLACEHOLDERS[name as Placeholder] : undefined
    if (!known?.channels.some((allowed) => allowed === channel)) {
      faults.push(`{${name}} không được phép trong ${channel === 'sms' ? 'tin nhắn' : 'thư'}`)
    }
  }
  if (/[{}]/.test(text.replace(/\{\w*\}/g, ''))) faults.push('có dấu ngoặc nhọn lẻ')
  if (text.trim() === '') faults.push('có câu để trống')
  if (text !== text.normalize('NFC') || /[Ðð]/.test(text)) faults.push('chữ chưa ở dạng chuẩn NFC')
  if (/\d{9,}/.test(text)) faults.push('có dãy số dài như số giấy tờ hay số điện thoại')
  return faults
}

function exampleFaults(version: NoticeVersion, example: NoticeExample): string[] {
  const rendered = render(version, example, example.values)
  if (rendered === undefined) return ['ví dụ dùng kênh không có mẫu']
  return rendered.body === example.body ? [] : [`ví dụ cho ra «${rendered.body}»`]
}
