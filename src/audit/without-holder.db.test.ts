/** A dossier that nobody can work on is in the list of what is stuck, with its age, until a leader gives it to somebody. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  accepted,
  act,
  citizen,
  CITY,
  depsFor,
  fileFor,
  filing,
  furnish,
  OTHER_WARD,
  staff,
  WARD,
} from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'
import { dayFromNumber, dayNumber, toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { insertStaff } from '../office/store.ts'
import { stuckCounts, stuckThings } from './stuck-store.ts'
import { stateWords, thingWords } from './stuck-words.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
})
after(() => database.close())

const yesterday = dayFromNumber(dayNumber(toDay(new Date())) - 1)

async function officer(officeId: number): Promise<StaffActor> {
  const assignment = { officeId, role: 'officer', title: 'Chuyên viên' } as const
  const personId = await insertStaff(database.owner, {
    fullName: `Cán bộ ${randomUUID()}`,
    email: `${randomUUID()}@thu.example`,
    passwordHash: 'x',
    totpSecret: 'x',
    assignments: [{ ...assignment, validFrom: '2025-07-01' }],
  })
  return { ...staff('officer', officeId), personId }
}

/** What whoever supervises these offices sees of it: dossier → state. */
async function seen(scopes: readonly number[]): Promise<Map<string, string>> {
  const things = await inContext(database.app, { scopes }, (tx) =>
    stuckThings(tx, { seesAll: false }, { kind: 'holder', after: undefined, most: 50 }),
  )
  for (const thing of things) {
    assert.equal(thingWords('holder', thing), 'Hồ sơ không có người giữ')
    assert.ok(stateWords(thing).length > 10)
    assert.ok(thing.since <= new Date())
  }
  return new Map(things.map(({ dossierId, state }) => [dossierId, state]))
}

test('the holder has left, lost the role, or the queue has no officer: listed, counted, and gone once it is given on', async () => {
  const deps = depsFor(database.app)
  const [leaves, closed, stays] = [await officer(WARD), await officer(WARD), await officer(WARD)]
  const held = async (by: StaffActor) => {
    const { id } = await fileFor(deps, citizen())
    const counter = staff('receptionist')
    accepted(await act(deps, id, counter, { type: 'accept', originals: [] }))
    accepted(await act(deps, id, by, { type: 'claim' }))
    return id
  }
  const [ofLeaver, ofClosed, fine] = [await held(leaves), await held(closed), await held(stays)]
  const offices = { receiving: OTHER_WARD, competent: OTHER_WARD, returning: OTHER_WARD }
  const someone = citizen()
  const { id: queued } = await fileFor(deps, someone, { command: filing(someone, { offices }) })
  const elsewhere = staff('receptionist', OTHER_WARD)
  accepted(await act(deps, queued, elsewhere, { type: 'accept', originals: [] }))
  assert.deepEqual(await seen([WARD]), new Map())

  await database.owner
    .updateTable('assignment')
    .set({ valid_to: yesterday })
    .where('person_id', '=', leaves.personId)
    .execute()
  await database.owner
    .updateTable('person')
    .set({ is_active: false })
    .where('id', '=', closed.personId)
    .execute()
  const inWard = await seen([WARD])
  assert.deepEqual(
    [inWard.get(ofLeaver), inWard.get(ofClosed), inWard.get(fine), inWard.get(queued)],
    ['left', 'left', undefined, undefined],
  )
  assert.deepEqual((await seen([CITY])).get(queued), 'nobody')
  const counts = await inContext(database.app, { scopes: [] }, (tx) => stuckCounts(tx, new Date()))
  assert.deepEqual(
    counts.filter(({ kind }) => kind === 'holder').map(({ what, many }) => [what, many]),
    [
      ['left', 2],
      ['nobody', 1],
    ],
  )

  const leader = staff('leader')
  for (const id of [ofLeaver, ofClosed])
    accepted(
      await act(deps, id, leader, { type: 'reassign', to: stays.personId, reason: 'Nghỉ việc' }),
    )
  await officer(OTHER_WARD)
  assert.deepEqual(await seen([CITY]), new Map())
})
