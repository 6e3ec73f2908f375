/**
 * The real program (`npm start`) on a free port, with a state folder and a PostgreSQL of its own, for tests that kill it.
 * What `scripts/run.mjs` starts is read from the program's own notes in the state folder: `lock.pid`, `server.json`, the
 * server's `postmaster.pid`.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { checkout } from '../../src/checkout.ts'
import { fillState } from './prepared-state.ts'

export type RunningOptions = {
  /** Settings beyond those of a plain `npm start`. */
  env?: Record<string, string>
  /** `--demo` and the like. */
  args?: string[]
  /** Where its state folder is made: a disk that is filled or cut off. The temporary folder when absent. */
  parent?: string
}

export type Running = {
  readonly url: string
  readonly stateDir: string
  /** Everything the program printed, for the message of a test that fails. */
  printed(): string
  pid(): number
  postgresPid(): number
  /** Connections of the owner of the database and of the superuser. */
  ownerUrl(): string
  adminUrl(): string
  /** kill -9 of the program; its PostgreSQL stays behind as an orphan. Resolves when the process is gone. */
  kill9Program(): Promise<void>
  /** kill -9 of the server process alone, or of the server with everybody who works for it. */
  kill9Postgres(whom: 'postmaster' | 'everybody'): Promise<void>
  /** Stops the server as `pg_ctl restart -m` does; the program that keeps it starts it again. */
  restartPostgres(mode: 'fast' | 'immediate'): Promise<void>
  /** Sends the program a signal. */
  tell(signal: NodeJS.Signals): void
  /** Resolves with the exit code of `motcua start` once it has ended. */
  exitCode(): Promise<number | null>
  /** Starts the program again after `kill9Program`; resolves when it is ready. */
  start(): Promise<void>
  /** Resolves when the program answers with a working database. */
  ready(): Promise<void>
  /** Runs `motcua …` on the same state folder, beside the running program. */
  motcua(...args: string[]): { code: number | null; output: string }
  /** Stops in order and removes the state folder. */
  stop(): Promise<void>
}

type Now = { child?: ChildProcess; output: string }

const PATIENCE_MS = 240_000
/** The program's own words when the worker is up as well. */
const ALL_THERE = 'Dữ liệu đã sẵn sàng'

export async function startProgram(options: RunningOptions = {}): Promise<Running> {
  // The database runs as another user when we are root: the folder must let it pass.
  const stateDir = mkdtempSync(join(options.parent ?? tmpdir(), 'motcua-running-'))
  chmodSync(stateDir, 0o711)
  // An outside database brings its own first start.
  if (options.env?.['DATABASE_URL'] === undefined) await fillFromFirstStart(stateDir)
  return startIn(stateDir, options)
}

/** The empty folder as the first start leaves it: a server with everything loaded, keys and secret. */
export function fillFromFirstStart(stateDir: string): Promise<void> {
  return fillState(stateDir, firstStart)
}

/** The first start alone, until everything is loaded, and an orderly stop. */
async function firstStart(stateDir: string): Promise<void> {
  const program = await startIn(stateDir, {})
  await dropOldLog(program.adminUrl())
  await program.end()
}

/** The import leaves half a gigabyte of the server's log behind, which nobody needs to copy. */
async function dropOldLog(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`alter system set max_wal_size = '32MB'`)
    await client.query(`alter system set min_wal_size = '32MB'`)
    await client.query('select pg_reload_conf(), pg_sleep(0.5)')
    await client.query('select pg_switch_wal()')
    await client.query('checkpoint')
    await client.query('alter system reset all')
  } finally {
    await client.end()
  }
}

type Ending = Running & {
  /** Stops in order and leaves the state folder. */
  end(): Promise<void>
}

async function startIn(stateDir: string, options: RunningOptions): Promise<Ending> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...ownEnvironment(),
    MOTCUA_STATE_DIR: stateDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'error',
    ...options.env,
  }
  const now: Now = { output: '' }
  const atExit = (): void => killEverything(stateDir, now.child)
  process.once('exit', atExit)

  const ready = (): Promise<void> => untilReady(url, now)
  const start = async (): Promise<void> => {
    now.output = ''
    now.child = launch(['start', ...(options.args ?? [])], env)
    now.child.stdout?.on('data', (bytes: Buffer) => (now.output += bytes.toString()))
    now.child.stderr?.on('data', (bytes: Buffer) => (now.output += bytes.toString()))
    await ready()
    while (!now.output.includes(ALL_THERE)) await oneLook(now)
  }
  const running: Ending = {
    url,
    stateDir,
    printed: () => now.output,
    pid: () => programOf(stateDir, now.child),
    postgresPid: () => numberIn(join(stateDir, 'postgres/data/postmaster.pid')),
    ownerUrl: () => addressesIn(stateDir).ownerUrl,
    adminUrl: () => addressesIn(stateDir).adminUrl,
    kill9Program: async () => {
      const gone = ended(now.child)
      process.kill(running.pid(), 'SIGKILL')
      await gone
    },
    kill9Postgres: async (whom) => {
      const pid = running.postgresPid()
      // The server leads a process group of its own: all its backends die in the same moment.
      process.kill(whom === 'everybody' ? -pid : pid, 'SIGKILL')
      while (isSame(pid, running)) await oneLook(now)
    },
    restartPostgres: async (mode) => {
      const pid = running.postgresPid()
      process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
      while (isSame(pid, running)) await oneLook(now)
    },
    tell: (signal) => void process.kill(running.pid(), signal),
    exitCode: async () => {
      await ended(now.child)
      return now.child?.exitCode ?? null
    },
    start,
    ready,
    motcua: (...args) => {
      const done = spawnSync(process.execPath, [launcher, ...args], {
        cwd: checkout,
        env,
        encoding: 'utf8',
      })
      return { code: done.status, output: `${done.stdout}${done.stderr}` }
    },
    end: async () => {
      process.removeListener('exit', atExit)
      if (isAlive(now.child)) {
        const gone = ended(now.child)
        now.child?.kill('SIGTERM')
        await Promise.race([gone, sleep(20_000, undefined, { ref: false })])
      }
      killEverything(stateDir, now.child)
    },
    stop: async () => {
      await running.end()
      await removed(stateDir)
    },
  }
  try {
    await start()
    return running
  } catch (error) {
    await running.stop()
    throw error
  }
}

