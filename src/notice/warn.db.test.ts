// Warnings from the history to the messages: which moments, to whom, each once.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import * as house from '../../test/support/office.ts'
import { checkout } from '../checkout.ts'
import type { Command } from '../dossier/commands.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { handle } from '../dossier/handle.ts'
import type { Actor } from '../office/actor.ts'
import { loadNoticeTemplates, readWarningLevels } from './load.ts'
import { armForgotten, deadlineTimers } from './subscriber-timers.ts'
import { warnDueSoon } from './warn.ts'

let database: TestDatabase
const folder = join(checkout, 'data/templates/notices')
const templates = await loadNoticeTemplates(folder)
const hanoi = house.calendar()
const armed = { calendar: () => hanoi, levels: readWarningLevels(folder) }
const at = (local: string): Date => new Date(`${local}+07:00`)

before(async () => {
  database = await withDatabase()
  await house.furnish(database.owner)
})
after(() => database.close())

/** Ten clocks of five working days begin on Monday 2 November 2026 at nine. */
function deps(limit = 5) {
  const plain = house.depsFor(database.app)
  const terms = { ...house.terms, limit: { value: limit, unit: 'workingDay' } as const }
  return { ...plain, law: { ...plain.law, terms: () => terms } }
}

async function act(id: string, command: Command, by: Actor, occurredAt: Date): Promise<void> {
  const done = await handle(deps(), { id, command, by, key: randomUUID(), occurredAt })
  assert.ok(done.ok, JSON.stringify(done))
}

async function accepted(origin: 'live' | 'demo' = 'live'): Promise<{ id: string; code: string }> {
  const occurredAt = at('2026-11-02T08:30')
  const filed = await house.fileFor(deps(), house.citizen(), { occurredAt, origin })
  const by = house.staff('receptionist')
  await act(filed.id, { type: 'accept', originals: [] }, by, at('2026-11-02T09:00'))
  return filed
}

async function tellTimers(): Promise<void> {
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [deadlineTimers(armed)],
    pollMs: 3_600_000,
    onError: (error) => assert.fail(String(error)),
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

const warnAt = (local: string): Promise<number> =>
  warnDueSoon({
    db: database.worker,
    ...armed,
    templates,
    dossierUrl: (code) => `https://motcua.hanoi.gov.vn/viec?q=${code}`,
    trackingUrl: 'https://motcua.hanoi.gov.vn/tra-cuu',
    now: () => at(local),
  })

async function warningsOf(id: string): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select kind || ' ' || state || ' ' || recipient as line
      from notice_delivery where dossier_id = ${id}::uuid order by created_at, recipient`.execute(
    database.worker,
  )
  return rows.map(({ line }) => line)
}

async function official(email: string, role: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with someone as (insert into person (kind, full_name, email) values ('staff', 'Cán bộ thử', ${email}) returning id)
    insert into assignment (person_id, office_id, role, title, valid_from)
    select id, ${house.WARD}, ${role}, 'Công chức', '2026-01-01' from someone returning person_id as id`.execute(
    database.owner,
  )
  return rows[0]!.id
}

test('while the office has nobody to warn, the warning is listed as suppressed', async () => {
  const { id } = await accepted()
  await tellTimers()
  await warnAt('2026-11-05T08:30')
  assert.deepEqual(await warningsOf(id), ['dueSoon suppressed '])
  await warnAt('2026-11-10T08:00')
  await warnAt('2026-11-10T08:00')
  await warnAt('2026-11-10T08:00')
})

test('half, a day, a quarter, passed: each comes once at its minute, the last to the leader too, and none at night', async () => {
  await official('thu.ly@phuong-mot.vn', 'officer')
  await official('lanh.dao@phuong-mot.vn', 'leader')
  const { id } = await accepted()
  const other = await accepted()
  await tellTimers()
  const officer = 'dueSoon queued thu.ly@phuong-mot.vn'
  const seen: [string, string[]][] = [
    ['2026-11-05T08:29', []],
    ['2026-11-05T08:30', [officer]],
    ['2026-11-05T08:31', [officer]],
    ['2026-11-06T08:00', [officer, officer]],
    ['2026-11-06T13:15', [officer, officer, officer]],
    ['2026-11-09T16:59', [officer, officer, officer]],
    ['2026-11-09T17:05', [officer, officer, officer]],
    ['2026-11-10T07:59', [officer, officer, officer]],
  ]
  for (const [minute, warnings] of seen) {
    await Promise.all(Array.from({ length: 3 }, () => warnAt(minute)))
    assert.deepEqual([minute, await warningsOf(id)], [minute, warnings])
  }
  await warnAt('2026-11-10T08:00')
  const last = [
    'lateTold queued 84912345678',
    'overdue queued lanh.dao@phuong-mot.vn',
    'overdue queued thu.ly@phuong-mot.vn',
  ]
  assert.deepEqual(await warningsOf(id), [officer, officer, officer, ...last])
  assert.deepEqual(await warningsOf(other.id), [officer, officer, officer, ...last])
})

