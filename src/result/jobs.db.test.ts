import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { packState } from '../dossier/packing.ts'
import { birth } from '../../test/support/birth.ts'
import { accepted, act, depsFor, staff } from '../../test/support/office.ts'
import { dossierAt, resultWorld, stateOf, type ResultWorld } from '../../test/support/results.ts'
import { startRegister, type RegisterStandIn } from '../../standins/register.ts'
import { civilRegisterAt } from '../adapters/register.ts'
import {
  confirmSilentDrafts,
  retryRegisterRequest,
  runRegisterRequests,
  stuckRequests,
  type ResultJobs,
} from './jobs.ts'
import { sendDraft } from './prepare.ts'
import { TRIES_BEFORE_STUCK } from './register.ts'

let world: ResultWorld
let folder: string
let register: RegisterStandIn
let jobs: ResultJobs
let child = 0

before(async () => {
  world = await resultWorld()
  folder = await mkdtemp(join(tmpdir(), 'motcua-jobs-'))
  register = await startRegister({ stateDir: folder })
  jobs = {
    dossier: depsFor(world.database.worker),
    register: civilRegisterAt({ url: register.url, timeoutMs: 300 }),
    now: () => new Date(),
  }
})
beforeEach(() => world.project())
after(async () => {
  await register.stop()
  await world.close()
  await rm(folder, { recursive: true })
})

async function waiting(over: Record<string, unknown> = {}): Promise<string> {
  child += 1
  const answers = { ...birth(), 'child.fullName': `Nguyễn Minh Khôi ${child}`, ...over }
  const id = await dossierAt(world, 'confirmed', { answers })
  await world.project()
  return id
}
const requestOf = async (id: string) => {
  const { rows } = await sql<{
    state: string
    attempts: number
    last_error: string | null
    tries: boolean
  }>`
    select state, attempts, last_error, next_try_at is not null as tries
      from register_request where dossier_id = ${id}::uuid`.execute(world.database.owner)
  return rows[0]
}
const now = (id: string) =>
  sql`update register_request set next_try_at = now() where dossier_id = ${id}::uuid`.execute(
    world.database.owner,
  )
const entriesOf = (id: string) =>
  sql<{
    key: string
  }>`select idempotency_key as key from register_request where dossier_id = ${id}::uuid`
    .execute(world.database.owner)
    .then(({ rows }) => register.entries.filter((entry) => entry.key === rows[0]!.key).length)

