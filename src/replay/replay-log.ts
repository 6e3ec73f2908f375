/** A whole replay: read, derive, play, count anew from the histories, verify every chain. */
import type { TimeLimit } from '../calendar/deadline.ts'
import { verifyAll } from '../audit/verify-all.ts'
import { workflowFaults } from '../catalogue/workflow-faults.ts'
import { readCaseDates, type CaseDates } from './case-dates.ts'
import type { CaseColumn, Found, LogColumn } from './columns.ts'
import { deriveProcedure, OWN_STEPS } from './derive.ts'
import { readEventLog, type LogCase } from './event-log.ts'
import { lateByLimit, movements, stepTimes } from './figures.ts'
import { depsOfLog, openLogHouse, termsOfLog } from './house-of-log.ts'
import { logCalendar } from './log-calendar.ts'
import { playLog } from './play.ts'
import type { Report } from './report.ts'
import { countHistories, endsInHistory, furnishLog } from './store.ts'

export type ReplayOptions = {
  file: string
  casesFile: string | undefined
  columns: Found<LogColumn>
  caseColumns: Found<CaseColumn>
  zone: string | undefined
  limit: { value: TimeLimit; words: string } | null
  stateDir: string | undefined
  sideBySide: number
  progress(done: number, all: number): void
  info(words: string): void
}

/** Counted for the dossiers’ own clock when no limit is given: form 01 is not what a replay is about. */
const NO_LIMIT: TimeLimit = { value: 60, unit: 'workingDay' }

export async function replayLog(options: ReplayOptions): Promise<Report> {
  const { zone, casesFile } = options
  const log = await readEventLog({ file: options.file, columns: options.columns, zone })
  const dates =
    casesFile === undefined
      ? null
      : await readCaseDates(casesFile, { columns: options.caseColumns, zone })
  const derived = deriveProcedure(log.cases)
  const faults = workflowFaults(derived.workflow)
  if (faults.length > 0) throw new Error(`the derived procedure: ${faults.join('; ')}`)
  const calendar = logCalendar(...yearsOf(log.cases, dates))
  const terms = termsOfLog(derived.workflow, options.limit?.value ?? NO_LIMIT)
  const house = await openLogHouse(options.stateDir, {
    many: options.sideBySide,
    info: options.info,
  })
  try {
    const people = await furnishLog(house.owner, namesIn(log.cases))
    const began = performance.now()
    const ids = await playLog(log.cases, {
      deps: depsOfLog(house.app, terms, calendar),
      derived,
      people,
      dates,
      sideBySide: options.sideBySide,
      onCase: (done) => options.progress(done, log.cases.length),
    })
    const seconds = (performance.now() - began) / 1000
    const counted = await countHistories(house.worker, Object.values(OWN_STEPS))
    const ends = await endsInHistory(house.worker, OWN_STEPS.close)
    const verified = await verifyAll({ db: house.worker, termsOf: () => terms, changedOnly: false })
    return {
      rows: log.rows,
      doubled: log.doubled,
      sorted: log.sorted,
      casesIn: log.cases.length,
      unknownCases: dates === null ? 0 : [...dates.keys()].filter((id) => !ids.has(id)).length,
      casesOut: counted.cases,
      eventsOut: counted.events,
      ended: ends.size,
      seconds,
      activities: derived.stepOf.size,
      steps: stepTimes(log.cases, dates ?? new Map(), calendar),
      ...movements(log.cases),
      late: dates === null ? null : lateCases(dates, ids, ends),
      lateByLimit: options.limit && {
        words: options.limit.words,
        late: lateByLimit(spansOf(log.cases, dates), options.limit.value, calendar),
      },
      verified: { ...verified, faults: verified.faults.length },
    }
  } finally {
    await house.close()
  }
}

function yearsOf(
  cases: readonly LogCase[],
  dates: ReadonlyMap<string, CaseDates> | null,
): [number, number] {
  const years = [
    ...cases.flatMap(({ events }) => [events[0]!.at, events.at(-1)!.at]),
    ...[...(dates?.values() ?? [])].flatMap(({ start, end }) =>
      [start?.at ?? [], end?.at ?? []].flat(),
    ),
  ].map((at) => at.getUTCFullYear())
  return [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))]
}

function namesIn(cases: readonly LogCase[]) {
  const distinct = (of: 'resource' | 'group') =>
    [...new Set(cases.flatMap(({ events }) => events.map((event) => event[of])))]
      .filter(Boolean)
      .sort()
  return { resources: distinct('resource'), groups: distinct('group') }
}

/** By the histories and, apart from them, by the two columns of the file: they must say the same. */
function lateCases(
  dates: ReadonlyMap<string, CaseDates>,
  ids: ReadonlyMap<string, string>,
  ends: ReadonlyMap<string, Date>,
): NonNullable<Report['late']> | null {
  const due = [...dates].filter(([id, { deadline }]) => deadline !== null && ids.has(id))
  if (due.length === 0) return null
  const ended = due.flatMap(([id, { deadline }]) => {
    const end = ends.get(ids.get(id)!)
    return end === undefined ? [] : [{ end, deadline: deadline!.at }]
  })
  return {
    compared: ended.length,
    byHistory: ended.filter(({ end, deadline }) => end > deadline).length,
    byFile: due.filter(([, { end, deadline }]) => end !== null && end.at > deadline!.at).length,
  }
}

function spansOf(cases: readonly LogCase[], dates: ReadonlyMap<string, CaseDates> | null) {
  return cases.flatMap(({ id, events }) => {
    const own = dates?.get(id)
    const end = dates === null ? events.at(-1)! : own?.end
    return end ? [{ start: own?.start ?? events[0]!, end }] : []
  })
}
