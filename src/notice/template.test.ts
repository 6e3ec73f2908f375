import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { loadNoticeTemplates } from './load.ts'
import { KINDS } from './notice.ts'
import { MOST_SEGMENTS, render, templateFaults, versionOn, worstSegments } from './template.ts'
import type { NoticeTemplate, NoticeVersion } from './template.ts'

const templates = await loadNoticeTemplates(join(checkout, 'data/templates/notices'))
const all = [...templates.values()]

/** The published texts with one of them altered. */
function altered(change: (version: NoticeVersion) => Partial<NoticeVersion>): NoticeTemplate[] {
  return all.map((template) =>
    template.kind === 'accepted'
      ? { ...template, versions: template.versions.map((v) => ({ ...v, ...change(v) })) }
      : template,
  )
}
const withSms = (vi: string) => altered((v) => ({ sms: { vi, en: v.sms!.en } }))

test('the published texts have no fault and give word for word what their examples say', () => {
  assert.deepEqual(templateFaults(all), [])
})

test('what each text message costs, usually and at worst, is known and never over three segments', () => {
  const cost = all.flatMap(({ kind, versions }) => {
    const { sms, examples } = versions.at(-1)!
    const usual = examples.find((e) => e.channel === 'sms' && e.lang === 'vi')
    return sms && usual
      ? [
          `${kind}: ${render(versions.at(-1)!, usual, usual.values)!.segments}–${worstSegments(sms.vi)}`,
        ]
      : []
  })
  assert.deepEqual(cost, [
    'accepted: 3–3',
    'apologised: 2–3',
    'bookingReminder: 2–3',
    'bookingStopped: 3–3',
    'closed: 2–3',
    'dayMoved: 3–3',
    'draftExpiring: 2–3',
    'draftToConfirm: 3–3',
    'feeAsked: 3–3',
    'feePaid: 2–3',
    'houseFinding: 1–1',
    'houseUnanswered: 1–1',
    'lateTold: 3–3',
    'lawChanged: 2–3',
    'partEnded: 2–3',
    'petitionAnswered: 2–2',
    'petitionAsked: 2–3',
    'petitionLastWord: 3–3',
    'petitionPassedUp: 2–3',
    'phoneCheck: 2–2',
    'refused: 2–3',
    'resultCorrected: 3–3',
    'resultReady: 2–3',
    'resultRevoked: 3–3',
    'stopped: 2–3',
    'submitted: 2–3',
    'supplementAsked: 2–3',
    'withdrawn: 2–3',
  ])
})

test('a text message that could name a person, a paper or a procedure is not published', () => {
  for (const name of [
    'applicantName',
    'ownerName',
    'phone',
    'personalNumber',
    'papers',
    'procedureShort',
  ]) {
    const [fault] = templateFaults(withSms(`Hồ sơ {code} của {${name}} đã được tiếp nhận.`))
    assert.equal(fault, `accepted phiên bản 1: {${name}} không được phép trong tin nhắn`)
  }
  assert.match(templateFaults(withSms('Gọi 001199000001 để hỏi.'))[0] ?? '', /dãy số dài/)
})

test('a text that can grow over three segments is not published', () => {
  const long = `Hồ sơ {code} ${'đã được tiếp nhận '.repeat(10)}`
  assert.ok(worstSegments(long) > MOST_SEGMENTS)
  assert.match(templateFaults(withSms(long))[0] ?? '', /dài quá 3 phần/)
})

test('a broken bracket, an empty text, NFD letters and a foreign Ð are not published', () => {
  assert.match(templateFaults(withSms('Hồ sơ {code đã nhận'))[0] ?? '', /ngoặc nhọn/)
  assert.match(templateFaults(withSms(' '))[0] ?? '', /để trống/)
  assert.match(templateFaults(withSms('Hồ sơ đã nhận'.normalize('NFD')))[0] ?? '', /NFC/)
  assert.match(templateFaults(withSms('Ðã nhận'))[0] ?? '', /NFC/)
})

test('an example that the text does not give is a fault', () => {
  const faults = templateFaults(
    withSms('Hồ sơ {code} đã được {office} tiếp nhận, hẹn {dueAt}, {url}'),
  )
  assert.match(faults[0] ?? '', /ví dụ cho ra/)
})

test('every kind has its text, once, with versions that follow each other', () => {
  assert.deepEqual(templateFaults(all.slice(1)), [`${all[0]!.kind}: chưa có mẫu`])
  assert.deepEqual(templateFaults([...all, all[0]!]), [`${all[0]!.kind}: có hai tệp mẫu`])
  const twice = all.map((t) => ({ ...t, versions: [...t.versions, ...t.versions] }))
  assert.equal(templateFaults(twice).length, KINDS.length)
  assert.match(templateFaults(altered(() => ({ liveHours: 0 })))[0] ?? '', /thời hạn có ích/)
})

test('the version in force on the day is taken, and before the first one there is none', () => {
  const [template] = all
  const first = template!.versions[0]!
  const later = { ...first, version: 2, validFrom: '2026-12-01' as const }
  const two = new Map([[template!.kind, { ...template!, versions: [first, later] }]])
  assert.equal(versionOn(two, template!.kind, '2026-11-30').version, 1)
  assert.equal(versionOn(two, template!.kind, '2026-12-01').version, 2)
  assert.throws(() => versionOn(two, template!.kind, '2025-12-31'), /No text/)
})

test('a value that is missing stops the notice instead of leaving a hole in it', () => {
  const version = versionOn(templates, 'accepted', '2026-11-20')
  assert.throws(() => render(version, { channel: 'sms', lang: 'vi' }, { code: 'A' }), /\{office\}/)
})

test('a very long name of an office is shortened, the code never', () => {
  const version = versionOn(templates, 'refused', '2026-11-20')
  const values = { code: 'C'.repeat(60), url: 'u', office: 'Sở '.repeat(40) }
  const { body } = render(version, { channel: 'sms', lang: 'vi' }, values)!
  assert.match(body, /C{60}/)
  assert.match(body, /Sở…\.$/)
})