/** What `motcua verify` finds wrong in a state folder; empty when every history is whole. */
export function verifyIn(stateDir: string): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, 'verify'], {
    cwd: checkout,
    env: { ...ownEnvironment(), MOTCUA_STATE_DIR: stateDir },
    encoding: 'utf8',
  })
  return status === 0 ? [] : [`motcua verify: ${stdout}${stderr}`]
}

const launcher = join(checkout, 'scripts/run.mjs')

function launch(args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Nothing of the settings with which somebody runs their own installation. */
export function ownEnvironment(): Record<string, string> {
  const kept = [
    'PATH',
    'HOME',
    'USER',
    'LANG',
    'TMPDIR',
    'TZ',
    'npm_execpath',
    'NODE_COMPILE_CACHE',
  ]
  return Object.fromEntries(
    kept.flatMap((name): [string, string][] => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function untilReady(url: string, now: Now): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await oneLook(now)) {
    if (await isReady(url)) return
  }
  throw new Error(`Not ready within ${PATIENCE_MS} ms:\n${now.output.slice(-3000)}`)
}

/** A moment's wait; throws with the program's own words when it has ended. */
async function oneLook(now: Now): Promise<void> {
  if (!isAlive(now.child)) throw new Error(`The program ended:\n${now.output.slice(-3000)}`)
  await sleep(20)
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

function isAlive(child: ChildProcess | undefined): boolean {
  return child !== undefined && child.exitCode === null && child.signalCode === null
}

function ended(child: ChildProcess | undefined): Promise<unknown> {
  return child === undefined || !isAlive(child) ? Promise.resolve() : once(child, 'exit')
}

function addressesIn(stateDir: string): { ownerUrl: string; adminUrl: string } {
  return JSON.parse(readFileSync(join(stateDir, 'server.json'), 'utf8')) as {
    ownerUrl: string
    adminUrl: string
  }
}

function numberIn(file: string): number {
  const number = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!Number.isInteger(number) || number < 2) throw new Error(`no process id in ${file}`)
  return number
}

/** From the note of the folder's lock; with a database elsewhere there is none, and the program is what our launcher runs. */
function programOf(stateDir: string, launched: ChildProcess | undefined): number {
  const note = join(stateDir, 'lock.pid')
  if (existsSync(note)) return numberIn(note)
  const [pid] = childrenOf(launched)
  if (pid === undefined) throw new Error('the program is not running')
  return pid
}

function childrenOf(launched: ChildProcess | undefined): number[] {
  if (launched?.pid === undefined || !isAlive(launched)) return []
  const list = readFileSync(`/proc/${launched.pid}/task/${launched.pid}/children`, 'utf8')
  return list.split(' ').filter(Boolean).map(Number)
}

/** True while the note still names the server that was killed. */
function isSame(pid: number, running: Running): boolean {
  try {
    return running.postgresPid() === pid
  } catch {
    return true // between the removal of the old note and the new one
  }
}

/** What a killed program leaves behind; processes of this state folder only. */
function killEverything(stateDir: string, child: ChildProcess | undefined): void {
  for (const [note, sign] of [
    ['lock.pid', 1],
    ['postgres/data/postmaster.pid', -1],
  ] as const) {
    try {
      const pid = numberIn(join(stateDir, note))
      if (worksFor(pid, stateDir)) process.kill(sign * pid, 'SIGKILL')
    } catch {
      // it has ended in order
    }
  }
  for (const pid of childrenOf(child)) process.kill(pid, 'SIGKILL')
  child?.kill('SIGKILL')
}

/** A note may be older than the process that has its number by now. */
function worksFor(pid: number, stateDir: string): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return environment.includes(stateDir) || command.includes(stateDir)
  } catch {
    return process.platform !== 'linux'
  }
}

async function removed(stateDir: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return rmSync(stateDir, { recursive: true, force: true })
    } catch (error) {
      if (tries === 20) throw error
      await sleep(100) // a server that was killed is still letting go of its files
    }
  }
}
