import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { clientOf } from '../../standins/portal/client.ts'
import { openLaw } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import { migrate } from '../../src/db/migrate.ts'
import { startDispatcher } from '../../src/dossier/dispatcher.ts'
import { eventVersions } from '../../src/dossier/events.ts'
import type { Procedure } from '../../src/dossier/dossier.ts'
import { handle } from '../../src/dossier/handle.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { startCrowd, type Acknowledged } from '../support/crowd.ts'
import { withEmptyDatabase, withImportedDatabase, type TestDatabase } from '../support/database.ts'
import { ownEnvironment } from '../support/running.ts'
import { CROWD_SETTINGS, PORTAL_KEY } from '../support/kills.ts'
import { folderOf } from '../support/migrations-under-load.ts'
import { lookForLosses, type Looked } from '../support/nothing-lost.ts'
import { staff } from '../support/office.ts'
import {
  startBalancer,
  startOutside,
  type Balancer,
  type OutsideProgram,
} from '../support/outside-program.ts'

/** What the next version brings: columns and a table that this program has never heard of. */
const NEXT = {
  '9999_next.sql': `-- motcua: old code may run
    alter table dossier add column is_urgent boolean default false;
    alter table filing_draft add column hint text;
    create table dossier_hint (dossier_id uuid primary key, hint text not null);
    comment on table dossier_hint is 'byDossier: of the next version';
    grant select, insert on dossier_hint to motcua_app, motcua_worker;`,
}
const secret = 'the secret of two programs'

describe('old and new programs on one database', { timeout: 300_000 }, () => {
  let database: TestDatabase
  let balancer: Balancer
  let stateDir: string
  let settings: Record<string, string>
  const programs: OutsideProgram[] = []
  let acknowledged: readonly Acknowledged[]

  const start = async (): Promise<OutsideProgram> => {
    const program = await startOutside(settings)
    programs.push(program)
    return program
  }
  const looked: Looked = {
    ownerUrl: () => database.ownerUrl,
    get stateDir() {
      return stateDir
    },
    motcua: (...args) => motcua(settings, ...args),
  }

  before(async () => {
    database = await withImportedDatabase()
    balancer = await startBalancer()
    stateDir = mkdtempSync(join(tmpdir(), 'motcua-side-'))
    chmodSync(stateDir, 0o711)
    settings = {
      ...CROWD_SETTINGS,
      DATABASE_URL: database.ownerUrl,
      MOTCUA_SECRET: secret,
      MOTCUA_STATE_DIR: stateDir,
      PUBLIC_URL: balancer.url,
    }
  })
  after(async () => {
    await Promise.all(programs.map((program) => program.stop()))
    await balancer.close()
    await database.close()
    rmSync(stateDir, { recursive: true, force: true })
  })

  test('one after the other is replaced beside a migration: no request fails, nothing is lost or doubled', async () => {
    const first = await start()
    balancer.sendTo(first)
    const crowd = await startCrowd({
      url: balancer.url,
      key: PORTAL_KEY,
      citizens: 2,
      portals: 1,
    })
    try {
      const set = await folderOf(NEXT, { to: 9000 })
      await migrate(database.ownerUrl, { secret, folder: set.folder })
      await set.close()
      // It knows less than the database already does, as after a rollback.
      const second = await start()
      balancer.sendTo(first, second)
      await more(crowd.acknowledged)
      balancer.sendTo(second)
      assert.equal(await first.stop(), 0, first.printed())
      await more(crowd.acknowledged)
      await crowd.stop()
    } catch (error) {
      await crowd.abandon()
      throw error
    }
    acknowledged = crowd.acknowledged
    assert.deepEqual(
      { failures: balancer.failures, retries: crowd.retries() },
      { failures: [], retries: 0 },
    )
    const found = await lookForLosses(looked, acknowledged, { again: 5 })
    assert.deepEqual(found, { lost: [], doubled: [], faults: [] })
  })

  test('what the newer program wrote is left alone by the older one, which says so and goes on with the rest', async () => {
    const [newer, other] = acknowledged.filter(({ door }) => door === 'portal')
    const portal = clientOf({ url: balancer.url, key: PORTAL_KEY, now: () => new Date() })
    await asNextVersion(() => acceptAs(database, newer!.id))
    await acceptAs(database, other!.id)
    await untilHandedOn(database, other!.id)

    const told = await portal.get(`/${newer!.code}`)
    assert.equal(told.status, 503)
    assert.match(JSON.stringify(told.body), /đang nâng cấp/)
    assert.equal((await portal.get(`/${other!.code}`)).status, 200)
    assert.deepEqual(await marks(database, newer!.id), [{ from_seq: 2 }])
    const { rows: parked } = await sql`select 1 from subscriber_parked`.execute(database.owner)
    assert.deepEqual(parked, [])
    const before = await eventsOf(database, newer!.id)
    const withdrawn = await portal.post(`/${newer!.code}/withdrawals`, {
      messageId: randomUUID(),
      reason: 'Nộp nhầm',
    })
    assert.equal(withdrawn.status, 503)
    assert.deepEqual(await eventsOf(database, newer!.id), before)
    assert.match(looked.motcua('verify', newer!.code).output, /bản mới hơn/)

    await asNextVersion(async () => {
      const heard: number[] = []
      const dispatcher = startDispatcher({
        db: database.worker,
        subscribers: [
          {
            name: 'next',
            effects: 'inside',
            onEvents: async (_tx, _dossier, events) => void heard.push(...events.map((e) => e.seq)),
          },
        ],
        onError: (error) => assert.fail(String(error)),
      })
      await dispatcher.drain()
      await dispatcher.stop()
      assert.ok(heard.includes(2))
    })
    assert.deepEqual(await marks(database, newer!.id), [])
  })

  test('a program newer than its database refuses to start when it may not migrate, and names the command', async () => {
    const empty = await withEmptyDatabase()
    const own = { DATABASE_URL: empty.ownerUrl, MIGRATE_AT_START: 'off' }
    const { code, output } = motcua({ ...settings, ...own }, 'start')
    await empty.close()
    assert.equal(code, 1)
    assert.match(output, /npm run -s motcua -- migrate/)
  })
})

