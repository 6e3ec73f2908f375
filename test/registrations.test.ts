import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Client } from 'pg'
import { isDatabaseAway } from '../src/db/away.ts'
import { openDb } from '../src/db/connect.ts'
import { handle } from '../src/dossier/handle.ts'
import { withDatabase, type TestDatabase } from './support/database.ts'
import {
  accepted,
  citizen,
  depsFor,
  filing,
  furnish,
  OTHER_WARD,
  procedure,
  staff,
  THIRD_WARD,
  WARD,
} from './support/office.ts'

const COUNTERS = 20
const REGISTRATIONS = 1000
/** Connections that break while a number may just have been taken. */
const BREAKS = 30
const OFFICES = [WARD, OTHER_WARD, THIRD_WARD]

let database: TestDatabase
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
})
after(() => database.close())

test(`${REGISTRATIONS} registrations at ${COUNTERS} counters, with connections breaking: no number twice, none left out`, async (t) => {
  const counters = Array.from({ length: COUNTERS }, (_, nth) => counterAt(OFFICES[nth % 3]!))
  const breaking = new AbortController()
  const broken = breakSome(breaking.signal)
  const retries = await Promise.all(
    counters.map(({ work }) => work(REGISTRATIONS / COUNTERS)),
  ).finally(() => breaking.abort())
  t.diagnostic(`${await broken} connections broken, ${retries.flat().length} sent again`)
  await Promise.all(counters.map(({ close }) => close()))

  const { rows } = await sql<{ office: string; numbers: number[]; last: number }>`
    select split_part(code, '-', 1) || ' ' || split_part(code, '-', 2) as office,
           array_agg(split_part(code, '-', 3)::int order by split_part(code, '-', 3)::int) as numbers
      from dossier_code group by 1`.execute(database.owner)
  assert.equal(rows.flatMap(({ numbers }) => numbers).length, REGISTRATIONS)
  for (const { office, numbers } of rows) {
    const counted = Array.from({ length: numbers.length }, (_, nth) => nth + 1)
    assert.deepEqual(numbers, counted, `the numbers of ${office} follow each other`)
  }
  const counted = await sql<{ all: number }>`
    select sum(last)::int as all from dossier_counter`.execute(database.owner)
  assert.equal(counted.rows[0]?.all, REGISTRATIONS)
})

/** Two hands at one counter; whoever gets no answer sends the same again. Everything else, a number twice above all, is a fault of ours. */
function counterAt(officeId: number) {
  const db = openDb(database.appUrl, { name: 'counter', max: 2 })
  const deps = depsFor(db)
  const by = staff('receptionist', officeId)
  const offices = { receiving: officeId, competent: officeId, returning: officeId }
  const registerOne = async (): Promise<number> => {
    const command = filing(citizen(), {
      source: 'counter',
      kindOfFiling: 'counter',
      offices,
      applicantPersonId: null,
    })
    const request = { command, by, key: randomUUID(), procedure }
    for (let tries = 0; ; tries++) {
      try {
        accepted(await handle(deps, request))
        return tries
      } catch (error) {
        if (tries === 20 || !isDatabaseAway(error)) throw error
      }
    }
  }
  const hand = async (many: number): Promise<number[]> => {
    const tries: number[] = []
    for (let nth = 0; nth < many; nth++) tries.push(await registerOne())
    return tries.filter((each) => each > 0)
  }
  return {
    work: async (many: number) => (await Promise.all([hand(many / 2), hand(many / 2)])).flat(),
    close: () => db.destroy(),
  }
}

async function breakSome(signal: AbortSignal): Promise<number> {
  const admin = new Client({ connectionString: database.adminUrl })
  await admin.connect()
  const name = decodeURIComponent(new URL(database.appUrl.replace('@/', '@x/')).pathname.slice(1))
  let broken = 0
  try {
    while (!signal.aborted && broken < BREAKS) {
      await sleep(15)
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = $1 and application_name = 'motcua counter' and state <> 'idle'
          order by random() limit 1`,
        [name],
      )
      broken += rowCount ?? 0
    }
  } finally {
    await admin.end()
  }
  return broken
}
