/** One whole backup: the database, the files that are new, secret, keys and checkpoints; then what is too old goes. */
import { cp, mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { copyFiles, folderBytes, letGo, syncFolder, type Copied } from './copy-files.ts'
import {
  backupFolder,
  BackupRefused,
  baseBackups,
  databaseOf,
  houseOf,
  momentName,
  type BackupFolder,
  type BaseBackup,
} from './folder.ts'
import { connection, diskFull, mustRun, programsOf, type Programs } from './programs.ts'
import { hasLogin, serverFacts, type ServerFacts } from './store.ts'
import { segmentOf } from './wal.ts'

export type Source = {
  /** the owner's connection; says what the database is */
  databaseUrl: string
  /** a login that may replicate */
  backupUrl: string
  /** files, keys and secret stand here */
  stateDir: string
  checkpointDir: string
  secret: string
  /** the login that the secret makes; undefined when the operator made the logins */
  login: string | undefined
  pgBin: string | undefined
  now(): Date
}

export type Made = { backup: BaseBackup; files: Copied; removed: string[]; gone: number }

/** Throws BackupRefused with one sentence; what it had begun is removed, what was there before stays. */
export async function makeBackup(
  source: Source,
  { to, keepDays }: { to: string; keepDays: number },
): Promise<Made> {
  const folder = backupFolder(to)
  for (const each of Object.values(folder)) await mkdir(each, { recursive: true, mode: 0o700 })
  const facts = await serverFacts(source.databaseUrl)
  if (facts.walLevel === 'minimal')
    throw new BackupRefused(
      'Máy chủ có wal_level = minimal; cần replica. (wal_level must be replica.)',
    )
  if (source.login !== undefined && !(await hasLogin(source.databaseUrl, source.login)))
    throw new BackupRefused(
      'MOTCUA_SECRET và MOTCUA_STATE_DIR ở đây không phải của hệ thống này: bản sao lưu sẽ thiếu khóa và tệp. ' +
        '(The secret of this place is not that of the house; its files and keys would be missing.)',
    )
  const programs = await programsOf(facts.major, source.pgBin)
  await roomFor(to, facts.databaseBytes)
  const backup = await copyDatabase(source, { folder, facts, programs })
  const files = await copyFiles(join(source.stateDir, 'files'), folder.files)
  const removed = await removeOld(folder, { before: daysAgo(source.now(), keepDays) })
  const oldest = baseBackups(folder)[0]!
  const gone = await letGo(join(source.stateDir, 'files'), {
    backup: folder.files,
    olderThan: new Date(oldest.startedAt),
  })
  return { backup, files, removed, gone }
}

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000)

async function roomFor(place: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(place)
  if (bavail * bsize < bytes * 1.1) throw diskFull('Sao lưu')
}

type Copying = { folder: BackupFolder; facts: ServerFacts; programs: Programs }

/** Under another name until it is whole and has been verified: what stands under its own name can be restored. */
async function copyDatabase(
  source: Source,
  { folder, facts, programs }: Copying,
): Promise<BaseBackup> {
  const startedAt = source.now()
  const name = momentName(startedAt)
  const part = join(folder.base, `${name}.part`)
  const { conninfo, forget } = connection(source.backupUrl)
  try {
    const how = ['--checkpoint=fast', '--wal-method=stream', '--manifest-checksums=SHA256']
    const where = ['--dbname', conninfo, '--pgdata', part, '--no-password', '--label', name]
    await mustRun(programs.path('pg_basebackup'), [...where, ...how], 'pg_basebackup')
    if ((await readdir(join(part, 'pg_tblspc'))).length > 0)
      throw new BackupRefused(
        'Chưa sao lưu được tablespace riêng. (Tablespaces are not supported.)',
      )
    await mustRun(programs.path('pg_verifybackup'), [part], 'pg_verifybackup')
    const label = await readFile(join(part, 'backup_label'), 'utf8')
    const firstWal = /^START WAL LOCATION: [^(\n]*\(file ([0-9A-F]{24})\)/m.exec(label)?.[1]
    if (firstWal === undefined)
      throw new BackupRefused('backup_label không đọc được. (Unreadable.)')
    await keepHouse(source, houseOf(folder, { name }))
    const { major, segmentBytes, database, owner, settings } = facts
    const bytes = await folderBytes(part)
    const about = { major, segmentBytes, firstWal, database, owner, settings, bytes }
    const times = { startedAt: startedAt.toISOString(), finishedAt: source.now().toISOString() }
    const backup: BaseBackup = { name, ...times, ...about }
    await rename(part, databaseOf(folder, { name }))
    await writeDurably(join(folder.base, `${name}.json`), JSON.stringify(backup, null, 2))
    return backup
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    await rm(houseOf(folder, { name }), { recursive: true, force: true })
    throw error
  } finally {
    forget()
  }
}

/** Everything small of the state folder that is no database and no file of a dossier; the secret also when it came by the environment. */
async function keepHouse(source: Source, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const leftOut = /^(?:files|postgres|checkpoints|lock(?:\.pid)?|server\.json|.*\.log)$/
  const names = existsSync(source.stateDir) ? await readdir(source.stateDir) : []
  for (const name of names.filter((each) => !leftOut.test(each)))
    await cp(join(source.stateDir, name), join(to, name), { recursive: true })
  await writeFile(join(to, 'secret'), source.secret, { mode: 0o600 })
  if (existsSync(source.checkpointDir))
    await cp(source.checkpointDir, join(to, 'checkpoints'), { recursive: true })
}

async function writeDurably(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, `${text}\n`, { mode: 0o600, flush: true })
  await rename(`${file}.part`, file)
  await syncFolder(dirname(file))
}

/** Base backups older than that, but never the newest, and the log that only they needed. */
async function removeOld(folder: BackupFolder, { before }: { before: Date }): Promise<string[]> {
  const all = baseBackups(folder)
  const old = all.slice(0, -1).filter(({ finishedAt }) => new Date(finishedAt) < before)
  for (const backup of old) {
    await rm(join(folder.base, `${backup.name}.json`))
    await rm(databaseOf(folder, backup), { recursive: true, force: true })
    await rm(houseOf(folder, backup), { recursive: true, force: true })
  }
  const { firstWal, segmentBytes } = all[old.length]!
  const first = segmentOf(firstWal, segmentBytes)!.number
  for (const name of existsSync(folder.wal) ? await readdir(folder.wal) : []) {
    const segment = segmentOf(name, segmentBytes)
    if (segment && segment.number < first) await rm(join(folder.wal, name))
  }
  return old.map(({ name }) => name)
}
