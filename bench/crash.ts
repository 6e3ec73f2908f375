/**
 * `npm run bench -- crash [KILLS] [--control]`: kill -9 of the program and of PostgreSQL while people file, and what was
 * lost (reliability R01, R02). `--control` lets PostgreSQL answer before a commit is on the disk
 * (`synchronous_commit = off`): then acknowledged dossiers must get lost, else this measurement proves nothing.
 */
import { Client } from 'pg'
import { killWhileFiling, startVictim, type Report, type Rounds } from '../test/support/kills.ts'
import type { Running } from '../test/support/running.ts'

const args = process.argv.slice(2)
const isControl = args.includes('--control')
const kills = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 20)

const rounds: Rounds[] = isControl
  ? [{ victim: 'postgres', kills, citizens: 0, portals: 6, again: 0 }]
  : [
      { victim: 'program', kills, citizens: 3, portals: 5, again: 100 },
      { victim: 'postgres', kills, citizens: 3, portals: 5, again: 100 },
    ]

let isAsExpected = true
for (const round of rounds) {
  const running = await startVictim()
  try {
    if (isControl) await answerBeforeCommit(running)
    const report = await killWhileFiling(running, round)
    tell(round, report)
    isAsExpected &&= isControl
      ? report.lost.length > 0
      : report.lost.length === 0 && report.faults.length === 0
  } finally {
    await running.stop()
  }
}
process.exitCode = isAsExpected ? 0 : 1

async function answerBeforeCommit(running: Running): Promise<void> {
  const client = new Client({ connectionString: running.adminUrl() })
  await client.connect()
  await client.query('alter system set synchronous_commit = off')
  await client.query('select pg_reload_conf()')
  await client.end()
}

function tell(round: Rounds, { acknowledged, lost, faults, retries, seconds }: Report): void {
  const how = isControl ? ', synchronous_commit = off' : ''
  console.log(
    `kill -9 of the ${round.victim} × ${round.kills}${how}: ${acknowledged.length} acknowledged, ${lost.length} lost, ` +
      `${isControl ? 'not looked at for' : faults.length} other faults, ${retries} sent again, ${seconds.toFixed(0)} s`,
  )
  if (!isControl) for (const fault of [...lost, ...faults]) console.log(`  ${fault}`)
}
