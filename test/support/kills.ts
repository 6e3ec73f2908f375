/** Rounds of filing and killing, for test/crash and bench/crash. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startCrowd, type Acknowledged } from './crowd.ts'
import { lookForLosses, type Findings } from './nothing-lost.ts'
import { startProgram, type Running } from './running.ts'

export const PORTAL_KEY = { id: 'cong-quoc-gia', secret: 'khóa dùng trong phép thử' }
/** An agency of a leg outside, where a test has one. */
export const PARTNER_KEY = { id: 'police', secret: 'khóa của cơ quan liên thông trong phép thử' }

/** The settings of a program that is filed with as fast as it can take it. */
export const CROWD_SETTINGS = {
  PORTAL_KEYS: `${PORTAL_KEY.id}=${PORTAL_KEY.secret}`,
  REQUESTS_PER_MINUTE: '1000000',
  // the kills make every request fail for a moment, which is not what anybody wants to read
  LOG_LEVEL: 'fatal',
}

/** `restart`: PostgreSQL is told to stop at once and comes back, as by `pg_ctl restart`. */
export const VICTIMS = ['program', 'postgres', 'restart'] as const
export type Victim = (typeof VICTIMS)[number]

export type Rounds = {
  victim: Victim
  kills: number
  citizens: number
  portals: number
  /** How often citizens press the last button in the same moment. */
  presses: number
  /** How many acknowledged submissions are sent again at the end. */
  again: number
}

export type Report = Findings & {
  acknowledged: readonly Acknowledged[]
  retries: number
  seconds: number
}

export function startVictim(): Promise<Running> {
  return startProgram({ env: CROWD_SETTINGS })
}

/** Negative control: from now on the database forgets under which key a filing was sent. */
export async function forgetKeys(running: Running): Promise<void> {
  const client = new Client({ connectionString: running.ownerUrl() })
  await client.connect()
  await client.query(`
    create function forget_key() returns trigger language plpgsql as
      $$ begin new.key := gen_random_uuid(); return new; end $$;
    create trigger forget_key before insert on submission_key for each row execute function forget_key()`)
  await client.end()
}

/** Kills the victim `kills` times while people file, each time after something was acknowledged, then looks for losses. */
export async function killWhileFiling(running: Running, rounds: Rounds): Promise<Report> {
  const { citizens, portals, presses } = rounds
  const started = performance.now()
  const crowd = await startCrowd({ url: running.url, key: PORTAL_KEY, citizens, portals, presses })
  try {
    for (let kill = 0; kill < rounds.kills; kill++) {
      const before = crowd.acknowledged.length
      await someMore(() => crowd.acknowledged.length > before)
      await sleep(randomInt(0, 250))
      await strike(running, rounds.victim, kill)
    }
    await crowd.stop()
  } catch (error) {
    await crowd.abandon()
    throw error
  }
  const { acknowledged } = crowd
  const found = await lookForLosses(running, acknowledged, { again: rounds.again })
  const seconds = (performance.now() - started) / 1000
  return { ...found, acknowledged, retries: crowd.retries(), seconds }
}

/**
 * Half of the time the server dies alone and its backends notice by themselves, half of the time all of them at once; it is
 * restarted `fast` (sessions are cut, then a checkpoint) and `immediate` (as after a crash) by turns.
 */
async function strike(running: Running, victim: Victim, nth: number): Promise<void> {
  switch (victim) {
    case 'program':
      await running.kill9Program()
      return running.start()
    case 'postgres':
      await running.kill9Postgres(nth % 2 === 0 ? 'everybody' : 'postmaster')
      return running.ready()
    case 'restart':
      await running.restartPostgres(nth % 2 === 0 ? 'fast' : 'immediate')
      return running.ready()
  }
}

async function someMore(isThere: () => boolean): Promise<void> {
  for (const until = Date.now() + 60_000; !isThere(); await sleep(5)) {
    if (Date.now() > until) throw new Error('nothing was acknowledged for a minute')
  }
}
