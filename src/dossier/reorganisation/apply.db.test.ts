import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  accepted,
  act,
  CITY,
  citizen,
  depsFor,
  fileFor,
  filing,
  furnish,
  OTHER_WARD,
  procedure,
  staff,
  terms,
  THIRD_WARD,
  WARD,
} from '../../../test/support/office.ts'
import {
  hire,
  named,
  NEW_TOWN,
  NEW_WARD,
  planOf,
  reorganiseDeps,
} from '../../../test/support/reorganisation.ts'
import { runVerify } from '../../audit/cli.ts'
import type { Offices } from '../../catalogue/import-offices.ts'
import { withoutReorganised } from '../../catalogue/reorganised-store.ts'
import { inContext } from '../../db/context.ts'
import { officesNamed } from '../../exchange/store.ts'
import type { StaffActor } from '../../office/actor.ts'
import { followOffices } from '../../office/directory-follow.ts'
import { openDirectory } from '../../office/directory.ts'
import type { Plan } from '../../office/reorganisation.ts'
import { findSession, insertSession } from '../../office/store.ts'
import { startDispatcher } from '../dispatcher.ts'
import { handle } from '../handle.ts'
import { stateById } from '../store.ts'
import { apply, look, preview, type ReorganiseDeps } from './apply.ts'
import { officeMoves } from './subscriber-moves.ts'

const at = (office: number) => ({ receiving: office, competent: office, returning: office })
const officerAt = (officeId: number) => ({
  officeId,
  role: 'officer' as const,
  title: 'Công chức',
  validFrom: '2025-07-01' as const,
})

