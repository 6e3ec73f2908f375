/**
 * Makes a city that has lived for three years: people, units and procedures, dossiers of every source with pauses, refusals,
 * withdrawals and results, made by the same pure rules as real ones and accepted by `motcua verify`. Prints what it took, what it
 * weighs and what ten million would weigh.
 *
 *   npm run bench -- generate --dossiers 1000000 [--events 4] [--keep FOLDER | --url postgresql://…] [--no-verify | --only-verify]
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { runVerify } from '../src/audit/cli.ts'
import { openLaw } from '../src/catalogue/law.ts'
import { checkout } from '../src/checkout.ts'
import { openDb } from '../src/db/connect.ts'
import { benchServer, prepareCity } from './generator/city.ts'
import { makeCity } from './generator/load.ts'

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '10000' },
    events: { type: 'string' },
    keep: { type: 'string' },
    url: { type: 'string' },
    seed: { type: 'string' },
    'no-verify': { type: 'boolean', default: false },
    'only-verify': { type: 'boolean', default: false },
  },
})
const dossiers = Number(values.dossiers)
const server = values.url === undefined ? await benchServer(values.keep) : undefined
const ownerUrl = values.url ?? server!.ownerUrl
const adminUrl = values.url ?? adminOf(server!)

try {
  await prepareCity(ownerUrl)
  if (!values['only-verify']) await make()
  if (!values['no-verify']) process.exitCode = await verified()
} finally {
  await server?.stop()
}

async function make(): Promise<void> {
  const before = await sizeOf(adminUrl)
  let [made, said] = [0, 0]
  const { seconds, indexSeconds, ...city } = await makeCity({
    url: adminUrl,
    dossiers,
    ...(values.events && { mostEvents: Number(values.events) }),
    ...(values.seed && { seed: values.seed }),
    onProgress: (more) => {
      made += more
      if (made - said < dossiers / 20) return
      said = made
      process.stderr.write(`\r${made} / ${dossiers}`)
    },
  })
  process.stderr.write('\r')
  console.log(
    `${city.dossiers} dossiers, ${city.events} events, ${city.citizens} citizens in ${seconds.toFixed(0)} s (indexes ${indexSeconds.toFixed(0)} s): ${Math.round(city.dossiers / seconds)} dossiers/s`,
  )
  const bytes = (await sizeOf(adminUrl)) - before
  const each = bytes / city.dossiers
  console.log(
    `disk ${gb(bytes)} GB: ${Math.round(each)} bytes a dossier of ${(city.events / city.dossiers).toFixed(1)} events; ten million such: ${gb(each * 1e7)} GB`,
  )
  for (const { table, name, size } of await weights(adminUrl))
    console.log(
      `  ${(table === name ? name : `  ${name}`).padEnd(34)} ${Math.round(size / city.dossiers)}`,
    )
}

/** The superuser, in the database of the program. */
function adminOf({ adminUrl: url }: { adminUrl: string }): string {
  return url.replace('/postgres?', '/motcua?')
}

async function verified(): Promise<number> {
  const owner = openDb(ownerUrl, { name: 'bench verify', max: 2 })
  const law = openLaw(join(checkout, 'data'))
  const start = performance.now()
  try {
    const code = await runVerify(['--threads', '2'], {
      db: owner,
      url: ownerUrl,
      termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
      out: (line) => console.log(line),
    })
    console.log(`verified on two threads in ${((performance.now() - start) / 1000).toFixed(0)} s`)
    return code
  } finally {
    await owner.destroy()
  }
}

async function sizeOf(url: string): Promise<number> {
  const [row] = await ask<{ size: string }>(
    url,
    'select pg_database_size(current_database()) as size',
  )
  return Number(row!.size)
}

type Weight = { table: string; name: string; size: number }

/** Every table that weighs something, the heaviest first, each followed by its indexes (rows themselves stand in the first line). */
async function weights(url: string): Promise<Weight[]> {
  const rows = await ask<Weight>(
    url,
    `select t.relname as table, c.relname as name, pg_table_size(c.oid)::float8 as size
       from pg_class t join pg_class c on c.oid = t.oid or c.oid in (select indexrelid from pg_index where indrelid = t.oid)
      where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace and pg_total_relation_size(t.oid) > 400000
      order by pg_total_relation_size(t.oid) desc, c.oid <> t.oid, size desc limit 60`,
  )
  return rows
}

async function ask<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}

function gb(bytes: number): string {
  return (bytes / 1e9).toFixed(bytes < 1e10 ? 2 : 1)
}
