/**
 * Whatever is done to a few dossiers at the same time by many, over several connections at READ COMMITTED: what comes of it is
 * what would have come of the same commands one after the other (reliability R11).
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { runVerify } from '../src/audit/cli.ts'
import { inContext } from '../src/db/context.ts'
import type { Command } from '../src/dossier/commands.ts'
import { decide } from '../src/dossier/decide.ts'
import { startDispatcher, type Dispatcher } from '../src/dossier/dispatcher.ts'
import { evolve, type DossierState } from '../src/dossier/dossier.ts'
import { eventVersions } from '../src/dossier/events.ts'
import { handle, type DossierDeps } from '../src/dossier/handle.ts'
import { historyOf, stateById } from '../src/dossier/store.ts'
import { canonical } from '../src/lib/canonical.ts'
import { toLocalMinute } from '../src/lib/time.ts'
import { actorKey, type Actor, type CitizenActor } from '../src/office/actor.ts'
import { withDatabase, type TestDatabase } from './support/database.ts'
import {
  accepted,
  calendar,
  citizen,
  depsFor,
  filing,
  furnish,
  procedure,
  register,
  staff,
  terms,
} from './support/office.ts'

const RUNS = 8
const LANES = 4
const DOSSIERS = 2

const counter = staff('receptionist')
const officers = [staff('officer'), staff('officer')] as const
const leader = staff('leader')
const clerk = staff('clerk')
const document = { documentId: '01a1fd5a-8f48-7a69-9c66-14cf27a813d4', sha256: '01'.repeat(32) }
const signed = { documentId: document.documentId, signedHash: '02'.repeat(32), certificate: 'c1' }
const fault = { paper: 'birth-notice', fault: 'Ảnh mờ' }
const ask = { faults: [fault], reason: 'Không đọc được', legalBasis: 'NĐ 61/2018 Đ15' }

/** What people do, in the order of a whole life, with everything that may come between. */
const DEEDS: readonly ((mother: CitizenActor) => [Actor, Command])[] = [
  () => [counter, { type: 'requestSupplement', ...ask }],
  (mother) => [mother, { type: 'supplement', papers: [], fileNames: {}, note: 'Đã chụp lại' }],
  () => [counter, { type: 'accept', originals: ['birth-notice'] }],
  () => [counter, { type: 'refuse', reason: 'Sai nơi', legalBasis: 'NĐ 61/2018 Đ17' }],
  () => [officers[0], { type: 'claim' }],
  () => [officers[1], { type: 'claim' }],
  () => [officers[0], { type: 'examine', checks: [{ id: 'parents', ok: true }] }],
  () => [officers[1], { type: 'examine', checks: [{ id: 'parents', ok: true }] }],
  () => [officers[0], { type: 'sendDraft', ...document }],
  () => [officers[1], { type: 'sendDraft', ...document }],
  (mother) => [mother, { type: 'returnDraft', note: 'Sai dấu ở tên' }],
  (mother) => [mother, { type: 'confirmDraft', by: 'applicant' }],
  (mother) => [mother, { type: 'requestWithdrawal', reason: 'Nộp nhầm' }],
  () => [
    register,
    {
      type: 'recordRegisterEntry',
      register: 'birth',
      book: '01/2026',
      number: '12',
      registeredOn: '2026-11-23',
      reference: 'r1',
      personalNumber: '001326000001',
    },
  ],
  () => [officers[0], { type: 'submitForSigning', ...document }],
  () => [officers[1], { type: 'submitForSigning', ...document }],
  () => [leader, { type: 'declineSigning', reason: 'Sai nơi sinh' }],
  () => [
    leader,
    { type: 'recordSigned', ...signed, documentHash: document.sha256, capacity: 'Chủ tịch' },
  ],
  () => [
    clerk,
    { type: 'recordSealed', ...signed, sealedHash: '03'.repeat(32), number: '7', on: '2026-11-23' },
  ],
  () => [counter, { type: 'confirmWithdrawal' }],
  () => [officers[0], { type: 'stop', reason: 'Không đủ', legalBasis: 'Luật Hộ tịch' }],
  () => [counter, { type: 'deliver', manner: 'counter', receiver: 'applicant' }],
]