function motcua(settings: Record<string, string>, ...args: string[]) {
  const launcher = join(checkout, 'scripts/run.mjs')
  const env = { ...ownEnvironment(), ...settings }
  const done = spawnSync(process.execPath, [launcher, ...args], { env, encoding: 'utf8' })
  return { code: done.status, output: `${done.stdout}${done.stderr}` }
}

/** Until six more have been acknowledged. */
async function more(acknowledged: readonly unknown[]): Promise<void> {
  const before = acknowledged.length
  while (acknowledged.length < before + 6) await sleep(20)
}

/** Everything inside runs as the version that writes `accepted` anew. */
async function asNextVersion(act: () => Promise<void>): Promise<void> {
  eventVersions.accepted = 2
  try {
    await act()
  } finally {
    eventVersions.accepted = 1
  }
}

const dataDir = join(checkout, 'data')

/** The receptionist of its office accepts the dossier, in this process. */
async function acceptAs({ app, owner }: TestDatabase, id: string): Promise<void> {
  const law = openLaw(dataDir)
  const deps = {
    db: app,
    law: {
      calendar: () => law.calendar(),
      terms: ({ code, caseCode, version }: Omit<Procedure, 'name'>) =>
        law.terms(code, caseCode, version),
    },
    offices: await openDirectory(app),
    poke: () => undefined,
  }
  const { rows } = await sql<{ office: number }>`
    select receiving_office_id as office from dossier where id = ${id}::uuid`.execute(owner)
  const outcome = await handle(deps, {
    id,
    by: staff('receptionist', rows[0]!.office),
    key: randomUUID(),
    command: { type: 'accept', originals: [] },
  })
  assert.ok(outcome.ok, JSON.stringify(outcome))
}

async function untilHandedOn(database: TestDatabase, id: string): Promise<void> {
  for (const until = Date.now() + 30_000; (await marks(database, id)).length > 0; await sleep(50))
    assert.ok(Date.now() < until, 'the older worker hands nothing on')
}

async function marks({ owner }: TestDatabase, id: string): Promise<unknown[]> {
  const { rows } = await sql`
    select from_seq from dossier_pending where dossier_id = ${id}::uuid`.execute(owner)
  return rows
}

async function eventsOf({ owner }: TestDatabase, id: string): Promise<unknown[]> {
  const { rows } = await sql`
    select kind, version, encode(hash, 'hex') as hash from dossier_event where dossier_id = ${id}::uuid order by seq`.execute(
    owner,
  )
  return rows
}
