/** Whether what stands in a backup folder could be restored: nothing damaged, nothing missing, nothing too old. */
import { existsSync, readdirSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { damagedFiles } from './copy-files.ts'
import {
  backupFolder,
  baseBackups,
  databaseOf,
  type BackupFolder,
  type BaseBackup,
} from './folder.ts'
import { programsOf, run } from './programs.ts'
import { runFrom, type Run } from './wal.ts'

export type Checked = { faults: string[]; bases: number; segments: number; files: number }

const HOUR = 3_600_000

/** `hours`: how old the newest base backup may be. */
export async function checkBackup(
  root: string,
  { pgBin, hours, now }: { pgBin: string | undefined; hours: number; now: Date },
): Promise<Checked> {
  const folder = backupFolder(root)
  const all = baseBackups(folder)
  const newest = all.at(-1)
  if (!newest) return { faults: ['Không có bản sao lưu nào.'], bases: 0, segments: 0, files: 0 }
  const faults: string[] = []
  if (now.getTime() - new Date(newest.finishedAt).getTime() > hours * HOUR)
    faults.push(`Bản sao lưu mới nhất xong lúc ${newest.finishedAt}, đã quá ${hours} giờ.`)
  for (const backup of all) faults.push(...(await faultsOfBase(folder, backup, pgBin)))
  const log = walOf(folder, all[0]!)
  if ((await newestWalAt(folder)) === undefined)
    faults.push('Nhật ký chưa được nhận: hãy chạy motcua backup follow.')
  if (log.missing !== undefined) faults.push(`Nhật ký thiếu đoạn ${log.missing}.`)
  const { files, damaged } = await damagedFiles(folder.files)
  faults.push(...damaged.map((sha256) => `Tệp ${sha256} đã bị hỏng.`))
  return { faults, bases: all.length, segments: log.names.length, files }
}

async function faultsOfBase(
  folder: BackupFolder,
  backup: BaseBackup,
  pgBin: string | undefined,
): Promise<string[]> {
  const programs = await programsOf(backup.major, pgBin)
  const { code, output } = await run(programs.path('pg_verifybackup'), [databaseOf(folder, backup)])
  return code === 0 ? [] : [`Bản ${backup.name}: ${output.trim().split('\n').join('; ')}`]
}

/**
 * The log from where the base backup begins: what it brings itself, and what was received since; a segment that is still being
 * received counts.
 */
export function walOf(folder: BackupFolder, backup: BaseBackup): Run {
  const places = [join(databaseOf(folder, backup), 'pg_wal'), folder.wal]
  const names = places.flatMap((place) => (existsSync(place) ? readdirSync(place) : []))
  const there = names.map((name) => name.replace(/\.partial$/, ''))
  return runFrom(backup.firstWal, there, backup.segmentBytes)
}

/** Where a segment stands; what was received goes before what the base backup brought. */
export function placeOfSegment(folder: BackupFolder, backup: BaseBackup, name: string): string {
  const whole = join(folder.wal, name)
  const places = [whole, join(databaseOf(folder, backup), 'pg_wal', name), `${whole}.partial`]
  return places.find((place) => existsSync(place)) ?? whole
}

/** When the newest part of the log was written, as far as the disk knows. */
export async function newestWalAt(folder: BackupFolder): Promise<Date | undefined> {
  const times = existsSync(folder.wal)
    ? await Promise.all(
        readdirSync(folder.wal).map(async (name) => (await stat(join(folder.wal, name))).mtime),
      )
    : []
  return times.sort((a, b) => a.getTime() - b.getTime()).at(-1)
}
