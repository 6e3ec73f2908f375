/** The PostgreSQL that comes with the program: starts it, keeps it up, stops it. House rule: no TCP, no trust. */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareCluster, socketUrl } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { lockFolder } from './lock.ts'
import { prepareOwner } from './owner.ts'
import {
  PostmasterEnded,
  isRunning,
  spawnPostmaster,
  stopOrphan,
  stopProcess,
  waitUntilReady,
} from './postmaster.ts'
import { serverUser } from './server-user.ts'
import { Unstartable } from './unstartable.ts'

export type Log = { info(words: string): void; error(words: string): void }

export type EmbeddedOptions = {
  /** absolute path; made when missing */
  stateDir: string
  log: Log
  /** extra server settings (tests turn fsync off) */
  settings?: Record<string, string>
}

export type Embedded = {
  /** the database `motcua` as its owner, who is no superuser */
  ownerUrl: string
  /** the superuser, for tests and for the operator's tools */
  adminUrl: string
  /** pid of the server process; changes when it had to be started again */
  pid(): number | undefined
  /** fast shutdown; also releases the folder */
  stop(): Promise<void>
}

/**
 * Starts the server below `stateDir` and makes owner and database. Throws FolderInUse when another program
 * has the folder, OtherMajorVersion for the data of another PostgreSQL. A server that ends by itself
 * (kill -9, out of memory) is started again.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { stateDir, log } = options
  mkdirSync(stateDir, { recursive: true, mode: serverUser() === undefined ? 0o700 : 0o711 })
  const lock = lockFolder(stateDir)
  try {
    const cluster = prepareCluster(stateDir, options.settings ?? {})
    const orphan = await stopOrphan(cluster.dataFolder)
    if (orphan !== undefined) {
      log.info(`Đã dừng máy chủ PostgreSQL mồ côi (stopped an orphaned PostgreSQL), pid ${orphan}`)
    }
    return await runServer(cluster, options, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

async function runServer(
  cluster: Cluster,
  options: EmbeddedOptions,
  release: () => void,
): Promise<Embedded> {
  const admin = { user: 'postgres', password: cluster.superuserPassword }
  const adminUrl = socketUrl(cluster, admin, 'postgres')
  const owner = { role: 'motcua_owner', password: cluster.ownerPassword, database: 'motcua' }
  const ownerUrl = socketUrl(
    cluster,
    { user: owner.role, password: owner.password },
    owner.database,
  )
  const keeper = keepRunning(cluster, adminUrl, options.log)
  const note = join(options.stateDir, 'server.json')
  const stop = async (): Promise<void> => {
    rmSync(note, { force: true })
    await keeper.stop()
    if (!cluster.socketFolder.startsWith(cluster.folder)) {
      rmSync(cluster.socketFolder, { recursive: true, force: true })
    }
    release()
  }
  try {
    await keeper.start()
    await prepareOwner(adminUrl, owner)
  } catch (error) {
    await keeper.stop()
    throw error
  }
  // for commands that run while the program holds the folder (`motcua verify`)
  writeFileSync(note, JSON.stringify({ ownerUrl, adminUrl }), { mode: 0o600 })
  return { ownerUrl, adminUrl, pid: () => keeper.pid(), stop }
}

type Keeper = { start(): Promise<void>; stop(): Promise<void>; pid(): number | undefined }

/** Starts the server process and starts it again whenever it ends without being asked to. */
function keepRunning(cluster: Cluster, adminUrl: string, log: Log): Keeper {
  const now: { child?: ChildProcess; stopping: boolean; starting?: Promise<void> } = {
    stopping: false,
  }
  // If our program ends in any other way than stop(), the server is asked to end as well.
  const atExit = (): void => void now.child?.kill('SIGINT')

  const start = async (): Promise<void> => {
    await startOnce(adminUrl, cluster, () => {
      if (now.stopping) throw new Unstartable('PostgreSQL được yêu cầu dừng (asked to stop)')
      return (now.child = spawnPostmaster(cluster))
    })
    const ended = (): void => void (now.starting = startAgain())
    now.child?.once('exit', ended)
    if (now.child !== undefined && !isRunning(now.child)) ended()
  }
  const startAgain = async (): Promise<void> => {
    for (let pause = 100; !now.stopping; pause = Math.min(pause * 2, 10_000)) {
      log.error(
        'PostgreSQL dừng đột ngột, đang khởi động lại (PostgreSQL ended; starting it again)',
      )
      try {
        await stopOrphan(cluster.dataFolder)
        return await start()
      } catch (error) {
        log.error(error instanceof Error ? error.message : String(error))
        await sleep(pause)
      }
    }
  }
  return {
    start: async () => {
      process.once('exit', atExit)
      await start()
    },
    stop: async () => {
      now.stopping = true
      process.removeListener('exit', atExit)
      if (now.child !== undefined && isRunning(now.child)) await stopProcess(now.child.pid ?? 0)
      await now.starting
    },
    pid: () => now.child?.pid,
  }
}

/** After kill -9 of the server its children need a moment to notice; until then a start is refused. */
async function startOnce(
  adminUrl: string,
  cluster: Cluster,
  spawnServer: () => ChildProcess,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const child = spawnServer()
    child.unref()
    try {
      return await waitUntilReady(child, adminUrl, cluster)
    } catch (error) {
      child.kill('SIGQUIT')
      const childrenLinger =
        error instanceof PostmasterEnded && /shared memory|lock file/.test(error.message)
      // Once more in any case: a machine that has just come up again may refuse a first start.
      const mayPass = error instanceof PostmasterEnded && attempt === 1
      if (!(childrenLinger || mayPass) || attempt === 50) throw error
      await sleep(200)
    }
  }
}
