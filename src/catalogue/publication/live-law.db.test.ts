/** Two processes on one database: what one releases, the other serves; what is faulty takes nobody's law down. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import {
  dataDir,
  must,
  NOW,
  publishingWorld,
  released,
  type PublishingWorld,
} from '../../../test/support/publication.ts'
import { openDb, type Db } from '../../db/connect.ts'
import { liveLaw, type LiveLaw } from './live-law.ts'
import { publishFiles } from './publish-files.ts'
import { withdrawVersion } from './release.ts'

let world: PublishingWorld
let other: { law: LiveLaw; db: Db; faults: string[] }

before(async () => {
  world = await publishingWorld()
  const db = openDb(world.database.workerUrl, { name: 'other process', max: 3 })
  const faults: string[] = []
  const law = await liveLaw({
    dataDir,
    db,
    now: () => NOW,
    onFault: (fault) => faults.push(fault),
    pollMs: 200,
  })
  other = { law, db, faults }
})
after(async () => {
  await other.law.stop()
  await other.db.destroy()
  await world.close()
})

/** Waits until the other process has it; a process that never learns of it fails the test by its time limit. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(20)
}
const patience = { timeout: 20_000 }

test('a release in one process is served by the other without a restart', patience, async () => {
  assert.equal(other.law.procedure('1.001193')?.version, 1)
  await released(world, { version: 2, validFrom: '2026-11-28' })
  assert.equal(world.law.procedure('1.001193')?.version, 2)
  await until(() => other.law.procedure('1.001193')?.version === 2)
  assert.equal(other.law.procedure('1.001193', 1)?.version, 1)
})

test(
  'it learns of the next one too when its connections were cut in between',
  patience,
  async () => {
    const { adminUrl } = world.database
    const admin = openDb(adminUrl, { name: 'admin', max: 1 })
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'motcua other process'`.execute(
      admin,
    )
    await admin.destroy()
    await released(world, { version: 3, validFrom: '2026-11-27' }).then(
      () => assert.fail('an earlier beginning than what is in force must be refused'),
      (error: Error) => assert.match(error.message, /startsTooEarly/),
    )
    await released(world, { version: 4, validFrom: '2027-01-01' })
    await until(() => other.law.procedureOn('1.001193', '2027-01-01')?.version === 4)
  },
)

test('a withdrawal reaches the other process', patience, async () => {
  const order = { personId: world.people.an, key: crypto.randomUUID(), isPresent: true }
  const words = {
    manner: 'suspended' as const,
    reason: 'Chờ quy định mới.',
    legalBasis: '9/QĐ-UBND',
  }
  const what = { code: '1.001193', version: 2, on: '2026-11-28' as const }
  must(await withdrawVersion(world.deps, { ...order, ...words, ...what }))
  await until(() => other.law.procedure('1.001193')?.version === 1)
})

test(
  'a faulty stored document is named and left out; what was in force stays',
  patience,
  async () => {
    await sql`
    insert into procedure_document (kind, code, version, valid_from, sha256, body)
    values ('procedure', '1.001193', 50, '2026-11-01', 'x', '{"code": "1.001193"}')`.execute(
      world.database.owner,
    )
    await sql`
    insert into publication_event (at, key, act, kind, code, version, body)
    values (now(), gen_random_uuid(), 'import', 'procedure', '1.001193', 50, '{}')`.execute(
      world.database.owner,
    )
    await until(() => other.law.faults().length > 0)
    assert.match(other.law.faults()[0]!, /procedure 1\.001193 v50 must be mended[^]*name/)
    assert.equal(other.law.procedure('1.001193')?.version, 1)
    assert.ok(other.faults.some((fault) => /v50/.test(fault)))
    const begun = await liveLaw({
      dataDir,
      db: other.db,
      now: () => NOW,
      onFault: () => undefined,
      pollMs: 0,
    })
    assert.equal(begun.procedure('1.001193')?.version, 1)
  },
)

test('a file with a version that a controller released, or with its first day, is refused clearly', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'motcua-publication-'))
  const birth = JSON.parse(readFileSync(join(dataDir, 'curated/1.001193.json'), 'utf8')) as object
  const attempt = (change: object) => {
    cpSync(dataDir, dir, { recursive: true })
    writeFileSync(join(dir, 'curated/second.json'), JSON.stringify({ ...birth, ...change }))
    return publish(dir)
  }
  const notes: unknown[] = []
  await assert.rejects(
    attempt({ version: 4, validFrom: '2027-05-01', notes }),
    /procedure 1\.001193 v4 is already published with other content; publish a new version/,
  )
  await assert.rejects(
    attempt({ version: 9, validFrom: '2027-01-01' }),
    /1\.001193 v9 begins on 2027-01-01 like v4, which is published/,
  )
  rmSync(dir, { recursive: true })
})

test('publishing the files again says that nothing is missing of what a controller released', async () => {
  const documents = await publish(dataDir)
  assert.equal(documents.changed, 0)
  assert.equal(documents.gone, 1, 'only the faulty one, which nobody released')
})

function publish(dir: string) {
  return world.database.owner.transaction().execute((tx) => publishFiles(tx, dir))
}
