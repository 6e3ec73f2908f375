/**
 * `npm run bench -- clocks [10000 100000 1000000]`: every due instant is counted anew from the stored events and the calendar, as the
 * nightly invariant does it, over made clock histories of growing numbers. Prints dossiers a second at each size, the ratio to the
 * smallest, and the number of differences, which must be 0; then some are planted, and as many must be found.
 */
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
const given = process.argv.slice(2).map(Number)
const sizes = given.length > 0 ? given : [10_000, 100_000, 1_000_000]
const server = await benchServer()
const { workerUrl } = await migrate(server.ownerUrl, { secret: 'a secret of the measurements' })
// The superuser's, because only what is measured counts: rows are written without looking at foreign keys.
const owner = openDb(server.adminUrl.replace('/postgres?', '/motcua?'), { name: 'bench', max: 2 })
const worker = openDb(workerUrl, { name: 'bench worker', max: 2 })

try {
  await furnish(owner)
  await forBulk(owner)
  let [made, smallest, isRight] = [0, 0, true]
  for (const size of sizes) {
    await grow(owner, made, size)
    made = size
    await sql`vacuum analyze dossier, dossier_event`.execute(owner)
    const rates: Recount[] = []
    for (let round = 0; round < roundsFor(size); round += 1) rates.push(await recount(worker))
    const best = rates.reduce((a, b) => (b.perSecond > a.perSecond ? b : a))
    smallest ||= best.perSecond
    isRight &&= best.dossiers === size && best.differences === 0
    console.log(
      `${size.toLocaleString('en').padStart(9)} dossiers  ${Math.round(best.perSecond).toLocaleString('en').padStart(9)}/s` +
        `  × ${(best.perSecond / smallest).toFixed(2)}  ${best.cpu.toFixed(1)} µs of the program each  ${best.differences} differences`,
    )
  }
  await plant(owner)
  const { differences } = await recount(worker)
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
  return Math.max(3, Math.ceil(300_000 / size))
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
async function recount(db: Db): Promise<Recount> {
  const [calendar, began, cpu] = [hanoiCalendar(), performance.now(), process.cpuUsage()]
  let [dossiers, differences] = [0, 0]
  let reading = clocksAfter(db, FIRST_ID, PAGE)
  for (;;) {
    const page = await reading
    if (page.last !== null) reading = clocksAfter(db, page.last, PAGE)
    dossiers += page.promised.length
    differences += dueDifferences(calendar, page, 'counted').length
    if (page.last === null) break
  }
  const { user, system } = process.cpuUsage(cpu)
  const perSecond = (dossiers * 1000) / (performance.now() - began)
  return { dossiers, differences, perSecond, cpu: (user + system) / dossiers }
}

/** Some promised moments are moved where the lists read them. */
async function plant(db: Db): Promise<void> {
  await sql`
    update dossier set due_at = due_at + interval '1 day'
     where id in (select id from dossier order by md5(id::text) limit ${PLANTED})`.execute(db)
}
