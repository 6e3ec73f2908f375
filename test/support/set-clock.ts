/** A clock that the test sets, for every program started with its environment (libfaketime, Debian), and a PostgreSQL under it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const LIBRARY = '/usr/lib/*/faketime/libfaketimeMT.so.1'
const DEBIANS = '/usr/lib/postgresql/*/bin/postgres'

export type SetClock = {
  /** What a program needs to be told the time by the test. */
  readonly env: Record<string, string>
  /** The time of those programs. */
  now(): Date
  /** Lets the clock jump: it then runs so many seconds ahead of (or behind) the true time. */
  ahead(seconds: number): Promise<void>
  /** Debian's PostgreSQL under this clock, with an empty database `motcua`; the owner's URL. */
  postgres(): Promise<string>
  stop(): Promise<void>
}

export function setClock(): SetClock {
  const [library] = globSync(LIBRARY)
  if (library === undefined) throw new Error('libfaketime is missing (apt install faketime)')
  const folder = mkdtempSync(join(tmpdir(), 'motcua-clock-'))
  chmodSync(folder, 0o755)
  const file = join(folder, 'offset')
  let offset = 0
  const write = (): void => writeFileSync(file, `${offset < 0 ? '-' : '+'}${Math.abs(offset)}\n`)
  write()
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    // without this Node's own timers stand still
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }
  let server: ChildProcess | undefined
  return {
    env,
    now: () => new Date(Date.now() + offset * 1000),
    ahead: async (seconds) => {
      offset = seconds
      write()
      await sleep(1500) // until every program has looked at the file again
    },
    postgres: async () => {
      const started = await startPostgres(folder, env)
      server = started.server
      return started.ownerUrl
    },
    stop: async () => {
      if (server?.exitCode === null) {
        const gone = once(server, 'exit')
        server.kill('SIGINT')
        await Promise.race([gone, sleep(10_000, undefined, { ref: false })])
        server.kill('SIGKILL')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const SETTINGS = { listen_addresses: '', fsync: 'off', timezone: 'UTC', max_connections: '100' }

async function startPostgres(
  folder: string,
  env: Record<string, string>,
): Promise<{ server: ChildProcess; ownerUrl: string }> {
  const program = globSync(DEBIANS).sort().at(0)
  if (program === undefined) throw new Error("Debian's PostgreSQL is missing")
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })),
  )
  const home = join(folder, 'postgres')
  mkdirSync(home, { mode: 0o700 })
  chownSync(home, uid!, gid!)
  const as = { uid: uid!, gid: gid!, cwd: home }
  const data = join(home, 'data')
  const flags = ['--locale=C', '--encoding=UTF8', '--username=postgres', '--auth=trust']
  execFileSync(program.replace(/postgres$/, 'initdb'), ['-D', data, ...flags], {
    ...as,
    stdio: 'ignore',
  })
  const settings = { ...SETTINGS, unix_socket_directories: home }
  const server = spawn(
    program,
    ['-D', data, ...Object.entries(settings).flatMap(([name, to]) => ['-c', `${name}=${to}`])],
    { ...as, stdio: 'ignore', env: { ...env, LC_ALL: 'C', TZ: 'UTC' } },
  )
  const urlOf = (user: string, database: string): string =>
    `postgresql://${user}@/${database}?host=${encodeURIComponent(home)}`
  await prepare(urlOf('postgres', 'postgres'))
  return { server, ownerUrl: urlOf('motcua_owner', 'motcua') }
}

async function prepare(adminUrl: string): Promise<void> {
  for (const until = Date.now() + 20_000; ; await sleep(50)) {
    const client = new Client({ connectionString: adminUrl })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('create role motcua_owner login createrole')
      await client.query(
        `create database motcua owner motcua_owner template template0 encoding 'UTF8' locale 'C'`,
      )
      return
    } catch (error) {
      if (Date.now() > until) throw error
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
