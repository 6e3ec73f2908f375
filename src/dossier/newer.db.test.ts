import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  furnish,
  staff,
} from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'
import { NewerHistory } from '../lib/problem.ts'
import { eventVersions } from './events.ts'
import type { DossierDeps } from './handle.ts'
import { candidates } from './jobs.ts'
import { isKnown, knownEvents, refuseNewer, usesAfter } from './newer.ts'
import { historyOf, stateById } from './store.ts'

let database: TestDatabase
let deps: DossierDeps
before(async () => {
  database = await withDatabase()
  deps = depsFor(database.app)
  await furnish(database.owner)
})
after(() => database.close())

/** A dossier whose acceptance was written by a program one version ahead. */
async function acceptedByNewer(): Promise<string> {
  const { id } = await fileFor(deps, citizen())
  eventVersions.accepted = 2
  try {
    accepted(await act(deps, id, staff('receptionist'), { type: 'accept', originals: [] }))
  } finally {
    eventVersions.accepted = 1
  }
  return id
}

test('no command changes what a newer program has written, and nobody reads half of it', async () => {
  const id = await acceptedByNewer()
  await assert.rejects(act(deps, id, staff('officer'), { type: 'claim' }), NewerHistory)
  const reader = staff('officer')
  await assert.rejects(
    inContext(database.app, reader, (tx) => historyOf(tx, id)),
    NewerHistory,
  )
  await assert.rejects(
    inContext(database.app, reader, (tx) => stateById(tx, id)),
    NewerHistory,
  )
  const { rows } = await sql`
    select kind, version from dossier_event where dossier_id = ${id}::uuid order by seq`.execute(
    database.owner,
  )
  assert.deepEqual(rows, [
    { kind: 'filed', version: 3 },
    { kind: 'accepted', version: 2 },
  ])
})

test('the older worker does not even look at it, so that nobody behind it waits', async () => {
  const newer = await acceptedByNewer()
  await sql`update dossier_pending set since = '2026-01-01' where dossier_id = ${newer}::uuid`.execute(
    database.owner,
  )
  await sql`
    insert into subscriber_parked (subscriber, dossier_id, from_seq, error, retry_at)
    values ('portal', ${newer}::uuid, 1, 'down', '2026-01-01')`.execute(database.owner)
  const { id } = await fileFor(deps, citizen())
  const looked = await candidates(database.worker, 1000)
  assert.equal(looked.includes(newer), false)
  assert.equal(looked.includes(id), true)
  eventVersions.accepted = 2
  const lookedByNewer = await candidates(database.worker, 1000)
  eventVersions.accepted = 1
  assert.equal(lookedByNewer.includes(newer), true)
})

test('the newer program goes on with its dossier, and a dossier of today names nothing', async () => {
  const id = await acceptedByNewer()
  eventVersions.accepted = 2
  try {
    const { state } = accepted(await act(deps, id, staff('officer'), { type: 'claim' }))
    assert.deepEqual(state.uses, ['accepted@2'])
  } finally {
    eventVersions.accepted = 1
  }
  const today = await fileFor(deps, citizen())
  assert.equal('uses' in today.state, false)
})

test('what came after the first release is named once, and only what is not known is refused', () => {
  const once = usesAfter(null, { kind: 'inspected', version: 1 })
  assert.deepEqual(once, { uses: ['inspected@1'] })
  assert.deepEqual(usesAfter(once, { kind: 'inspected', version: 1 }), once)
  assert.deepEqual(usesAfter(once, { kind: 'accepted', version: 1 }), once)
  assert.deepEqual(usesAfter(null, { kind: 'accepted', version: 1 }), {})
  assert.throws(() => refuseNewer(once), /inspected@1/)
  refuseNewer({ uses: ['filed@2'] })
  assert.equal(isKnown({ kind: 'toString', version: 1 }), false)
  assert.equal(isKnown({ kind: 'filed', version: 4 }), false)
  assert.ok(knownEvents().includes('filed@1') && knownEvents().includes('filed@2'))
})
