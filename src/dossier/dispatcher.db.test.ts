import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
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

  const marked = async (id: string): Promise<boolean> => {
    const { rows } =
      await sql`select 1 from dossier_pending where dossier_id = ${id}::uuid`.execute(
        database.owner,
      )
    return rows.length > 0
  }
  /** Until somebody has handed the dossier on: a dispatcher's own loop, or this one's looks. */
  const handedOn = async (house: Dispatcher, id: string): Promise<void> => {
    for (let looks = 0; looks < 200 && (await marked(id)); looks += 1) {
      await house.drain().catch(() => undefined)
      await sleep(20)
    }
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

  it('draining waits for what the loop has in its hands', async () => {
    const [entered, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const inner = listener('unhurried')
    const house = dispatcher({
      ...inner,
      onEvents: async (...told) => {
        entered.resolve()
        await goOn.promise
        return inner.onEvents(...told)
      },
    })
    const applicant = citizen()
    const { id } = await fileFor(deps, applicant)
    await entered.promise
    const drained = house.drain()
    setTimeout(goOn.resolve, 100)
    await drained
    assert.ok((await heard('unhurried', id)).length > 0)
    await house.stop()
  })

  it('what leaves the house hears live events only', async () => {
    const running = dispatcher(listener('outside', { effects: 'outside' }), listener('inside'))
    const { id } = await fileFor(deps, citizen(), { origin: 'demo' })
    await running.drain()
    await running.stop()
    assert.deepEqual(await heard('outside', id), [])
    assert.deepEqual(await heard('inside', id), [1])
  })

  it('one that fails at every third event delays nobody but itself, and misses and repeats nothing', async () => {
    let calls = 0
    const house = dispatcher(
      listener('every-third', { fails: () => (calls += 1) % 3 === 0 }),
      listener('beside-it'),
    )
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await fileFor(deps, citizen())).id),
    )
    const receptionist = staff('receptionist')
    for (const id of ids)
      accepted(await act(deps, id, receptionist, { type: 'accept', originals: [] }))
    await house.drain()
    for (const id of ids) assert.deepEqual(await heard('beside-it', id), [1, 2])
    for (let round = 0; round < 40 && (await backlog(database.worker)).parked > 0; round += 1) {
      await sql`update subscriber_parked set retry_at = now()`.execute(database.owner)
      await house.drain()
    }
    await house.stop()
    for (const id of ids) assert.deepEqual(await heard('every-third', id), [1, 2])
  })

  it('one that hangs is cut off and parked; the others hear; what it does after waking up reaches nothing', async () => {
    let isAwake = false
    let wake = (): void => undefined
    const asleep = new Promise<void>((resolve) => {
      wake = resolve
    })
    let late: Promise<unknown> = Promise.resolve()
    const sleeper: Subscriber = {
      name: 'sleeper',
      effects: 'inside',
      onEvents: async (tx, dossier, events) => {
        if (!isAwake) {
          late = asleep.then(() =>
            sql`insert into heard values ('ghost', ${dossier.id}::uuid, 1)`.execute(tx),
          )
          await late
        }
        for (const { seq } of events)
          await sql`insert into heard values ('sleeper', ${dossier.id}::uuid, ${seq})`.execute(tx)
      },
    }
    const { id } = await fileFor(deps, citizen())
    const house = startDispatcher({
      db: database.worker,
      subscribers: [sleeper, listener('awake')],
      onError: (error) => errors.push(error),
      pollMs: 20,
      hangMs: 150,
    })
    await handedOn(house, id)
    assert.deepEqual(await heard('awake', id), [1])
    assert.deepEqual(await heard('sleeper', id), [])
    wake()
    await assert.rejects(late)
    isAwake = true
    await sql`update subscriber_parked set retry_at = now()`.execute(database.owner)
    for (let looks = 0; looks < 200 && (await heard('sleeper', id)).length === 0; looks += 1) {
      await house.drain()
      await sleep(20)
    }
    await house.stop()
    assert.deepEqual(await heard('sleeper', id), [1])
    assert.deepEqual(await heard('ghost', id), [])
  })

  it('killed at any step, nothing is lost and nothing is told twice', async () => {
    for (let step = 1; step <= 6; step += 1) {
      const { id } = await fileFor(deps, citizen())
      accepted(await act(deps, id, staff('receptionist'), { type: 'accept', originals: [] }))
      let steps = 0
      const names = [`first-${step}`, `second-${step}`, `third-${step}`]
      const dying = names.map((name): Subscriber => {
        const healthy = listener(name)
        const perhaps = async (tx: Parameters<Subscriber['onEvents']>[0]): Promise<void> => {
          if ((steps += 1) === step)
            await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
        }
        return {
          ...healthy,
          onEvents: async (tx, dossier, events) => {
            if (dossier.id !== id) return
            await perhaps(tx)
            await healthy.onEvents(tx, dossier, events)
            await perhaps(tx)
          },
        }
      })
      const house = dispatcher(...dying)
      await house.drain().catch(() => undefined)
      await house.stop()
      // a killed backend keeps its lock for a moment; whoever looks next goes on
      await handedOn(house, id)
      for (const name of names)
        assert.deepEqual(await heard(name, id), [1, 2], `${name}, killed at step ${step}`)
    }
  })
})
