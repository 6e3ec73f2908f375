/**
 * The program on a PostgreSQL of its own that goes away under it: every connection ended at once, then the server restarted in the
 * middle of requests and gone for some seconds. For test/crash/outage and bench/outage.
 */
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { startEmbedded, type Embedded } from '../../src/db/embedded.ts'
import { authorizationOf } from '../../src/exchange/signature.ts'
import { startCrowd, type Crowd } from './crowd.ts'
import { CROWD_SETTINGS, PORTAL_KEY } from './kills.ts'
import { lookForLosses, type Findings } from './nothing-lost.ts'
import { fillFromFirstStart, startProgram, type Running } from './running.ts'
import { testSettings } from './server-settings.ts'

export type OwnServer = {
  stateDir: string
  ownerUrl: string
  stop(): Promise<void>
  start(): Promise<void>
  /** As the superuser. */
  asAdmin<T>(act: (admin: Client) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

/** With the catalogue in it; whoever starts on it has a secret of its own, and so logins of its own. */
export async function startOwnServer(): Promise<OwnServer> {
  const stateDir = mkdtempSync(join(tmpdir(), 'motcua-outside-'))
  chmodSync(stateDir, 0o711)
  await fillFromFirstStart(stateDir)
  const quiet = { info: () => undefined, error: () => undefined }
  const begin = (): Promise<Embedded> =>
    startEmbedded({ stateDir, log: quiet, settings: testSettings })
  let server: Embedded | undefined = await begin()
  const { ownerUrl, adminUrl } = server
  return {
    stateDir,
    ownerUrl,
    stop: async () => {
      await server?.stop()
      server = undefined
    },
    start: async () => void (server = await begin()),
    asAdmin: async (act) => {
      const client = new Client({ connectionString: adminUrl.replace('/postgres?', '/motcua?') })
      client.on('error', () => undefined)
      await client.connect()
      try {
        return await act(client)
      } finally {
        await client.end()
      }
    },
    remove: async () => {
      await server?.stop()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

/** The real program with that server for its database. */
export async function startOn(
  server: OwnServer,
  env: Record<string, string> = {},
): Promise<Running> {
  const running = await startProgram({
    env: { ...CROWD_SETTINGS, DATABASE_URL: server.ownerUrl, ...env },
  })
  return { ...running, ownerUrl: () => server.ownerUrl }
}

export type Told = { path: string; status: number; retryAfter: string | null; body: string }

export type Outage = Findings & {
  acknowledged: number
  /** How many came after the last time the server was away. */
  afterwards: number
  retries: number
  /** What pages and programs were told while it was away. */
  told: readonly Told[]
  /** Who listens to the database again. */
  listeners: readonly string[]
}

export async function liveThroughOutage(
  running: Running,
  server: OwnServer,
  { awaySeconds, citizens, portals }: { awaySeconds: number; citizens: number; portals: number },
): Promise<Outage> {
  const crowd = await startCrowd({ url: running.url, key: PORTAL_KEY, citizens, portals })
  try {
    for (let round = 0; round < 3; round += 1) {
      await someMore(crowd)
      await endAllConnections(server)
    }
    await someMore(crowd)
    await server.stop() // in the middle of whatever they are doing
    const told = await askAround(running.url)
    await sleep(awaySeconds * 1000)
    await server.start()
    await running.ready()
    const before = crowd.acknowledged.length
    await someMore(crowd)
    await crowd.stop()
    const { acknowledged } = crowd
    const findings = await lookForLosses(running, acknowledged, { again: 10 })
    return {
      ...findings,
      acknowledged: acknowledged.length,
      afterwards: acknowledged.length - before,
      retries: crowd.retries(),
      told,
      listeners: await listeners(server),
    }
  } catch (error) {
    await crowd.abandon()
    throw error
  }
}

async function endAllConnections(server: OwnServer): Promise<void> {
  await server.asAdmin((admin) =>
    admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
                  where backend_type = 'client backend' and pid <> pg_backend_pid()`),
  )
}

async function askAround(url: string): Promise<Told[]> {
  const cookie = `session=${Buffer.alloc(32, 7).toString('base64url')}`
  const ask = async (path: string, init: RequestInit = {}): Promise<Told> => {
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init })
    const retryAfter = answer.headers.get('retry-after')
    return { path, status: answer.status, retryAfter, body: await answer.text() }
  }
  return [
    await ask('/healthz'),
    await ask('/readyz'),
    await ask('/ho-so', { headers: { cookie } }),
    await ask(`/kiem-tra/${randomUUID().replaceAll('-', '')}`),
    await ask(DOSSIER, { headers: { authorization: signature() } }),
  ]
}

const DOSSIER = '/api/portal/v1/dossiers/H26.16-20261101-0001'

function signature(): string {
  const asked = { method: 'GET', path: DOSSIER, body: '' }
  return authorizationOf(asked, { key: PORTAL_KEY, now: new Date() })
}

const LISTENERS = 2
/** The job queue takes up to a minute to listen again; until then it looks every second. */
const LISTENING_MS = 90_000

/** Connections that wait for news, by the name of their pool, once all of them are back. */
async function listeners(server: OwnServer): Promise<string[]> {
  for (const until = Date.now() + LISTENING_MS; ; await sleep(200)) {
    const names = await listening(server)
    if (names.length >= LISTENERS || Date.now() > until) return names
  }
}

async function listening(server: OwnServer): Promise<string[]> {
  const { rows } = await server.asAdmin((admin) =>
    admin.query<{ name: string }>(
      `select distinct application_name as name from pg_stat_activity
        where query ilike 'listen %' order by application_name`,
    ),
  )
  return rows.map(({ name }) => name)
}

async function someMore({ acknowledged }: Crowd): Promise<void> {
  const before = acknowledged.length
  for (const until = Date.now() + 60_000; acknowledged.length <= before; await sleep(5)) {
    if (Date.now() > until) throw new Error('nothing was acknowledged for a minute')
  }
}
