/**
 * What filing costs beside the least that one durable transaction can cost in the same minute: prints filings a second, the
 * floor (begin, one insert, commit) and their ratio, with 1 and with 8 clients.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { withDatabase } from '../test/support/database.ts'
import {
  citizen,
  depsFor,
  fileFor,
  filing,
  furnish,
  OTHER_WARD,
  THIRD_WARD,
  WARD,
} from '../test/support/office.ts'
import { benchServer } from './generator/city.ts'

const SECONDS = Number(process.argv[2] ?? 4)
// A server of its own with the product's settings: every commit reaches the disk.
const server = await benchServer()
process.env['MOTCUA_TEST_DATABASE_URL'] = server.adminUrl
const database = await withDatabase()
await furnish(database.owner)
await sql`create table floor (id uuid primary key, body text)`.execute(database.owner)
await sql`grant insert on floor to motcua_app`.execute(database.owner)
const deps = depsFor(database.app)
const body = 'x'.repeat(2000)

/** Runs `act` with so many clients for a while; acts a second. */
async function rate(clients: number, act: () => Promise<unknown>): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let done = 0
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      await act()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return done / SECONDS
}

const floor = (): Promise<unknown> =>
  database.app
    .transaction()
    .execute((tx) => sql`insert into floor values (${randomUUID()}::uuid, ${body})`.execute(tx))
// Three wards, as the day's numbers of one office are given one after the other.
const wards = [WARD, OTHER_WARD, THIRD_WARD]
let turn = 0
const file = (): Promise<unknown> => {
  const applicant = citizen()
  const ward = wards[(turn += 1) % wards.length]!
  const offices = { receiving: ward, competent: ward, returning: ward }
  return fileFor(deps, applicant, { command: filing(applicant, { offices }) })
}

for (const clients of [1, 8]) {
  await rate(clients, file)
  const [least, ours] = [await rate(clients, floor), await rate(clients, file)]
  console.log(
    `${clients} clients: ${ours.toFixed(0)} filings/s, floor ${least.toFixed(0)}/s, ratio ${(ours / least).toFixed(2)}`,
  )
}
await database.close()
await server.stop()
