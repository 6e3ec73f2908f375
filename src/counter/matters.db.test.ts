/** Two dossiers of one matter: found when the second is filed, decided by a person; and dossiers that follow from one another. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { birth } from '../../test/support/birth.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import {
  accepted,
  act,
  citizen,
  depsFor,
  fileFor,
  filing,
  furnish,
  OTHER_WARD,
  staff,
} from '../../test/support/office.ts'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { inContext } from '../db/context.ts'
import type { Command, FileCommand } from '../dossier/commands.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import type { DossierDeps, Handled } from '../dossier/handle.ts'
import { stateById } from '../dossier/store.ts'
import type { CitizenActor } from '../office/actor.ts'
import { tellMatches } from './jobs-matters.ts'
import { readPeriods } from './matter-periods.ts'
import { matterKeys } from './matter.ts'
import { linksOf } from './store-links.ts'
import { linkedDossiers } from './subscriber-links.ts'
import { matters } from './subscriber-matters.ts'

const dataDir = join(checkout, 'data')
const law = openLaw(dataDir)
const form = law.form('khai-sinh', 1)
const counter = staff('receptionist')
const accept: Command = { type: 'accept', originals: [] }

describe('dossiers of one matter', () => {
  let database: TestDatabase
  let deps: DossierDeps
  let dispatcher: ReturnType<typeof startDispatcher>
  const faults: unknown[] = []
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
    deps = depsFor(database.app)
    dispatcher = startDispatcher({
      db: database.worker,
      subscribers: [
        linkedDossiers,
        matters({ form: (id, version) => law.form(id, version), periods: readPeriods(dataDir) }),
      ],
      onError: (error) => faults.push(error),
      pollMs: 60_000,
    })
  })
  after(async () => {
    await dispatcher.stop()
    await database.close()
  })

  async function told(): Promise<void> {
    await dispatcher.drain()
    await tellMatches(depsFor(database.worker))
    await dispatcher.drain()
    assert.deepEqual(faults, [])
  }

  function filed(
    mother: CitizenActor,
    child: { name: string; birthOn: string },
    over: Partial<FileCommand> = {},
  ): Promise<Handled> {
    const answers = { ...birth(), 'child.fullName': child.name, 'child.birthOn': child.birthOn }
    const own = { ...answers, 'mother.personalNumber': String(mother.personId).padStart(12, '0') }
    const { 'father.personalNumber': _father, ...given } = own as Record<string, unknown>
    const command = filing(mother, { answers: given, ownerName: child.name, ...over })
    return fileFor(deps, mother, { command })
  }

  const stateOf = (id: string) =>
    inContext(database.app, counter, async (tx) => (await stateById(tx, id))!)
  const refusal = async (id: string, command: Command, by = counter): Promise<string> => {
    const outcome = await act(deps, id, by, command)
    return outcome.ok ? 'none' : outcome.refusal.code
  }

  it('the same child twice: accepting waits for a person, with the code to look at, and nothing is merged', async () => {
    const mother = citizen()
    const child = { name: 'Trần Bảo An', birthOn: '2026-11-02' }
    const first = await filed(mother, child)
    await told()
    const second = await filed(mother, { ...child, name: 'TRẦN  BẢO AN' })
    await told()
    const state = await stateOf(second.id)
    assert.deepEqual(state.duplicateOf, [{ dossier: first.id, code: first.code }])
    assert.equal((await stateOf(first.id)).duplicateOf, undefined)
    const refused = await act(deps, second.id, counter, accept)
    assert.ok(!refused.ok && refused.refusal.message.includes(first.code))
    const clear = {
      type: 'clearDuplicate',
      outcome: 'withdrawn',
      reason: 'Nộp nhầm hai lần',
    } as const
    assert.equal(await refusal(second.id, clear), 'withdrawalNotAsked')
    const ask = { type: 'requestWithdrawal', reason: 'Nộp nhầm' } as const
    accepted(await act(deps, second.id, mother, ask))
    accepted(await act(deps, second.id, counter, clear))
    assert.equal((await stateOf(second.id)).phase.at, 'withdrawn')
    assert.equal((await stateOf(first.id)).phase.at, 'submitted')
  })

  it('twins of one mother are two matters: a person says so once, and it is not asked again', async () => {
    const mother = citizen()
    const born = '2026-11-03'
    await filed(mother, { name: 'Lê Minh Anh', birthOn: born })
    await told()
    const twin = await filed(mother, { name: 'Lê Minh Ngọc', birthOn: born })
    await told()
    assert.equal(await refusal(twin.id, accept), 'duplicateSuspected')
    const officer = staff('officer')
    const separate = {
      type: 'clearDuplicate',
      outcome: 'separate',
      reason: 'Hai con sinh đôi',
    } as const
    assert.equal(await refusal(twin.id, separate, officer), 'notAllowed')
    accepted(await act(deps, twin.id, counter, separate))
    await told()
    const others = [{ dossier: randomUUID(), code: 'x' }]
    const again: Command = { type: 'suspectDuplicate', of: others }
    assert.equal(await refusal(twin.id, again), 'alreadyCleared')
    accepted(await act(deps, twin.id, counter, accept))
  })

  it('another child of another mother, the same child after a year, or one accepted meanwhile is not suspected', async () => {
    const mother = citizen()
    const child = { name: 'Phạm Gia Huy', birthOn: '2026-11-04' }
    const first = await filed(mother, child)
    const other = await filed(citizen(), { name: 'Phạm Gia Huy', birthOn: '2026-10-04' })
    await told()
    assert.equal((await stateOf(other.id)).duplicateOf, undefined)
    await sql`update dossier_matter set submitted_at = submitted_at - interval '181 days' where dossier_id = ${first.id}::uuid`.execute(
      database.owner,
    )
    const late = await filed(mother, child)
    await told()
    assert.equal((await stateOf(late.id)).duplicateOf, undefined)
    const quick = await filed(mother, child)
    accepted(await act(deps, quick.id, counter, accept))
    await told()
    assert.equal((await stateOf(quick.id)).duplicateOf, undefined)
  })

  it('what comes after a withdrawal is a resubmission: linked, seen from both sides, and not suspected', async () => {
    const mother = citizen()
    const child = { name: 'Vũ Đức Trí', birthOn: '2026-11-05' }
    const first = await filed(mother, child)
    await told()
    const confirm: Command = { type: 'confirmWithdrawal' }
    assert.equal(await refusal(first.id, confirm), 'notAsked', 'withdrawal is an act in two phases')
    accepted(await act(deps, first.id, mother, { type: 'requestWithdrawal', reason: 'Thiếu giấy' }))
    assert.equal(await refusal(first.id, accept), 'wrongState')
    accepted(await act(deps, first.id, counter, confirm))
    const second = await filed(mother, child)
    await told()
    const state = await stateOf(second.id)
    assert.deepEqual(state.follows, { dossier: first.id, code: first.code, why: 'resubmission' })
    assert.equal(state.duplicateOf, undefined)
    const [own, former] = await inContext(database.app, counter, async (tx) => [
      await linksOf(tx, second.id),
      await linksOf(tx, first.id),
    ])
    assert.deepEqual(
      own.map(({ side, code }) => [side, code]),
      [['follows', first.code]],
    )
    assert.deepEqual(
      former.map(({ side, code }) => [side, code]),
      [['isFollowed', second.code]],
    )
    accepted(await act(deps, second.id, counter, accept))
  })

  it('a complaint reopens by a new dossier in one act; only what has ended, and only what one can see', async () => {
    const mother = citizen()
    const child = { name: 'Đỗ Khánh Linh', birthOn: '2026-11-06' }
    const first = await filed(mother, child)
    const follows = { dossier: first.id, code: first.code, why: 'complaint' } as const
    const again = (by = mother) =>
      filed(by, child, { follows }).then(
        () => 'none',
        (error: Error) => error.message.split(':')[0],
      )
    assert.equal(await again(), 'formerOpen')
    const refuse = { type: 'refuse', reason: 'Không đủ giấy', legalBasis: 'Luật Hộ tịch' } as const
    accepted(await act(deps, first.id, counter, refuse))
    assert.equal(await again(citizen()), 'formerUnknown')
    const second = await filed(mother, child, { follows })
    assert.deepEqual((await stateOf(second.id)).follows, follows)
    assert.equal((await stateOf(first.id)).phase.at, 'refused', 'the former stays closed')
    await told()
    assert.equal((await stateOf(second.id)).follows?.why, 'complaint')
    const elsewhere = await inContext(database.app, staff('receptionist', OTHER_WARD), (tx) =>
      linksOf(tx, second.id),
    )
    assert.deepEqual(elsewhere, [])
  })

  it('nothing is recognised by what is not known, and the procedures that people use every day are left out', () => {
    const nobody = { form, answers: {}, ownerName: '', applicantPersonId: 7 }
    assert.deepEqual(matterKeys(nobody), [])
    const some = { ...nobody, ownerName: 'Lê An', answers: { 'child.birthOn': '2026-11-01' } }
    assert.equal(matterKeys(some).length, 3)
    const periods = readPeriods(dataDir)
    assert.deepEqual([periods('2.000815'), periods('1.001193')], [0, 180])
  })
})
