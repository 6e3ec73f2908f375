/** A PostgreSQL of its own with the programs of this machine's system, as an operator runs one beside us: for backup and restore. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { serverUser } from '../../src/db/server-user.ts'

export type OutsideCluster = {
  folder: string
  bin: string
  adminUrl: string
  /** as if the machine had gone: every process of it at once */
  kill(): Promise<void>
  close(): Promise<void>
}

/** Debian's newest; throws where there is none. */
export function debianPrograms(): string {
  const root = '/usr/lib/postgresql'
  const majors = existsSync(root) ? readdirSync(root).map(Number) : []
  const newest = majors
    .filter(Number.isInteger)
    .sort((a, b) => a - b)
    .at(-1)
  if (newest === undefined) throw new Error('install the package postgresql')
  return join(root, String(newest), 'bin')
}

export async function startOutsideCluster(): Promise<OutsideCluster> {
  const bin = debianPrograms()
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'motcua-outside-'))
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  chmodSync(folder, 0o755)
  if (user) for (const each of [folder, data]) chownSync(each, user.uid, user.gid)
  const as = user ?? {}
  const how = ['--locale=C', '--encoding=UTF8', '--username=postgres', '--auth=trust', '--no-sync']
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, ...how], { ...as, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'wal_level=replica']
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((each) => ['-c', each])],
    { ...as, stdio: 'ignore', detached: true },
  )
  const gone = once(child, 'exit')
  const adminUrl = `postgresql://postgres@/postgres?host=${folder}`
  while (!(await answers(adminUrl))) {
    if (child.exitCode !== null) throw new Error('PostgreSQL did not start')
    await sleep(50)
  }
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    process.kill(-child.pid!, 'SIGKILL')
    await gone
  }
  const close = async (): Promise<void> => {
    await kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  return { folder, bin, adminUrl, kill, close }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