test('the holder alone is warned of a dossier that somebody holds', async () => {
  const { id } = await accepted()
  const personId = await official('nguoi.giu@phuong-mot.vn', 'officer')
  await act(id, { type: 'claim' }, { ...house.staff('officer'), personId }, at('2026-11-02T10:00'))
  await tellTimers()
  await warnAt('2026-11-05T08:30')
  assert.deepEqual(await warningsOf(id), ['dueSoon queued nguoi.giu@phuong-mot.vn'])
})

test('a clock that stands is not warned of; running again to a new day, it is warned of anew for that day', async () => {
  const { id } = await accepted()
  await tellTimers()
  await warnAt('2026-11-05T08:30')
  const before = await warningsOf(id)
  assert.ok(before.length > 0)
  const asked: Command = {
    type: 'requestSupplement',
    faults: [{ paper: 'giay-chung-sinh', fault: 'mờ' }],
    reason: 'Ảnh mờ',
    legalBasis: 'NĐ 123/2015 Đ16',
  }
  const officer = house.staff('officer')
  await act(id, asked, officer, at('2026-11-05T10:00'))
  await warnAt('2026-11-06T08:00')
  assert.deepEqual(
    await warningsOf(id),
    before,
    'paused, and the subscriber has not come round yet',
  )
  await tellTimers()
  await warnAt('2026-11-09T10:00')
  assert.deepEqual(await warningsOf(id), before)
  const answered: Command = { type: 'supplement', papers: [], fileNames: {} }
  await act(id, answered, house.staff('receptionist'), at('2026-11-09T10:00'))
  await tellTimers()
  const { rows } = await sql<{ due: string; fires: string }>`
    select to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD HH24:MI') as due,
           to_char(fires_at at time zone 'Asia/Ho_Chi_Minh', 'MM-DD HH24:MI') as fires
      from clock_timer where dossier_id = ${id}::uuid`.execute(database.worker)
  assert.deepEqual(rows, [{ due: '11-16 17:00', fires: '11-12 09:00' }])
  await warnAt('2026-11-12T09:00')
  assert.equal((await warningsOf(id)).length, 2 * before.length)
})

test('what was made for the demonstration is never warned of, and what has ended no more', async () => {
  const made = await accepted('demo')
  const ended = await accepted()
  await act(
    ended.id,
    { type: 'stop', reason: 'Người nộp không bổ sung', legalBasis: 'NĐ 118' },
    house.staff('leader'),
    at('2026-11-03T09:00'),
  )
  await tellTimers()
  await warnAt('2026-11-10T10:00')
  assert.deepEqual([await warningsOf(made.id), await warningsOf(ended.id)], [[], []])
})

test('an open dossier that no timer knows is armed by the sweep, and only once', async () => {
  const { id } = await accepted()
  await tellTimers()
  await sql`delete from clock_timer where dossier_id = ${id}::uuid`.execute(database.worker)
  assert.equal(await armForgotten(database.worker, armed), 1)
  assert.equal(await armForgotten(database.worker, armed), 0)
  await warnAt('2026-11-05T08:30')
  assert.ok((await warningsOf(id)).length > 0)
})

test('each leg has warnings of its own beside those of the whole', async () => {
  const { id } = await accepted()
  await tellTimers()
  await sql`
    insert into clock_timer select dossier_id, 'cu-tru', ${house.OTHER_WARD}, runs_since, due_at, working_minutes, threshold, fires_at
      from clock_timer where dossier_id = ${id}::uuid`.execute(database.worker)
  assert.equal(await warnAt('2026-11-05T08:30'), 2)
  assert.equal(await warnAt('2026-11-05T08:30'), 0)
  const { rows } = await sql<{ leg: string }>`
    select leg from clock_warning where dossier_id = ${id}::uuid order by leg`.execute(
    database.worker,
  )
  assert.deepEqual(rows, [{ leg: '' }, { leg: 'cu-tru' }])
})
