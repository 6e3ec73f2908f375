/**
 * Filings a second, end to end: the National Portal hands complete dossiers over by HTTP to the real program (`--only web`) with
 * its own PostgreSQL, with 1 and with 8 clients; beside it, in the same minute on the same server, the floor: one bare transaction
 * with the same rows in one round trip. Says what each of them costs.
 *
 *   npm run bench -- filing [SECONDS] [--worker] [--profile FOLDER]
 */
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { PORTAL_KEY, CROWD_SETTINGS } from '../test/support/kills.ts'
import { startProgram } from '../test/support/running.ts'
import { floorOf, writerOf } from './filing/floor.ts'
import { rateOf, senderTo } from './filing/senders.ts'
import { startCounting, type Spent } from './filing/spent.ts'
import { statementsOf } from './filing/statements.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { worker: { type: 'boolean', default: false }, profile: { type: 'string' } },
})
const SECONDS = Number(positionals[0] ?? 6)
const program = await startProgram({
  env: {
    ...CROWD_SETTINGS,
    ...(values.profile && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${values.profile}` }),
  },
  args: values.worker ? [] : ['--only', 'web'],
})
const adminUrl = program.adminUrl().replace('/postgres?', '/motcua?')
const admin = new Client({ connectionString: adminUrl })
try {
  await admin.connect()
  const senders = Array.from({ length: 8 }, (_, nth) =>
    senderTo(program.url, { key: PORTAL_KEY, nth }),
  )
  await rateOf(
    senders.map(({ send }) => send),
    3,
  )
  const floor = await floorOf(admin)
  const scopes = await scopesOf(admin)
  const writers = await Promise.all(senders.map(() => writerOf(adminUrl, { floor, scopes })))
  await rateOf(
    writers.map(({ write }) => write),
    2,
  )
  const { stateDir } = program
  const said = await statementsOf({ admin, stateDir }, senders[0]!.send)
  console.log(
    `one filing: ${floor.rows} rows, ${floor.bytes} bytes of text, ${said.perAct} statements`,
  )
  for (const words of said.words) console.log(`  ${words}`)
  for (const clients of [1, 8]) {
    const ours = await measured(senders.slice(0, clients).map(({ send }) => send))
    const least = await measured(writers.slice(0, clients).map(({ write }) => write))
    console.log(
      `${clients} clients: ${ours.perSecond.toFixed(0)} filings/s, floor ${least.perSecond.toFixed(0)}/s, ratio ${(ours.perSecond / least.perSecond).toFixed(2)}`,
    )
    console.log(`  filing  ${told(ours)}`)
    console.log(`  floor   ${told(least)}`)
  }
  for (const { close } of [...senders, ...writers]) await close()
} finally {
  await admin.end()
  await program.stop()
}

type Measured = Awaited<ReturnType<typeof rateOf>> & { spent: Spent }

async function measured(acts: (() => Promise<unknown>)[]): Promise<Measured> {
  const counted = await startCounting(admin, {
    program: program.pid(),
    postgres: program.postgresPid(),
  })
  const rate = await rateOf(acts, SECONDS)
  return { ...rate, spent: await counted() }
}

function told({ many, p50, p95, spent }: Measured): string {
  const each = (milliseconds: number): string => (milliseconds / many).toFixed(2)
  return (
    `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; processor per act: program ${each(spent.program)} ms, ` +
    `PostgreSQL ${each(spent.postgres)} ms, this script ${each(spent.own)} ms; ${Math.round(spent.wal / many)} bytes of WAL`
  )
}

async function scopesOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ scopes: number[] }>(
    'select scopes from dossier order by id desc limit 1',
  )
  return rows[0]!.scopes.join(',')
}
