/**
 * How well and how fast the catalogue is searched, ours beside plain ILIKE on the raw names in the same run:
 * `npm run bench -- search`. With a number (`npm run bench -- search 1000000`) the list is multiplied to that many rows first,
 * and the plans of the queries are printed.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import { importAll } from '../src/catalogue/import.ts'
import { searchProcedures } from '../src/catalogue/store.ts'
import { checkout } from '../src/checkout.ts'
import { withDatabase, type TestDatabase } from '../test/support/database.ts'
import { multiplyList, searchPlans } from '../test/support/many-procedures.ts'
import { parts, qualityOf, readQueries, type Quality } from '../test/support/search-quality.ts'
import { benchServer } from './generator/city.ts'

const rows = Number(process.argv[2] ?? 0)

const ours = (database: TestDatabase) => async (typed: string) =>
  (await searchProcedures(database.app, typed, { limit: 5 })).procedures.map(({ code }) => code)

/** What one would write in an afternoon: the words as typed anywhere in the name, short names first. */
const plain = (database: TestDatabase) => async (typed: string) => {
  const pattern = `%${typed.replace(/[\\%_]/g, '\\$&')}%`
  const found = await sql<{ code: string }>`
    select code from procedure
     where name ilike ${pattern} and coalesce(not_received, '-') not in ('otherProvince', 'internal', 'withdrawn')
     order by length(name), code limit 5`.execute(database.app)
  return found.rows.map(({ code }) => code)
}

function print(
  name: string,
  part: string,
  { asked, first, firstFive, milliseconds }: Quality,
): void {
  const times = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => times[Math.floor((times.length - 1) * share)]!.toFixed(1)
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7)
  console.log(
    `${name.padEnd(6)} ${part.padEnd(8)} ${asked} queries: first ${percent(first)}, first five ${percent(firstFive)}, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`,
  )
}

async function measure(database: TestDatabase): Promise<void> {
  const queries = readQueries()
  const ways = { ours: ours(database), ILIKE: plain(database) }
  for (const way of Object.values(ways)) await qualityOf(queries.slice(0, 30), way)
  for (const part of parts)
    for (const [name, way] of Object.entries(ways))
      print(
        name,
        part,
        await qualityOf(
          queries.filter((query) => query.part === part),
          way,
        ),
      )
}

const server = await benchServer()
try {
  process.env['MOTCUA_TEST_DATABASE_URL'] = server.adminUrl
  const database = await withDatabase()
  try {
    await importAll(database.owner, { dataDir: join(checkout, 'data') })
    if (rows > 0) await multiplyList(database.owner, rows)
    const tables = sql`search_entry, search_word, search_pair, synonym, special_case, procedure`
    await sql`vacuum (analyze) ${tables}`.execute(database.owner)
    if (rows > 0) for (const plan of await searchPlans(database.owner)) console.log(plan)
    await measure(database)
  } finally {
    await database.close()
  }
} finally {
  await server.stop()
}
