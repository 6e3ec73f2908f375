/** Writes data/calendars/hanoi.json anew from the table of days off beside it: `node scripts/calendar.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { checkCalendar } from '../src/calendar/check.ts'
import { calendarFromCsv } from '../src/calendar/csv.ts'

const folder = new URL('../data/calendars/', import.meta.url)
const csv = readFileSync(new URL('ngay_nghi_2024_2027.csv', folder), 'utf8')
const document = checkCalendar(calendarFromCsv(csv, 1))
writeFileSync(new URL('hanoi.json', folder), `${JSON.stringify(document, null, 2)}\n`)
console.log(`hanoi.json: ${document.days.length} days, ${document.announcedYears.join(', ')}`)
