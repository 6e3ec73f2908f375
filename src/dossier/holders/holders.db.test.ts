/** Hand-over, substitution and delegation on the real database: the directory is asked inside the transaction. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  furnish,
  OTHER_WARD,
  staff,
  WARD,
} from '../../../test/support/office.ts'
import { Forbidden, Invalid, NotFound } from '../../lib/problem.ts'
import { dayFromNumber, dayNumber, toDay, type Day } from '../../lib/time.ts'
import type { Role, StaffActor } from '../../office/actor.ts'
import { declareAbsence, endAbsenceNow, nameDutyOfficer } from '../../office/declare.ts'
import { onDuty } from '../../office/queue-duty-store.ts'
import { insertStaff } from '../../office/store.ts'
import type { Command } from '../commands.ts'
import { handleMany } from '../handle-many.ts'
import type { DossierDeps } from '../handle.ts'
import { historyOf } from '../store.ts'
import { inContext } from '../../db/context.ts'

let database: TestDatabase
let deps: DossierDeps
let counter: StaffActor
const today = toDay(new Date())
const day = (n: number): Day => dayFromNumber(dayNumber(today) + n)

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  deps = depsFor(database.app)
  counter = staff('receptionist')
})
after(() => database.close())

let hired = 0
async function hire(role: Role, officeId = WARD, until?: Day): Promise<StaffActor> {
  const personId = await insertStaff(database.owner, {
    fullName: `Cán bộ Thử ${++hired}`,
    email: `${randomUUID()}@thu.example`,
    passwordHash: 'x',
    totpSecret: 'x',
    assignments: [
      {
        officeId,
        role,
        title: 'Chuyên viên',
        validFrom: '2025-07-01',
        ...(until && { validTo: until }),
      },
    ],
  })
  return { ...staff(role, officeId), personId }
}

async function heldBy(officer: StaffActor): Promise<string> {
  const { id } = await fileFor(deps, citizen())
  accepted(await act(deps, id, counter, { type: 'accept', originals: [] }))
  accepted(await act(deps, id, officer, { type: 'claim' }))
  return id
}

const EXAMINE: Command = { type: 'examine', checks: [{ id: 'content', ok: true }] }
const handOver = (to: number): Command => ({ type: 'handOver', to, reason: 'Chuyển việc' })
const away = (person: StaffActor, substitute: StaffActor | null, from = 0, to = 3) => ({
  key: randomUUID(),
  officeId: WARD,
  personId: person.personId,
  fromOn: day(from),
  toOn: day(to),
  reason: 'leave' as const,
  substituteId: substitute?.personId ?? null,
})
const by = (person: StaffActor) => ({ db: database.app, by: person, today })
async function code(id: string, who: StaffActor, command: Command): Promise<string> {
  const outcome = await act(deps, id, who, command)
  return outcome.ok ? 'done' : outcome.refusal.code
}

describe('handing a dossier over', () => {
  it('goes to a colleague of the same office, who works on it from then on, and the giver no longer', async () => {
    const [giver, taker] = [await hire('officer'), await hire('officer')]
    const id = await heldBy(giver)
    const handed = accepted(await act(deps, id, giver, handOver(taker.personId)))
    assert.equal(handed.state.holder, taker.personId)
    assert.equal(await code(id, giver, EXAMINE), 'notHolder')
    assert.equal(await code(id, taker, EXAMINE), 'done')
  })

  it('goes to nobody of another office or role, whose term is over, or whose account is closed', async () => {
    const giver = await hire('officer')
    const id = await heldBy(giver)
    const closed = await hire('officer')
    await database.owner
      .updateTable('person')
      .set({ is_active: false })
      .where('id', '=', closed.personId)
      .execute()
    const unfit = [
      await hire('officer', OTHER_WARD),
      await hire('clerk'),
      await hire('officer', WARD, day(-1)),
      closed,
    ]
    for (const { personId } of unfit)
      assert.equal(await code(id, giver, handOver(personId)), 'receiverNotOfficer')
    const lastDay = await hire('officer', WARD, today)
    assert.equal(await code(id, giver, handOver(lastDay.personId)), 'done')
  })

  it('only by the holder; a leader gives it to another, also out of the queue', async () => {
    const [giver, taker, leader] = [
      await hire('officer'),
      await hire('officer'),
      await hire('leader'),
    ]
    const id = await heldBy(giver)
    assert.equal(await code(id, taker, handOver(taker.personId)), 'notHolder')
    assert.equal(await code(id, leader, handOver(taker.personId)), 'notAllowed')
    const reassign: Command = { type: 'reassign', to: taker.personId, reason: 'Quá tải' }
    assert.equal(await code(id, giver, reassign), 'notAllowed')
    assert.equal(await code(id, leader, reassign), 'done')
    assert.equal(await code(id, taker, { type: 'release', reason: 'Trùng việc' }), 'done')
    assert.equal(await code(id, leader, reassign), 'done')
  })

  it('a leader gives many of one officer to another: what may not go is told, a second run changes nothing', async () => {
    const [giver, taker, leader] = [
      await hire('officer'),
      await hire('officer'),
      await hire('leader'),
    ]
    const ids = [await heldBy(giver), await heldBy(giver), await heldBy(taker)]
    const elsewhere = randomUUID()
    const many = {
      ids: [...ids, elsewhere],
      by: leader,
      key: randomUUID(),
      commandOf: (): Command => ({ type: 'reassign', to: taker.personId, reason: 'Nghỉ việc' }),
    }
    const first = new Map((await handleMany(deps, many)).map((each) => [each.id, each]))
    assert.deepEqual(
      [...ids, elsewhere].map((id) => first.get(id)?.became),
      // One that is not there undoes the batch, whose dossiers are then taken one by one.
      ['done', 'done', 'refused', 'notFound'],
    )
    const second = await handleMany(deps, many)
    assert.equal(second.filter(({ became }) => became === 'repeat').length, 2)
  })

  it('of two hand-overs at once one wins, and the other hears that it no longer holds it', async () => {
    const [giver, one, two] = [await hire('officer'), await hire('officer'), await hire('officer')]
    const id = await heldBy(giver)
    const outcomes = await Promise.all([
      code(id, giver, handOver(one.personId)),
      code(id, giver, handOver(two.personId)),
    ])
    assert.deepEqual(outcomes.toSorted(), ['done', 'notHolder'])
  })
})

describe('while somebody is away', () => {
  it('the substitute works on their dossiers from the first day to the last, named as who acted, and new work goes to neither', async () => {
    const [person, substitute, other] = [
      await hire('officer'),
      await hire('officer'),
      await hire('officer'),
    ]
    const id = await heldBy(person)
    assert.equal(await code(id, substitute, EXAMINE), 'notHolder')
    const order = away(person, substitute)
    await declareAbsence(by(person), order)
    await declareAbsence(by(person), order)
    assert.equal(await code(id, other, EXAMINE), 'notHolder')
    assert.equal(await code(id, substitute, EXAMINE), 'done')
    const history = await inContext(database.app, counter, (tx) => historyOf(tx, id))
    assert.deepEqual(
      history.slice(-2).map(({ kind, actor }) => [kind, actor]),
      [
        ['examined', `staff:${substitute.personId}`],
        ['stoodIn', `staff:${substitute.personId}`],
      ],
    )
    const more = await heldBy(other)
    assert.equal(await code(more, other, handOver(person.personId)), 'receiverAway')
    await endAbsenceNow(by(person), order.key)
    const draft = { type: 'sendDraft', documentId: randomUUID(), sha256: '01'.repeat(32) } as const
    assert.equal(await code(id, substitute, draft), 'notHolder')
    assert.equal(await code(id, person, draft), 'done')
  })

  it('not before it begins, and what an account claims of itself counts for nothing', async () => {
    const [person, substitute] = [await hire('officer'), await hire('officer')]
    const id = await heldBy(person)
    const order = away(person, substitute, 1, 2)
    await declareAbsence(by(person), order)
    const standsIn = [{ person: person.personId, ground: 'absence' as const, id: order.key }]
    assert.equal(await code(id, { ...substitute, standsIn }, EXAMINE), 'notHolder')
  })

  it('two who name each other at the same moment: one is refused', async () => {
    const [one, two] = [await hire('officer'), await hire('officer')]
    const outcomes = await Promise.allSettled([
      declareAbsence(by(one), away(one, two)),
      declareAbsence(by(two), away(two, one)),
    ])
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    const [refused] = outcomes.filter((each) => each.status === 'rejected')
    assert.ok(refused?.reason instanceof Invalid)
  })

  it('is declared by oneself or a leader there, and by nobody else', async () => {
    const [person, colleague, leader, leaderElsewhere] = [
      await hire('officer'),
      await hire('officer'),
      await hire('leader'),
      await hire('leader', OTHER_WARD),
    ]
    await assert.rejects(declareAbsence(by(colleague), away(person, null)), Forbidden)
    await assert.rejects(declareAbsence(by(leaderElsewhere), away(person, null)), NotFound)
    const order = away(person, colleague)
    await declareAbsence(by(leader), order)
    await assert.rejects(endAbsenceNow(by(colleague), order.key), Forbidden)
    await endAbsenceNow(by(leader), order.key)
  })

  it('overlapping absences of one person are impossible in the database itself', async () => {
    const person = await hire('officer')
    await declareAbsence(by(person), away(person, null))
    await assert.rejects(
      sql`insert into absence (id, person_id, office_id, from_on, to_on, reason, declared_by)
          values (${randomUUID()}, ${person.personId}, ${WARD}, ${day(3)}, ${day(9)}, 'leave', ${person.personId})`.execute(
        database.app,
      ),
      /absence_one_at_a_time/,
    )
  })
})

describe('the queue of an office', () => {
  it('has somebody who answers for it: whoever was named, their substitute, else the leader', async () => {
    const officeId = 103
    const duty = () => onDuty(database.app, { officeId, day: today })
    assert.equal(await duty(), undefined)
    const leader = await hire('leader', officeId)
    assert.equal((await duty())?.personId, leader.personId)
    const [named, substitute] = [await hire('officer', officeId), await hire('officer', officeId)]
    await nameDutyOfficer(by(leader), { officeId, personId: named.personId })
    assert.deepEqual([(await duty())?.personId, (await duty())?.isNamed], [named.personId, true])
    await declareAbsence(by(leader), { ...away(named, substitute), officeId })
    assert.equal((await duty())?.personId, substitute.personId)
    const stranger = await hire('officer')
    await assert.rejects(
      nameDutyOfficer(by(leader), { officeId, personId: stranger.personId }),
      Invalid,
    )
    await assert.rejects(
      nameDutyOfficer(by(named), { officeId, personId: named.personId }),
      Forbidden,
    )
  })
})
