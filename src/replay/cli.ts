/** `motcua replay LOG.csv`: what an event log says of the work of an office, played through the real dossier engine. */
import { parseArgs } from 'node:util'
import { LIMIT_UNITS, type LimitUnit } from '../calendar/deadline.ts'
import { Unstartable } from '../db/unstartable.ts'
import { isZone } from './moment.ts'
import { replayLog, type ReplayOptions } from './replay-log.ts'
import { isFaithful, reportLines } from './report.ts'

const USAGE =
  'Cách dùng: motcua replay NHẬT-KÝ.csv[.gz] [--cases TỆP.csv] [--limit "30 workingDay"] [--zone +07:00] [--state THƯ-MỤC-TRỐNG]' +
  ' [--case|--activity|--time|--resource|--group CỘT] [--case-id|--start|--end|--deadline CỘT] [--parallel N]; docs/replay.md. (Usage.)'

type Around = {
  out(line: string): void
  /** Shows how far it is; absent where nobody watches. */
  progress?: (line: string) => void
}

/** Exit code 0: replayed whole and faithfully; 1: it cannot be, with the reason; 2: written wrongly. */
export async function runReplay(args: string[], { out, progress }: Around): Promise<number> {
  const options = optionsOf(args)
  if (typeof options === 'string') {
    out(options)
    return 2
  }
  try {
    const report = await replayLog({
      ...options,
      progress: (done, all) => progress?.(bar(done, all)),
      info: () => undefined,
    })
    progress?.('')
    for (const line of reportLines(report)) out(line)
    if (isFaithful(report)) return 0
    out('Phát lại KHÔNG trung thực: các số ở trên không khớp nhau. (Not faithful.)')
    return 1
  } catch (error) {
    if (!(error instanceof Unstartable)) throw error
    progress?.('')
    out(error.message)
    return 1
  }
}

function bar(done: number, all: number): string {
  const width = 30
  const full = Math.round((done / all) * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${all}`
}

const text = { type: 'string' } as const

function optionsOf(args: string[]): Omit<ReplayOptions, 'progress' | 'info'> | string {
  const given = parsed(args)
  if (given === undefined) return USAGE
  const { values, file } = given
  const limit = values.limit === undefined ? null : readLimit(values.limit)
  if (limit === undefined)
    return `--limit ${values.limit}: hãy ghi số và đơn vị, ví dụ "30 workingDay" (${LIMIT_UNITS.join(', ')}).`
  if (values.zone !== undefined && !isZone(values.zone))
    return `--zone ${values.zone}: hãy ghi như +07:00 hoặc Z.`
  const sideBySide = Number(values.parallel ?? '8')
  if (!Number.isInteger(sideBySide) || sideBySide < 1 || sideBySide > 32)
    return `--parallel ${values.parallel}: hãy ghi số từ 1 đến 32.`
  const { case: caseColumn, activity, time, resource, group, start, end, deadline } = values
  return {
    file,
    casesFile: values.cases,
    columns: defined({ case: caseColumn, activity, time, resource, group }),
    caseColumns: defined({ caseId: values['case-id'], start, end, deadline }),
    zone: values.zone,
    limit,
    stateDir: values.state,
    sideBySide,
  }
}

function parsed(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      strict: true,
      options: {
        cases: text,
        case: text,
        activity: text,
        time: text,
        resource: text,
        group: text,
        'case-id': text,
        start: text,
        end: text,
        deadline: text,
        limit: text,
        zone: text,
        state: text,
        parallel: text,
      },
    })
    const [file, ...more] = positionals
    return file === undefined || more.length > 0 ? undefined : { values, file }
  } catch {
    return undefined
  }
}

function readLimit(words: string): ReplayOptions['limit'] | undefined {
  const [, digits, unit] = /^(\d{1,4}) (\w+)$/.exec(words.trim()) ?? []
  const isUnit = LIMIT_UNITS.some((each) => each === unit)
  const value = Number(digits)
  return isUnit && value > 0 ? { value: { value, unit: unit as LimitUnit }, words } : undefined
}

function defined<C extends string>(
  columns: Record<C, string | undefined>,
): Partial<Record<C, string>> {
  return Object.fromEntries(
    Object.entries(columns).filter(([, name]) => name !== undefined),
  ) as Partial<Record<C, string>>
}
