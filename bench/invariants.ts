/**
 * How long a night takes: every invariant over a made city, beside `verify` alone over the same in the same run, and the memory that
 * it holds. Files are left out: a made city has none in a store.
 *
 *   npm run bench -- invariants [--dossiers 20000]
 */
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { INVARIANTS } from '../src/audit/invariants/all.ts'
import type { Facts } from '../src/audit/invariants/invariant.ts'
import { lookAll } from '../src/audit/invariants/look-all.ts'
import { verifyAll } from '../src/audit/verify-all.ts'
import { openLaw } from '../src/catalogue/law.ts'
import { checkout } from '../src/checkout.ts'
import { openDb } from '../src/db/connect.ts'
import { openDirectory } from '../src/office/directory.ts'
import { join } from 'node:path'
import { benchServer, prepareCity } from './generator/city.ts'
import { makeCity } from './generator/load.ts'

const { values } = parseArgs({ options: { dossiers: { type: 'string', default: '20000' } } })
const dossiers = Number(values.dossiers)
const server = await benchServer()
const { workerUrl } = await prepareCity(server.ownerUrl)
await makeCity({
  url: server.adminUrl.replace('/postgres?', '/motcua?'),
  dossiers,
  onProgress: () => undefined,
})
const owner = openDb(server.ownerUrl, { name: 'bench', max: 1 })
await sql`analyze`.execute(owner)
const db = openDb(workerUrl, { name: 'bench night', max: 2 })

try {
  const law = openLaw(join(checkout, 'data'))
  const termsOf: Facts['termsOf'] = ({ code, caseCode, version }) =>
    law.terms(code, caseCode, version)
  const directory = await openDirectory(db)
  const facts: Facts = {
    termsOf,
    calendar: () => law.calendar(),
    ancestorsOf: (id) => directory.ancestorsOf(id),
    files: {
      put: () => Promise.reject(new Error('nothing is stored here')),
      read: async () => undefined,
      open: async () => Readable.from([]),
    },
    now: () => new Date(Date.now() + 3 * 86_400_000),
    slices: { of: 7, read: [] },
    markOlderThanMinutes: 60,
  }
  const verify = await timed(() => verifyAll({ db, termsOf, changedOnly: false }))
  say('verify alone', verify.seconds, 1)
  const found = new Map<string, number>()
  const whole = await timed(() =>
    lookAll({
      db,
      facts,
      onDifferences: async ({ name }, differences) => {
        const before = found.get(name) ?? 0
        if (before === 0) console.log(`  ${name}: ${differences[0]!.place} ${differences[0]!.what}`)
        found.set(name, before + differences.length)
      },
    }),
  )
  say('every invariant', whole.seconds, whole.seconds / verify.seconds)
  for (const [name, many] of found) console.log(`  differs: ${name} ${many}`)
  for (const { name } of INVARIANTS) {
    const alone = await timed(() => lookAll({ db, facts, only: [name], onDifferences: nothing }))
    say(`  ${name}`, alone.seconds, alone.seconds / verify.seconds)
  }
  console.log(`memory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB resident`)
} finally {
  await Promise.all([db.destroy(), owner.destroy()])
  await server.stop()
}

async function nothing(): Promise<void> {}

async function timed(act: () => Promise<unknown>): Promise<{ seconds: number }> {
  const start = performance.now()
  await act()
  return { seconds: (performance.now() - start) / 1000 }
}

function say(what: string, seconds: number, ratio: number): void {
  const rate = Math.round(dossiers / seconds)
  console.log(`${what}: ${seconds.toFixed(1)} s, ${rate} dossiers/s, ×${ratio.toFixed(2)}`)
}
