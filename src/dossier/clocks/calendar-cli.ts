/**
 * `motcua calendar`: what a new version of the calendar would move, and its release with every open deadline counted anew. The
 * controller draws the version up on a page; the operator releases it: two persons.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadCalendar, type Calendar } from '../../calendar/calendar.ts'
import { standardClockRules } from '../../calendar/clock-rules.ts'
import { BrokenCalendar } from '../../calendar/document.ts'
import type { Law } from '../../catalogue/law.ts'
import type { Db } from '../../db/connect.ts'
import { dayNumber, showDay, showMoment, toDay } from '../../lib/time.ts'
import type { SystemActor } from '../../office/actor.ts'
import { openDirectory, type Directory } from '../../office/directory.ts'
import { previewCalendar, recountOpen, type Seen } from './calendar-edit.ts'
import { byOffice, shiftWords, type Move } from './calendar-moves.ts'
import { releaseCalendar, releaseFault } from './calendar-release.ts'

export const CALENDAR_USAGE =
  'show | preview TỆP.json [--all] | apply TỆP.json --reason "Quyết định số …"'

export type CalendarCli = {
  withDb: (login: 'app' | 'worker', act: (db: Db) => Promise<number>) => Promise<number>
  /** The law as it is published at that moment. */
  lawNow: (db: Db) => Promise<Law>
  now: () => Date
  out: (line: string) => void
  progress?: (line: string) => void
}

const CLOCK: SystemActor = { kind: 'system', name: 'clock', scopes: [] }
/** So many dossiers are listed unless all are asked for. */
const LISTED = 50

/** Exit code 0: done; 1: refused, or some dossiers are left; 2: written wrongly. */
export async function runCalendar(args: readonly string[], cli: CalendarCli): Promise<number> {
  const asked = parse(args)
  if (asked === undefined) {
    cli.out(`Cách dùng: motcua calendar ${CALENDAR_USAGE}`)
    return 2
  }
  if (asked.verb === 'show') return cli.withDb('worker', (db) => show(db, cli))
  const calendar = await read(asked.file)
  if (typeof calendar === 'string') {
    cli.out(calendar)
    return 1
  }
  return asked.verb === 'preview'
    ? cli.withDb('worker', (db) => preview(db, cli, { calendar, all: asked.all }))
    : apply(cli, { calendar, reason: asked.reason })
}

type Asked =
  | { verb: 'show' }
  | { verb: 'preview'; file: string; all: boolean }
  | { verb: 'apply'; file: string; reason: string }

function parse(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { all: { type: 'boolean', default: false }, reason: { type: 'string' } },
    })
    const [verb, file, ...more] = positionals
    if (more.length > 0) return undefined
    if (verb === 'show' && file === undefined) return { verb }
    if (file === undefined) return undefined
    if (verb === 'preview' && values.reason === undefined) return { verb, file, all: values.all }
    const reason = values.reason?.trim() ?? ''
    return verb === 'apply' && reason !== '' && !values.all ? { verb, file, reason } : undefined
  } catch {
    return undefined
  }
}

async function read(file: string): Promise<Calendar | string> {
  try {
    return loadCalendar(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof BrokenCalendar) return error.message
    return error instanceof SyntaxError
      ? `Tệp lịch ${file} không phải JSON đúng.`
      : `Không đọc được tệp lịch ${file}. Hãy kiểm tra đường dẫn.`
  }
}

async function show(db: Db, { lawNow, now, out }: CalendarCli): Promise<number> {
  const { document } = (await lawNow(db)).calendar()
  const left = dayNumber(document.validTo) - dayNumber(toDay(now()))
  out(
    `Lịch ${document.calendar} phiên bản ${document.version}, công bố đến ${showDay(document.validTo)}, còn ${left} ngày.`,
  )
  if (left >= standardClockRules.calendarAlarmDays) return 0
  out(`Lịch sắp hết. Hãy công bố lịch năm sau.`)
  return 1
}

