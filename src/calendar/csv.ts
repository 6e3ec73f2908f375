import { parseDay } from '../lib/time.ts'
import type { Day } from '../lib/time.ts'
import type { CalendarDocument, DayKind, FixedHoliday, Period, SpecialDay } from './document.ts'

const COLUMNS = 'ngay,thu,ten,loai,can_cu'

const KINDS: Readonly<Record<string, DayKind>> = {
  le: 'holiday',
  nghi_bu: 'compensatory',
  hoan_doi_nghi: 'swapOff',
  lam_bu: 'swapWork',
}

const LABOUR_CODE = 'BLLĐ 45/2019/QH14 Đ112'
const OFFICE_HOURS: readonly Period[] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
]

const FIXED: readonly FixedHoliday[] = [
  { monthDay: '01-01', fromYear: 2021, name: 'Tết Dương lịch', legalBasis: LABOUR_CODE },
  { monthDay: '04-30', fromYear: 2021, name: 'Ngày Chiến thắng', legalBasis: LABOUR_CODE },
  { monthDay: '05-01', fromYear: 2021, name: 'Quốc tế Lao động', legalBasis: LABOUR_CODE },
  { monthDay: '09-02', fromYear: 2021, name: 'Quốc khánh', legalBasis: LABOUR_CODE },
  {
    monthDay: '11-24',
    fromYear: 2026,
    name: 'Ngày Văn hóa Việt Nam',
    legalBasis: 'NQ 28/2026/QH16 Đ2',
  },
]

/**
 * The calendar of Hà Nội made from the table of days off (columns ngay, thu, ten, loai, can_cu); the
 * default hours of a week and the holidays fixed by law are added. Throws on a line that it cannot read.
 */
export function calendarFromCsv(csv: string, version: number): CalendarDocument {
  const [head, ...rows] = csv.trim().split(/\r?\n/)
  if (head !== COLUMNS) throw new Error(`Bảng ngày nghỉ phải có các cột ${COLUMNS}.`)
  const days = rows.map(specialDay)
  const years = [...new Set(days.map((day) => Number(day.on.slice(0, 4))))]
  return {
    calendar: 'hanoi',
    version,
    validFrom: `${years[0]!}-01-01` as Day,
    validTo: `${years.at(-1)!}-12-31` as Day,
    announcedYears: years,
    note: 'Giờ làm việc mặc định; mỗi điểm phục vụ có thể có giờ riêng.',
    hours: [1, 2, 3, 4, 5].map((weekday) => ({
      weekday,
      periods: OFFICE_HOURS,
      countsAsWorkingDay: true,
    })),
    makeUpHours: OFFICE_HOURS,
    fixedHolidays: FIXED,
    days,
  }
}

/** No cell of the published table holds a comma or a quotation mark, so a line splits at its commas. */
function specialDay(line: string): SpecialDay {
  const cells = line.split(',')
  const [day = '', , name = '', sourceKind = '', legalBasis = ''] = cells
  const kind = KINDS[sourceKind]
  const on = parseDay(day)
  if (!kind || !on || cells.length !== 5)
    throw new Error(`Dòng "${line}" của bảng ngày nghỉ không đọc được.`)
  const swappedWith = kind === 'swapOff' || kind === 'swapWork' ? otherDay(on, name) : undefined
  return { on, kind, name, legalBasis, ...(swappedWith && { swappedWith }) }
}

/** 'Hoán đổi (làm bù 04/5)' and 'Làm bù cho 29/4' name the other day of the same year. */
function otherDay(on: Day, name: string): Day {
  const found = /(\d{1,2})\/(\d{1,2})/.exec(name)
  const [day, month] = [found?.[1] ?? '', found?.[2] ?? ''].map((part) => part.padStart(2, '0'))
  const other = parseDay(`${on.slice(0, 4)}-${month}-${day}`)
  if (!other) throw new Error(`Ngày ${on} (${name}) không ghi ngày hoán đổi.`)
  return other
}