describe('a reorganisation on its day', () => {
  let database: TestDatabase
  let deps: ReorganiseDeps
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
    deps = await reorganiseDeps(database)
  })
  after(() => database.close())

  const filed = async (offices: ReturnType<typeof at>, answers = {}): Promise<string> => {
    const who = citizen()
    const command = filing(who, { offices, answers })
    return (await fileFor(depsFor(database.app), who, { command })).id
  }
  const stateOf = async (id: string) =>
    (await inContext(database.worker, { scopes: [] }, (tx) => stateById(tx, id)))!
  /** A ward of its own for each test. */
  const ward = async (id: number): Promise<number> => {
    await sql`
      insert into office (id, kind, name, short_name, parent_id, agency_code, agency_code_is_stand_in, valid_from)
      values (${id}, 'commune', ${`UBND phường ${id}`}, ${`Phường ${id}`}, ${CITY}, ${`H26.T${id}`}, true, '2025-07-01')`.execute(
      database.owner,
    )
    await deps.reload()
    return id
  }
  const held = async (personId: number, office: number, id: string): Promise<void> => {
    const officer: StaffActor = { ...staff('officer', office), personId }
    accepted(
      await act(depsFor(database.app), id, staff('receptionist', office), {
        type: 'accept',
        originals: [],
      }),
    )
    accepted(await act(depsFor(database.app), id, officer, { type: 'claim' }))
  }
  const told = async (): Promise<void> => {
    const dispatcher = startDispatcher({
      db: database.worker,
      subscribers: [officeMoves],
      onError: (error) => assert.fail(String(error)),
      pollMs: 60_000,
    })
    await dispatcher.drain()
    await dispatcher.stop()
  }
  const done = async (plan: Plan) => {
    assert.deepEqual((await look(deps, plan)).faults, [])
    const report = await apply(deps, plan)
    assert.ok(report)
    return report
  }

  it('a merger takes dossiers, holders and rights along, and no deadline changes', async () => {
    const [first, second] = [await ward(301), await ward(302)]
    const comes = await hire(database.app, officerAt(first))
    const stays = await hire(database.app, officerAt(second))
    const [mine, hers, elsewhere] = [
      await filed(at(first)),
      await filed(at(second)),
      await filed(at(WARD)),
    ]
    await held(comes, first, mine)
    await held(stays, second, hers)
    const before = await Promise.all([mine, hers].map(stateOf))
    const plan = planOf(
      randomUUID(),
      [
        { act: 'merge', offices: [first, second], into: NEW_WARD },
        { act: 'person', person: stays, from: second, to: null },
      ],
      [named(NEW_WARD)],
    )
    const counts = await preview(deps, plan)
    assert.deepEqual(
      counts.map(({ moved }) => moved),
      [1, 1],
    )
    assert.equal((await stateOf(mine)).offices.competent, first, 'a preview changes nothing')
    const report = await done(plan)
    assert.deepEqual([report.left, report.isEnded, report.troubled], [0, true, []])
    const after = await Promise.all([mine, hers].map(stateOf))
    for (const [nth, state] of after.entries()) {
      assert.deepEqual(state.offices, at(NEW_WARD))
      assert.deepEqual(state.clock, before[nth]!.clock)
      assert.equal(state.code, before[nth]!.code)
    }
    assert.equal(after[0]!.holder, comes, 'whoever comes along keeps the dossier')
    assert.equal(after[1]!.holder, null, 'whoever stays leaves it to the queue')
    assert.equal((await stateOf(elsewhere)).offices.competent, WARD)
    const { rows } = await sql<{ person: number; office: number; to: string | null }>`
      select person_id as person, office_id as office, valid_to::text as "to" from assignment
       where person_id in (${comes}, ${stays}) order by id`.execute(database.owner)
    assert.deepEqual(rows, [
      { person: comes, office: first, to: '2025-12-31' },
      { person: stays, office: second, to: '2025-12-31' },
      { person: comes, office: NEW_WARD, to: null },
    ])
    const again = await done(plan)
    assert.deepEqual(
      [again.assignments, again.offices.reduce((sum, { moved }) => sum + moved, 0)],
      [0, 0],
    )
    assert.deepEqual(await Promise.all([mine, hers].map(stateOf)), after)
  })

  it('a divided office follows the address; where that is silent a person decides, by an act with a reason', async () => {
    const old = await ward(311)
    const [left, right] = [await ward(312), await ward(313)]
    await sql`
      insert into office_number (number, office_id, valid_from) values ('00004', ${left}, '2025-07-01'), ('00008', ${right}, '2025-07-01')`.execute(
      database.owner,
    )
    const certain = await filed(at(old), {
      'father.residence': { detail: 'Số 1', commune: '00008' },
    })
    const silent = await filed(at(old))
    const plan = planOf(randomUUID(), [
      { act: 'split', office: old, into: [left, right], default: left, rule: 'byAddress' },
    ])
    const report = await done(plan)
    const [count] = report.offices
    assert.deepEqual([count!.moved, count!.byRule, count!.toDecide], [2, 1, 1])
    assert.deepEqual((await stateOf(certain)).offices, at(right))
    const waiting = await stateOf(silent)
    assert.deepEqual(waiting.offices, at(left), 'readable by the default until decided')
    assert.deepEqual(
      waiting.undecided?.candidates.map(({ office, why }) => [office, why]),
      [
        [left, 'document'],
        [right, 'document'],
      ],
    )
    await told()
    const toDecide = () =>
      sql<{ id: string; from: number[]; open: boolean }>`
        select dossier_id as id, from_offices as "from", to_decide as open from dossier_office_move
         where reorganisation_id = ${plan.id}::uuid order by to_decide desc`
        .execute(database.owner)
        .then(({ rows }) => rows)
    assert.deepEqual((await toDecide())[0], { id: silent, from: [old], open: true })

    const decide = (by: StaffActor, office: number) =>
      act(depsFor(database.app), silent, by, {
        type: 'decideOffices',
        office,
        reason: 'Nhà ở ngõ 3, nay thuộc phường bên phải',
      })
    const city = staff('supervisor', CITY)
    const refused = await decide(staff('officer', left), right)
    assert.equal(refused.ok ? '' : refused.refusal.code, 'notAllowed')
    const strange = await decide(city, WARD)
    assert.equal(strange.ok ? '' : strange.refusal.code, 'notCandidate')
    accepted(await decide(city, right))
    const decided = await stateOf(silent)
    assert.deepEqual([decided.offices, decided.undecided], [at(right), undefined])
    await told()
    assert.deepEqual(
      (await toDecide()).map(({ open }) => open),
      [false, false],
    )
    const twice = await decide(staff('supervisor', right), left)
    assert.equal(twice.ok ? '' : twice.refusal.code, 'alreadyDecided')
  })

  it('receiving, deciding and returning office each go their own way', async () => {
    const [receiving, returning] = [await ward(321), await ward(322)]
    const id = await filed({ receiving, competent: THIRD_WARD, returning })
    await done(
      planOf(randomUUID(), [
        { act: 'merge', offices: [receiving], into: WARD },
        { act: 'merge', offices: [returning], into: OTHER_WARD },
      ]),
    )
    assert.deepEqual((await stateOf(id)).offices, {
      receiving: WARD,
      competent: THIRD_WARD,
      returning: OTHER_WARD,
    })
  })

  it('a run that is cut off in the middle goes on where it stood', async () => {
    const [first, second] = [await ward(331), await ward(332)]
    const officer = await hire(database.app, officerAt(first), officerAt(second))
    const ids = [await filed(at(first)), await filed(at(second))]
    const plan = planOf(
      randomUUID(),
      [{ act: 'merge', offices: [first, second], into: NEW_TOWN }],
      [named(NEW_TOWN)],
    )
    await assert.rejects(
      apply(deps, plan, () => {
        throw new Error('the power went')
      }),
      /the power went/,
    )
    const half = await Promise.all(ids.map(stateOf))
    assert.deepEqual(
      half.map(({ offices }) => offices.competent),
      [NEW_TOWN, second],
    )
    const { rows } = await sql<{ office: number }>`
      select office_id as office from assignment
       where person_id = ${officer} and current_date between valid_from and coalesce(valid_to, 'infinity') order by 1`.execute(
      database.owner,
    )
    assert.deepEqual(
      rows.map(({ office }) => office),
      [NEW_TOWN, first, second],
      'in between nobody loses sight of a dossier',
    )
    const report = await done(plan)
    assert.deepEqual([report.isEnded, report.assignments], [true, 0])
    assert.deepEqual(
      (await Promise.all(ids.map(stateOf))).map(({ offices }) => offices.competent),
      [NEW_TOWN, NEW_TOWN],
    )
  })

  it('two runs at once: one works, the other says so', async () => {
    const old = await ward(341)
    await filed(at(old))
    const plan = planOf(randomUUID(), [{ act: 'merge', offices: [old], into: WARD }])
    const reports = await Promise.all([apply(deps, plan), apply(deps, plan)])
    assert.equal(reports.filter((report) => report === undefined).length, 1)
  })

  it('nothing new is filed at a closed office, and its successor numbers with its own code', async () => {
    const old = await ward(351)
    await done(planOf(randomUUID(), [{ act: 'merge', offices: [old], into: OTHER_WARD }]))
    const filingDeps = { ...depsFor(database.app), offices: deps.dossier.offices }
    const who = citizen()
    const refused = await handle(filingDeps, {
      command: filing(who, { offices: at(old) }),
      by: who,
      key: randomUUID(),
      procedure,
    })
    assert.equal(refused.ok ? '' : refused.refusal.code, 'officeClosed')
    assert.match(refused.ok ? '' : refused.refusal.message, /Phường 351 .* Hãy chọn Phường Hai/)
    const next = await fileFor(filingDeps, who, {
      command: filing(who, { offices: at(OTHER_WARD) }),
    })
    assert.match(next.code, /^H26\.102-/)
    const asked = { agencyCodes: ['H26.T351'], communes: [], day: '2026-02-01' }
    assert.deepEqual(
      (await officesNamed(database.app, asked)).map(({ id, agencyCode }) => [id, agencyCode]),
      [[OTHER_WARD, 'H26.T351']],
      'the portal may go on naming the old office',
    )
  })

  it('an open session goes on at the successor, and every running program knows the offices at once', async () => {
    const old = await ward(391)
    const personId = await hire(database.app, officerAt(old))
    const now = new Date()
    const tokenHash = randomBytes(32)
    const { rows } = await sql<{ id: number }>`
      select id from assignment where person_id = ${personId}`.execute(database.owner)
    await insertSession(database.app, {
      tokenHash,
      personId,
      kind: 'staff',
      assignmentId: rows[0]!.id,
      now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    })
    const elsewhere = await openDirectory(database.app)
    const following = followOffices(database.app, elsewhere)
    try {
      await new Promise((resolve) => setTimeout(resolve, 200))
      await done(planOf(randomUUID(), [{ act: 'merge', offices: [old], into: 392 }], [named(392)]))
      const search = { tokenHash, now, staffSince: now, citizenSince: now }
      const since = new Date(now.getTime() - 60_000)
      const session = await findSession(database.app, { ...search, staffSince: since })
      const present = session?.assignments.find(({ id }) => id === session.assignmentId)
      assert.deepEqual([present?.officeId, session?.assignments.length], [392, 1])
      for (let looks = 0; elsewhere.find(392) === undefined && looks < 100; looks += 1)
        await new Promise((resolve) => setTimeout(resolve, 20))
    } finally {
      following.stop()
    }
    assert.deepEqual(elsewhere.ancestorsOf(392), [CITY])
    assert.deepEqual(elsewhere.closedOn(old, '2026-01-01'), {
      name: 'Phường 391',
      successor: 'Phường Mới 392',
    })
    assert.equal(elsewhere.closedOn(old, '2025-12-31'), null)
    assert.throws(() => elsewhere.ancestorsOf(399), /Danh mục đơn vị vừa thay đổi/)
  })

  it('a field moves to another office without either of them closing', async () => {
    const [from, to] = [await ward(361), await ward(362)]
    const id = await filed(at(from))
    const field = deps.law.procedure('1.001193')!.category.name.vi
    await done(planOf(randomUUID(), [{ act: 'moveCompetence', field, from, to }]))
    assert.deepEqual((await stateOf(id)).offices, { ...at(from), competent: to })
  })

  it('a renamed office keeps its id; its old name stays known', async () => {
    const id = await ward(371)
    await done(
      planOf(randomUUID(), [
        { act: 'rename', office: id, name: 'UBND phường Sen', shortName: 'Phường Sen' },
      ]),
    )
    const { rows } = await sql<{ now: string; old: string; to: string }>`
      select o.short_name as now, n.short_name as old, n.valid_to::text as "to"
        from office o join office_name n on n.office_id = o.id where o.id = ${id}`.execute(
      database.owner,
    )
    assert.deepEqual(rows, [{ now: 'Phường Sen', old: 'Phường 371', to: '2025-12-31' }])
  })

  it('the next import of the published lists leaves alone what a reorganisation changed', async () => {
    const published = {
      offices: [371, 302].map((id) => ({ id })),
      numbers: [],
      points: [371, 302].map((id) => ({ id, office_id: id })),
    } as unknown as Offices
    const kept = await database.owner
      .transaction()
      .execute((tx) => withoutReorganised(tx, published))
    assert.deepEqual(
      kept.offices.map(({ id }) => id),
      [302],
    )
    assert.deepEqual(
      kept.points.map(({ id }) => id),
      [371],
    )
  })

  it('the same number with another content is refused', async () => {
    const old = await ward(381)
    const plan = planOf(randomUUID(), [{ act: 'merge', offices: [old], into: WARD }])
    await done(plan)
    const other = await look(deps, { ...plan, title: 'Khác' })
    assert.match(other.faults.join(), /nội dung khác/)
  })

  it('every history stays whole', async () => {
    assert.equal(
      await runVerify([], { db: database.worker, termsOf: () => terms, out: () => undefined }),
      0,
    )
  })
})
