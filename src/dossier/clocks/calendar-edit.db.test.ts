/** A new version of the calendar on a real database: seen before, released once, every open deadline counted anew with its reason. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  accepted,
  calendar as hanoi,
  citizen,
  clock,
  depsFor,
  fileFor,
  filing,
  furnish,
  OTHER_WARD,
  staff,
} from '../../../test/support/office.ts'
import { invariantNamed } from '../../audit/invariants/all.ts'
import { runVerify } from '../../audit/cli.ts'
import { loadCalendar } from '../../calendar/calendar.ts'
import type { CalendarDocument, SpecialDay } from '../../calendar/document.ts'
import { calendarKey } from '../../catalogue/publication/calendar-store.ts'
import { liveLaw, type LiveLaw } from '../../catalogue/publication/live-law.ts'
import { checkout } from '../../checkout.ts'
import { toInstant, type LocalMinute } from '../../lib/time.ts'
import type { Command } from '../commands.ts'
import { handle, type DossierDeps } from '../handle.ts'
import { handleMany } from '../handle-many.ts'
import { previewCalendar, recountOpen } from './calendar-edit.ts'
import { runCalendar, type CalendarCli } from './calendar-cli.ts'

const present = hanoi().document
const receptionist = staff('receptionist')
const officer = staff('officer')
let database: TestDatabase
let deps: DossierDeps
let folder: string
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  deps = depsFor(database.app)
  folder = mkdtempSync(join(tmpdir(), 'motcua-calendar-'))
})
after(async () => {
  rmSync(folder, { recursive: true })
  await database.close()
})

function withDays(version: number, days: SpecialDay[], more: Partial<CalendarDocument> = {}) {
  const all = [...present.days, ...days].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return { ...present, ...more, version, days: all }
}
const off = (on: SpecialDay['on'], kind: SpecialDay['kind'] = 'local'): SpecialDay => ({
  on,
  kind,
  name: 'Nghỉ thử',
  legalBasis: 'QĐ thử',
})
/** Tuesday 15/12/2026 free; the year 2028 announced, its new year's day made up for on Monday the third. */
const next = withDays(
  2,
  [
    off('2026-12-15'),
    off('2028-01-01', 'holiday'),
    off('2028-01-03', 'compensatory'),
    off('2028-04-30', 'holiday'),
    off('2028-05-01', 'holiday'),
    off('2028-09-02', 'holiday'),
    off('2028-11-24', 'holiday'),
  ],
  { announcedYears: [...present.announcedYears, 2028], validTo: '2028-12-31' },
)

async function act(id: string, command: Command, at: LocalMinute): Promise<void> {
  const by = command.type === 'accept' ? receptionist : officer
  const system = command.type === 'suspendClock' ? clock : by
  const order = { id, command, by: system, key: crypto.randomUUID(), occurredAt: toInstant(at) }
  accepted(await handle(deps, order))
}

async function running(at: LocalMinute, ...more: Command[]): Promise<string> {
  const applicant = citizen()
  const { id } = await fileFor(deps, applicant, {
    command: filing(applicant),
    occurredAt: toInstant(at),
  })
  await act(id, { type: 'accept', originals: [] }, at)
  for (const command of more) await act(id, command, at)
  return id
}
const why = { reason: 'r', legalBasis: 'NĐ 61/2018' }
const askPapers: Command = {
  type: 'requestSupplement',
  faults: [{ paper: 'a', fault: 'mờ' }],
  ...why,
}

async function dueOf(id: string): Promise<string> {
  const { rows } = await sql<{ due: string }>`
    select to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI') ||
           case when due_is_provisional then ' ?' else '' end as due
      from dossier where id = ${id}::uuid`.execute(database.owner)
  return rows[0]!.due
}

