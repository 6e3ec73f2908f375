/** Signing by delegation: in writing, for a time, told in the history, and never by whoever prepared it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import {
  appointed,
  dossierAt,
  resultWorld,
  stateOf,
  type ResultWorld,
} from '../../test/support/results.ts'
import { accepted, staff, WARD } from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'
import { historyOf } from '../dossier/store.ts'
import { Forbidden } from '../lib/problem.ts'
import { dayFromNumber, dayNumber, toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { declareAbsence, delegateSigning, endDelegationNow } from '../office/declare.ts'
import { submitForSigning } from './prepare.ts'
import { sealResult } from './seal.ts'
import { signResult } from './sign.ts'
import { leadersOn } from './store.ts'

let world: ResultWorld
let deputy: StaffActor
const today = toDay(new Date())
const day = (n: number) => dayFromNumber(dayNumber(today) + n)

before(async () => {
  world = await resultWorld()
  deputy = await appointed(world.database.owner, { ...staff('leader'), title: 'Phó Chủ tịch' })
})
after(() => world.close())

const at = (by: StaffActor) => ({ db: world.database.app, by, today })
const order = (personId: number, delegateId: number, days = 2) => ({
  key: randomUUID(),
  officeId: WARD,
  personId,
  delegateId,
  fromOn: today,
  toOn: day(days),
  procedures: null,
  paper: '12/UQ-UBND',
  paperOn: day(-3),
  known: ['1.001193'],
})

describe('a leader who delegates the signature', () => {
  it('is not offered while away; the deputy signs in that place, and the history says for whom', async () => {
    const wanted = { officeId: WARD, day: today, procedure: '1.001193' }
    const delegation = order(world.leader.personId, deputy.personId)
    await assert.rejects(delegateSigning(at(deputy), delegation), Forbidden)
    await delegateSigning(at(world.leader), delegation)
    await delegateSigning(at(world.leader), delegation)
    await declareAbsence(at(world.leader), {
      key: randomUUID(),
      officeId: WARD,
      personId: world.leader.personId,
      fromOn: today,
      toOn: day(2),
      reason: 'mission',
      substituteId: null,
    })
    const offered = await leadersOn(world.database.app, wanted)
    assert.deepEqual(
      offered.map(({ personId, title, delegationId }) => [personId, title, delegationId]),
      [
        [deputy.personId, 'Phó Chủ tịch', null],
        [deputy.personId, 'TUQ. leader, Phó Chủ tịch', delegation.key],
      ],
    )
    const id = await dossierAt(world, 'registered')
    const submit = { leaderId: deputy.personId, delegationId: delegation.key }
    accepted(
      await submitForSigning(world.deps, {
        dossierId: id,
        by: world.officer,
        key: randomUUID(),
        ...submit,
      }),
    )
    const seenHash = (await stateOf(world, id)).result!.documentHash
    const sign = { dossierId: id, by: deputy, key: randomUUID(), seenHash }
    const signed = accepted(await signResult(world.deps, sign))
    const again = accepted(await signResult(world.deps, sign))
    assert.deepEqual([again.isRepeat, again.seq], [true, signed.seq])
    const history = await inContext(world.database.app, deputy, (tx) => historyOf(tx, id))
    const [event, stoodIn] = history.slice(-2)
    assert.ok(event?.kind === 'resultSigned' && stoodIn?.kind === 'stoodIn')
    assert.equal(event.body.by, deputy.personId)
    assert.equal(event.body.capacity, 'TUQ. leader, Phó Chủ tịch')
    assert.deepEqual(stoodIn.body, {
      person: world.leader.personId,
      ground: 'signing',
      id: delegation.key,
      act: 'recordSigned',
    })
    accepted(await sealResult(world.deps, { dossierId: id, by: world.clerk, key: randomUUID() }))
    await endDelegationNow(at(deputy), delegation.key)
  })

  it('a paper set under a delegation that has ended is not signed any more', async () => {
    const delegation = order(world.leader.personId, deputy.personId)
    await delegateSigning(at(world.leader), delegation)
    const id = await dossierAt(world, 'registered')
    accepted(
      await submitForSigning(world.deps, {
        dossierId: id,
        by: world.officer,
        key: randomUUID(),
        leaderId: deputy.personId,
        delegationId: delegation.key,
      }),
    )
    await endDelegationNow(at(world.leader), delegation.key)
    const seenHash = (await stateOf(world, id)).result!.documentHash
    const outcome = await signResult(world.deps, {
      dossierId: id,
      by: deputy,
      key: randomUUID(),
      seenHash,
    })
    assert.equal(outcome.ok ? 'signed' : outcome.refusal.code, 'delegationOver')
    assert.equal((await stateOf(world, id)).result!.signedHash, null)
  })

  it('a leader who prepared the result has it signed by nobody in that place', async () => {
    const both = await appointed(world.database.owner, {
      ...staff('leader'),
      roles: [
        { role: 'leader', officeId: WARD },
        { role: 'officer', officeId: WARD },
      ],
    })
    const delegation = order(both.personId, deputy.personId)
    await delegateSigning(at(both), delegation)
    const { officer } = world
    const id = await dossierAt({ ...world, officer: both }, 'registered')
    accepted(
      await submitForSigning(world.deps, {
        dossierId: id,
        by: both,
        key: randomUUID(),
        leaderId: deputy.personId,
        delegationId: delegation.key,
      }),
    )
    const seenHash = (await stateOf(world, id)).result!.documentHash
    const outcome = await signResult(world.deps, {
      dossierId: id,
      by: deputy,
      key: randomUUID(),
      seenHash,
    })
    assert.equal(outcome.ok ? 'signed' : outcome.refusal.code, 'preparerSigns')
    assert.notEqual(officer.personId, both.personId)
  })
})
