/** The server process: starting it, waiting until it answers, stopping it, and finding an orphan of a killed program. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Cluster } from './cluster.ts'
import { Unstartable } from './unstartable.ts'

/**
 * The server's own log holds no values: an error repeats them in its message and its detail, so errors of statements are not
 * written there at all; the program logs their SQLSTATE, constraint and place. What concerns the server itself stays.
 */
const WITHOUT_VALUES = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/** Starts the server process; it is not ready yet. Its early messages go to `start.log`. */
export function spawnPostmaster(cluster: Cluster): ChildProcess {
  const out = openSync(cluster.startLog, 'w', 0o600)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: cluster.socketFolder,
    unix_socket_permissions: '0700',
    ...WITHOUT_VALUES,
    ...cluster.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  try {
    return spawn(
      join(cluster.binaries.folder, 'bin/postgres'),
      ['-D', cluster.dataFolder, ...flags],
      {
        ...cluster.user,
        cwd: cluster.folder,
        // its own process group: Ctrl+C in the terminal reaches us first, and we stop it in order
        detached: true,
        stdio: ['ignore', out, out],
        env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
      },
    )
  } finally {
    closeSync(out)
  }
}

/** Resolves when the server answers; rejects with its own words when it ends first. */
export async function waitUntilReady(
  child: ChildProcess,
  adminUrl: string,
  cluster: Pick<Cluster, 'startLog' | 'dataFolder'>,
): Promise<void> {
  for (;;) {
    if (!isRunning(child)) {
      throw new PostmasterEnded(lastWords(cluster))
    }
    if (await answers(adminUrl)) return
    await sleep(30)
  }
}

const LAST_LINES = 12

/** Its early messages, and the end of the log to which it went over: there stands why it ended. */
function lastWords({ startLog, dataFolder }: Pick<Cluster, 'startLog' | 'dataFolder'>): string {
  const early = readFileSync(startLog, 'utf8').trim()
  const folder = join(dataFolder, 'log')
  try {
    const logs = readdirSync(folder).map((name) => join(folder, name))
    const [newest] = logs.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    const lines = newest === undefined ? [] : readFileSync(newest, 'utf8').trim().split('\n')
    const began = lines.findLastIndex((line) => line.includes('starting PostgreSQL'))
    return [early, ...lines.slice(Math.max(began, lines.length - LAST_LINES))].join('\n')
  } catch {
    return early
  }
}

export function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** The server process ended before it was ready. */
export class PostmasterEnded extends Unstartable {
  override name = 'PostmasterEnded'
  constructor(words: string) {
    super(`PostgreSQL không khởi động được (PostgreSQL did not start): ${words}`)
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    if (isNotYet(error)) return false
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}

const cannotConnectNow = '57P03'
const notYet = new Set([cannotConnectNow, 'ENOENT', 'ECONNREFUSED', 'ECONNRESET'])
function isNotYet(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return notYet.has(code) || /terminated unexpectedly|timeout/.test(error.message)
}

/** Fast shutdown; after `patience` ms without effect, immediate shutdown (recovery at the next start). */
export async function stopProcess(pid: number, patience = 30_000): Promise<void> {
  signal(pid, 'SIGINT')
  if (await ended(pid, patience)) return
  signal(pid, 'SIGQUIT')
  if (await ended(pid, 10_000)) return
  signal(pid, 'SIGKILL')
  await ended(pid, 5_000)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // it ended in the meantime
  }
}

async function ended(pid: number, within: number): Promise<boolean> {
  const until = performance.now() + within
  while (isAlive(pid)) {
    if (performance.now() > until) return false
    await sleep(20)
  }
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch {
    return false
  }
}

/** In a container without an init process a dead orphan stays listed for ever; it holds nothing. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/**
 * Stops a server that outlived its program on this data folder, and removes the pid file of one that did
 * not. Call only while holding the folder's lock. Answers the pid that was stopped, if any.
 */
export async function stopOrphan(dataFolder: string): Promise<number | undefined> {
  const file = join(dataFolder, 'postmaster.pid')
  const pid = readPostmasterPid(file)
  if (pid === undefined) return undefined
  if (isAlive(pid) && worksIn(pid, dataFolder)) {
    await stopProcess(pid)
    return pid
  }
  // After a power cut the number may belong to any other process by now: PostgreSQL would refuse to start.
  rmSync(file, { force: true })
  return undefined
}

function readPostmasterPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

/** A postmaster works in its data folder. Where /proc is missing (macOS) the process's name has to do. */
function worksIn(pid: number, dataFolder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataFolder
  } catch {
    return process.platform !== 'linux'
  }
}
