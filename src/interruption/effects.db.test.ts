/** The clocks follow the register: whom the rule of the reason names, once, from the beginning to the end, whatever dies between. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openRegister, outage, type Register } from '../../test/support/interruptions.ts'
import * as house from '../../test/support/office.ts'
import type { Command } from '../dossier/commands.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { handle, type DossierDeps } from '../dossier/handle.ts'
import { historyOf, stateById } from '../dossier/store.ts'
import { interruptionClocks } from '../interruption-clocks.ts'
import { inContext } from '../db/context.ts'
import type { Actor, StaffActor } from '../office/actor.ts'
import { changeLasting, declare, type RegisterDeps } from './declare.ts'
import { runEffects, type EffectDeps } from './effects.ts'

let register: Register
let deps: RegisterDeps
let head: StaffActor
const at = (local: string): Date => new Date(`${local}+07:00`)

/** For this test the rule names births: which clocks stand is data. */
before(async () => {
  register = await openRegister()
  const reasons = structuredClone(register.deps.reasons)
  reasons.reasons.find(({ code }) => code === 'systemOutage')!.pauses!.procedures = ['1.001193']
  deps = { ...register.deps, reasons }
  head = await register.hire('leader', house.WARD)
})
after(() => register.close())

function dossiers(db: DossierDeps['db']): DossierDeps {
  const plain = house.depsFor(db)
  const terms = { ...house.terms, limit: { value: 5, unit: 'workingDay' } as const }
  return { ...plain, law: { ...plain.law, terms: () => terms } }
}

function effects(over: Partial<EffectDeps> = {}): EffectDeps {
  const { worker } = register.database
  const { directory, now } = register.deps
  const clocks = interruptionClocks(dossiers(worker))
  return { db: worker, reasons: deps.reasons, directory, clocks, now, ...over }
}

async function act(id: string, by: Actor, command: Command, occurredAt: Date): Promise<void> {
  const done = await handle(dossiers(register.database.app), {
    id,
    by,
    command,
    occurredAt,
    key: randomUUID(),
  })
  assert.ok(done.ok, JSON.stringify(done))
}

async function accepted(local: string, office = house.WARD): Promise<string> {
  const someone = house.citizen()
  const offices = { receiving: office, competent: office, returning: office }
  const { id } = await house.fileFor(dossiers(register.database.app), someone, {
    occurredAt: at(local),
    command: house.filing(someone, { offices }),
  })
  await act(id, house.staff('receptionist', office), { type: 'accept', originals: [] }, at(local))
  return id
}

const stateOf = async (id: string): Promise<DossierState> =>
  (await inContext(register.database.worker, { scopes: [] }, (tx) => stateById(tx, id)))!
const kindsOf = async (id: string): Promise<string[]> =>
  (await inContext(register.database.worker, { scopes: [] }, (tx) => historyOf(tx, id))).map(
    ({ kind }) => kind,
  )

test('an outage stops the clocks that its rule names, and they run on when it is over: each once', async () => {
  const running = await accepted('2026-11-13T09:00')
  const elsewhere = await accepted('2026-11-13T09:00', house.OTHER_WARD)
  const dueBefore = (await stateOf(running)).clock!.dueAt
  const declared = outage(register.deps, {
    code: 'systemOutage',
    stops: ['processing'],
    from: '2026-11-16T08:30',
    to: '2026-11-17T12:00',
  })
  const id = await declare(
    deps,
    { me: head, key: randomUUID() },
    { ...declared, substitutePointId: null },
  )
  assert.equal(await runEffects(effects()), 1)
  assert.equal(await runEffects(effects()), 0)
  const standing = (await stateOf(running)).clock!
  assert.deepEqual(
    standing.pauses.map(({ from, to, reason }) => [from, to, reason]),
    [['2026-11-16T08:30', undefined, 'outage']],
  )
  assert.equal((await stateOf(elsewhere)).clock!.pauses.length, 0)

  // accepted while it lasts: reached by the next turn
  register.clock.now = at('2026-11-16T10:00')
  const meanwhile = await accepted('2026-11-16T09:30')
  assert.equal(await runEffects(effects()), 1)

  // longer than first said, and with a reason
  await changeLasting(
    deps,
    { me: head, key: randomUUID() },
    { id, kind: 'extended', why: 'Máy chủ chưa khôi phục xong', to: '2026-11-18T12:00' },
  )
  register.clock.now = at('2026-11-17T13:00')
  assert.equal(await runEffects(effects()), 0)
  register.clock.now = at('2026-11-18T12:05')
  assert.equal(await runEffects(effects()), 2)
  assert.equal(await runEffects(effects()), 0)
  for (const dossier of [running, meanwhile]) {
    const { clock } = await stateOf(dossier)
    assert.equal(clock!.pauses.at(-1)!.to, '2026-11-18T12:00')
    assert.deepEqual((await kindsOf(dossier)).slice(-2), ['clockSuspended', 'clockResumed'])
  }
  assert.deepEqual(
    [dueBefore, (await stateOf(running)).clock!.dueAt],
    ['2026-11-20T17:00', '2026-11-25T17:00'],
  )
})

test('a worker that dies between the histories and its ledger stops no clock twice', async () => {
  register.clock.now = at('2026-11-19T09:00')
  const id = await accepted('2026-11-18T15:00')
  const declared = outage(register.deps, {
    code: 'systemOutage',
    stops: ['processing'],
    from: '2026-11-19T08:30',
    to: '2026-11-19T17:00',
  })
  const number = await declare(
    deps,
    { me: head, key: randomUUID() },
    { ...declared, substitutePointId: null },
  )
  await runEffects(effects())
  await sql`delete from interruption_effect where interruption_id = ${number}`.execute(
    register.database.owner,
  )
  await runEffects(effects())
  await changeLasting(
    deps,
    { me: head, key: randomUUID() },
    { id: number, kind: 'endedEarly', why: 'Hệ thống đã chạy lại' },
  )
  await Promise.all([runEffects(effects()), runEffects(effects())])
  const kinds = await kindsOf(id)
  assert.deepEqual(
    [
      kinds.filter((kind) => kind === 'clockSuspended').length,
      kinds.filter((kind) => kind === 'clockResumed').length,
    ],
    [1, 1],
  )
})

test('by default no clock stands: no power, a planned repair, or an outage that does not stop the work', async () => {
  register.clock.now = at('2026-11-23T10:00')
  const id = await accepted('2026-11-20T09:00')
  const none = [
    outage(register.deps, {
      stops: ['processing'],
      from: '2026-11-23T08:30',
      to: '2026-11-23T12:00',
    }),
    outage(register.deps, {
      code: 'systemOutage',
      stops: ['receiving'],
      from: '2026-11-23T08:30',
      to: '2026-11-23T12:00',
    }),
  ]
  for (const declared of none) await declare(deps, { me: head, key: randomUUID() }, declared)
  assert.equal(await runEffects(effects()), 0)
  assert.equal((await stateOf(id)).clock!.pauses.length, 0)
})
