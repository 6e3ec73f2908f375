import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { dispatcherLag } from './lag-store.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
})
after(() => database.close())

it('a house where nothing waits has no oldest mark', async () => {
  for (const db of [database.app, database.worker])
    assert.deepEqual(await dispatcherLag(db), { pending: 0, oldestSeconds: null, parked: [] })
})

it('the lag counts marks, and parked dossiers per subscriber with the age of the oldest', async () => {
  await sql`
    insert into dossier_pending (dossier_id, from_seq, since)
    select gen_random_uuid(), 1, now() - make_interval(mins => n) from generate_series(1, 3) n`.execute(
    database.owner,
  )
  const parked = (subscriber: string, minutes: number) =>
    sql`insert into subscriber_parked (subscriber, dossier_id, from_seq, error, parked_at)
        values (${subscriber}, ${randomUUID()}::uuid, 1, 'x', now() - make_interval(mins => ${minutes}))`.execute(
      database.owner,
    )
  await parked('notice', 5)
  await parked('notice', 50)
  await parked('portal-messages', 90)
  for (const db of [database.app, database.worker]) {
    const lag = await dispatcherLag(db)
    assert.equal(lag.pending, 3)
    assert.equal(Math.floor(lag.oldestSeconds! / 60), 3)
    assert.deepEqual(
      lag.parked.map((p) => [p.subscriber, p.dossiers, Math.floor(p.oldestSeconds! / 60)]),
      [
        ['portal-messages', 1, 90],
        ['notice', 2, 50],
      ],
    )
  }
})