/** One press: which deed, to which dossier, and whether under the key that others may press as well. */
type Press = { deed: number; dossier: number; shared: boolean }

/** Deeds after which nothing follows; in most lanes nobody does them, so that dossiers come far. */
const ENDING = DEEDS.flatMap((deed, nth) => {
  const [, { type }] = deed(citizen())
  return ['refuse', 'stop', 'requestWithdrawal', 'confirmWithdrawal'].includes(type) ? [nth] : []
})
const GOING_ON = DEEDS.map((_, nth) => nth).filter((nth) => !ENDING.includes(nth))

const inOrder = fc.subarray(GOING_ON, { minLength: 12 })
const inAnyOrder = fc.array(fc.nat(DEEDS.length - 1), { minLength: 6, maxLength: 16 })

/** A lane does each of its deeds to every dossier, beginning with another one than its neighbour. */
const lane: fc.Arbitrary<Press[]> = fc
  .oneof({ weight: 3, arbitrary: inOrder }, { weight: 1, arbitrary: inAnyOrder })
  .chain((deeds) =>
    fc.tuple(...deeds.map((deed) => fc.record({ deed: fc.constant(deed), shared: fc.boolean() }))),
  )
  .chain((presses) =>
    fc.nat(DOSSIERS - 1).map((first) =>
      presses.flatMap((press) =>
        Array.from({ length: DOSSIERS }, (_, nth) => ({
          ...press,
          dossier: (first + nth) % DOSSIERS,
        })),
      ),
    ),
  )

type Done = {
  press: Press
  key: string
  by: Actor
  command: Command
  seq: number
  isRepeat: boolean
}
type Dossier = { id: string; mother: CitizenActor; file: Done; code: string }

let database: TestDatabase
let deps: DossierDeps
let dispatchers: Dispatcher[]
const heard = new Map<string, number[]>()
const failures: unknown[] = []

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  deps = depsFor(database.app)
  const listener = {
    name: 'listener',
    effects: 'inside' as const,
    onEvents: async (_tx: unknown, { id }: { id: string }, events: readonly { seq: number }[]) => {
      heard.set(id, [...(heard.get(id) ?? []), ...events.map(({ seq }) => seq)])
    },
  }
  dispatchers = [1, 2].map(() =>
    startDispatcher({
      db: database.worker,
      subscribers: [listener],
      onError: (error) => failures.push(error),
      pollMs: 100,
    }),
  )
})
after(async () => {
  await Promise.all(dispatchers.map((each) => each.stop()))
  await database.close()
})

async function filed(): Promise<Dossier> {
  const mother = citizen()
  const [key, command] = [randomUUID(), filing(mother)]
  const { id, code, seq } = accepted(await handle(deps, { command, by: mother, key, procedure }))
  const press = { deed: -1, dossier: -1, shared: false }
  return { id, code, mother, file: { press, key, by: mother, command, seq, isRepeat: false } }
}

/** All lanes at once; each goes on whatever it is answered. Only lawful noes and answers are answers. */
async function pressAll(lanes: Press[][], all: Dossier[]): Promise<Done[]> {
  const keys = new Map<string, string>()
  const keyOf = ({ deed, dossier, shared }: Press): string => {
    const name = shared ? `${deed} ${dossier}` : randomUUID()
    const key = keys.get(name) ?? randomUUID()
    keys.set(name, key)
    return key
  }
  const done: Done[] = []
  await Promise.all(
    lanes.map(async (presses) => {
      for (const press of presses) {
        const { id, mother } = all[press.dossier]!
        const [by, command] = DEEDS[press.deed]!(mother)
        const key = keyOf(press)
        const outcome = await handle(deps, { id, by, command, key })
        if (outcome.ok) {
          const { seq, isRepeat } = outcome.value
          done.push({ press, key, by, command, seq, isRepeat })
        }
      }
    }),
  )
  return done
}

