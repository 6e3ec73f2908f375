import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
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
import { startDispatcher, type Dispatcher } from './dispatcher.ts'
import type { DossierDeps } from './handle.ts'
import { backlog } from './jobs.ts'
import type { Subscriber } from './subscriber.ts'

describe('the dispatcher hands on the history', () => {
  let database: TestDatabase
  let deps: DossierDeps
  const errors: unknown[] = []
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
    deps = depsFor(database.app)
    await sql`create table heard (subscriber text, dossier_id uuid, seq int, primary key (subscriber, dossier_id, seq))`.execute(
      database.owner,
    )
    await sql`grant all on heard to motcua_worker`.execute(database.owner)
  })
  after(() => database.close())

  const listener = (
    name: string,
    over: Partial<Subscriber> & { fails?: () => boolean } = {},
  ): Subscriber => ({
    name,
    effects: 'inside',
    onEvents: async (tx, dossier, events) => {
      for (const event of events) {
        await sql`insert into heard values (${name}, ${dossier.id}::uuid, ${event.seq})`.execute(tx)
      }
      if (over.fails?.()) throw new Error('the listener fell over')
    },
    ...over,
  })
  const dispatcher = (...subscribers: Subscriber[]): Dispatcher =>
    startDispatcher({
      db: database.worker,
      subscribers,
      onError: (error) => errors.push(error),
      pollMs: 20,
    })
  const heard = async (subscriber: string, id: string): Promise<number[]> => {
    const { rows } = await sql<{ seq: number }>`
      select seq from heard where subscriber = ${subscriber} and dossier_id = ${id}::uuid order by seq`.execute(
      database.owner,
    )
    return rows.map((row) => row.seq)
  }

  it('every subscriber hears every event once and in order, with two dispatchers side by side', async () => {
    const [one, two] = [
      dispatcher(listener('a'), listener('b')),
      dispatcher(listener('a'), listener('b')),
    ]
    const receptionist = staff('receptionist')
    const ids = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const { id } = await fileFor(deps, citizen())
        accepted(await act(deps, id, receptionist, { type: 'accept', originals: [] }))
        return id
      }),
    )
    await one.drain()
    await two.drain()
    await Promise.all([one.stop(), two.stop()])
    await one.drain()
    for (const id of ids)
      for (const name of ['a', 'b']) assert.deepEqual(await heard(name, id), [1, 2])
    assert.equal((await backlog(database.worker)).waiting, 0)
    assert.deepEqual(errors.splice(0), [])
  })

  it('a subscriber that fails is parked with its own work undone; the others go on; it catches up in order', async () => {
    let isBroken = true
    const running = dispatcher(listener('c'), listener('d', { fails: () => isBroken }))
    const { id } = await fileFor(deps, citizen())
    await running.drain()
    accepted(await act(deps, id, staff('receptionist'), { type: 'accept', originals: [] }))
    await running.drain()
    assert.deepEqual(await heard('c', id), [1, 2])
    assert.deepEqual(await heard('d', id), [])
    assert.equal((await backlog(database.worker)).parked, 1)
    isBroken = false
    await sql`update subscriber_parked set retry_at = now()`.execute(database.owner)
    await running.drain()
    await running.stop()
    assert.deepEqual(await heard('d', id), [1, 2])
    assert.equal((await backlog(database.worker)).parked, 0)
  })

  it('what leaves the house hears live events only', async () => {
    const running = dispatcher(listener('outside', { effects: 'outside' }), listener('inside'))
    const { id } = await fileFor(deps, citizen(), { origin: 'demo' })
    await running.drain()
    await running.stop()
    assert.deepEqual(await heard('outside', id), [])
    assert.deepEqual(await heard('inside', id), [1])
  })
})
