import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { SendingFault } from '../../standins/partner/desk.ts'
import type { Act, Case } from '../../standins/partner/memory.ts'
import { startPartner, type Fault, type PartnerProgram } from '../../standins/partner.ts'
import { mother } from '../../test/support/joint-life.ts'
import { accepted, clock } from '../../test/support/office.ts'
import {
  KEYS,
  partnerWorld,
  POLICE,
  type Joint,
  type PartnerWorld,
} from '../../test/support/partner.ts'
import { partnerAt } from '../adapters/partner.ts'
import { checkout } from '../checkout.ts'
import type { Command } from '../dossier/commands.ts'
import { handle } from '../dossier/handle.ts'
import type { Actor } from '../office/actor.ts'
import { startStandIn } from '../standin-programs.ts'
import { openPartnerSender } from './jobs.ts'

let world: PartnerWorld
let program: PartnerProgram
before(async () => {
  world = await partnerWorld()
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = world.app.server.address() as AddressInfo
  program = await startPartner({
    to: `http://127.0.0.1:${port}`,
    keys: KEYS,
    slowMs: 1500,
    paceMs: 5,
  })
})
after(async () => {
  await program.stop()
  await world.close()
})

/** Turns of the senders, time passing between them, until nothing waits; never more than `most`. */
async function sendAll(most = 40): Promise<void> {
  await world.tell()
  const senders = KEYS.map((key) =>
    openPartnerSender({
      db: world.database.worker,
      agency: partnerAt({
        partner: key.id,
        url: `${program.url}/${key.id}`,
        key,
        timeoutMs: 400,
      }),
      now: () => world.clock.now,
    }),
  )
  for (let turn = 0; turn < most; turn += 1) {
    for (const sender of senders) await sender.turn()
    if ((await rowsOf()).every(({ state }) => state === 'sent')) break
    world.clock.now = new Date(world.clock.now.getTime() + 31 * 60_000)
  }
  world.clock.now = new Date()
}

/** 'insurance sent', in the order of the alphabet. */
const statesOf = (rows: readonly Row[]): string[] =>
  rows.map(({ leg, state }) => `${leg} ${state}`).toSorted()

