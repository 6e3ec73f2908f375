/** PostgreSQL's own programs for backup and recovery, of the server's major version, and how they are run. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerUser } from '../db/server-user.ts'
import { BackupRefused } from './folder.ts'

export type Programs = { path(name: string): string; major: number }

export type Ran = { code: number | null; output: string }

/** `folder`: where they are, when they are neither where Debian puts them nor on the PATH. */
export async function programsOf(major: number, folder: string | undefined): Promise<Programs> {
  const debian = `/usr/lib/postgresql/${major}/bin`
  const place = folder ?? (existsSync(debian) ? debian : undefined)
  const path = (name: string): string => (place === undefined ? name : join(place, name))
  const found = await run(path('pg_basebackup'), ['--version']).catch(() => undefined)
  const version = /\) (\d+)/.exec(found?.output ?? '')?.[1]
  if (version === undefined)
    throw new BackupRefused(
      `Không tìm thấy pg_basebackup của PostgreSQL ${major}: hãy cài gói postgresql-${major} hoặc đặt PG_BIN. ` +
        '(The programs of this version of PostgreSQL are not installed; set PG_BIN.)',
    )
  if (Number(version) !== major)
    throw new BackupRefused(
      `Bản sao lưu thuộc PostgreSQL ${major}, chương trình ở ${place ?? 'PATH'} là bản ${version}: hãy đặt PG_BIN. ` +
        '(Another major version of PostgreSQL.)',
    )
  return { path, major }
}

/** Runs to its end; what it said on both streams is one text. */
export async function run(
  program: string,
  args: readonly string[],
  user?: ServerUser,
): Promise<Ran> {
  const child = begin(program, args, user)
  let output = ''
  child.stdout?.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stderr?.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

/** Starts it and hands it over; `error` is thrown by `once(child, 'close')`. */
export function begin(program: string, args: readonly string[], user?: ServerUser): ChildProcess {
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...user })
}

/** Runs and throws one sentence when it failed; a full disk is called by its name. */
export async function mustRun(
  program: string,
  args: readonly string[],
  what: string,
): Promise<Ran> {
  const ran = await run(program, args)
  if (ran.code === 0) return ran
  throw failedRun(ran.output, what)
}

export function failedRun(output: string, what: string): BackupRefused {
  if (/No space left on device/i.test(output)) return diskFull(what)
  const last = output.trim().split('\n').at(-1) ?? ''
  return new BackupRefused(`${what}: ${last}`)
}

export function diskFull(what: string): BackupRefused {
  return new BackupRefused(`${what}: đĩa đã đầy, không còn chỗ ghi. (The disk is full.)`)
}

/** A connection as these programs take it: the password stands in a file, never in the list of processes. */
export function connection(url: string): { conninfo: string; forget(): void } {
  const parts = /^(postgres(?:ql)?:\/\/)(?:([^:@/?]*)(?::([^@/?]*))?@)?(.*)$/.exec(url)
  const [, scheme = '', user = '', password = '', rest = ''] = parts ?? []
  const place = `${scheme}${user === '' ? '' : `${user}@`}${rest}`
  if (password === '') return { conninfo: place, forget: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'motcua-pass-'))
  const file = join(folder, 'pass')
  const escaped = decodeURIComponent(password).replaceAll(/[\\:]/g, String.raw`\$&`)
  writeFileSync(file, `*:*:*:*:${escaped}\n`, { mode: 0o600 })
  const mark = place.includes('?') ? '&' : '?'
  return {
    conninfo: `${place}${mark}passfile=${encodeURIComponent(file)}`,
    forget: () => rmSync(folder, { recursive: true, force: true }),
  }
}
