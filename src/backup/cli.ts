/** `motcua backup` and `motcua restore`. Exit code 0: whole; 1: something is wrong, named; 2: wrong use. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkBackup, newestWalAt } from './check.ts'
import { follow } from './follow.ts'
import { backupFolder } from './folder.ts'
import { makeBackup, type Source } from './make.ts'
import { restore, type Restoring } from './restore.ts'

export const BACKUP_USAGE =
  '--to THƯ-MỤC [--keep NGÀY] | follow --to THƯ-MỤC [--every GIÂY] | check --to THƯ-MỤC [--hours GIỜ]'
export const RESTORE_USAGE = '--from THƯ-MỤC --into THƯ-MỤC-TRỐNG [--until 2026-11-28T10:15+07:00]'

export type BackupDeps = {
  /** Undefined where there is no outside database. */
  source(): Source
  pgBin: string | undefined
  out(line: string): void
  /** Told to stop by a signal. */
  signal: AbortSignal
}

const backupOptions = {
  to: { type: 'string' },
  keep: { type: 'string', default: '14' },
  every: { type: 'string', default: '60' },
  hours: { type: 'string', default: '26' },
} as const

export async function runBackup(args: string[], deps: BackupDeps): Promise<number> {
  const given = parsed(() =>
    parseArgs({ args, options: backupOptions, allowPositionals: true, strict: true }),
  )
  const [act = 'make', ...more] = given?.positionals ?? []
  const numbers = [given?.values.keep, given?.values.every, given?.values.hours].map(Number)
  const isWrong = numbers.some((each) => !Number.isInteger(each) || each < 1)
  const to = given?.values.to
  if (to === undefined || isWrong || more.length > 0) return wrongUse(deps, BACKUP_USAGE)
  const [keepDays = 0, everySeconds = 0, hours = 0] = numbers
  const place = resolve(to)
  if (act === 'make') return make(deps, { to: place, keepDays })
  if (act === 'check') return check(deps, place, hours)
  if (act !== 'follow') return wrongUse(deps, BACKUP_USAGE)
  const { signal, out } = deps
  out('Đang nhận nhật ký; dừng bằng Ctrl+C. (Receiving the log.)')
  await follow(deps.source(), { to: place, everySeconds, signal, onSaid: out })
  return 0
}

async function make(
  { source, out }: BackupDeps,
  options: { to: string; keepDays: number },
): Promise<number> {
  const { backup, files, removed, gone } = await makeBackup(source(), options)
  out(`Đã sao lưu ${backup.name}: cơ sở dữ liệu, ${files.copied} tệp mới. (Backed up.)`)
  if (removed.length > 0) out(`Đã bỏ bản quá hạn: ${removed.join(', ')}. (Old ones removed.)`)
  if (gone > 0) out(`Đã bỏ ${gone} tệp đã xóa khỏi kho. (Erased files removed.)`)
  for (const sha256 of files.damaged) out(`LỖI: tệp ${sha256} trong kho đã bị hỏng. (Damaged.)`)
  return files.damaged.length === 0 ? 0 : 1
}

async function check({ pgBin, out }: BackupDeps, root: string, hours: number): Promise<number> {
  const { faults, bases, segments, files } = await checkBackup(root, {
    pgBin,
    hours,
    now: new Date(),
  })
  for (const fault of faults) out(`LỖI: ${fault}`)
  const newest = await newestWalAt(backupFolder(root))
  out(
    `${bases} bản sao lưu, ${segments} đoạn nhật ký (mới nhất ${newest?.toISOString() ?? '–'}), ${files} tệp: ` +
      (faults.length === 0 ? 'khôi phục được.' : `${faults.length} lỗi.`),
  )
  return faults.length === 0 ? 0 : 1
}

const NOTHING = { from: undefined, into: undefined, until: undefined }
const restoreOptions = {
  from: { type: 'string' },
  into: { type: 'string' },
  until: { type: 'string' },
} as const

export async function runRestore(
  args: string[],
  deps: Pick<Restoring, 'verify' | 'pgBin'> & { out(line: string): void },
): Promise<number> {
  const given = parsed(() => parseArgs({ args, options: restoreOptions, strict: true }))
  const { from, into, until } = given?.values ?? NOTHING
  const moment = until === undefined ? undefined : momentOf(until)
  if (from === undefined || into === undefined || moment === null)
    return wrongUse(deps, RESTORE_USAGE)
  const { out, verify, pgBin } = deps
  const started = performance.now()
  const place = resolve(into)
  const restored = await restore({
    from: resolve(from),
    into: place,
    until: moment,
    pgBin,
    verify,
    say: out,
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  for (const fault of restored.faults) out(`LỖI: ${fault}`)
  const newest = restored.newestEventAt?.toISOString() ?? '–'
  out(
    `${restored.dossiers} hồ sơ, việc mới nhất lúc ${newest}, ${restored.files} tệp của biên nhận và kết quả, ${seconds} giây: ` +
      (restored.faults.length === 0 ? 'nguyên vẹn.' : `${restored.faults.length} lỗi.`),
  )
  out(`Cơ sở dữ liệu: ${place}/data; MOTCUA_STATE_DIR: ${place}/state. (docs/operations.md)`)
  return restored.faults.length === 0 ? 0 : 1
}

/** A moment with its offset; null for anything that would have to be guessed. */
export function momentOf(text: string): Date | null {
  const isWhole = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/
  const at = new Date(text.replace(' ', 'T'))
  return isWhole.test(text) && !Number.isNaN(at.getTime()) ? at : null
}

function wrongUse({ out }: { out(line: string): void }, usage: string): number {
  out(`Cách dùng (usage): motcua ${usage === BACKUP_USAGE ? 'backup' : 'restore'} ${usage}`)
  return 2
}

function parsed<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
