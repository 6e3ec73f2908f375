import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { canonical } from '../lib/canonical.ts'
import { calendarVersion, loadCalendar, receivedAtPoint, withHours } from './calendar.ts'
import { calendarFromCsv } from './csv.ts'
import { BrokenCalendar } from './document.ts'
import { hanoiCalendar } from './published.ts'
import { isWorkingDay, workingDaysBetween, workingMinutesBetween } from './working-time.ts'

const folder = new URL('../../data/calendars/', import.meta.url)
const csv = readFileSync(new URL('ngay_nghi_2024_2027.csv', folder), 'utf8')
const published = readFileSync(new URL('hanoi.json', folder), 'utf8')
const hanoi = hanoiCalendar()

test("Hà Nội's calendar is the table of days off, line by line", () => {
  assert.equal(canonical(JSON.parse(published)), canonical(calendarFromCsv(csv, 1)))
  assert.equal(hanoi.document.days.length, 60)
  assert.equal(calendarVersion(hanoi), 'hanoi/1')
})

test('every day of the calendar names its legal basis', () => {
  assert.deepEqual(
    hanoi.document.days.find((day) => day.on === '2026-11-24'),
    {
      on: '2026-11-24',
      kind: 'holiday',
      name: 'Ngày Văn hóa Việt Nam',
      legalBasis: 'NQ 28/2026/QH16 Đ2; CV 10065/VPCP-KGVX',
    },
  )
  assert.ok(hanoi.document.days.every((day) => day.legalBasis.length > 5))
})

test('a table that cannot be read is refused with its line', () => {
  assert.throws(() => calendarFromCsv('ngay;thu', 1), /phải có các cột/)
  assert.throws(() => calendarFromCsv(`${csv}2027-12-24,Thứ Sáu,Nghỉ,khac,QĐ\n`, 1), /2027-12-24/)
  assert.throws(() => calendarFromCsv(`${csv}2027-02-30,Thứ Ba,Nghỉ,le,QĐ\n`, 1), /2027-02-30/)
  assert.throws(
    () => calendarFromCsv(`${csv}2027-12-24,Thứ Sáu,Nghỉ, hoặc không,le,QĐ\n`, 1),
    /không đọc được/,
  )
  assert.throws(
    () => calendarFromCsv(`${csv}2027-12-24,Thứ Sáu,Hoán đổi,hoan_doi_nghi,QĐ\n`, 1),
    /ngày hoán đổi/,
  )
})

test('a year has the working days that its announcements leave', () => {
  const counted = [2024, 2025, 2026, 2027].map((year) =>
    workingDaysBetween(hanoi, `${year}-01-01`, `${year}-12-31`),
  )
  // Weekdays of the year, less weekdays off, plus make-up Saturdays; counted by hand from the table (1 January is off).
  assert.deepEqual(counted, [262 - 12 + 1, 261 - 12 + 1, 261 - 14 + 2, 261 - 12])
})

test('working days between two days leave out the first and count the last; backwards they are negative', () => {
  assert.equal(workingDaysBetween(hanoi, '2026-02-13', '2026-02-25'), 3)
  assert.equal(workingDaysBetween(hanoi, '2026-02-25', '2026-02-13'), -3)
  assert.equal(workingDaysBetween(hanoi, '2026-02-13', '2026-02-13'), 0)
  assert.deepEqual(
    (['2026-01-10', '2026-01-17', '2026-02-16', '2026-02-23'] as const).map((day) =>
      isWorkingDay(hanoi, day),
    ),
    [true, false, false, true],
  )
})

test('working minutes know lunch, nights and weekends', () => {
  assert.equal(workingMinutesBetween(hanoi, '2026-03-10T11:50', '2026-03-10T13:10'), 20)
  assert.equal(workingMinutesBetween(hanoi, '2026-03-13T16:00', '2026-03-16T09:00'), 120)
  assert.equal(workingMinutesBetween(hanoi, '2026-03-16T09:00', '2026-03-13T16:00'), -120)
  assert.throws(
    () => workingMinutesBetween(hanoi, '2023-12-31T09:00', '2026-03-13T16:00'),
    RangeError,
  )
})

type Change = (document: Record<string, unknown>, days: Record<string, unknown>[]) => unknown

