/** Nobody sees or acts without a representation that lives at that instant: made representations against one plain sentence of the law. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import {
  openActingDoors,
  type Acting,
  type ActingDoors,
} from '../../../test/support/acting-doors.ts'
import { confirmed, revoked } from '../../../test/support/acting.ts'
import { isTheirs, representationFor } from '../../dossier/parties/access.ts'
import type { Tx } from '../../db/connect.ts'
import { dayFromNumber, dayNumber, toDay, type Day } from '../../lib/time.ts'
import { partyOf, procedureOfParty } from './party-store.ts'
import { RIGHTS, type Right } from './representation.ts'
import { useRepresentation } from './store.ts'

let doors: ActingDoors
let someone: Acting
before(async () => {
  doors = await openActingDoors()
  someone = await doors.person()
})
after(() => doors.close())

const PROCEDURES = ['1.001193', '1.004873', '3.000333'] as const
const TODAY: Day = toDay(new Date())

type Made = {
  may: Right[]
  procedures: string[] | null
  from: number
  days: number
  ends: 'not' | 'revoked'
}

const made: fc.Arbitrary<Made> = fc.record({
  may: fc.subarray([...RIGHTS], { minLength: 1 }),
  procedures: fc.option(fc.subarray([...PROCEDURES], { minLength: 1 })),
  from: fc.integer({ min: -3, max: 2 }),
  days: fc.integer({ min: 0, max: 4 }),
  ends: fc.constantFrom('not', 'not', 'revoked'),
})

/** The sentence itself, written without the program's own rules. */
function isAllowed(
  { may, procedures, from, days, ends }: Made,
  asked: { right: Right; procedure: string },
): boolean {
  const lives = ends === 'not' && from <= 0 && 0 <= from + days
  const covers = procedures === null || procedures.includes(asked.procedure)
  return lives && covers && (asked.right === 'follow' || may.includes(asked.right))
}

let parties = 0

test('what the request knows, what the transaction checks and what row security opens say the same, for every representation', async () => {
  const { db } = doors.deps
  let allowed = 0
  await fc.assert(
    fc.asyncProperty(made, async (given) => {
      const of = {
        kind: 'person' as const,
        number: `0790${String(parties++).padStart(8, '0')}`,
        name: 'Chủ Hồ Sơ',
      }
      const validFrom = dayFromNumber(dayNumber(TODAY) + given.from)
      const validTo = dayFromNumber(dayNumber(validFrom) + given.days)
      const { personId } = someone
      const terms = { procedures: given.procedures, may: given.may, validFrom, validTo }
      const id = await confirmed(db, { personId, of, ...terms })
      if (given.ends === 'revoked') await revoked(db, id, personId)
      const party = await partyOf(db, of)
      // Dossiers of every procedure stand there already: their scopes are known when the request asks.
      for (const procedure of PROCEDURES) await procedureOfParty(db, party, procedure)
      const actor = await someone.actor()
      assert.ok(actor.kind === 'citizen')
      for (const procedure of PROCEDURES) {
        const within = await procedureOfParty(db, party, procedure)
        const owner = { party, within, representation: { id, kind: 'authorisedFamily' as const } }
        const dossier = {
          applicantPersonId: personId,
          owner,
          procedure: { code: procedure, version: 1, caseCode: '', name: '' },
        }
        for (const right of RIGHTS) {
          const should = isAllowed(given, { right, procedure })
          allowed += should ? 1 : 0
          const use = { id, personId, right, procedure, on: TODAY }
          assert.equal((await useRepresentation(db, use)) !== undefined, should, 'transaction')
          assert.equal(representationFor(actor, dossier, right) !== undefined, should, 'request')
        }
        const sees = isAllowed(given, { right: 'follow', procedure })
        assert.equal(isTheirs(actor, dossier), sees)
        assert.equal(
          [party, within].some((scope) => actor.scopes.includes(scope)),
          sees,
          'scopes',
        )
      }
    }),
    { numRuns: 20 },
  )
  assert.ok(allowed > 0, 'some of them were allowed something')
})

test('a representation opens nothing to anybody but the one who was given it', async () => {
  const { db } = doors.deps
  const other = await doors.person()
  const of = { kind: 'person' as const, number: '079099999999', name: 'Chủ Hồ Sơ' }
  const id = await confirmed(db, { personId: other.personId, of })
  const use = {
    id,
    personId: someone.personId,
    right: 'follow' as const,
    procedure: 'x',
    on: TODAY,
  }
  assert.equal(await useRepresentation(db, use), undefined)
  const actor = await someone.actor()
  assert.ok(actor.kind === 'citizen')
  assert.equal(actor.represents?.some((each) => each.id === id) ?? false, false)
})

test('a revocation waits for the filing that is under way, and a filing after it finds nothing', async () => {
  const { db } = doors.deps
  const { personId } = someone
  const of = { kind: 'person' as const, number: '079088888888', name: 'Chủ Hồ Sơ' }
  const id = await confirmed(db, { personId, of })
  const use = { id, personId, right: 'file' as const, procedure: 'x', on: TODAY }
  const order: string[] = []
  let ending: Promise<void> | undefined
  await db.transaction().execute(async (tx) => {
    assert.ok(await useRepresentation(tx, use))
    ending = revoked(db, id, personId).then(() => void order.push('revoked'))
    await waitingFor(tx)
    order.push('filed')
  })
  await ending
  assert.deepEqual(order, ['filed', 'revoked'])
  assert.equal(await useRepresentation(db, use), undefined)
})

/** Until another connection waits for what this transaction holds. */
async function waitingFor(tx: Tx): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_locks l where not l.granted and pg_backend_pid() = any(pg_blocking_pids(l.pid))`.execute(
      tx,
    )
    if (rows.length > 0) return
  }
}
