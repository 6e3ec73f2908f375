/**
 * How the pages that everybody opens grow with the city: each is asked of 10,000 dossiers and of a million, and the ratio is
 * printed. `npm run bench -- lists [dossiers]`; a million needs several GB of disk and some minutes.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import { checkout } from '../src/checkout.ts'
import { findDossiers, queueCounts, queuePage } from '../src/counter/queue-store.ts'
import type { Tx } from '../src/db/connect.ts'
import { inContext } from '../src/db/context.ts'
import { readFilter } from '../src/desk/work-list.ts'
import { workCounts, workPage } from '../src/desk/work-list-store.ts'
import { toDay } from '../src/lib/time.ts'
import { loadDefinitions, validOn } from '../src/measure/definition.ts'
import { countedDossiers } from '../src/measure/list-store.ts'
import { monthOf, periodOf } from '../src/measure/period.ts'
import { supervisionTable } from '../src/measure/table-store.ts'
import { trackDossier } from '../src/tracking/store.ts'
import { withDatabase, type TestDatabase } from '../test/support/database.ts'
import { FIRST_WARD, officerOf, WARDS, writeManyDossiers } from '../test/support/many-dossiers.ts'
import { CITY } from '../test/support/office.ts'
import { benchServer } from './generator/city.ts'

const SMALL = 10_000
const LARGE = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = 15
/** The end of a working day in the middle of a month, so that half a month is counted. */
const NOW = new Date('2026-11-18T09:30:00Z')

type Page = {
  name: string
  scopes: number[]
  open(tx: Tx, database: TestDatabase): Promise<unknown>
}

const ward = FIRST_WARD
const whose = { personId: officerOf(ward, 1), offices: [ward], now: NOW }
const wards = Array.from({ length: WARDS }, (_, i) => FIRST_WARD + i)
const counting = validOn(loadDefinitions(join(checkout, 'data/kpi')), toDay(NOW))
const asOf = { now: NOW, period: periodOf(monthOf(NOW)) }
const late = { ...asOf, counting: counting.onTime, part: 'rest' as const, after: null, limit: 51 }

const pages: Page[] = [
  {
    name: 'work list of an officer, with its tabs',
    scopes: [ward],
    open: async (tx) => [await workPage(tx, whose, readFilter({})), await workCounts(tx, whose)],
  },
  {
    name: 'work nobody holds, of a ward',
    scopes: [ward],
    open: (tx) => workPage(tx, whose, readFilter({ muc: 'chua-giu' })),
  },
  {
    name: 'counter queue of a ward, with its counts',
    scopes: [ward],
    open: async (tx) => [
      await queuePage(tx, 'moi', { officeId: ward, after: undefined }),
      await queueCounts(tx, ward),
    ],
  },
  {
    name: 'search by name in a ward',
    scopes: [ward],
    open: (tx) => findDossiers(tx, ward, 'nguyễn hoàng an'),
  },
  {
    name: 'tracking by code and phone',
    scopes: [],
    open: (_, database) => trackDossier(database.app, tracked.code, tracked.last4),
  },
  {
    name: 'supervision table of a ward',
    scopes: [ward],
    open: (tx) => supervisionTable(tx, { ...asOf, offices: [ward], counting }),
  },
  {
    name: 'supervision table of the city, 126 wards',
    scopes: [CITY],
    open: (tx) => supervisionTable(tx, { ...asOf, offices: wards, counting }),
  },
  {
    name: 'late results of the city, one page',
    scopes: [CITY],
    open: (tx) => countedDossiers(tx, { ...late, offices: wards }),
  },
]

let tracked = { code: '', last4: '' }

/** The median time of each page in milliseconds. */
async function measure(many: number): Promise<number[]> {
  const database = await withDatabase()
  try {
    const start = performance.now()
    await writeManyDossiers(database.owner, many, NOW)
    console.error(
      `${many} dossiers written in ${((performance.now() - start) / 1000).toFixed(0)} s`,
    )
    const { rows } = await sql<typeof tracked>`
      select d.code, k.phone_last4 as last4 from dossier d join dossier_contact k on k.dossier_id = d.id
       order by d.id offset ${Math.floor(many / 2)} limit 1`.execute(database.owner)
    tracked = rows[0]!
    const times: number[] = []
    for (const page of pages) times.push(await median(database, page))
    return times
  } finally {
    await database.close()
  }
}

async function median(database: TestDatabase, page: Page): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS + 3; round++) {
    const start = performance.now()
    await inContext(database.app, page, (tx) => page.open(tx, database))
    if (round >= 3) times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
}

const server = await benchServer()
try {
  process.env['MOTCUA_TEST_DATABASE_URL'] = server.adminUrl
  const small = await measure(SMALL)
  const large = await measure(LARGE)
  pages.forEach(({ name }, i) => {
    const [few, many] = [small[i]!, large[i]!]
    console.log(`${name}: ${few.toFixed(1)} → ${many.toFixed(1)} ms, × ${(many / few).toFixed(1)}`)
  })
} finally {
  await server.stop()
}
