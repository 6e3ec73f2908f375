/** Which column of a file holds what: named by an option, or by one of the usual names (XES first). Pure. */

export type LogColumn = 'case' | 'activity' | 'time' | 'resource' | 'group'
export type CaseColumn = 'caseId' | 'start' | 'end' | 'deadline'

type Usual = { names: readonly string[]; isNeeded: boolean }

export const LOG_COLUMNS: Readonly<Record<LogColumn, Usual>> = {
  case: { names: ['case:concept:name', 'case_id', 'case'], isNeeded: true },
  activity: { names: ['concept:name', 'activity'], isNeeded: true },
  time: { names: ['time:timestamp', 'timestamp', 'time'], isNeeded: true },
  resource: { names: ['org:resource', 'resource'], isNeeded: false },
  group: { names: ['org:group', 'group'], isNeeded: false },
}

export const CASE_COLUMNS: Readonly<Record<CaseColumn, Usual>> = {
  caseId: { names: ['case:concept:name', 'case_id', 'case'], isNeeded: true },
  start: { names: ['case:startdate', 'startdate', 'start'], isNeeded: false },
  end: { names: ['case:enddate', 'enddate', 'end'], isNeeded: false },
  deadline: { names: ['case:deadline', 'deadline'], isNeeded: false },
}

export type Found<C extends string> = Partial<Record<C, string>>

/** The header's column for each; `missing` says in one sentence each what is not there. */
export function findColumns<C extends string>(
  header: readonly string[],
  usual: Readonly<Record<C, Usual>>,
  named: Found<C>,
): { columns: Found<C>; missing: string[] } {
  const columns: Found<C> = {}
  const missing: string[] = []
  for (const [column, { names, isNeeded }] of Object.entries(usual) as [C, Usual][]) {
    const wanted = named[column] === undefined ? names : [named[column]]
    const found = wanted.find((name) => header.includes(name))
    if (found !== undefined) columns[column] = found
    else if (isNeeded || named[column] !== undefined)
      missing.push(`thiếu cột ${wanted.join(' hoặc ')}`)
  }
  return { columns, missing }
}
