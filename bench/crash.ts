/**
 * `npm run bench -- crash [KILLS] [--victim program|postgres|restart] [--control commit|key]`: kill -9 of the program and of
 * PostgreSQL while eight people file, and what was lost or doubled (reliability R01, R02). Both victims unless one is named;
 * `restart` is `pg_ctl restart`, fast and immediate by turns.
 *
 * The controls take one guard away and must then find what it guards against, else the measurement proves nothing:
 * `commit`: PostgreSQL answers before a commit is on the disk (`synchronous_commit = off`): acknowledged dossiers are lost;
 * `key`: the database forgets the submission key of every filing: one draft becomes several dossiers.
 */
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import {
  forgetKeys,
  killWhileFiling,
  startVictim,
  VICTIMS,
  type Report,
  type Rounds,
  type Victim,
} from '../test/support/kills.ts'
import type { Running } from '../test/support/running.ts'

const { values, positionals } = parseArgs({
  options: { victim: { type: 'string' }, control: { type: 'string' } },
  allowPositionals: true,
})
const kills = Number(positionals[0] ?? 20)
const EIGHT = { kills, citizens: 3, portals: 5, presses: 2, again: 100 }

type Control = { rounds: Rounds; how: string; prepare(running: Running): Promise<void> }
const CONTROLS: Record<string, Control> = {
  commit: {
    rounds: { ...EIGHT, victim: 'postgres', citizens: 0, portals: 8, again: 0 },
    how: ', synchronous_commit = off',
    prepare: answerBeforeCommit,
  },
  key: {
    rounds: { ...EIGHT, victim: 'program', citizens: 8, portals: 0, again: 0 },
    how: ', submission keys forgotten',
    prepare: (running) => forgetKeys(running),
  },
}

process.exitCode = (await (values.control === undefined ? real() : control(values.control))) ? 0 : 1

async function real(): Promise<boolean> {
  const named = VICTIMS.filter((victim) => victim === values.victim)
  if (values.victim !== undefined && named.length === 0) throw new Error('no such victim')
  const victims: readonly Victim[] = named.length > 0 ? named : ['program', 'postgres']
  let isGood = true
  for (const victim of victims) {
    const report = await oneRun({ ...EIGHT, victim })
    tell({ ...EIGHT, victim }, report, '')
    isGood &&= report.lost.length === 0 && report.faults.length === 0
  }
  return isGood
}

async function control(name: string): Promise<boolean> {
  const known = CONTROLS[name]
  if (known === undefined) throw new Error('no such control')
  const report = await oneRun(known.rounds, known.prepare)
  tell(known.rounds, report, known.how)
  return name === 'commit' ? report.lost.length > 0 : report.doubled.length > 0
}

async function oneRun(rounds: Rounds, prepare?: (running: Running) => Promise<void>) {
  const running = await startVictim()
  try {
    await prepare?.(running)
    return await killWhileFiling(running, rounds)
  } finally {
    await running.stop()
  }
}

async function answerBeforeCommit(running: Running): Promise<void> {
  const client = new Client({ connectionString: running.adminUrl() })
  await client.connect()
  await client.query('alter system set synchronous_commit = off')
  await client.query('select pg_reload_conf()')
  await client.end()
}

function tell(round: Rounds, report: Report, how: string): void {
  const { acknowledged, lost, doubled, faults, retries, seconds } = report
  const citizens = acknowledged.filter(({ door }) => door === 'citizen').length
  const what =
    round.victim === 'restart' ? 'restart of PostgreSQL' : `kill -9 of the ${round.victim}`
  const others = how === '' ? faults.length : 'not looked at for'
  console.log(
    `${what} × ${round.kills}${how}: ${acknowledged.length} acknowledged (${citizens} by citizens), ${lost.length} lost, ` +
      `${doubled.length} doubled, ${others} other faults, ${retries} sent again, ${seconds.toFixed(0)} s`,
  )
  if (how === '') for (const fault of [...lost, ...doubled, ...faults]) console.log(`  ${fault}`)
}
