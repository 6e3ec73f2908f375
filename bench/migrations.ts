/**
 * Migrations beside people who write without pause: on so many dossiers (default a million) a reader stays for twenty seconds, and
 * every migration since 0030 and the usual later ones are applied. Prints how long each took, how often it gave up a lock and asked
 * again, the longest time in which no writer was answered, and whether any writer gave up after its two seconds.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '../src/db/migrate.ts'
import { databaseUrlOf, withEmptyDatabase } from '../test/support/database.ts'
import {
  BEFORE,
  fillQuickly,
  folderOf,
  startReader,
  startWriters,
  TYPICAL,
} from '../test/support/migrations-under-load.ts'
import { benchServer } from './generator/city.ts'

const dossiers = Number(process.argv[2] ?? 1_000_000)
const READING_MS = 20_000
const server = await benchServer()
process.env['MOTCUA_TEST_DATABASE_URL'] = server.adminUrl
const { ownerUrl, adminUrl } = await withEmptyDatabase()
const secret = 'a secret of the measurement'
const old = await folderOf({}, { to: BEFORE })
await migrate(ownerUrl, { secret, folder: old.folder })
const filling = performance.now()
await fillQuickly(databaseUrlOf(adminUrl, ownerUrl), dossiers)
console.log(`${dossiers} dossiers written in ${seconds(filling)} s`)

const set = await folderOf(TYPICAL, { to: 8000 })
const writers = await startWriters(ownerUrl, { writers: 8, dossiers })
await sleep(2000)
const quiet = writers.soFar()
console.log(`longest gap before: ${quiet.longestGapMs.toFixed(0)} ms`)
const reader = await startReader(ownerUrl)
const leaving = sleep(READING_MS).then(() => reader.leave())
const started = performance.now()
const waits = new Map<string, number>()
const { applied } = await migrate(ownerUrl, {
  secret,
  folder: set.folder,
  onWait: (words) => {
    const name = words.slice(0, words.indexOf(':'))
    waits.set(name, (waits.get(name) ?? 0) + 1)
  },
})
const took = seconds(started)
await leaving
const { acknowledged, longestGapMs, gaveUp } = await writers.stop()
for (const [name, many] of waits) console.log(`  ${name}: gave up a lock ${many} times`)
console.log(`${applied.length} migrations in ${took} s, the reader stayed ${READING_MS / 1000} s`)
console.log(
  `${acknowledged} writes of 8 writers; longest gap ${longestGapMs.toFixed(0)} ms (at most 2000)`,
)
console.log(`writers who gave up after two seconds: ${gaveUp} (must be 0)`)
await Promise.all([old.close(), set.close()])
await server.stop()
process.exitCode = gaveUp === 0 && longestGapMs <= 2000 ? 0 : 1

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
