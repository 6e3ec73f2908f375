/** The database server of this installation: the one of DATABASE_URL, or the embedded one; migrated and ready. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbedded } from './embedded.ts'
import type { Log } from './embedded.ts'
import { FolderInUse } from './lock.ts'
import { migrate } from './migrate.ts'
import { Unstartable } from './unstartable.ts'

export type ServerSettings = {
  stateDir: string
  secret: string
  databaseUrl: string | undefined
  databaseAppUrl: string | undefined
  databaseWorkerUrl: string | undefined
  /** false: a database older than the program is refused, not migrated (default true) */
  migrateAtStart?: boolean
}

export type Server = {
  ownerUrl: string
  appUrl: string
  workerUrl: string
  /** names of the migrations that were applied just now */
  applied: string[]
  /** stops the embedded server; does nothing to one that is not ours */
  stop(): Promise<void>
}

/**
 * Opens and migrates. With `attach` a command may use the embedded server of a program that is running
 * (`motcua verify` beside `npm start`); without it that program is named and the call is refused.
 */
export async function openServer(
  settings: ServerSettings,
  { log, attach = false }: { log: Log; attach?: boolean },
): Promise<Server> {
  const opened =
    settings.databaseUrl === undefined
      ? await embeddedOrRunning(settings.stateDir, { log, attach })
      : await external(settings.databaseUrl)
  try {
    const { newer, ...migrated } = await migrate(opened.ownerUrl, {
      secret: settings.secret,
      appUrl: settings.databaseAppUrl,
      workerUrl: settings.databaseWorkerUrl,
      mayApply: settings.migrateAtStart ?? true,
      onWait: (words) => log.info(words),
    })
    for (const name of newer) log.info(`${name}: của bản mới hơn (of a newer program)`)
    return { ownerUrl: opened.ownerUrl, ...migrated, stop: () => opened.stop() }
  } catch (error) {
    await opened.stop()
    throw error
  }
}

type Opened = { ownerUrl: string; stop(): Promise<void> }

async function embeddedOrRunning(
  stateDir: string,
  { log, attach }: { log: Log; attach: boolean },
): Promise<Opened> {
  try {
    return await startEmbedded({ stateDir, log })
  } catch (error) {
    const running = attach && error instanceof FolderInUse ? runningServer(stateDir) : undefined
    if (running === undefined) throw error
    return running
  }
}

function runningServer(stateDir: string): Opened | undefined {
  try {
    const note = JSON.parse(readFileSync(join(stateDir, 'server.json'), 'utf8')) as {
      ownerUrl: string
    }
    return { ownerUrl: note.ownerUrl, stop: () => Promise.resolve() }
  } catch {
    return undefined // that program is just starting or stopping
  }
}

async function external(databaseUrl: string): Promise<Opened> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    throw new Unstartable(
      `Không kết nối được máy chủ PostgreSQL trong DATABASE_URL (${placeOf(databaseUrl)}): ${why}. ` +
        '(PostgreSQL of DATABASE_URL is not reachable.)',
      { cause: error },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
  return { ownerUrl: databaseUrl, stop: () => Promise.resolve() }
}

/** Server and database without the password. */
export function placeOf(databaseUrl: string): string {
  return databaseUrl.replace(/^\w+:\/\/(?:[^@/]*@)?/, '').replace(/\?.*$/, '')
}
