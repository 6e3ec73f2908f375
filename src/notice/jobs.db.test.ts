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
import { bringForward } from './clock-back-store.ts'
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
import { loadNoticeTemplates, readWarningLevels } from './load.ts'
import { noticeSubscriber } from './subscriber.ts'

let database: TestDatabase
const folder = join(checkout, 'data/templates/notices')
const templates = await loadNoticeTemplates(folder)
const levels = readWarningLevels(folder)
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
    trackingUrl: 'https://motcua.hanoi.gov.vn/tra-cuu',
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

test('after a clock that ran ahead has gone back, messages go out and the timetable goes on at once', async (t) => {
  await prepareJobs(database.ownerUrl)
  const centre = await startCarrier({ receiptAfter: 0 })
  const sms = openSmpp({ urls: [centre.url], log, rebindMs: 20 })
  const turns: Date[] = []
  const jobs = await startJobs({
    workerUrl: database.workerUrl,
    tasks: { ...noticeTasks(jobsWith(sms)), eachMinute: async () => void turns.push(new Date()) },
    timetable: [
      {
        task: 'eachMinute',
        match: '* * * * *',
        options: { backfillPeriod: 120_000, maxAttempts: 1 },
      },
    ],
    log,
  })
  t.after(async () => {
    await jobs.stop()
    await sms.close()
    await centre.stop()
  })
  const sent = centre.texts().length
  await sql`update notice_delivery set state = 'queued', next_try_at = now() + interval '1 day', expires_at = now() + interval '2 days'
             where id = (select id from notice_delivery order by id limit 1)`.execute(
    database.owner,
  )
  await sql`delete from notice_part`.execute(database.owner)
  await sql`update graphile_worker._private_known_crontabs set known_since = now() - interval '1 day', last_execution = now() + interval '1 day'`.execute(
    database.owner,
  )
  assert.equal(await bringForward(database.worker, new Date()), 1)
  assert.equal(await bringForward(database.worker, new Date()), 0)
  await until(async () => centre.texts().length > sent, 'the message goes out')
  await jobs.clockJumped()
  const { rows } = await sql<{ ahead: number }>`
    select count(*)::int as ahead from graphile_worker._private_known_crontabs where last_execution > now()`.execute(
    database.owner,
  )
  assert.equal(rows[0]?.ahead, 0)
  await database.owner.transaction().execute(async (tx) => {
    await sql`select graphile_worker.add_job('eachMinute')`.execute(tx)
  })
  await until(async () => turns.length > 0, 'the queue works again')
})
