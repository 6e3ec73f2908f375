// The whole way with nothing in it made up: history, queue of graphile-worker, SMPP over TCP, receipts.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { startCarrier } from '../../standins/carrier.ts'
import { withDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import * as house from '../../test/support/office.ts'
import { openSmpp } from '../adapters/smpp.ts'
import { checkout } from '../checkout.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { localMail } from './carrier.ts'
import type { SmsCarrier } from './carrier.ts'
import {
  listenForReceipts,
  noticeTasks,
  NOTICE_TIMETABLE,
  prepareJobs,
  startJobs,
  sweep,
} from './jobs.ts'
import type { NoticeJobs } from './jobs.ts'
import { loadNoticeTemplates, loadWarningLevels } from './load.ts'
import { noticeSubscriber } from './subscriber.ts'
import { warnDueSoon } from './warn.ts'

let database: TestDatabase
const folder = join(checkout, 'data/templates/notices')
const templates = await loadNoticeTemplates(folder)
const levels = await loadWarningLevels(folder)
const hanoi = house.calendar()
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

before(async () => {
  database = await withDatabase()
  await house.furnish(database.owner)
})
after(() => database.close())

function jobsWith(sms: SmsCarrier, now = () => new Date()): NoticeJobs {
  return {
    db: database.worker,
    sms,
    mail: localMail(),
    now,
    calendar: () => hanoi,
    levels,
    templates,
    dossierUrl: (code) => `https://motcua.hanoi.gov.vn/can-bo/ho-so/${code}`,
  }
}

async function fileAndHandOn(count: number): Promise<void> {
  const deps = house.depsFor(database.app)
  for (let i = 0; i < count; i++) {
    const applicant = house.citizen()
    // Each their own phone, as phones join segments by sender and an 8-bit reference.
    const phone = `09${String(applicant.personId % 100_000_000).padStart(8, '0')}`
    await house.fileFor(deps, applicant, { command: house.filing(applicant, { phone }) })
  }
  const dispatcher = startDispatcher({
    db: database.worker,
    subscribers: [
      noticeSubscriber({
        templates,
        trackingUrl: 'https://motcua.hanoi.gov.vn/tra-cuu',
        now: () => new Date(),
      }),
    ],
    onError: (error) => assert.fail(String(error)),
  })
  await dispatcher.drain()
  await dispatcher.stop()
}

async function states(): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*)::int as n from notice_delivery where channel = 'sms' group by state`.execute(
    database.worker,
  )
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

async function until(is: () => Promise<boolean>, what: string): Promise<void> {
  const limit = Date.now() + 15_000
  while (!(await is())) {
    if (Date.now() > limit)
      assert.fail(`never happened: ${what}: ${JSON.stringify(await states())}`)
    await new Promise((go) => setTimeout(go, 50))
  }
}

test('ten dossiers are filed: two workers, two binds and a throttling carrier deliver ten texts, each once', async (t) => {
  // Made before the queue exists: the sweep must find them.
  await fileAndHandOn(3)
  await prepareJobs(database.ownerUrl)
  await prepareJobs(database.ownerUrl)
  const centre = await startCarrier({ throttleEvery: 7, receiptAfter: 0 })
  const sms = openSmpp({ urls: [`${centre.url}?binds=2`], log, rebindMs: 20 })
  const deps = jobsWith(sms)
  listenForReceipts(deps)
  const start = () =>
    startJobs({
      workerUrl: database.workerUrl,
      tasks: noticeTasks(deps),
      timetable: NOTICE_TIMETABLE,
      log,
    })
  const workers = [await start(), await start()]
  t.after(async () => {
    await Promise.all(workers.map((worker) => worker.stop()))
    await sms.close()
    await centre.stop()
  })
  await fileAndHandOn(7)
  await until(async () => (await states())['delivered'] === 7, 'seven delivered')
  await sweep(jobsWith(sms, () => new Date(Date.now() + 3 * 60_000)))
  await until(async () => (await states())['delivered'] === 10, 'ten delivered')
  const texts = centre.texts()
  assert.equal(texts.length, 10)
  assert.equal(new Set(texts.map(({ text }) => text)).size, 10)
  assert.equal(new Set(centre.submissions.map((s) => s.session)).size, 2)
  assert.ok(centre.throttled > 0)
})

test('the application cannot add to the queue itself; the one door lets it', async () => {
  await prepareJobs(database.ownerUrl)
  await assert.rejects(
    sql`select graphile_worker.add_job('deliverNotice')`.execute(database.app),
    /permission denied/,
  )
  const { rows } = await sql<{ done: boolean }>`
    select enqueue_notice(gen_random_uuid(), gen_random_uuid(), now() + interval '1 year') as done`.execute(
    database.app,
  )
  assert.equal(rows[0]?.done, true)
})

/** A live dossier accepted long ago, due at that moment. */
async function dueAt(
  moment: string,
  more: { paused?: boolean; origin?: string; holder?: number } = {},
) {
  const { id, code } = await house.fileFor(house.depsFor(database.app), house.citizen())
  await sql`
    update dossier set due_at = ${moment}, accepted_at = '2026-11-02T09:00+07:00', status = 2, waits_for = 'officer',
           paused_at = ${more.paused ? '2026-11-10T09:00+07:00' : null}, origin = ${more.origin ?? 'live'},
           holder_person_id = ${more.holder ?? null}
     where id = ${id}::uuid`.execute(database.owner)
  return { id, code }
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

const warningsOf = async (id: string) =>
  (
    await sql<{ recipient: string; state: string; body: string }>`
      select recipient, state, body from notice_delivery
       where dossier_id = ${id}::uuid and kind = 'dueSoon' order by recipient`.execute(
      database.worker,
    )
  ).rows
const warnAt = (moment: string) => warnDueSoon(jobsWith(openNothing(), () => new Date(moment)))
const openNothing = () => openSmpp({ urls: [], log })

test('while the office has nobody to warn, the warning is listed as suppressed', async () => {
  const { id } = await dueAt('2026-11-12T17:00+07:00')
  await warnAt('2026-11-11T09:00+07:00')
  assert.deepEqual(
    (await warningsOf(id)).map((w) => w.state),
    ['suppressed'],
  )
})

test('the warning comes when two working days are left, goes to those whose turn it is, and comes once', async () => {
  await official('thu.ly@phuong-mot.vn', 'officer')
  await official('lanh.dao@phuong-mot.vn', 'leader')
  const { id, code } = await dueAt('2026-11-19T17:00+07:00')
  await warnAt('2026-11-16T16:59+07:00')
  assert.deepEqual(await warningsOf(id), [])
  // Tuesday: Wednesday and Thursday are left. Ten workers at once, and again.
  await Promise.all(Array.from({ length: 10 }, () => warnAt('2026-11-17T08:00+07:00')))
  await warnAt('2026-11-17T08:01+07:00')
  const [warning, ...others] = await warningsOf(id)
  assert.deepEqual([warning?.recipient, others.length], ['thu.ly@phuong-mot.vn', 0])
  assert.match(warning!.body, new RegExp(`Hồ sơ ${code} .*lúc 17:00 ngày 19/11/2026`))
})

test('the second level, four working hours, is a second warning; a new promised moment warns anew', async () => {
  const { id } = await dueAt('2026-11-20T17:00+07:00')
  await warnAt('2026-11-19T09:00+07:00')
  await warnAt('2026-11-20T11:59+07:00')
  assert.equal((await warningsOf(id)).length, 1)
  await warnAt('2026-11-20T12:00+07:00')
  assert.equal((await warningsOf(id)).length, 2)
  await sql`update dossier set due_at = '2026-11-25T17:00+07:00' where id = ${id}::uuid`.execute(
    database.owner,
  )
  await warnAt('2026-11-24T09:00+07:00')
  assert.equal((await warningsOf(id)).length, 3)
})

test('the holder alone is warned of a dossier that somebody holds', async () => {
  const holder = await official('nguoi.giu@phuong-mot.vn', 'officer')
  const { id } = await dueAt('2026-11-20T17:00+07:00', { holder })
  await warnAt('2026-11-19T09:00+07:00')
  assert.deepEqual(
    (await warningsOf(id)).map((w) => w.recipient),
    ['nguoi.giu@phuong-mot.vn'],
  )
})

test('no warning for a dossier that stands still, is overdue already, is made for the demonstration, or had no more time', async () => {
  const paused = await dueAt('2026-12-03T17:00+07:00', { paused: true })
  const made = await dueAt('2026-12-03T17:00+07:00', { origin: 'demo' })
  const overdue = await dueAt('2026-12-01T17:00+07:00')
  const short = await dueAt('2026-12-03T17:00+07:00')
  await sql`update dossier set accepted_at = '2026-12-02T08:30+07:00' where id = ${short.id}::uuid`.execute(
    database.owner,
  )
  const warned = await dueAt('2026-12-03T17:00+07:00')
  await warnAt('2026-12-02T09:00+07:00')
  for (const { id } of [paused, made, overdue, short]) assert.deepEqual(await warningsOf(id), [])
  assert.deepEqual(
    (await warningsOf(warned.id)).map((w) => w.recipient),
    ['nguoi.giu@phuong-mot.vn', 'thu.ly@phuong-mot.vn'],
  )
})