const BROKEN: readonly (readonly [string, Change, RegExp])[] = [
  ['no name', (d) => delete d['calendar'], /calendar/],
  ['a version of none', (d) => (d['version'] = 0), /version/],
  ['a gap between the years', (d) => (d['announcedYears'] = [2024, 2026, 2027]), /liên tiếp/],
  ['no years', (d) => (d['announcedYears'] = []), /năm nào/],
  ['years as words', (d) => (d['announcedYears'] = ['2024']), /danh sách năm/],
  [
    'a year that is not announced',
    (d) => ((d['announcedYears'] = [2024, 2025, 2026, 2027, 2028]), (d['validTo'] = '2028-12-31')),
    /Thiếu ngày nghỉ do luật định 01\/01\/2028/,
  ],
  ['an end inside a year', (d) => (d['validTo'] = '2027-06-30'), /validTo/],
  ['a beginning inside a year', (d) => (d['validFrom'] = '2024-02-01'), /validFrom/],
  ['an impossible end', (d) => (d['validTo'] = '2027-02-30'), /validTo/],
  ['no hours', (d) => (d['hours'] = []), /giờ làm việc/],
  [
    'no counted day',
    (d) =>
      (d['hours'] = [{ weekday: 1, periods: [['08:00', '12:00']], countsAsWorkingDay: false }]),
    /ít nhất một ngày/,
  ],
  [
    'hours that overlap',
    (d) =>
      (d['makeUpHours'] = [
        ['08:00', '12:00'],
        ['11:00', '17:00'],
      ]),
    /chồng nhau/,
  ],
  ['hours that run backwards', (d) => (d['makeUpHours'] = [['17:00', '08:00']]), /chồng nhau/],
  ['an hour 24', (d) => (d['makeUpHours'] = [['08:00', '24:00']]), /makeUpHours/],
  [
    'an eighth weekday',
    (d) => (d['hours'] = [{ weekday: 8, periods: [], countsAsWorkingDay: true }]),
    /hours/,
  ],
  ['a day twice', (_, days) => days.splice(1, 0, { ...days[0] }), /01\/01\/2024 ghi hai lần/],
  ['days out of order', (_, days) => days.push(days.shift()!), /01\/01\/2024 đứng sai thứ tự/],
  [
    'a day outside the years',
    (_, days) => days.push({ ...days[0], on: '2028-01-01' }),
    /nằm ngoài/,
  ],
  ['an impossible day', (_, days) => (days[3]!['on'] = '2024-02-30'), /Dòng 4 của days/],
  ['an unknown kind', (_, days) => (days[3]!['kind'] = 'party'), /Dòng 4 của days: loại ngày/],
  ['no legal basis', (_, days) => (days[3]!['legalBasis'] = ' '), /căn cứ pháp lý/],
  ['no name of a day', (_, days) => delete days[3]!['name'], /tên ngày/],
  ['a day that is a text', (_, days) => days.splice(0, 1, 'x' as never), /Dòng 1 của days/],
  ['no list of days', (d) => delete d['days'], /danh sách days/],
  [
    'a missing 30 April',
    (_, days) =>
      days.splice(
        days.findIndex((day) => day['on'] === '2025-04-30'),
        1,
      ),
    /30\/04\/2025/,
  ],
  [
    'a day off never repaid',
    (_, days) =>
      days.splice(
        days.findIndex((day) => day['on'] === '2026-01-10'),
        1,
      ),
    /02\/01\/2026.*không khớp/,
  ],
  [
    'a holiday that is exchanged',
    (_, days) => (days[0]!['swappedWith'] = '2024-05-04'),
    /không khớp/,
  ],
  ['an impossible exchange', (_, days) => (days[0]!['swappedWith'] = '2024-05-34'), /swappedWith/],
  [
    'a make-up day on a working day',
    (_, days) => (days.find((day) => day['on'] === '2024-05-04')!['on'] = '2024-05-03'),
    /vốn đã là ngày làm việc/,
  ],
  [
    'a compensatory Sunday',
    (_, days) => (days.find((day) => day['on'] === '2026-04-26')!['kind'] = 'compensatory'),
    /vốn đã nghỉ/,
  ],
  [
    'a fixed holiday on 30 February',
    (d) =>
      (d['fixedHolidays'] = [{ monthDay: '02-30', fromYear: 2021, name: 'x', legalBasis: 'x' }]),
    /Dòng 1 của fixedHolidays/,
  ],
]

for (const [what, change, expected] of BROKEN)
  test(`a calendar with ${what} is refused, saying what to mend`, () => {
    const document = JSON.parse(published) as Record<string, unknown> & {
      days: Record<string, unknown>[]
    }
    change(document, document.days)
    assert.throws(
      () => loadCalendar(document),
      (error) =>
        error instanceof BrokenCalendar && error.problems.some((problem) => expected.test(problem)),
    )
  })

test('what is no calendar at all is refused', () => {
  for (const json of [null, 3, 'x', [], {}]) assert.throws(() => loadCalendar(json), BrokenCalendar)
})

test('an office may work on Saturdays; hours that cannot be are refused', () => {
  const saturday = { weekday: 6, periods: [['08:00', '12:00']], countsAsWorkingDay: true } as const
  const office = withHours(hanoi, [...hanoi.document.hours, saturday])
  assert.equal(isWorkingDay(office, '2026-03-14'), true)
  assert.equal(workingMinutesBetween(office, '2026-05-02T00:00', '2026-05-02T23:59'), 240)
  assert.throws(() => withHours(hanoi, [saturday, ...hanoi.document.hours]), BrokenCalendar)
  assert.throws(() => receivedAtPoint(hanoi, []), BrokenCalendar)
  assert.throws(() => withHours(hanoi, 'always' as never), BrokenCalendar)
})
