/**
 * `npm run bench -- warnings [100000] [--others 900000] [--control]`: so many clocks are due in the same minute among others that have
 * been warned of or come later; two workers warn side by side, and one is killed in the middle. Prints what was claimed, fired,
 * doubled and lost, the rate, the plan of the look for what is due, and what a minute costs afterwards, when all have been warned of.
 *
 * `--control` takes the unique claim away: then `doubled` must not be 0, else the measurement proves nothing.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openDb, type Db } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { prepareJobs } from '../src/notice/jobs.ts'
import { dueTimers } from '../src/notice/warning-store.ts'
import {
  countWarnings,
  forgetUniqueness,
  MINUTE,
  startWarner,
  warnWithOneKilled,
  writeClocks,
} from '../test/support/warned-clocks.ts'
import { benchServer } from './generator/city.ts'

const { values, positionals } = parseArgs({
  options: { others: { type: 'string' }, control: { type: 'boolean' } },
  allowPositionals: true,
})
const due = Number(positionals[0] ?? 100_000)
const others = Number(values.others ?? 9 * due)
const server = await benchServer()
const { workerUrl } = await migrate(server.ownerUrl, { secret: 'a secret of the measurements' })
await prepareJobs(server.ownerUrl)
const owner = openDb(server.ownerUrl, { name: 'bench', max: 2 })

try {
  await writeClocks(owner, due, others)
  console.log(
    `${shown(due)} clocks due in one minute, ${shown(others)} others; two workers${values.control ? ', no unique claim' : ', one killed'}`,
  )
  await tellPlan(owner)
  const before = await looking(owner)
  const seconds = values.control ? await both() : await killed()
  const { claimed, fired, doubled, lost } = await countWarnings(owner, due)
  console.log(`claimed ${claimed}   fired ${fired}   doubled ${doubled}   lost ${lost}`)
  console.log(`${shown(due / seconds)} warnings/s`)
  await sql`vacuum analyze clock_timer`.execute(owner)
  const after = await looking(owner)
  console.log(
    `a look with nothing left to do / a look at the first batch: ${(after / before).toFixed(3)}`,
  )
  const isRight = values.control ? doubled > 0 : fired === due && doubled === 0 && lost === 0
  process.exitCode = isRight ? 0 : 1
} finally {
  await owner.destroy()
  await server.stop()
}

async function killed(): Promise<number> {
  const { seconds, killedAt } = await warnWithOneKilled({ owner, workerUrl }, due / 3)
  console.log(`killed -9 after ${shown(killedAt)} warnings`)
  return seconds
}

async function both(): Promise<number> {
  await forgetUniqueness(owner)
  const began = performance.now()
  await Promise.all([startWarner(workerUrl).ended, startWarner(workerUrl).ended])
  return (performance.now() - began) / 1000
}

async function tellPlan(db: Db): Promise<void> {
  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain (analyze, buffers, costs off, timing off, summary off)
    select * from clock_timer where fires_at <= ${MINUTE}::timestamptz order by fires_at, dossier_id, leg limit 500`.execute(
    db,
  )
  for (const row of rows) console.log(`  ${row['QUERY PLAN']}`)
}

/** Milliseconds of one look for what is due, the best of nine. */
async function looking(db: Db): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 9; round += 1) {
    const began = performance.now()
    await dueTimers(db, new Date(MINUTE), 500)
    times.push(performance.now() - began)
  }
  return Math.min(...times)
}

function shown(value: number): string {
  return Math.round(value).toLocaleString('en')
}
