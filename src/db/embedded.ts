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
  spawnPostmaster,
  stopOrphan,
  stopProcess,
  waitUntilReady,
} from './postmaster.ts'
import { serverUser } from './server-user.ts'

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
  let child: ChildProcess | undefined
  const asked = { stopping: false }
  // If our program ends in any other way than stop(), the server is asked to end as well.
  const atExit = (): void => void child?.kill('SIGINT')

  const start = async (): Promise<void> => {
    child = await startOnce(cluster, adminUrl)
    child.once('exit', () => void startAgain())
    if (child.exitCode !== null || child.signalCode !== null) await startAgain()
  }
  const startAgain = async (): Promise<void> => {
    for (let pause = 100; !asked.stopping; pause = Math.min(pause * 2, 10_000)) {
      log.error(
        'PostgreSQL đã dừng đột ngột, đang khởi động lại (PostgreSQL ended; starting it again)',
      )
      try {
        await stopOrphan(cluster.dataFolder)
        await start()
        return
      } catch (error) {
        log.error(error instanceof Error ? error.message : String(error))
        await sleep(pause, undefined, { ref: false })
      }
    }
  }
  return {
    start: async () => {
      process.once('exit', atExit)
      await start()
    },
    stop: async () => {
      asked.stopping = true
      process.removeListener('exit', atExit)
      if (child?.pid !== undefined && child.exitCode === null) await stopProcess(child.pid)
    },
    pid: () => child?.pid,
  }
}

/** After kill -9 of the server its children need a moment to notice; until then a start is refused. */
async function startOnce(cluster: Cluster, adminUrl: string): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const child = spawnPostmaster(cluster)
    child.unref()
    try {
      await waitUntilReady(child, adminUrl, cluster.startLog)
      return child
    } catch (error) {
      const childrenLinger =
        error instanceof PostmasterEnded && /shared memory|lock file/.test(error.message)
      if (!childrenLinger || attempt === 50) {
        child.kill('SIGQUIT')
        throw error
      }
      await sleep(200)
    }
  }
}