async function preview(
  db: Db,
  cli: CalendarCli,
  { calendar, all }: { calendar: Calendar; all: boolean },
): Promise<number> {
  const { out } = cli
  const fault = releaseFault((await cli.lawNow(db)).calendar(), calendar)
  if (fault !== null) {
    out(fault)
    return 1
  }
  const seen = await previewCalendar({ db, by: CLOCK }, calendar)
  const directory = await openDirectory(db)
  for (const line of previewLines(seen, directory, all ? Infinity : LISTED)) out(line)
  return seen.refused.length === 0 ? 0 : 1
}

function previewLines(
  { open, moves, refused }: Seen,
  directory: Directory,
  most: number,
): string[] {
  const others = moves.filter(({ isOtherDay }) => isOtherDay)
  const finals = moves.filter(({ becomesFinal }) => becomesFinal)
  return [
    `${open} hồ sơ đang có thời hạn: ${moves.length} hồ sơ tính lại, trong đó ${others.length} đổi ngày hẹn, ${finals.length} hết tạm tính.`,
    ...byOffice(others).map(({ officeId, count, earliest, latest }) => {
      const name = directory.find(officeId)?.name ?? `Đơn vị ${officeId}`
      return `${name}: ${count} hồ sơ, từ ${shiftWords(earliest)} đến ${shiftWords(latest)}`
    }),
    ...moves.slice(0, most).map(moveLine),
    ...(moves.length > most
      ? [`… và ${moves.length - most} hồ sơ nữa; thêm --all để xem hết.`]
      : []),
    ...refused.map(({ code, refused: why }) => `${code}: không tính lại được. ${why}`),
  ]
}

function moveLine({ code, from, to, isPaused, becomesFinal, legs }: Move): string {
  const marks = [
    ...(isPaused ? ['đang tạm dừng'] : []),
    ...(becomesFinal ? ['hết tạm tính'] : []),
    ...(legs.length > 0 ? [`chặng ${legs.join(', ')}`] : []),
  ]
  const more = marks.length > 0 ? ` (${marks.join('; ')})` : ''
  return `${code}: ${showMoment(from)} → ${showMoment(to)}${more}`
}

async function apply(
  cli: CalendarCli,
  { calendar, reason }: { calendar: Calendar; reason: string },
): Promise<number> {
  const { out } = cli
  let released: { key: string; reason: string; isNew: boolean } | undefined
  const code = await cli.withDb('app', async (db) => {
    const current = (await cli.lawNow(db)).calendar()
    const outcome = await releaseCalendar(db, { current, calendar, reason, at: cli.now() })
    if (outcome.ok) released = outcome.value
    else out(outcome.refusal.message)
    return outcome.ok ? 0 : 1
  })
  if (released === undefined) return code
  const order = released
  out(
    order.isNew
      ? `Đã công bố lịch phiên bản ${calendar.document.version}. Đang tính lại các thời hạn đang mở.`
      : `Lịch phiên bản ${calendar.document.version} đã công bố trước đó. Tính tiếp những thời hạn còn lại.`,
  )
  return cli.withDb('worker', (db) => recount(db, cli, order))
}

async function recount(
  db: Db,
  { lawNow, out, progress }: CalendarCli,
  { key, reason }: { key: string; reason: string },
): Promise<number> {
  const law = await lawNow(db)
  const deps = {
    db,
    law: {
      calendar: () => law.calendar(),
      terms: ({ code, caseCode, version }: { code: string; caseCode: string; version: number }) =>
        law.terms(code, caseCode, version),
    },
    offices: await openDirectory(db),
    poke: () => undefined,
  }
  const done = await recountOpen(deps, {
    key,
    reason,
    onPage: ({ moved }) => progress?.(`đã tính lại ${moved} hồ sơ`),
  })
  out(
    `${done.open} hồ sơ đang có thời hạn, ${done.moved} hồ sơ được tính lại, ${done.left} hồ sơ còn lại.`,
  )
  return done.left === 0 ? 0 : 1
}