/** The same commands one after the other, in the order in which they stand in the history, by the pure rules alone. */
async function oneByOne({ id, code, file }: Dossier, done: Done[]): Promise<DossierState | null> {
  const history = await inContext(database.app, counter, (tx) => historyOf(tx, id))
  const inOrder = [file, ...done.filter(({ isRepeat }) => !isRepeat)].toSorted(
    (a, b) => a.seq - b.seq,
  )
  let state: DossierState | null = null
  for (const { by, command, seq } of inOrder) {
    const { occurredAt, recordedAt } = history[seq - 1]!
    const decision = decide(state, command, {
      now: toLocalMinute(occurredAt),
      terms,
      calendar: calendar(),
      actor: actorKey(by),
      personId: by.kind === 'staff' || by.kind === 'citizen' ? by.personId : null,
      code: state === null ? code : null,
    })
    assert.ok(decision.ok, `${command.type} at ${seq} was not lawful`)
    for (const event of decision.value) {
      const next: number = (state?.seq ?? 0) + 1
      const told = {
        version: eventVersions[event.kind],
        origin: 'live' as const,
        actor: actorKey(by),
      }
      const officeId = by.kind === 'staff' ? by.officeId : null
      state = evolve(
        state,
        { ...event, ...told, seq: next, occurredAt, recordedAt, officeId },
        terms,
      )
    }
    assert.equal(state?.seq, seq, 'each command wrote its events without another between them')
  }
  assert.equal(history.length, state?.seq)
  return state
}

function assertOncePerKey(done: Done[]): void {
  for (const [key, same] of Map.groupBy(done, (each) => each.key)) {
    const firsts = same.filter(({ isRepeat }) => !isRepeat)
    assert.equal(firsts.length, 1, `${same[0]!.command.type} under ${key} had its effect once`)
    assert.equal(new Set(same.map(({ seq }) => seq)).size, 1, 'every press had the same answer')
  }
}

test(`${RUNS} random histories by ${LANES} lanes at once are each what one lane would have made, once per key`, async (t) => {
  const level = await sql<{ level: string }>`
    select current_setting('transaction_isolation') as level`.execute(database.app)
  assert.equal(level.rows[0]?.level, 'read committed')
  let [changes, repeats, furthest] = [0, 0, 0]
  const lanes = fc.array(lane, { minLength: LANES, maxLength: LANES })
  await fc.assert(
    fc.asyncProperty(lanes, async (each) => {
      const all = await Promise.all(Array.from({ length: DOSSIERS }, filed))
      const done = await pressAll(each, all)
      assertOncePerKey(done)
      for (const [nth, dossier] of all.entries()) {
        const mine = done.filter(({ press }) => press.dossier === nth)
        const state = await oneByOne(dossier, mine)
        const stored = await inContext(database.app, counter, (tx) => stateById(tx, dossier.id))
        assert.equal(canonical(stored), canonical(state))
        furthest = Math.max(furthest, state?.seq ?? 0)
      }
      changes += done.filter(({ isRepeat }) => !isRepeat).length
      repeats += done.filter(({ isRepeat }) => isRepeat).length
    }),
    { numRuns: RUNS },
  )
  t.diagnostic(`${changes} changes, ${repeats} repeats, the longest history has ${furthest} events`)
  assert.ok(changes > 50 && repeats > 10 && furthest > 8, 'something was tried')
})

test('after all of them every history is whole, and who listens heard each event once, in order', async () => {
  const lines: string[] = []
  const out = (line: string): void => void lines.push(line)
  const exit = await runVerify([], { db: database.worker, termsOf: () => terms, out })
  assert.equal(exit, 0, lines.join('\n'))
  for (const dispatcher of dispatchers) await dispatcher.drain()
  assert.deepEqual(failures, [])
  const { rows } = await sql<{ id: string; seqs: number[] }>`
    select dossier_id as id, array_agg(seq order by seq) as seqs from dossier_event group by 1`.execute(
    database.owner,
  )
  for (const { id, seqs } of rows) assert.deepEqual(heard.get(id), seqs)
})
