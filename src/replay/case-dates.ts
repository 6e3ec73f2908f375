/** Start, end and deadline of each case, from a file of their own. */
import { Unstartable } from '../db/unstartable.ts'
import { CASE_COLUMNS, findColumns, type CaseColumn, type Found } from './columns.ts'
import { FaultList } from './event-log.ts'
import { readMoment, type Moment } from './moment.ts'
import { readTable } from './read-table.ts'

export type CaseDates = { start: Moment | null; end: Moment | null; deadline: Moment | null }

/** An empty cell is no date; a case that stands twice is refused, since nobody could say which row counts. */
export async function readCaseDates(
  file: string,
  { columns: named, zone }: { columns: Found<CaseColumn>; zone?: string | undefined },
): Promise<Map<string, CaseDates>> {
  const dates = new Map<string, CaseDates>()
  const faults = new FaultList(file)
  let place: Partial<Record<CaseColumn, number>> = {}
  await readTable(file, {
    header: (names) => {
      const { columns, missing } = findColumns(names, CASE_COLUMNS, named)
      if (missing.length > 0)
        throw new Unstartable(
          `${missing.join('; ')}. Tệp có: ${names.join(', ')}. (Missing column.)`,
        )
      place = Object.fromEntries(
        Object.entries(columns).map(([column, name]) => [column, names.indexOf(name)]),
      )
    },
    row: ({ line, cells }) => {
      const cell = (column: CaseColumn) => cells[place[column] ?? -1]?.trim() ?? ''
      const read = (column: CaseColumn): Moment | null => {
        const text = cell(column)
        const moment = text === '' ? null : readMoment(text, zone)
        if (typeof moment !== 'string') return moment
        faults.addMoment(line, moment, text)
        return null
      }
      const id = cell('caseId')
      if (dates.has(id)) faults.add(line, `nói lại vụ việc ${id}`)
      dates.set(id, { start: read('start'), end: read('end'), deadline: read('deadline') })
    },
  })
  faults.end()
  return dates
}
