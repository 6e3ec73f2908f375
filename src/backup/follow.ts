/** What is written after a base backup, as it is written: the log within the moment, files within a minute. */
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { copyFiles } from './copy-files.ts'
import { backupFolder } from './folder.ts'
import type { Source } from './make.ts'
import { begin, connection, failedRun, mustRun, programsOf } from './programs.ts'
import { serverFacts } from './store.ts'

export type Following = {
  to: string
  /** seconds between two looks for new files */
  everySeconds: number
  /** ends it in order */
  signal: AbortSignal
  /** what pg_receivewal says: that it waits for the server, or that somebody else receives */
  onSaid?(words: string): void
}

/** The server keeps for this name what has not been received yet, also while nobody receives. */
const SLOT = 'motcua_backup'

/** Runs until it is told to stop; throws when the log can no longer be received. */
export async function follow(source: Source, following: Following): Promise<void> {
  const folder = backupFolder(following.to)
  await mkdir(folder.wal, { recursive: true, mode: 0o700 })
  const { major } = await serverFacts(source.databaseUrl)
  const programs = await programsOf(major, source.pgBin)
  const { conninfo, forget } = connection(source.backupUrl)
  const receivewal = programs.path('pg_receivewal')
  const common = ['--dbname', conninfo, '--no-password', '--slot', SLOT]
  try {
    await mustRun(receivewal, [...common, '--create-slot', '--if-not-exists'], 'pg_receivewal')
    // --synchronous: what has been received is on our disk at once, and the server is told so
    const child = begin(receivewal, [...common, '--directory', folder.wal, '--synchronous'])
    let said = ''
    child.stderr?.on('data', (bytes: Buffer) => {
      said = `${said}${bytes.toString()}`.slice(-2000)
      following.onSaid?.(bytes.toString().trim())
    })
    child.stdout?.resume()
    const closed = once(child, 'close') as Promise<[number | null]>
    const ended = new AbortController()
    const over = closed.then(([code]) => {
      ended.abort()
      return code
    })
    following.signal.addEventListener('abort', () => child.kill('SIGINT'), { once: true })
    if (following.signal.aborted) child.kill('SIGINT')
    await copyEvery(source, following, AbortSignal.any([following.signal, ended.signal]))
    await over
    if (!following.signal.aborted) throw failedRun(said, 'pg_receivewal')
    // what arrived while the receiver was ending
    await copyFiles(join(source.stateDir, 'files'), folder.files)
  } finally {
    forget()
  }
}

async function copyEvery(
  source: Source,
  { to, everySeconds }: Following,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await copyFiles(join(source.stateDir, 'files'), backupFolder(to).files)
    await sleep(everySeconds * 1000, undefined, { signal }).catch(() => undefined)
  }
}
