/** The dependency rules of the house: each is broken once on a made tree to see it fail, then held against the real one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkout } from '../src/checkout.ts'
import {
  libStandsAlone,
  namesSaySomething,
  oneDoorOut,
  oneReaderOfTheEnvironment,
  onlyRootsKnowAdapters,
  routesAndPagesDecideNothing,
  slicesFormOneOrder,
  sqlStandsInStores,
  tablesHaveOneWriter,
} from './support/architecture.ts'
import type { Rule } from './support/architecture.ts'
import { ruleFilesArePure } from './support/purity.ts'
import { importsOf, isTest, readTree } from './support/source-tree.ts'

const real = readTree(checkout, ['src', 'test', 'scripts', 'standins'])

type Case = {
  rule: Rule
  sentence: string
  broken: Record<string, string>[]
  kept?: Record<string, string>[]
}

const cases: Case[] = [
  {
    rule: libStandsAlone,
    sentence: 'lib imports nothing of ours',
    broken: [
      { 'src/lib/text.ts': "import { openDb } from '../db/connect.ts'" },
      { 'src/lib/text.ts': "export { type Db } from '../db/connect.ts'" },
    ],
    kept: [{ 'src/lib/text.ts': "import { ok } from './result.ts'" }],
  },
  {
    rule: ruleFilesArePure,
    sentence:
      'rule files touch no file, driver, clock, chance or process, nor does what they import',
    broken: [
      { 'src/dossier/decide.ts': "import { readFileSync } from 'node:fs'" },
      { 'src/dossier/decide.ts': "import { sql } from 'kysely'" },
      { 'src/dossier/dossier.ts': 'export const now = () => Date.now()' },
      { 'src/calendar/deadline.ts': 'export const today = new Date()' },
      { 'src/calendar/deadline.ts': 'const zone = process.env.TZ' },
      { 'src/notice/notice.ts': 'const n = Math.random()' },
      {
        'src/dossier/decide.ts': "import { newId } from '../lib/ids.ts'",
        'src/lib/ids.ts': "import { randomBytes } from 'node:crypto'",
      },
    ],
    kept: [
      {
        'src/dossier/decide.ts':
          "import type { Stats } from 'node:fs'\n// Date.now() is a fact, not ours",
      },
      { 'src/calendar/published.ts': "import { readFileSync } from 'node:fs'" },
      { 'src/dossier/dossier.ts': 'const at = new Date(fact)' },
    ],
  },
  {
    rule: slicesFormOneOrder,
    sentence: 'a slice imports only itself and earlier slices',
    broken: [
      { 'src/dossier/handle.ts': "import { verify } from '../signing/pades.ts'" },
      { 'src/office/store.ts': "import type { Dossier } from '../dossier/dossier.ts'" },
      { 'src/desk/routes.ts': "const app = await import('../app.ts')" },
      { 'src/desk/routes.ts': "import { loadConfig } from '../config.ts'" },
      { 'src/unheard/of.ts': '' },
    ],
    kept: [
      { 'src/signing/pades.ts': "import { handle } from '../dossier/handle.ts'" },
      { 'src/desk/routes.ts': "import type { Config } from '../config.ts'" },
      { 'src/office/x.http.test.ts': "import { buildApp } from '../app.ts'" },
    ],
  },
  {
    rule: sqlStandsInStores,
    sentence: 'SQL stands only in store, subscriber and jobs files',
    broken: [
      { 'src/desk/routes.ts': "import { sql } from 'kysely'" },
      { 'src/desk/list.ts': "db.selectFrom('dossier')" },
      { 'src/desk/list.ts': 'client.query(`select 1`)' },
      { 'src/desk/list.ts': "client.query(`\n  update dossier set code = ''`)" },
      { 'src/adapters/x.ts': "import { Pool } from 'pg'" },
    ],
    kept: [
      { 'src/desk/store.ts': "import { sql } from 'kysely'\nsql`select 1`" },
      { 'src/desk/list.ts': "import type { Selectable } from 'kysely'" },
      { 'src/desk/list.ts': '// db.selectFrom would belong into the store' },
    ],
  },
  {
    rule: tablesHaveOneWriter,
    sentence: 'a table is written by one slice',
    broken: [
      {
        'src/dossier/store.ts': "tx.insertInto('dossier').values(row)",
        'src/desk/store.ts': 'sql`update dossier d set code = 1`',
      },
      {
        'src/notice/store.ts': 'sql`insert into delivery values (1)`',
        'src/audit/jobs.ts': "db.deleteFrom('delivery')",
      },
    ],
    kept: [
      {
        'src/dossier/store.ts': "tx.insertInto('dossier').values(row)",
        'src/desk/store.ts': "db.selectFrom('dossier')",
      },
    ],
  },
  {
    rule: onlyRootsKnowAdapters,
    sentence: 'only composition roots import adapters',
    broken: [
      { 'src/notice/jobs.ts': "import { carrier } from '../adapters/smpp.ts'" },
      { 'src/notice/jobs.ts': "import type { Carrier } from '../adapters/smpp.ts'" },
    ],
    kept: [{ 'src/worker.ts': "import { carrier } from './adapters/smpp.ts'" }],
  },
  {
    rule: routesAndPagesDecideNothing,
    sentence: 'routes and pages decide nothing, and pages fetch nothing',
    broken: [
      { 'src/counter/routes.ts': "import { decide } from '../dossier/decide.ts'" },
      { 'src/counter/pages.tsx': "import { handle } from '../dossier/handle.ts'" },
      { 'src/desk/work-list.tsx': "import { openDossiers } from './store.ts'" },
    ],
    kept: [
      { 'src/counter/routes.ts': "import { handle } from '../dossier/handle.ts'" },
      { 'src/desk/work-list.tsx': "import type { Row } from './store.ts'" },
    ],
  },
  {
    rule: oneDoorOut,
    sentence: 'requests leave the house through one door',
    broken: [
      { 'src/adapters/bank.ts': 'const answer = await fetch(address)' },
      { 'src/adapters/bank.ts': "import { request } from 'node:https'" },
      { 'src/adapters/bank.ts': "const net = await import('node:net')" },
      { 'src/adapters/bank.ts': "import { connect, isIP } from 'node:net'" },
      { 'src/payment/pay.ts': "import { fetch as ask } from 'undici'" },
      { 'src/payment/pay.ts': "export { request } from 'http'" },
    ],
    kept: [
      { 'src/adapters/bank.ts': "import { outboundTo } from './outbound.ts'" },
      { 'src/config.ts': "import { isIP } from 'node:net'" },
      { 'src/lib/x.ts': "import type { Socket } from 'node:net'\n// fetch(x) would be wrong" },
    ],
  },
  {
    rule: oneReaderOfTheEnvironment,
    sentence: 'config.ts alone reads the environment',
    broken: [{ 'src/web.ts': 'const port = process.env.PORT' }],
    kept: [{ 'src/config.ts': 'const port = process.env.PORT' }],
  },
  {
    rule: namesSaySomething,
    sentence: 'no file is called index, utils, service, data and the like, and names are ASCII',
    broken: [
      { 'src/office/index.ts': '' },
      { 'test/support/helpers.ts': '' },
      { 'src/office/đơn.ts': '' },
    ],
    kept: [{ 'src/office/person.ts': '' }],
  },
]

for (const { rule, sentence, broken, kept = [] } of cases) {
  test(`${sentence}: a violation is found`, () => {
    for (const tree of broken) {
      assert.notDeepEqual(rule(new Map(Object.entries(tree))), [], JSON.stringify(tree))
    }
    for (const tree of kept) {
      assert.deepEqual(rule(new Map(Object.entries(tree))), [], JSON.stringify(tree))
    }
  })
  test(sentence, () => assert.deepEqual(rule(real), []))
}

test('imports are read in every way they can be written, and not out of comments', () => {
  const source = `
    import a from './a.ts'
    import { b,
      c } from '../b.ts'
    import type { D } from './d.ts'
    import { type E, type F } from './e.ts'
    import { type G, h } from './g.ts'
    import './bare.ts'
    export * from './star.ts'
    export { i } from './i.ts'
    const j = await import('./j.ts'); // import k from './k.ts'
    /* import l from './l.ts' */ const address = 'http://x' // './m.ts'`
  const found = importsOf('src/office/x.ts', source)
  const real = found.filter(({ typeOnly }) => !typeOnly).map(({ to }) => to)
  const types = found.filter(({ typeOnly }) => typeOnly).map(({ to }) => to)
  const names = (words: string): string[] => words.split(' ').map((one) => `src/office/${one}.ts`)
  assert.deepEqual(new Set(real), new Set(['src/b.ts', ...names('a g bare star i j')]))
  assert.deepEqual(types, names('d e'))
})

test('files stay small: median under 100 lines, ninety-five of a hundred under 250', (context) => {
  const lines = [...real]
    .filter(([path]) => path.startsWith('src/') && !isTest(path) && path !== 'src/db/types.ts')
    .map(([, source]) => source.split('\n').length)
    .sort((a, b) => a - b)
  const at = (share: number): number => lines[Math.floor((lines.length - 1) * share)] ?? 0
  context.diagnostic(
    `${lines.length} files: median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)} lines`,
  )
  assert.ok(at(0.5) < 100, `median ${at(0.5)}`)
  assert.ok(at(0.95) < 250, `p95 ${at(0.95)}`)
})
