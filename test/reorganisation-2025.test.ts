/** The morning of 1 July 2025, small: the real mapping, every old office, dossiers at some of each kind. `npm run bench -- reorganise` has it whole. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { runVerify } from '../src/audit/cli.ts'
import { scopesOfState } from '../src/dossier/access.ts'
import { inContext } from '../src/db/context.ts'
import { apply, look, preview, rights } from '../src/dossier/reorganisation/apply.ts'
import { standings } from '../src/dossier/reorganisation/store.ts'
import { dossierById } from '../src/dossier/store.ts'
import { closingsOf } from '../src/office/reorganisation.ts'
import { withImportedDatabase, type TestDatabase } from './support/database.ts'
import { changed, fileIn, lookAt, oldOffices, type July } from './support/july-2025.ts'

describe('1 July 2025', () => {
  let database: TestDatabase
  let july: July
  let concerned: number[]
  before(async () => {
    database = await withImportedDatabase()
    july = await oldOffices(database)
    const closings = closingsOf(july.plan)
    const some = (rule: string, many: number) =>
      closings
        .filter((each) => each.rule === rule)
        .slice(0, many)
        .map(({ office }) => office)
    concerned = [...some('whole', 8), ...some('byAddress', 10), ...some('byPerson', 3)]
    await fileIn(july, concerned, 4)
  })
  after(() => database.close())

  it('526 communes and 30 districts become 126 offices: each closed one has its successor', async () => {
    const { plan, deps } = july
    const closings = closingsOf(plan)
    assert.equal(closings.length, 526 + 30)
    assert.equal(closings.filter(({ rule }) => rule === 'byAddress').length, 199)
    const communes = closings.filter(({ rule }) => rule !== 'byPerson')
    assert.equal(new Set(communes.flatMap(({ into }) => into)).size, 126)
    assert.deepEqual((await look(deps, plan)).faults, [])
  })

  it('nothing is lost, no deadline changes, each dossier is in one new office, and a second run changes nothing', async () => {
    const { plan, deps } = july
    const old = await lookAt(database.owner, plan)
    assert.equal(old.open, concerned.length * 4)
    const before = await rights(deps, plan)
    assert.equal(before.length, (526 + 30) * 3)
    const moves = (counts: { moved: number; byRule: number; toDecide: number }[]) =>
      counts.reduce(
        (sum, { moved, byRule, toDecide }) => ({
          moved: sum.moved + moved,
          byRule: sum.byRule + byRule,
          toDecide: sum.toDecide + toDecide,
        }),
        { moved: 0, byRule: 0, toDecide: 0 },
      )
    const shown = moves(await preview(deps, plan))
    const report = await apply(deps, plan)
    assert.deepEqual([report?.left, report?.isEnded, report?.troubled], [0, true, []])
    const done = moves(report!.offices)
    assert.deepEqual(done, shown, 'the preview said what happened')
    assert.equal(done.moved, old.open)
    assert.ok(done.byRule > 0 && done.toDecide > 0)
    const now = await lookAt(database.owner, plan)
    assert.deepEqual([now.open, now.atClosed, changed(old, now)], [old.open, 0, []])

    const again = await apply(deps, plan)
    assert.deepEqual(moves(again!.offices), { moved: 0, byRule: 0, toDecide: 0 })
    assert.deepEqual(await lookAt(database.owner, plan), now)
  })

  it('who may read each dossier is what its new offices give, and every history is whole', async () => {
    const { deps } = july
    const { ancestorsOf } = deps.dossier.offices
    await inContext(database.worker, { scopes: [] }, async (tx) => {
      const ids = [...(await lookAt(database.owner, july.plan)).kept.keys()]
      for (const { id, state } of await standings(tx, ids))
        assert.deepEqual((await dossierById(tx, id))?.scopes, scopesOfState(state, ancestorsOf))
    })
    const { law } = deps
    const verified = await runVerify([], {
      db: database.worker,
      termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      out: () => undefined,
    })
    assert.equal(verified, 0)
  })

  it('rights before and after: everybody goes where their office went, and nobody anywhere else', async () => {
    const { plan, deps } = july
    const goes = new Map(closingsOf(plan).map((each) => [each.office, each.default]))
    const { rows } = await rightsNow(database)
    assert.equal(rows.length, (526 + 30) * 3)
    for (const { person, office, role } of rows) {
      const origin = Number(person.match(/-(\d+)@/)?.[1])
      assert.deepEqual([office, role], [goes.get(origin), person.match(/^[a-z]+/)?.[0]])
    }
    assert.equal((await rights(deps, plan)).length, rows.length)
  })
})

async function rightsNow({ owner }: TestDatabase) {
  const rows = await owner
    .selectFrom('assignment')
    .innerJoin('person', 'person.id', 'assignment.person_id')
    .select(['person.email as person', 'assignment.office_id as office', 'assignment.role as role'])
    .where('assignment.valid_to', 'is', null)
    .where('person.email', 'like', '%@example.vn')
    .execute()
  return { rows: rows.map((row) => ({ ...row, person: row.person ?? '' })) }
}
