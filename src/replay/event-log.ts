/** A whole event log: every case with its events in the order of time, and what was odd about the file. */
import { Unstartable } from '../db/unstartable.ts'
import { findColumns, LOG_COLUMNS, type Found, type LogColumn } from './columns.ts'
import { readMoment, type Moment } from './moment.ts'
import { readTable } from './read-table.ts'

export type LogEvent = Moment & { activity: string; resource: string; group: string }
export type LogCase = { id: string; events: LogEvent[] }
export type EventLog = {
  cases: LogCase[]
  /** Rows of the file. */
  rows: number
  /** Rows that stood twice, letter by letter: left out, and said. */
  doubled: number
  /** Cases whose rows did not stand in the order of time: sorted, and said. */
  sorted: number
}

export type ReadingLog = { file: string; columns: Found<LogColumn>; zone?: string | undefined }

/** Five are enough to see what is wrong with a file. */
const MOST_SAID = 5

/** Throws Unstartable saying what has to be mended; a row that cannot be read is never left out in silence. */
export async function readEventLog({ file, columns: named, zone }: ReadingLog): Promise<EventLog> {
  const byCase = new Map<string, LogEvent[]>()
  const seen = new Set<string>()
  const faults = new FaultList(file)
  let place: Partial<Record<LogColumn, number>> = {}
  let rows = 0
  await readTable(file, {
    header: (names) => {
      place = placesOf(names, named)
    },
    row: ({ line, cells }) => {
      rows += 1
      const cell = (column: LogColumn) => cells[place[column] ?? -1]?.trim() ?? ''
      const [id, activity] = [cell('case'), cell('activity')]
      const moment = readMoment(cell('time'), zone)
      if (id === '') return faults.add(line, 'không có mã vụ việc')
      if (activity === '') return faults.add(line, 'không có tên bước')
      if (typeof moment === 'string') return faults.addMoment(line, moment, cell('time'))
      const whole = JSON.stringify(cells)
      if (seen.has(whole)) return
      seen.add(whole)
      const event = { ...moment, activity, resource: cell('resource'), group: cell('group') }
      const events = byCase.get(id)
      if (events) events.push(event)
      else byCase.set(id, [event])
    },
  })
  faults.end()
  if (rows === 0)
    throw new Unstartable(`${file}: chỉ có dòng tên cột, không có sự kiện nào. (No event.)`)
  const cases = [...byCase].map(([id, events]) => ({ id, events }))
  const sorted = cases.filter(({ events }) => sortByTime(events)).length
  return { cases, rows, doubled: rows - seen.size, sorted }
}

function placesOf(names: readonly string[], named: Found<LogColumn>) {
  const { columns, missing } = findColumns(names, LOG_COLUMNS, named)
  if (missing.length > 0)
    throw new Unstartable(`${missing.join('; ')}. Tệp có: ${names.join(', ')}. (Missing column.)`)
  return Object.fromEntries(
    Object.entries(columns).map(([column, name]) => [column, names.indexOf(name)]),
  )
}

/** Whether anything had to change its place; rows of one moment keep the order of the file. */
function sortByTime(events: LogEvent[]): boolean {
  const isOrdered = events.every((event, i) => i === 0 || events[i - 1]!.at <= event.at)
  if (!isOrdered) events.sort((a, b) => a.at.getTime() - b.at.getTime())
  return !isOrdered
}

/** What is wrong with the rows of a file, of which the first few are said. */
export class FaultList {
  readonly #file: string
  readonly #first: string[] = []
  #many = 0
  constructor(file: string) {
    this.#file = file
  }

  add(line: number, what: string): void {
    this.#many += 1
    if (this.#first.length < MOST_SAID) this.#first.push(`dòng ${line} ${what}`)
  }

  addMoment(line: number, unread: 'notAMoment' | 'noZone', text: string): void {
    const what =
      unread === 'noZone'
        ? `ghi giờ “${text}” không có múi giờ; hãy cho biết bằng --zone, ví dụ --zone +07:00`
        : `ghi “${text}” không phải là thời điểm`
    this.add(line, what)
  }

  /** Throws when there is any. */
  end(): void {
    if (this.#many === 0) return
    const more = this.#many - this.#first.length
    const rest = more > 0 ? `; và ${more} dòng nữa` : ''
    throw new Unstartable(`${this.#file}: ${this.#first.join('; ')}${rest}. (Unreadable rows.)`)
  }
}
