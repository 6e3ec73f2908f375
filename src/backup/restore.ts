/** Restores into an empty place, as the house was at a moment, and proves that it is whole before anybody works with it. */
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { readCheckpoint, type SignedCheckpoint } from '../audit/checkpoint.ts'
import { walOf } from './check.ts'
import { copyFiles, orDiskFull } from './copy-files.ts'
import {
  backupFolder,
  BackupRefused,
  baseBackups,
  baseFor,
  databaseOf,
  houseOf,
  type BackupFolder,
  type BaseBackup,
} from './folder.ts'
import { diskFull, mustRun, programsOf } from './programs.ts'
import { recover } from './recover.ts'
import { namedFiles, whatIsThere, type Held } from './store.ts'

export type Restoring = {
  from: string
  /** an empty or missing folder; gets `data` (the database) and `state` (files, keys, secret, checkpoints) */
  into: string
  /** Undefined: everything there is. */
  until: Date | undefined
  pgBin: string | undefined
  /** Runs `motcua verify` with these arguments on that database; the exit code. */
  verify(args: string[], ownerUrl: string): Promise<number>
  say(line: string): void
}

export type Restored = Held & { backup: BaseBackup; files: number; faults: string[] }

export async function restore(restoring: Restoring): Promise<Restored> {
  const { from, into, until, say } = restoring
  const folder = backupFolder(from)
  const backup = baseFor(baseBackups(folder), until)
  const programs = await programsOf(backup.major, restoring.pgBin)
  const log = walOf(folder, backup)
  const logBytes = log.names.length * backup.segmentBytes
  await refusePlace(into, (backup.bytes + logBytes) * 1.1)
  if (log.missing !== undefined)
    throw new BackupRefused(
      `Nhật ký thiếu đoạn ${log.missing}: chỉ khôi phục được đến trước đó. (A segment of the log is missing.)`,
    )
  await mustRun(programs.path('pg_verifybackup'), [databaseOf(folder, backup)], 'pg_verifybackup')
  say(`Bản sao lưu ${backup.name}, ${log.names.length} đoạn nhật ký.`)
  const data = join(into, 'data')
  const state = join(into, 'state')
  try {
    const { damaged } = await orDiskFull('Khôi phục', () => restoreState(folder, { backup, state }))
    const recovering = { folder, backup, segments: log.names, until, data, programs }
    const recovered = await orDiskFull('Khôi phục', () => recover(recovering))
    try {
      const held = await whatIsThere(recovered.ownerUrl)
      say(`Cơ sở dữ liệu đã phục hồi: ${held.dossiers} hồ sơ.`)
      const missing = await missingFiles(recovered.ownerUrl, join(state, 'files'))
      const faults = [
        ...damaged.map((sha256) => `Tệp ${sha256} trong bản sao lưu đã bị hỏng.`),
        ...missing.faults,
        ...(await faultsOfHistory(restoring, recovered.ownerUrl, state)),
      ]
      return { ...held, backup, files: missing.files, faults }
    } finally {
      await recovered.stop()
    }
  } catch (error) {
    // only what was made here: the place was empty
    for (const each of [data, state]) await rm(each, { recursive: true, force: true })
    throw error
  }
}

async function refusePlace(into: string, bytes: number): Promise<void> {
  if (existsSync(into) && (await readdir(into)).length > 0)
    throw new BackupRefused(
      `Thư mục ${into} không trống; không ghi đè lên dữ liệu đang có. (The target is not empty.)`,
    )
  await mkdir(into, { recursive: true, mode: 0o711 }) // the server's user must be able to pass
  const { bavail, bsize } = await statfs(into)
  if (bavail * bsize < bytes) throw diskFull('Khôi phục')
}

async function restoreState(
  folder: BackupFolder,
  { backup, state }: { backup: BaseBackup; state: string },
): Promise<{ damaged: string[] }> {
  await cp(houseOf(folder, backup), state, { recursive: true })
  return copyFiles(folder.files, join(state, 'files'))
}

/** Every file that a receipt or a result names is looked for; the copy has already compared its bytes with its name. */
async function missingFiles(
  ownerUrl: string,
  store: string,
): Promise<{ files: number; faults: string[] }> {
  const faults: string[] = []
  let files = 0
  for await (const { sha256, code } of namedFiles(ownerUrl)) {
    files += 1
    if (!existsSync(join(store, sha256.slice(0, 2), sha256.slice(2))))
      faults.push(`Hồ sơ ${code}: không có tệp ${sha256}.`)
  }
  return { files, faults }
}

async function faultsOfHistory(
  { verify, until }: Restoring,
  ownerUrl: string,
  state: string,
): Promise<string[]> {
  const faults: string[] = []
  if ((await verify([], ownerUrl)) !== 0) faults.push('motcua verify: lịch sử không nguyên vẹn.')
  const checkpoint = await newestCheckpoint(join(state, 'checkpoints'), until)
  if (checkpoint !== undefined && (await verify(['--against', checkpoint], ownerUrl)) !== 0)
    faults.push(`motcua verify --against ${checkpoint}: không khớp điểm kiểm.`)
  return faults
}

/** A later one would miss what is lawfully not there yet. */
async function newestCheckpoint(
  folder: string,
  until: Date | undefined,
): Promise<string | undefined> {
  const names = existsSync(folder) ? await readdir(folder) : []
  let newest: string | undefined
  for (const name of names.filter((each) => /^checkpoint-\d+\.json$/.test(each)).sort()) {
    const path = join(folder, name)
    const read = readCheckpoint(JSON.parse(await readFile(path, 'utf8')) as SignedCheckpoint)
    if (read.ok && (until === undefined || new Date(read.document.at) <= until)) newest = path
  }
  return newest
}
