import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Patience } from '../../src/db/apply-migration.ts'
import { migrate } from '../../src/db/migrate.ts'
import { databaseUrlOf, withEmptyDatabase } from '../support/database.ts'
import {
  BEFORE,
  fillQuickly,
  folderOf,
  startReader,
  startWriters,
  TYPICAL,
  type Written,
} from '../support/migrations-under-load.ts'

const DOSSIERS = 20_000
const secret = 'a secret of this test'
const QUICK: Partial<Patience> = { lockMs: 200, othersMs: 400, pauseMs: 100 }
/** As if none of the guards were there. */
const UNGUARDED: Partial<Patience> = { lockMs: 0, othersMs: 1_000_000 }

const MORE = { '9011_more.sql': 'alter table dossier add column one_more text;' }

type Filled = Awaited<ReturnType<typeof withEmptyDatabase>>

async function filled(): Promise<Filled> {
  const empty = await withEmptyDatabase()
  const old = await folderOf({}, { to: BEFORE })
  await migrate(empty.ownerUrl, { secret, folder: old.folder })
  await old.close()
  await fillQuickly(databaseUrlOf(empty.adminUrl, empty.ownerUrl), DOSSIERS)
  return empty
}

type Done = { written: Written; waits: number; refusal: string; applied: string[] }

/** Migrates while four people write and somebody reads until the migration has had to wait, or a writer has given up. */
async function migrateUnderLoad(
  { ownerUrl }: Filled,
  others: Readonly<Record<string, string>>,
  patience: Partial<Patience>,
): Promise<Done> {
  const set = await folderOf(others, { to: 8000 })
  const reader = await startReader(ownerUrl)
  const writers = await startWriters(ownerUrl, { writers: 4, dossiers: DOSSIERS })
  const seen = { waits: 0, isOver: false }
  const leaving = (async () => {
    while (!seen.isOver && seen.waits < 2 && writers.soFar().gaveUp === 0 && !writers.isBroken())
      await sleep(10)
    await reader.leave()
  })()
  const onWait = (): void => void (seen.waits += 1)
  const done = await migrate(ownerUrl, { secret, folder: set.folder, patience, onWait }).then(
    ({ applied }) => ({ applied, refusal: '' }),
    (error: unknown) => ({ applied: [], refusal: String(error) }),
  )
  seen.isOver = true
  await leaving
  const written = await writers.stop()
  await set.close()
  return { ...done, written, waits: seen.waits }
}

describe('migrations while people write and somebody reads for long', { timeout: 120_000 }, () => {
  let database: Filled
  before(async () => {
    database = await filled()
  })
  after(() => database.close())

  test('every migration since 0030 and the usual later ones are applied, and no writer gives up', async (t) => {
    const { written, waits, refusal, applied } = await migrateUnderLoad(database, TYPICAL, QUICK)
    t.diagnostic(
      `${written.acknowledged} writes, longest gap ${written.longestGapMs.toFixed(0)} ms`,
    )
    assert.equal(refusal, '')
    assert.deepEqual(applied.slice(-10), Object.keys(TYPICAL))
    assert.equal(written.gaveUp, 0)
    assert.ok(waits >= 2, 'the reader was in the way')
    const client = new Client({ connectionString: database.ownerUrl })
    await client.connect()
    const { rows } = await client.query(
      `select (select count(*)::int from pg_index where not indisvalid) as half_built,
              (select count(*)::int from schema_migration_progress) as unfinished`,
    )
    await client.end()
    assert.deepEqual(rows, [{ half_built: 0, unfinished: 0 }])
  })

  test('without the guards writers give up behind a migration that waits for the reader', async () => {
    const more = { ...TYPICAL, ...MORE }
    const { written } = await migrateUnderLoad(database, more, UNGUARDED)
    assert.ok(written.gaveUp > 0, 'the control must fail')
  })

  test('an index built in a transaction is called off when others wait for it, and refused in the end', async () => {
    const slow = {
      ...TYPICAL,
      ...MORE,
      '9012_slow.sql': `
        create function slowly(words text) returns text language plpgsql immutable as
        $$ begin if words like 'T-1__' then perform pg_sleep(0.03); end if; return words; end $$;
        create index on dossier (slowly(code));`,
    }
    const guarded = await migrateUnderLoad(database, slow, QUICK)
    assert.match(guarded.refusal, /9012_slow\.sql.*hãy chia nhỏ/)
    assert.equal(guarded.written.gaveUp, 0)
    const unguarded = await migrateUnderLoad(database, slow, UNGUARDED)
    assert.ok(unguarded.written.gaveUp > 0, 'the control must fail')
  })
})
