/**
 * Writes the histories of test/fixtures/history: every kind of event in the version written today, as it stands in the
 * database. Run it when a new version of an event is added, under a new name; the old files are never rewritten.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../src/checkout.ts'
import { FIRST_ID, LAST_ID, rawDossiers } from '../src/audit/store.ts'
import { withDatabase } from '../test/support/database.ts'
import { liveEveryLife } from '../test/support/lives.ts'

const name = process.argv[2]
if (name === undefined || !/^[\w-]+$/.test(name)) throw new Error('usage: history-fixture.ts NAME')
const file = join(checkout, 'test/fixtures/history', `${name}.json`)
if (existsSync(file)) throw new Error(`${file} exists and is never rewritten`)
const database = await withDatabase()
try {
  await liveEveryLife(database)
  const dossiers = await rawDossiers(database.worker, { after: FIRST_ID, until: LAST_ID }, 100)
  writeFileSync(file, `${JSON.stringify(dossiers, null, 1)}\n`)
} finally {
  await database.close()
}
