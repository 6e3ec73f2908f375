/** Legs through the one door: what the history holds, who reads it, and the list that the desks and the clock work from. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { communeOffice, jointTerms } from '../../test/support/joint.ts'
import {
  acknowledge,
  ask,
  elsewhere,
  end,
  mother,
  officer,
  sealedWith,
  type Act,
} from '../../test/support/joint-life.ts'
import {
  accepted,
  depsFor,
  furnish,
  OTHER_WARD,
  procedure,
  staff,
  THIRD_WARD,
} from '../../test/support/office.ts'
import { runVerify } from '../audit/cli.ts'
import { otherScopes } from '../audit/invariants/scopes-store.ts'
import { inContext } from '../db/context.ts'
import { startDispatcher } from '../dossier/dispatcher.ts'
import { handle, type DossierDeps } from '../dossier/handle.ts'
import { historyOf } from '../dossier/store.ts'
import { toInstant, type LocalMinute } from '../lib/time.ts'
import type { Actor } from '../office/actor.ts'
import { stopUnansweredLegs } from './jobs-legs.ts'
import { legsList } from './subscriber-legs.ts'

const WANTS = { 'support.wanted': true, 'residence.address': { commune: '00102', detail: 'số 5' } }
const BOTH: Act[] = [
  ...sealedWith(WANTS),
  acknowledge('residence', '2026-11-30T10:00'),
  acknowledge('insurance', '2026-11-30T10:30'),
]

const WITH_REASONS = { withPrivate: true }

/** The same week, long ago: what the citizen had to answer is over by now. */
function inSeptember([by, command, at = '2026-11-30T09:00']: Act): Act {
  return [by, command, at.replace('2026-11-30', '2026-09-07').replace('2026-12-01', '2026-09-08')]
}

describe('the legs of a joint dossier', () => {
  let database: TestDatabase
  let deps: DossierDeps
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
    deps = jointDeps(database.app)
  })
  after(() => database.close())

  function jointDeps(db: DossierDeps['db']): DossierDeps {
    const plain = depsFor(db)
    return {
      ...plain,
      law: { ...plain.law, terms: () => jointTerms },
      offices: {
        ...plain.offices,
        communeOffice: (commune) => communeOffice(commune) ?? undefined,
      },
    }
  }

  /** Plays the acts through `handle`, each at its minute; answers the dossier's id. */
  async function played(acts: readonly Act[], of?: string): Promise<string> {
    let id = of
    for (const [by, command, at = '2026-11-30T09:00'] of acts) {
      const handled = await handle(deps, {
        command,
        by,
        key: randomUUID(),
        procedure,
        occurredAt: toInstant(at as LocalMinute),
        ...(id !== undefined && { id }),
      })
      id = accepted(handled).id
    }
    return id!
  }

  async function told(): Promise<void> {
    const dispatcher = startDispatcher({
      db: database.worker,
      subscribers: [legsList({ termsOf: () => jointTerms })],
      onError: (error) => {
        throw error
      },
    })
    await dispatcher.drain()
    await dispatcher.stop()
  }

  const moveUnanswered = (by: string) =>
    sql`update leg set unanswered_from = now() + ${by}::interval where unanswered_from is not null`.execute(
      database.owner,
    )

  type Row = {
    leg: string
    office_id: number | null
    partner: string | null
    due_at: Date | null
    paused_at: Date | null
    outcome: string | null
    is_late: boolean
  }
  const rowsAs = async (by: Actor, id: string, now: string): Promise<Row[]> => {
    const at = toInstant(now as LocalMinute)
    const { rows } = await inContext(database.app, by, (tx) =>
      sql<Row>`
        select leg, office_id, partner, due_at, paused_at, outcome,
               coalesce(coalesce(stopped_at, paused_at, ${at}) > due_at, false) as is_late
          from leg where dossier_id = ${id}::uuid order by leg`.execute(tx),
    )
    return rows
  }

  it('stand in a list with whose they are, each with its own last minute, late by itself alone', async () => {
    const id = await played([...BOTH, end('insurance', '2026-12-01T10:00')])
    await told()
    const rows = await rowsAs(officer, id, '2026-12-03T09:00')
    assert.deepEqual(
      rows.map(({ leg, office_id, partner, outcome, is_late }) => [
        leg,
        office_id ?? partner,
        outcome,
        is_late,
      ]),
      [
        ['birth', 101, 'done', false],
        ['insurance', 'insurance', 'done', false],
        ['residence', 'police', null, true],
        ['support', OTHER_WARD, null, false],
      ],
    )
  })

  it('let the office of an inside leg read dossier and legs once it has begun, and not before', async () => {
    const wanting = sealedWith({ ...WANTS, 'fixed.wanted': true })
    const third = staff('officer', THIRD_WARD)
    const id = await played(wanting.slice(0, -1))
    const readAs = (by: Actor) => inContext(database.app, by, (tx) => historyOf(tx, id))
    assert.equal((await readAs(elsewhere)).length, 0)
    assert.equal((await readAs(third)).length, 0)
    await played(wanting.slice(-1), id)
    await told()
    assert.ok((await readAs(elsewhere)).length > 0)
    assert.ok((await readAs(third)).length > 0)
    assert.equal((await rowsAs(third, id, '2026-11-30T10:00')).length, 5)
    assert.deepEqual(await inContext(database.app, officer, (tx) => otherScopes(tx, [id])), [])
  })

  it('whose papers did not come are stopped by the clock, once, with reason and basis', async () => {
    const id = await played(
      [
        ...BOTH,
        ask('residence', '2026-12-01T09:00'),
        acknowledge('support', '2026-12-01T09:00', elsewhere),
      ].map(inSeptember),
    )
    await told()
    const worker = jointDeps(database.worker)
    await moveUnanswered('1 minute')
    assert.equal(await stopUnansweredLegs(worker), 0, 'nobody is looked at before its time')
    await moveUnanswered('-1 minute')
    assert.equal(await stopUnansweredLegs(worker), 1)
    await moveUnanswered('-1 minute')
    assert.equal(await stopUnansweredLegs(worker), 0, 'the same papers stop the leg once')
    const history = await inContext(database.app, mother, (tx) => historyOf(tx, id, WITH_REASONS))
    const stopped = history.find(
      ({ kind, actor }) => kind === 'legEnded' && actor === 'system:clock',
    )
    assert.ok(stopped?.kind === 'legEnded')
    const { leg, outcome, legalBasis } = stopped.body
    assert.deepEqual([leg, outcome, legalBasis], ['residence', 'stopped', 'căn cứ của thử nghiệm'])
    assert.match(stopped.private?.reason ?? '', /không bổ sung/)
    await told()
    const rows = await rowsAs(mother, id, '2026-12-01T09:00')
    assert.deepEqual(
      rows.map(({ leg: each, outcome: how }) => [each, how]),
      [
        ['birth', 'done'],
        ['insurance', null],
        ['residence', 'stopped'],
        ['support', null],
      ],
    )
  })

  it('verify from the first line to the last', async () => {
    const lines: string[] = []
    const exit = await runVerify([], {
      db: database.worker,
      termsOf: () => jointTerms,
      out: (line) => lines.push(line),
    })
    assert.equal(exit, 0, lines.join('\n'))
  })
})