describe('the civil register is asked once the draft is confirmed', () => {
  it('its answer stands in the history and the officer goes on', async () => {
    const id = await waiting()
    assert.equal(await runRegisterRequests(jobs), 1)
    const state = await stateOf(world, id)
    assert.deepEqual(state.active, ['submit'])
    assert.match(state.registerEntry!.number, /^\d+\/\d{4}$/)
    assert.deepEqual(await requestOf(id), {
      state: 'entered',
      attempts: 1,
      last_error: null,
      tries: false,
    })
    assert.equal(await runRegisterRequests(jobs), 0)
  })

  for (const fault of ['timeout', 'lost', 'malformed', '500'] as const) {
    it(`"${fault}": it is asked again by itself and the birth is entered once`, async () => {
      const id = await waiting()
      register.failNext(fault)
      await runRegisterRequests(jobs)
      const after = await requestOf(id)
      assert.equal(after?.state, 'waiting')
      assert.equal(after?.tries, true)
      assert.equal((await stateOf(world, id)).registerEntry, null)
      await now(id)
      await runRegisterRequests(jobs)
      assert.equal((await requestOf(id))?.state, 'entered')
      assert.equal(await entriesOf(id), 1)
    })
  }

  it('a worker that died after the register had entered: the next one records the same entry', async () => {
    const id = await waiting()
    const dying: ResultJobs = {
      ...jobs,
      register: {
        name: 'hotich',
        enter: async (request) => {
          await jobs.register.enter(request)
          throw new Error('killed')
        },
        lookUp: jobs.register.lookUp,
      },
    }
    await assert.rejects(runRegisterRequests(dying), /killed/)
    await now(id)
    await runRegisterRequests(jobs)
    assert.equal((await requestOf(id))?.state, 'entered')
    assert.equal(await entriesOf(id), 1)
  })

  it('three workers at once ask once', async () => {
    const ids = [await waiting(), await waiting(), await waiting()]
    const before = register.asked()
    await Promise.all([1, 2, 3].map(() => runRegisterRequests(jobs)))
    assert.equal(register.asked() - before, 3)
    for (const id of ids) assert.equal((await requestOf(id))?.state, 'entered')
  })

  it('a request that keeps failing stands on the stuck list, goes on hourly, and a person may ask again', async () => {
    const id = await waiting()
    for (let i = 0; i < TRIES_BEFORE_STUCK; i += 1) {
      register.failNext('500')
      await now(id)
      await runRegisterRequests(jobs)
    }
    const stuck = await requestOf(id)
    assert.deepEqual(stuck, {
      state: 'stuck',
      attempts: TRIES_BEFORE_STUCK,
      last_error: 'serverError',
      tries: true,
    })
    assert.ok((await stuckRequests(world.database.worker)).some((each) => each.dossierId === id))
    assert.equal(await retryRegisterRequest(world.database.worker, id), true)
    await runRegisterRequests(jobs)
    assert.equal((await requestOf(id))?.state, 'entered')
    assert.equal(await retryRegisterRequest(world.database.worker, id), false)
  })

  it('a key that the register says is taken is left to people', async () => {
    const id = await waiting()
    register.failNext('duplicate')
    await runRegisterRequests(jobs)
    assert.deepEqual(await requestOf(id), {
      state: 'stuck',
      attempts: 1,
      last_error: 'keyReused',
      tries: false,
    })
    await retryRegisterRequest(world.database.worker, id)
    await runRegisterRequests(jobs)
  })

  it('an unknown mother is a no; after a supplement it is another question and is asked anew', async () => {
    const id = await waiting({ 'mother.personalNumber': '001196000001' })
    await runRegisterRequests(jobs)
    assert.deepEqual(await requestOf(id), {
      state: 'refused',
      attempts: 1,
      last_error: 'unknownMother',
      tries: false,
    })
    const faults = [{ paper: 'to-khai', fault: 'số định danh của mẹ' }]
    const ask = {
      type: 'requestSupplement' as const,
      faults,
      reason: 'Sai số',
      legalBasis: 'NĐ 118/2025 Đ17',
    }
    accepted(await act(world.deps.dossier, id, world.officer, ask))
    await world.project()
    const answers = { 'mother.personalNumber': '001196999000' }
    const supplement = { type: 'supplement' as const, papers: [], answers, fileNames: {} }
    accepted(await act(world.deps.dossier, id, staff('receptionist'), supplement))
    assert.deepEqual((await stateOf(world, id)).active, ['examine'])
    const checks = [{ id: 'parents', ok: true }]
    accepted(await act(world.deps.dossier, id, world.officer, { type: 'examine', checks }))
    const order = { dossierId: id, by: world.officer, key: randomUUID() }
    accepted(await sendDraft(world.deps, order))
    const confirm = { type: 'confirmDraft' as const, by: 'counter' as const }
    accepted(await act(world.deps.dossier, id, staff('receptionist'), confirm))
    await world.project()
    await runRegisterRequests(jobs)
    assert.equal((await requestOf(id))?.state, 'entered')
    assert.deepEqual((await stateOf(world, id)).active, ['submit'])
  })

  it('a dossier whose applicant asked to withdraw is not entered meanwhile, nor after it ended', async () => {
    const id = await waiting()
    const reason = { type: 'requestWithdrawal' as const, reason: 'nộp nhầm' }
    accepted(await act(world.deps.dossier, id, staff('receptionist'), reason))
    await runRegisterRequests(jobs)
    assert.equal(await entriesOf(id), 0)
    assert.equal((await requestOf(id))?.state, 'waiting')
    accepted(
      await act(world.deps.dossier, id, staff('receptionist'), { type: 'confirmWithdrawal' }),
    )
    await now(id)
    await runRegisterRequests(jobs)
    assert.equal((await requestOf(id))?.state, 'dropped')
    assert.equal(await entriesOf(id), 0)
  })
})

describe('silence is agreement', () => {
  const pass = async (id: string) => {
    const state = await stateOf(world, id)
    const over = { ...state, draft: { ...state.draft!, answerBy: '2026-01-05T17:00' as const } }
    await sql`update dossier_state set packed = ${packState(over)}::bytea where dossier_id = ${id}::uuid`.execute(
      world.database.owner,
    )
  }
  const silent = (id: string) =>
    sql`update result_document set silent_from = now() where dossier_id = ${id}::uuid`.execute(
      world.database.owner,
    )

  it('a draft is confirmed by the clock once its time has passed, and only once', async () => {
    const id = await dossierAt(world, 'drafted')
    await world.project()
    assert.equal(await confirmSilentDrafts(jobs), 0)
    await pass(id)
    await silent(id)
    assert.equal(await confirmSilentDrafts(jobs), 1)
    assert.equal(await confirmSilentDrafts(jobs), 0)
    await world.project()
    assert.equal(await confirmSilentDrafts(jobs), 0)
    const { rows } = await sql<{ body: { by: string }; actor: string }>`
      select body::jsonb as body, actor from dossier_event
       where dossier_id = ${id}::uuid and kind = 'draftConfirmed'`.execute(world.database.owner)
    assert.deepEqual(
      rows.map((row) => [row.body.by, row.actor]),
      [['silence', 'system:clock']],
    )
  })

  it('before that time the clock confirms nothing, whatever the list says', async () => {
    const id = await dossierAt(world, 'drafted')
    await world.project()
    await silent(id)
    assert.equal(await confirmSilentDrafts(jobs), 0)
    assert.equal((await stateOf(world, id)).draft!.isConfirmed, false)
  })
})
