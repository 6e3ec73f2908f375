/**
 * A folder of backups: `base/<moment>/` is the database as pg_basebackup copied it, `base/<moment>.json` says what is needed to
 * restore it and `base/<moment>.house/` holds secret, keys and checkpoints; `wal/` is the log since then; `files/` every file once.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Unstartable } from '../db/unstartable.ts'

/** What stands in `base/<moment>.json`. */
export type BaseBackup = {
  name: string
  startedAt: string
  finishedAt: string
  /** of the server, as in `server_version_num`, divided by 10000 */
  major: number
  segmentBytes: number
  /** the first segment of the log that a restore needs */
  firstWal: string
  database: string
  owner: string
  /** settings that recovery needs at least as large as the primary had them */
  settings: Record<string, string>
  bytes: number
}

/** A backup or a restore cannot go on; one sentence. */
export class BackupRefused extends Unstartable {
  override name = 'BackupRefused'
}

export type BackupFolder = { root: string; base: string; wal: string; files: string }

export function backupFolder(root: string): BackupFolder {
  return { root, base: join(root, 'base'), wal: join(root, 'wal'), files: join(root, 'files') }
}

/** Whole base backups, oldest first. */
export function baseBackups({ base }: BackupFolder): BaseBackup[] {
  const names = statSync(base, { throwIfNoEntry: false }) ? readdirSync(base) : []
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(base, name), 'utf8')) as BaseBackup)
}

export const houseOf = (folder: BackupFolder, { name }: Pick<BaseBackup, 'name'>): string =>
  join(folder.base, `${name}.house`)

export const databaseOf = (folder: BackupFolder, { name }: Pick<BaseBackup, 'name'>): string =>
  join(folder.base, name)

/** The newest backup that was finished before the wanted moment. */
export function baseFor(all: readonly BaseBackup[], until: Date | undefined): BaseBackup {
  const fit = all.filter(({ finishedAt }) => until === undefined || new Date(finishedAt) <= until)
  const newest = fit.at(-1)
  if (newest) return newest
  const oldest = all[0]?.finishedAt
  throw new BackupRefused(
    oldest === undefined
      ? 'Thư mục này không có bản sao lưu nào. (There is no backup in this folder.)'
      : `Bản sao lưu cũ nhất xong lúc ${oldest}, sau thời điểm cần khôi phục. (The oldest backup is later than the wanted moment.)`,
  )
}

/** 20261128T031500Z: sorts as time does, and may be a file's name. */
export function momentName(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