async function eventsOf(id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from dossier_event
     where dossier_id = ${id}::uuid and kind = 'clockReprojected'`.execute(database.owner)
  return rows[0]!.count
}

test('what moves is seen before and then counted anew: running, paused, suspended and provisional; ended ones stay', async () => {
  const monday = '2026-12-14T09:00' as LocalMinute
  const plain = await running(monday)
  const asked = await running(monday, askPapers)
  const suspended = await running(monday, {
    type: 'suspendClock',
    cause: 'outage',
    reference: 'o1',
    ...why,
  })
  const early = await running('2026-12-10T09:00')
  const far = await running('2027-12-31T09:00')
  const ended = await running(monday, { type: 'stop', ...why })
  assert.equal(await dueOf(far), '2028-01-03T17:00 ?')

  const calendar = loadCalendar(next)
  const seen = await previewCalendar({ db: database.worker, by: clock }, calendar)
  assert.equal(seen.open, 5)
  assert.deepEqual(
    seen.moves.map(({ id, from, to }) => `${id} ${from} ${to}`).toSorted(),
    [
      `${plain} 2026-12-15T17:00 2026-12-16T17:00`,
      `${asked} 2026-12-15T17:00 2026-12-16T17:00`,
      `${suspended} 2026-12-15T17:00 2026-12-16T17:00`,
      `${far} 2028-01-03T17:00 2028-01-04T17:00`,
    ].toSorted(),
  )
  assert.deepEqual(
    seen.moves
      .filter(({ isPaused }) => isPaused)
      .map(({ id }) => id)
      .toSorted(),
    [asked, suspended].toSorted(),
  )
  assert.equal(await eventsOf(plain), 0, 'looking changes nothing')

  const work = { ...depsFor(database.worker), law: { ...deps.law, calendar: () => calendar } }
  const key = calendarKey(next)
  const command = { type: 'reprojectClock' as const, calendarVersion: 2, reason: 'QĐ thử' }
  // The first run was killed after one dossier.
  await handleMany(work, { ids: [asked], commandOf: () => command, by: clock, key })
  const done = await recountOpen(work, { key, reason: 'QĐ thử' })
  assert.deepEqual(done, { open: 5, moved: 3, left: 0, failed: 0 })
  assert.deepEqual(
    [await dueOf(plain), await dueOf(asked), await dueOf(suspended), await dueOf(early)],
    ['2026-12-16T17:00', '2026-12-16T17:00', '2026-12-16T17:00', '2026-12-11T17:00'],
  )
  assert.equal(await dueOf(far), '2028-01-04T17:00')
  assert.deepEqual(await recountOpen(work, { key, reason: 'QĐ thử' }), {
    open: 5,
    moved: 0,
    left: 0,
    failed: 0,
  })
  for (const id of [plain, asked, suspended, far]) assert.equal(await eventsOf(id), 1)
  for (const id of [early, ended]) assert.equal(await eventsOf(id), 0)
  const lines: string[] = []
  const termsOf = () => deps.law.terms({ code: '', version: 1, caseCode: '' })
  const verified = { db: database.worker, termsOf, out: (line: string) => lines.push(line) }
  assert.equal(await runVerify([], { ...verified, url: database.workerUrl }), 0, lines.join('\n'))
})

function cli(lines: string[]): CalendarCli {
  const lawNow = (db: TestDatabase['app']) =>
    liveLaw({
      dataDir: join(checkout, 'data'),
      db,
      now: () => new Date(),
      onFault: (fault) => lines.push(fault),
      pollMs: 0,
    })
  return {
    withDb: (login, work) => work(database[login]),
    lawNow,
    now: () => new Date('2026-12-01T02:00:00Z'),
    out: (line) => lines.push(line),
  }
}

function file(name: string, document: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(document))
  return path
}

test('by command: previewed, applied once with its reason, seen by a running program, and again without effect', async () => {
  const own = await running('2026-12-21T09:00')
  const elsewhere = citizen()
  const command = filing(elsewhere, {
    offices: { receiving: OTHER_WARD, competent: OTHER_WARD, returning: OTHER_WARD },
  })
  await fileFor(deps, elsewhere, { command, occurredAt: toInstant('2026-12-21T09:00') })
  const lines: string[] = []
  const said = () => lines.splice(0).join('\n')
  const third = withDays(
    3,
    [
      ...next.days.filter(({ on }) => !present.days.some((day) => day.on === on)),
      off('2026-12-22'),
    ],
    {
      announcedYears: next.announcedYears,
      validTo: next.validTo,
    },
  )
  const path = file('v3.json', third)
  const follower: LiveLaw = await liveLaw({
    dataDir: join(checkout, 'data'),
    db: database.app,
    now: () => new Date(),
    onFault: () => undefined,
    pollMs: 50,
  })
  try {
    assert.equal(await runCalendar(['preview', path], cli(lines)), 0)
    const seen = said()
    assert.match(seen, /UBND phường Một: \d+ hồ sơ, từ muộn hơn 1 ngày đến muộn hơn 1 ngày/)
    assert.match(seen, /17:00, thứ Ba, 22\/12\/2026 → 17:00, thứ Tư, 23\/12\/2026/)
    assert.equal(await eventsOf(own), 0)

    assert.equal(await runCalendar(['apply', path, '--reason', 'QĐ 1'], cli(lines)), 0)
    assert.match(said(), /Đã công bố lịch phiên bản 3\.[^]*1 hồ sơ được tính lại, 0 hồ sơ còn lại/)
    while (follower.calendar().document.version !== 3) await wait(20)
    assert.equal(await runCalendar(['apply', path, '--reason', 'QĐ 2'], cli(lines)), 0)
    assert.match(said(), /đã công bố trước đó[^]*0 hồ sơ được tính lại, 0 hồ sơ còn lại/)
    assert.equal(await eventsOf(own), 1)
    assert.equal(await runCalendar(['show'], cli(lines)), 0)
    assert.match(said(), /Lịch hanoi phiên bản 3, công bố đến 31\/12\/2028, còn 761 ngày\./)
  } finally {
    await follower.stop()
  }
})

test('a calendar that cannot follow the one in force is refused in one sentence, and nothing is released', async () => {
  const refusals: [unknown, RegExp][] = [
    [{ ...next, version: 1 }, /không mới hơn phiên bản/],
    [{ ...next, version: 9, calendar: 'hue' }, /lịch "hue"/],
    [{ ...present, version: 9 }, /không được bỏ những năm/],
    [{ ...next, version: 9, days: [] }, /Lịch làm việc có lỗi/],
  ]
  for (const [document, words] of refusals) {
    const lines: string[] = []
    const path = file('wrong.json', document)
    assert.equal(await runCalendar(['apply', path, '--reason', 'r'], cli(lines)), 1)
    assert.match(lines.join('\n'), words)
  }
  const lines: string[] = []
  for (const args of [
    [],
    ['apply', 'x.json'],
    ['preview'],
    ['show', 'x'],
    ['apply', 'x', '--reason', ' '],
  ])
    assert.equal(await runCalendar(args, cli(lines)), 2, args.join(' '))
  assert.equal(await runCalendar(['preview', join(folder, 'none.json')], cli(lines)), 1)
  assert.match(lines.at(-1) ?? '', /Không đọc được tệp lịch/)
  const { rows } = await sql<{ version: number }>`
    select version from procedure_document where kind = 'calendar' order by version`.execute(
    database.owner,
  )
  assert.deepEqual(rows, [{ version: 3 }])
})

test('an alarm rings when the announced calendar has less than 120 days left', async () => {
  const reaches = invariantNamed('calendar-reaches')
  assert.ok(reaches?.over === 'table')
  const on = async (day: string) => {
    const facts = { calendar: hanoi, now: () => new Date(`${day}T05:00:00Z`) }
    const looked = await reaches.look(database.worker, '', {
      ...facts,
      termsOf: () => deps.law.terms({ code: '', version: 1, caseCode: '' }),
      ancestorsOf: () => [],
      files: {
        put: () => assert.fail(),
        read: () => assert.fail(),
        open: () => assert.fail(),
      },
      slices: undefined,
      markOlderThanMinutes: 1,
    })
    return looked.differences.map(({ what }) => what)
  }
  assert.deepEqual(await on('2027-09-02'), [])
  assert.deepEqual(await on('2027-09-03'), ['lịch chỉ công bố đến 31/12/2027'])
})
