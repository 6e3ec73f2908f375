// What bench/clocks does with a million dossiers, with some hundred: every due instant anew from the stored events.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { dueColumnFollowsEvents } from '../src/audit/invariants/due-column.ts'
import { clocksAfter } from '../src/audit/invariants/due-store.ts'
import { dueDifferences } from '../src/audit/invariants/due-column.ts'
import type { Facts } from '../src/audit/invariants/invariant.ts'
import { FIRST_ID } from '../src/audit/store.ts'
import { hanoiCalendar } from '../src/calendar/published.ts'
import { withDatabase, type TestDatabase } from './support/database.ts'
import { writeMadeClocks } from './support/made-clocks.ts'
import { furnish } from './support/office.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  await writeMadeClocks(database.owner, { to: 700 })
})
after(() => database.close())

const counted = async (limit: number): Promise<{ dossiers: number; places: string[] }> => {
  const all = { dossiers: 0, places: [] as string[] }
  for (let after: string | null = FIRST_ID; after !== null;) {
    const page: Awaited<ReturnType<typeof clocksAfter>> = await clocksAfter(
      database.worker,
      after,
      limit,
    )
    all.dossiers += page.promised.length
    all.places.push(...dueDifferences(hanoiCalendar(), page, 'counted').map(({ place }) => place))
    after = page.last
  }
  return all
}

test('every due instant counted anew from the stored events is the projected one, whatever the size of a page', async () => {
  for (const limit of [5000, 97])
    assert.deepEqual(await counted(limit), { dossiers: 700, places: [] })
})

test('a moved date is found, in an ended dossier only where those are counted too', async () => {
  const { rows } = await sql<{ id: string; isEnded: boolean }>`
    update dossier set due_at = due_at + interval '1 minute'
     where id in ((select id from dossier where finished_at is null limit 1) union (select id from dossier where finished_at is not null limit 1))
    returning id, finished_at is not null as "isEnded"`.execute(database.owner)
  const { places } = await counted(5000)
  assert.deepEqual(places, rows.map(({ id }) => id).sort())
  const facts = { calendar: hanoiCalendar } as Facts
  const { differences } = await dueColumnFollowsEvents.look(database.worker, '', facts)
  assert.deepEqual(
    differences.map(({ place }) => place),
    rows.filter(({ isEnded }) => !isEnded).map(({ id }) => id),
  )
})
