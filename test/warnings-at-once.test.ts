// What bench/warnings does with 100,000 clocks, with a few: all due in one minute, two workers, one killed (issue: fire once each).
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { checkout } from '../src/checkout.ts'
import { hanoiCalendar } from '../src/calendar/published.ts'
import { loadNoticeTemplates, readWarningLevels } from '../src/notice/load.ts'
import { warnBatch } from '../src/notice/warn.ts'
import { withDatabase, type TestDatabase } from './support/database.ts'
import {
  countWarnings,
  forgetUniqueness,
  MINUTE,
  warnWithOneKilled,
  writeClocks,
} from './support/warned-clocks.ts'

const DUE = 6000

test('thousands of clocks are due in one minute, two workers warn, one is killed: each fires once, none is lost', async (t) => {
  const database = await withDatabase()
  t.after(() => database.close())
  await writeClocks(database.owner, DUE, 200)
  const { killedAt } = await warnWithOneKilled(database, DUE / 4)
  assert.ok(killedAt < DUE, 'the worker was killed before the work was done')
  assert.deepEqual(await countWarnings(database.owner, DUE), {
    claimed: DUE,
    fired: DUE,
    doubled: 0,
    lost: 0,
  })
  assert.deepEqual(await leftToday(database), [{ threshold: '1 workingDay', clocks: DUE }])
})

/** What the clocks of which we warned wait for now. */
async function leftToday({ owner }: TestDatabase): Promise<unknown[]> {
  const { rows } = await sql`
    select t.threshold, count(*)::int as clocks from clock_timer t join clock_warning w using (dossier_id)
     group by 1`.execute(owner)
  return rows
}

test('without the unique claim two workers fire the same warning twice: the count finds it', async (t) => {
  const database = await withDatabase()
  t.after(() => database.close())
  await writeClocks(database.owner, 500, 0)
  await forgetUniqueness(database.owner)
  const folder = join(checkout, 'data/templates/notices')
  const deps = {
    db: database.worker,
    calendar: hanoiCalendar,
    levels: readWarningLevels(folder),
    templates: await loadNoticeTemplates(folder),
    dossierUrl: (code: string) => code,
    trackingUrl: 'https://motcua.hanoi.gov.vn/tra-cuu',
    now: () => new Date(MINUTE),
  }
  await Promise.all(Array.from({ length: 4 }, () => warnBatch(deps)))
  const { doubled } = await countWarnings(database.owner, 500)
  assert.ok(doubled > 0, `doubled: ${doubled}`)
})
