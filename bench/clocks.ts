/**
 * `npm run bench -- clocks [10000 100000 1000000] [--keep FOLDER]`: every due instant is counted anew from the stored events and the calendar, as the
 * nightly invariant does it, over made clock histories of growing numbers. Prints dossiers a second at each size, the ratio to the
 * smallest, and the number of differences, which must be 0; then some are planted, as many must be found, and they are put back.
 * With a kept folder the next run goes on from what is there.
 */
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { clocksAfter } from '../src/audit/invariants/due-store.ts'
import { dueDifferences } from '../src/audit/invariants/due-column.ts'
import { FIRST_ID } from '../src/audit/store.ts'
import { hanoiCalendar } from '../src/calendar/published.ts'
import { openDb, type Db } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { repeatMadeClocks, writeMadeClocks } from '../test/support/made-clocks.ts'
import { furnish } from '../test/support/office.ts'
import { benchServer } from './generator/city.ts'

const PAGE = 5000
const DIFFERENT = 100_000
const PLANTED = 7
const { values, positionals } = parseArgs({
  options: { keep: { type: 'string' } },
  allowPositionals: true,
})
const given = positionals.map(Number)
const sizes = given.length > 0 ? given : [10_000, 100_000, 1_000_000]
const server = await benchServer(values.keep)
const { workerUrl } = await migrate(server.ownerUrl, { secret: 'a secret of the measurements' })
// The superuser's, because only what is measured counts: rows are written without looking at foreign keys.
const owner = openDb(server.adminUrl.replace('/postgres?', '/motcua?'), { name: 'bench', max: 2 })
const worker = openDb(workerUrl, { name: 'bench worker', max: 2 })

// Told to end in the middle: the server ends in order, and a kept folder can be gone on with.
process.once('SIGTERM', () => void server.stop().finally(() => process.exit(143)))

try {
  let [made, smallest, isRight] = [await prepared(owner), 0, true]
  for (const size of sizes) {
    if (size > made) await grow(owner, made, size)
    made = Math.max(made, size)
    await sql`vacuum analyze dossier, dossier_event`.execute(owner)
    const rates: Recount[] = []
    for (let round = 0; round < roundsFor(size); round += 1) rates.push(await recount(worker, size))
    const best = rates.reduce((a, b) => (b.perSecond > a.perSecond ? b : a))
    smallest ||= best.perSecond
    isRight &&= best.dossiers === size && best.differences === 0
    console.log(
      `${size.toLocaleString('en').padStart(9)} dossiers  ${Math.round(best.perSecond).toLocaleString('en').padStart(9)}/s` +
        `  × ${(best.perSecond / smallest).toFixed(2)}  ${best.cpu.toFixed(1)} µs of the program each  ${best.differences} differences`,
    )
  }
  await plant(owner, 1)
  const { differences } = await recount(worker)
  await plant(owner, -1)
  console.log(`${PLANTED} planted, ${differences} found`)
  process.exitCode = isRight && differences === PLANTED ? 0 : 1
} finally {
  await Promise.all([owner.destroy(), worker.destroy()])
  await server.stop()
}

/** Up to a hundred thousand different histories; more are the same ones again, because making each takes longer than looking at it. */
async function grow(db: Db, from: number, to: number): Promise<void> {
  const different = Math.min(to, DIFFERENT)
  if (from < different) await writeMadeClocks(db, { from, to: different, unchecked: true })
  if (to > different)
    await repeatMadeClocks(db, { base: DIFFERENT, from: Math.max(from, different), to })
}

/** More rounds of the small sizes, so that all are measured with the program warm; the best counts. */
function roundsFor(size: number): number {
  return Math.ceil(300_000 / size)
}

/** How many made dossiers there are already; the first time offices are written. */
async function prepared(db: Db): Promise<number> {
  const { rows } = await sql<{ made: number; offices: number }>`
    select (select count(*)::int from dossier) as made, (select count(*)::int from office) as offices`.execute(
    db,
  )
  const { made, offices } = rows[0]!
  if (offices === 0) await furnish(db)
  if (made === 0) await forBulk(db)
  return made
}

/** Only the primary keys are read; the other indexes would make the writing last longer. */
async function forBulk(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select indexrelid::regclass::text as name from pg_index
     where indrelid = 'dossier'::regclass and not indisprimary`.execute(db)
  for (const { name } of rows) await sql`drop index ${sql.raw(name)}`.execute(db)
}

/** `cpu`: microseconds of this program's own time for one dossier, however busy the machine is. */
type Recount = { dossiers: number; differences: number; perSecond: number; cpu: number }

/** Page by page; the next page is read while this one is counted. */
async function recount(db: Db, most = Infinity): Promise<Recount> {
  const [calendar, began, cpu] = [hanoiCalendar(), performance.now(), process.cpuUsage()]
  let [dossiers, differences] = [0, 0]
  let reading = clocksAfter(db, FIRST_ID, PAGE)
  for (;;) {
    const page = await reading
    const isLast = page.last === null || dossiers + PAGE >= most
    if (!isLast) reading = clocksAfter(db, page.last!, PAGE)
    dossiers += page.promised.length
    differences += dueDifferences(calendar, page, 'counted').length
    if (isLast) break
  }
  const { user, system } = process.cpuUsage(cpu)
  const perSecond = (dossiers * 1000) / (performance.now() - began)
  return { dossiers, differences, perSecond, cpu: (user + system) / dossiers }
}

/** Some promised moments are moved where the lists read them, or moved back. */
async function plant(db: Db, days: 1 | -1): Promise<void> {
  await sql`
    update dossier set due_at = due_at + make_interval(days => ${days})
     where id in (select id from dossier order by md5(id::text) limit ${PLANTED})`.execute(db)
}
