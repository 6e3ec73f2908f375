import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  citizen,
  clock,
  depsFor,
  fileFor,
  furnish,
  OTHER_WARD,
  terms,
  WARD,
} from '../../test/support/office.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { runVerify } from '../audit/cli.ts'
import { SCOPED } from '../audit/invariants/scopes-store.ts'
import { inContext } from '../db/context.ts'
import type { ReorganisationCommand } from './reorganisation/commands.ts'
import { handleMany } from './handle-many.ts'
import type { DossierDeps } from './handle.ts'
import { rescope } from './store.ts'

const moved: ReorganisationCommand = {
  type: 'changeOffices',
  reorganisation: { id: randomUUID(), number: '1656/NQ-UBTVQH15' },
  to: { receiving: OTHER_WARD, competent: OTHER_WARD, returning: OTHER_WARD },
}

describe('one act over many dossiers', () => {
  let database: TestDatabase
  let deps: DossierDeps
  before(async () => {
    database = await withDatabase()
    await furnish(database.owner)
    deps = depsFor(database.worker)
  })
  after(() => database.close())

  const some = async (count: number): Promise<string[]> => {
    const filing = depsFor(database.app)
    return Promise.all(
      Array.from({ length: count }, async () => (await fileFor(filing, citizen())).id),
    )
  }
  const act = (ids: readonly string[], key: string) =>
    handleMany(deps, { ids, key, by: clock, commandOf: () => moved })

  it('moves each, lets every row of it follow, and a second run changes nothing', async () => {
    const ids = await some(3)
    const key = randomUUID()
    const first = await act(ids, key)
    assert.deepEqual(
      first.map(({ became }) => became),
      ['done', 'done', 'done'],
    )
    const second = await act(ids.toReversed(), key)
    assert.deepEqual(
      second.map(({ id, became }) => [id, became]),
      ids.toSorted().map((id) => [id, 'repeat']),
    )
    for (const id of ids) {
      const { rows } = await sql<{ table: string; scopes: string }>`${sql.join(
        [...SCOPED].map(
          (table) =>
            sql`select ${sql.lit(table)} as "table", array_to_string(scopes, ',') as scopes
                  from ${sql.table(table)} where dossier_id = ${id}::uuid`,
        ),
        sql` union all `,
      )}`.execute(database.owner)
      const { rows: own } = await sql<{ scopes: number[]; words: string; access: number[] }>`
        select d.scopes, s.words::text as words,
               (select array_agg(a.scope order by a.scope) from dossier_access a where a.dossier_id = d.id) as access
          from dossier d join dossier_search s on s.dossier_id = d.id where d.id = ${id}::uuid`.execute(
        database.owner,
      )
      const { scopes, words, access } = own[0]!
      assert.ok(scopes.includes(OTHER_WARD) && !scopes.includes(WARD))
      assert.deepEqual(access, scopes)
      assert.ok(words.includes(`'s${OTHER_WARD}'`) && !words.includes(`'s${WARD}'`))
      assert.ok(rows.length > 3)
      assert.deepEqual([...new Set(rows.map((row) => row.scopes))], [scopes.join(',')])
    }
    assert.equal(
      await runVerify([], { db: database.worker, termsOf: () => terms, out: () => undefined }),
      0,
    )
  })

  it('a lawful no and a dossier that is not there stop no other', async () => {
    const [done, ended] = await some(2)
    await act([ended!], randomUUID())
    const missing = randomUUID()
    const outcomes = await act([missing, ended!, done!], randomUUID())
    assert.deepEqual(
      new Map(outcomes.map(({ id, became }) => [id, became])),
      new Map([
        [missing, 'notFound'],
        [ended!, 'refused'],
        [done!, 'done'],
      ] as const),
    )
  })

  it('a dossier that cannot be written is told of and stops no other', async () => {
    const ids = await some(3)
    const broken = ids[1]!
    await sql`update dossier_state set seq = 99, packed = decode('00', 'hex') where dossier_id = ${broken}::uuid`.execute(
      database.owner,
    )
    const outcomes = await act(ids, randomUUID())
    assert.deepEqual(
      new Map(outcomes.map(({ id, became }) => [id, became])),
      new Map(ids.map((id) => [id, id === broken ? 'failed' : 'done'])),
    )
  })

  it('nobody moves a dossier that they could not see', async () => {
    const { id } = await fileFor(depsFor(database.app), citizen())
    await assert.rejects(
      inContext(database.app, { scopes: [999] }, (tx) => rescope(tx, id, [999])),
      /not in the scopes/,
    )
  })
})
