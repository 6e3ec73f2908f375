/**
 * How the totals of responsibility grow: 10,000 spans of the ledger, then a million, ten to a dossier over two years. Prints the
 * median times with their ratio and the plan of the totals. `npm run bench -- responsibility [spans]`.
 */
import { sql } from 'kysely'
import type { Tx } from '../src/db/connect.ts'
import { inContext } from '../src/db/context.ts'
import { spansOf } from '../src/dossier/holders/ledger-store.ts'
import { loadOf } from '../src/desk/holders/load-store.ts'
import { stuckThings } from '../src/audit/stuck-store.ts'
import { monthOf, periodOf } from '../src/measure/period.ts'
import {
  responsibilityTotals,
  spansBehind,
  totalsQuery,
} from '../src/measure/responsibility-store.ts'
import { withDatabase, type TestDatabase } from '../test/support/database.ts'
import { FIRST_WARD, WARDS, writeManyDossiers } from '../test/support/many-dossiers.ts'
import { CITY } from '../test/support/office.ts'
import { benchServer } from './generator/city.ts'

const SMALL = 10_000
const LARGE = Number(process.argv[2] ?? 1_000_000)
const PER_DOSSIER = 10
const ROUNDS = 9
const NOW = new Date('2026-11-18T09:30:00Z')
const ward = FIRST_WARD
const wards = Array.from({ length: WARDS }, (_, i) => FIRST_WARD + i)
const { from, to } = periodOf(monthOf(NOW))
const first = { officeId: ward, who: 'holder', personId: null, after: null, limit: 51 } as const

type Page = { name: string; scopes: number[]; open(tx: Tx): Promise<unknown> }
const pages: Page[] = [
  {
    name: 'totals of a ward in a month',
    scopes: [ward],
    open: (tx) => responsibilityTotals(tx, { offices: [ward], from, to }),
  },
  {
    name: 'totals of the city in a month, 126 wards',
    scopes: [CITY],
    open: (tx) => responsibilityTotals(tx, { offices: wards, from, to }),
  },
  {
    name: 'the first page of the spans behind a number',
    scopes: [ward],
    open: (tx) => spansBehind(tx, { ...first, from, to }),
  },
  { name: 'the ledger of one dossier', scopes: [CITY], open: (tx) => spansOf(tx, oneDossier) },
  {
    name: 'the office today',
    scopes: [ward],
    open: (tx) => loadOf(tx, { officeId: ward, now: NOW }),
  },
  {
    name: 'dossiers without a holder, of the city',
    scopes: [CITY],
    open: (tx) =>
      stuckThings(tx, { seesAll: false }, { kind: 'holder', after: undefined, most: 51 }),
  },
]

let oneDossier = ''

/** Ten spans to each dossier, one after the other, the last one running where the dossier is open. */
async function writeSpans(database: TestDatabase): Promise<void> {
  await sql`
    insert into responsibility (dossier_id, place, who, office_id, person_id, since, until, minutes, began_with, scopes)
    select d.id, n, (array['receptionist', 'queue', 'holder', 'applicant', 'holder', 'register', 'holder', 'leader', 'clerk', 'receptionist'])[n],
           case when n in (4, 6) then null else d.competent_office_id end,
           case when n in (3, 5, 7) then coalesce(d.holder_person_id, 1000000 + d.competent_office_id) end,
           d.submitted_at + (n - 1) * interval '4 hours',
           case when n < ${PER_DOSSIER} or not d.is_open then d.submitted_at + n * interval '4 hours' end,
           case when n < ${PER_DOSSIER} or not d.is_open then 240 end, 'claimed', d.scopes
      from dossier d cross join generate_series(1, ${PER_DOSSIER}::int) n`.execute(database.owner)
  await sql`analyze responsibility`.execute(database.owner)
  const { rows } = await sql<{ id: string }>`select id from dossier limit 1`.execute(database.owner)
  oneDossier = rows[0]!.id
}

async function measure(spans: number): Promise<{ times: number[]; plan: string[] }> {
  const database = await withDatabase()
  try {
    await writeManyDossiers(database.owner, Math.ceil(spans / PER_DOSSIER), NOW)
    await writeSpans(database)
    await sql`vacuum analyze responsibility`.execute(database.owner)
    const times: number[] = []
    for (const page of pages) times.push(await median(database, page))
    const plan = await inContext(database.app, { scopes: [CITY] }, async (tx) => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain (analyze, costs off, timing off) ${totalsQuery({ offices: wards, from, to })}`.execute(
        tx,
      )
      return rows.map((row) => row['QUERY PLAN'])
    })
    return { times, plan }
  } finally {
    await database.close()
  }
}

async function median(database: TestDatabase, page: Page): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + 2; round++) {
    const start = performance.now()
    await inContext(database.app, page, (tx) => page.open(tx))
    if (round >= 2) times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
}

const server = await benchServer()
try {
  process.env['MOTCUA_TEST_DATABASE_URL'] = server.adminUrl
  const small = await measure(SMALL)
  const large = await measure(LARGE)
  pages.forEach(({ name }, i) => {
    const [few, many] = [small.times[i]!, large.times[i]!]
    console.log(`${name}: ${few.toFixed(1)} → ${many.toFixed(1)} ms, × ${(many / few).toFixed(1)}`)
  })
  console.log(large.plan.join('\n'))
} finally {
  await server.stop()
}
