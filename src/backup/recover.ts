/** Lets PostgreSQL play the log over a copied base backup up to a moment, closed to everybody else. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  readdirSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { copyFile, cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverUser } from '../db/server-user.ts'
import { placeOfSegment } from './check.ts'
import { BackupRefused, databaseOf, type BackupFolder, type BaseBackup } from './folder.ts'
import { begin, failedRun, type Programs } from './programs.ts'
import { isRecovered } from './store.ts'

export type Recovering = {
  folder: BackupFolder
  backup: BaseBackup
  /** names of the segments that are played */
  segments: readonly string[]
  until: Date | undefined
  /** where the database is to stand; made here */
  data: string
  programs: Programs
}

export type Recovered = {
  /** the owner of the database, through a socket that nobody else may enter */
  ownerUrl: string
  /** Stops it in order; the folder may then be handed to a server. */
  stop(): Promise<void>
}

const PATIENCE_MS = 24 * 3_600_000

export async function recover(recovering: Recovering): Promise<Recovered> {
  const { data, programs, backup } = recovering
  const user = serverUser()
  const place = mkdtempSync(join(tmpdir(), 'motcua-restore-'))
  const wal = join(place, 'wal')
  await lay(recovering, wal)
  const log = join(place, 'log')
  writeFileSync(join(place, 'hba'), 'local all all trust\n')
  writeFileSync(join(place, 'postgresql.conf'), '')
  writeFileSync(log, '')
  chmodSync(place, 0o700)
  if (user) for (const each of [place, data]) giveAll(user, each)
  const child = begin(
    programs.path('postgres'),
    ['-D', data, ...settingsOf(recovering, place, wal)],
    user,
  )
  const close = (): void => rmSync(place, { recursive: true, force: true })
  child.stdout?.resume()
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => (said = `${said}${bytes.toString()}`.slice(-20_000)))
  const closed = once(child, 'close')
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
    await closed
    close()
  }
  const ownerUrl = `postgresql://${encodeURIComponent(backup.owner)}@/${encodeURIComponent(backup.database)}?host=${encodeURIComponent(place)}`
  try {
    for (const until = Date.now() + PATIENCE_MS; !(await isRecovered(ownerUrl)); await sleep(100)) {
      if (child.exitCode !== null || child.signalCode !== null) throw whyEnded(said)
      if (Date.now() > until) throw new BackupRefused('Phục hồi quá lâu. (Recovery took a day.)')
    }
  } catch (error) {
    await end()
    throw error
  }
  await rm(join(data, 'backup_manifest'), { force: true })
  return { ownerUrl, stop: end }
}

/** The base backup, the log beside it, and the sign that tells the server to recover. */
async function lay(recovering: Recovering, wal: string): Promise<void> {
  const { folder, backup, segments, data } = recovering
  await cp(databaseOf(folder, backup), data, { recursive: true })
  chmodSync(data, 0o700)
  await rm(join(data, 'postmaster.pid'), { force: true })
  writeFileSync(join(data, 'recovery.signal'), '')
  mkdirSync(wal)
  const received = existsSync(folder.wal) ? readdirSync(folder.wal) : []
  for (const name of received.filter((each) => each.endsWith('.history')))
    await copyFile(join(folder.wal, name), join(wal, name))
  for (const name of segments) {
    await copyFile(placeOfSegment(folder, backup, name), join(wal, name))
  }
}

/** On the command line, so that nothing that the primary's own files say gets between. */
function settingsOf({ backup, until }: Recovering, place: string, wal: string): string[] {
  const settings: Record<string, string> = {
    ...backup.settings,
    config_file: join(place, 'postgresql.conf'),
    hba_file: join(place, 'hba'),
    external_pid_file: '',
    listen_addresses: '',
    unix_socket_directories: place,
    logging_collector: 'off',
    log_destination: 'stderr',
    archive_mode: 'off',
    synchronous_standby_names: '',
    primary_conninfo: '',
    ssl: 'off',
    shared_preload_libraries: '',
    hot_standby: 'off',
    restore_command: `cp "${wal}/%f" "%p"`,
    recovery_target_timeline: 'latest',
    recovery_target_action: 'promote',
    ...(until && {
      recovery_target_time: until.toISOString().replace('T', ' ').replace('Z', '+00'),
    }),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function giveAll({ uid, gid }: { uid: number; gid: number }, path: string): void {
  const done = spawnSync('chown', ['-R', `${uid}:${gid}`, path])
  if (done.status !== 0) throw new BackupRefused(`chown ${path}: ${String(done.stderr)}`)
}

function whyEnded(said: string): BackupRefused {
  if (/recovery ended before configured recovery target was reached/.test(said))
    return new BackupRefused(
      'Nhật ký kết thúc trước thời điểm cần khôi phục; muốn lấy đến chỗ cuối cùng còn có thì bỏ --until. ' +
        '(The log ends before the wanted moment; leave out --until to restore all there is.)',
    )
  const fatal = said.split('\n').findLast((line) => /\b(?:FATAL|PANIC)\b/.test(line))
  return failedRun(fatal ?? said, 'PostgreSQL')
}
