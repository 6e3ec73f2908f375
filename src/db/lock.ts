/**
 * One program per state folder. The lock is SQLite's own file lock: the kernel releases it when the
 * program ends, also by kill -9, so there is no stale lock to judge and no process id to mistake.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Unstartable } from './unstartable.ts'

export type FolderLock = { release(): void }

/** The folder belongs to another running program. */
export class FolderInUse extends Unstartable {
  override name = 'FolderInUse'
  readonly pid: number | undefined
  constructor(folder: string, pid: number | undefined) {
    const who = pid === undefined ? 'một tiến trình khác' : `tiến trình ${pid}`
    const whom = pid === undefined ? 'another process' : `process ${pid}`
    super(
      `Thư mục ${folder} đang được ${who} dùng; hãy dừng chương trình đó hoặc đặt MOTCUA_STATE_DIR khác. ` +
        `(The folder is in use by ${whom}.)`,
    )
    this.pid = pid
  }
}

/** Takes the folder or throws FolderInUse naming the other process. The folder must exist. */
export function lockFolder(folder: string): FolderLock {
  const held = new DatabaseSync(join(folder, 'lock'))
  const pidFile = join(folder, 'lock.pid')
  try {
    held.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    held.close()
    if (!isBusy(error)) throw error
    throw new FolderInUse(folder, readPid(pidFile))
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  return { release: () => held.close() }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked/.test(error.message)
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