type Row = { leg: string; service: string; state: string; error: string | null; attempts: number }
async function rowsOf(of?: Joint): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select leg, service, state, last_error as error, attempts from partner_delivery
     where ${of?.id ?? null}::uuid is null or dossier_id = ${of?.id ?? null}::uuid order by seq, place`.execute(
    world.database.owner,
  )
  return rows
}

const caseOf = (of: Joint, leg = 'residence'): Case | undefined =>
  program.cases().find((each) => each.dossier === of.code && each.leg === leg)
const doing = (of: Joint, act: Act) =>
  program.act({ agency: 'police', dossier: of.code, leg: 'residence' }, act)
const legOf = async (of: Joint) =>
  (await world.state(of.id)).legs!.find(({ leg }) => leg === 'residence')!

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < 1500; look += 1) {
    if (await isSo()) return
    await sleep(20)
  }
  assert.fail('it never came to be')
}

async function act(of: Joint, by: Actor, command: Command): Promise<void> {
  accepted(await handle(world.dossier, { id: of.id, by, command, key: randomUUID() }))
}

test('each agency hears of its leg with what it needs and nothing else, and fetches the papers', async () => {
  const of = await world.joint()
  await sendAll()
  assert.deepEqual(
    (await rowsOf(of)).map(({ error }) => error),
    [null, null],
  )
  const police = caseOf(of)!
  assert.deepEqual(Object.keys(police.answers).toSorted(), ['child.fullName', 'residence.address'])
  assert.deepEqual(police.papers, [of.consent])
  const insurance = caseOf(of, 'insurance')!
  assert.deepEqual(insurance.answers, { 'child.fullName': 'Nguyễn Hoàng Minh Anh' })
  assert.deepEqual(insurance.papers, [])
  const file = await program
    .client('police')
    .file({ dossier: of.code, leg: 'residence', sha256: of.consent })
  assert.equal(file.status, 200)
  assert.equal(program.misshapen(), 0)
  assert.equal(program.distrusted(), 0)
})

test('whatever goes wrong with the answer, the agency has one case and the message arrives', async () => {
  const faults: Fault[] = ['lost', '500', 'malformed', 'huge', 'errorIn200', 'slow']
  for (const fault of faults) {
    const of = await world.joint()
    await world.tell()
    const count = program.cases().length
    program.failNext(fault, fault)
    await sendAll()
    assert.equal(program.cases().length, count + 2, fault)
    const rows = await rowsOf(of)
    assert.deepEqual(
      rows.map(({ state, attempts }) => [state, attempts > 1]),
      [
        ['sent', true],
        ['sent', true],
      ],
      fault,
    )
  }
})

test('understood and refused: the message waits for a person, the other agency’s leaves', async () => {
  const of = await world.joint()
  await world.tell()
  program.failNext('refused')
  await sendAll(2)
  const rows = await rowsOf(of)
  assert.deepEqual(statesOf(rows), ['insurance sent', 'residence stuck'])
  assert.match(
    rows.find(({ state }) => state === 'stuck')!.error ?? '',
    /Cơ quan từ chối \(refused\)/,
  )
  await sql`update partner_delivery set state = 'queued', next_try_at = now() where state = 'stuck'`.execute(
    world.database.owner,
  )
  await sendAll()
})

test('killed between sending and the answer: the agency has one case, and the message arrives later', async () => {
  const of = await world.joint()
  await world.tell()
  program.failNext('slow')
  const script = join(checkout, 'test/support/partner-sender.ts')
  const { workerUrl } = world.database
  const args = [
    workerUrl,
    `${program.url}/police`,
    'police',
    POLICE.secret,
    new Date().toISOString(),
  ]
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: 'inherit' })
  await until(() => caseOf(of) !== undefined)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal((await rowsOf(of))[0]!.state, 'queued')
  await sendAll()
  const cases = program.cases().filter((each) => each.dossier === of.code)
  assert.equal(cases.length, 2)
  assert.equal(caseOf(of)!.taken.length, 1)
  assert.deepEqual(
    (await rowsOf(of)).map(({ state }) => state),
    ['sent', 'sent'],
  )
})

test('without an address messages are kept and listed, and leave once there is one', async () => {
  const of = await world.joint()
  await world.tell(['insurance'])
  assert.deepEqual(statesOf(await rowsOf(of)), ['insurance queued', 'residence notConfigured'])
  await sendAll()
  assert.ok(caseOf(of))
})

test('the citizen’s supplement goes to the agency that asked, then the agency goes on', async () => {
  const of = await world.joint()
  await sendAll()
  await doing(of, 'receive')
  await doing(of, 'ask')
  assert.notEqual((await legOf(of)).asked, null)
  const kept = await world.deps.files.put(
    Buffer.from('%PDF-1.7\n% better\n%%EOF\n'),
    'application/pdf',
  )
  const file = { id: randomUUID(), ...kept }
  const papers = [{ paper: 'authorisation', files: [file] }]
  await act(of, mother, {
    type: 'answerLeg',
    leg: 'residence',
    papers,
    fileNames: { [file.id]: 'giay.pdf' },
  })
  await sendAll()
  assert.deepEqual(caseOf(of)!.papers, [of.consent, kept.sha256])
  await doing(of, 'finish')
  assert.equal((await legOf(of)).ended, 'done')
})

test('a leg that is stopped here is told to its agency once; what an agency has ended itself is not told back', async () => {
  const of = await world.joint()
  await sendAll()
  await doing(of, 'refuse')
  const insurance = { agency: 'insurance', dossier: of.code, leg: 'insurance' }
  await program.act(insurance, 'receive')
  await program.act(insurance, 'ask')
  const command: Command = {
    type: 'endLeg',
    leg: 'insurance',
    outcome: 'stopped',
    reason: 'Quá hạn bổ sung.',
    legalBasis: 'Nghị định 301/2026/NĐ-CP',
    result: null,
  }
  const occurredAt = new Date(Date.now() + 20 * 86_400_000)
  accepted(
    await handle(world.dossier, { id: of.id, by: clock, command, key: randomUUID(), occurredAt }),
  )
  await sendAll()
  assert.equal(caseOf(of)!.isStopped, false)
  assert.equal(caseOf(of, 'insurance')!.isStopped, true)
  const stopped = (await rowsOf(of)).filter(({ service }) => service === 'legStopped')
  assert.deepEqual(
    stopped.map(({ leg }) => leg),
    ['insurance'],
  )
})

test('an agency that tells twice, out of order, in rubbish or in unknown codes ends its leg exactly once', async () => {
  const faults: SendingFault[] = ['repeated', 'lostReply', 'malformed', 'reordered', 'unknown']
  for (const fault of faults) {
    const of = await world.joint()
    await sendAll()
    program.failSending(fault)
    for (const step of ['receive', 'start', 'finish'] as const) await doing(of, step)
    const leg = await legOf(of)
    assert.equal(leg.ended, 'done', fault)
    assert.equal(leg.result?.number, `${caseOf(of)!.reference}/KQ`, fault)
    const { rows } = await sql`
      select 1 from dossier_event where dossier_id = ${of.id}::uuid and kind = 'legEnded'
         and body::jsonb ->> 'leg' = 'residence'`.execute(world.database.owner)
    assert.equal(rows.length, 1, fault)
  }
})

test('a case that is left to itself is acknowledged and completed by the agency, never by a clock of ours', async () => {
  program.setPlan(['receive', 'start', 'finish'])
  const of = await world.joint()
  await sendAll()
  await until(async () => (await legOf(of)).ended !== null)
  assert.equal((await legOf(of)).status, '4')
  program.setPlan([])
})

test('the stand-in as a program of its own, as a demo starts it: told, acknowledging, completing, remembering', async () => {
  const of = await world.joint()
  await world.tell()
  const { port } = world.app.server.address() as AddressInfo
  const state = mkdtempSync(join(tmpdir(), 'motcua-agency-'))
  const keys = KEYS.map(({ id, secret }) => `${id}=${secret}`).join(',')
  const args = ['--to', `http://127.0.0.1:${port}`, '--keys', keys, '--pace', '0', '--state', state]
  const started = await startStandIn('partner', args)
  for (const key of KEYS)
    await openPartnerSender({
      db: world.database.worker,
      agency: partnerAt({ partner: key.id, url: `${started.url}/${key.id}`, key }),
      now: () => new Date(),
    }).turn()
  await until(async () => (await world.state(of.id)).phase.at === 'finished')
  await started.stop()
  const book = JSON.parse(readFileSync(join(state, 'cases.json'), 'utf8')) as Case[]
  assert.deepEqual(
    book.map(({ dossier, number, status }) => [dossier, number, status]),
    [
      [of.code, 3, '4'],
      [of.code, 3, '4'],
    ],
  )
  rmSync(state, { recursive: true })
})
