import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
} from '../../test/support/office.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { NotReplayable, replayAll, replaySome } from './replay.ts'
import type { Subscriber } from './subscriber.ts'

let database: TestDatabase
const codes: string[] = []

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  await sql`create table told (dossier_id uuid, seq int, times int default 1, primary key (dossier_id, seq))`.execute(
    database.owner,
  )
  await sql`grant all on told to motcua_worker`.execute(database.owner)
  const deps = depsFor(database.app)
  for (let i = 0; i < 230; i += 1) {
    const { id, code } = await fileFor(deps, citizen())
    codes.push(code)
    if (i % 50 === 0)
      accepted(await act(deps, id, staff('receptionist'), { type: 'accept', originals: [] }))
  }
})
after(() => database.close())
beforeEach(async () => {
  await sql`truncate told, subscriber_replay, subscriber_parked`.execute(database.owner)
})

function counting(fails: (code: string) => boolean = () => false): Subscriber {
  return {
    name: 'counting',
    effects: 'inside',
    onEvents: async (tx, dossier, events) => {
      for (const { seq } of events)
        await sql`
          insert into told values (${dossier.id}::uuid, ${seq})
          on conflict (dossier_id, seq) do update set times = told.times + 1`.execute(tx)
      if (fails(dossier.code)) throw new Error('not this one')
    },
  }
}

const told = async (): Promise<{ events: number; most: number }> => {
  const { rows } = await sql<{ events: number; most: number }>`
    select count(*)::int as events, max(times) as most from told`.execute(database.owner)
  return rows[0]!
}

test('a replay tells of every event of every dossier, once, and says how far it is', async () => {
  const seen: number[] = []
  const outcome = await replayAll({
    db: database.worker,
    subscriber: counting(),
    onProgress: (done) => seen.push(done),
  })
  assert.deepEqual(outcome, { dossiers: 230, failed: 0, isResumed: false })
  assert.deepEqual(await told(), { events: 235, most: 1 })
  assert.deepEqual(seen, [100, 200, 230])
})

test('an interrupted replay goes on where it stopped', async () => {
  const stop = new Error('the machine went off')
  let batches = 0
  const onProgress = (): void => {
    if ((batches += 1) === 1) throw stop
  }
  await assert.rejects(replayAll({ db: database.worker, subscriber: counting(), onProgress }), stop)
  assert.ok((await told()).events < 235)
  const outcome = await replayAll({ db: database.worker, subscriber: counting() })
  assert.equal(outcome.isResumed, true)
  assert.equal(outcome.dossiers, 230)
  assert.deepEqual(await told(), { events: 235, most: 1 })
})

test('a dossier that fails is parked with its own work undone, the others are told', async () => {
  const outcome = await replayAll({
    db: database.worker,
    subscriber: counting((code) => code === codes[120]),
  })
  assert.deepEqual(outcome, { dossiers: 230, failed: 1, isResumed: false })
  assert.equal((await told()).events, 234)
  const { rows } = await sql`select subscriber, from_seq, error from subscriber_parked`.execute(
    database.owner,
  )
  assert.deepEqual(rows, [{ subscriber: 'counting', from_seq: 1, error: 'not this one' }])
})

test('some dossiers by code; an unknown code is said', async () => {
  const outcome = await replaySome({ db: database.worker, subscriber: counting() }, [
    codes[0]!,
    'H26-unknown',
    codes[7]!,
  ])
  assert.deepEqual(outcome, { dossiers: 2, failed: 0, unknown: ['H26-unknown'] })
  assert.equal((await told()).events, 3)
})

test('what leaves the house is never replayed', async () => {
  await assert.rejects(
    replayAll({ db: database.worker, subscriber: { ...counting(), effects: 'outside' } }),
    NotReplayable,
  )
  assert.equal((await told()).events, 0)
})
