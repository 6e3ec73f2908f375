/**
 * A house on an outside PostgreSQL that is backed up while people file, loses part of its history by an operator's mistake and then
 * its machine: what test/ci/restore.test.ts restores and bench/restore.ts measures.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { diskFiles } from '../../src/adapters/disk-files.ts'
import { runCheckpoint } from '../../src/audit/cli.ts'
import { openCheckpointKey } from '../../src/audit/checkpoint-key.ts'
import { follow } from '../../src/backup/follow.ts'
import { makeBackup, type Source } from '../../src/backup/make.ts'
import { restore, type Restored } from '../../src/backup/restore.ts'
import { verifyRestored } from '../../src/backups.ts'
import { openLaw } from '../../src/catalogue/law.ts'
import { checkout } from '../../src/checkout.ts'
import { openDb, type Db } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { prepareOwner } from '../../src/db/owner.ts'
import { loginOf } from '../../src/db/roles.ts'
import type { DossierDeps } from '../../src/dossier/handle.ts'
import type { FileStore } from '../../src/paper/files.ts'
import { openDirectory } from '../../src/office/directory.ts'
import { startOutsideCluster, type OutsideCluster } from './outside-cluster.ts'
import { citizen, fileFor, filing } from './office.ts'
import { publishOnly } from './publication.ts'

const dataDir = join(checkout, 'data')
const WARD = 101

export type Filed = { id: string; sha256: string; at: number }

export type Drill = {
  cluster: OutsideCluster
  backups: string
  /** Files so many dossiers, each with a file of its own; resolves when all are acknowledged. */
  file(many: number): Promise<Filed[]>
  /** The database's clock. */
  now(): Promise<Date>
  /** Removes the whole history of a dossier as a superuser can. */
  mistake(of: Filed): Promise<void>
  /** The server begins another segment of the log. */
  nextSegment(): Promise<void>
  /** Until the receiver has everything that was written up to now. */
  received(): Promise<void>
  /** From now on nothing is acknowledged before the receiver has it on its disk. */
  waitForReceiver(): Promise<void>
  /** The machine is gone, at once. */
  disaster(): Promise<void>
  restore(into: string, until?: Date): Promise<Restored & { ids: string[]; lines: string[] }>
  close(): Promise<void>
}

/** Filed before: `before` dossiers, a checkpoint, then the base backup; the log is being received from then on. */
export async function startDrill({ before }: { before: number }): Promise<Drill> {
  const cluster = await startOutsideCluster()
  const place = mkdtempSync(join(tmpdir(), 'motcua-drill-'))
  const [stateDir, backups] = [join(place, 'state'), join(place, 'backups')]
  for (const each of [stateDir, backups]) mkdirSync(each)
  const owner = { role: 'motcua_owner', password: 'of the drill', database: 'motcua' }
  await prepareOwner(cluster.adminUrl, owner)
  const at = `@/motcua?host=${cluster.folder}`
  await asAdmin(cluster, `create role motcua_backup login replication password 'of: the \\backup'`)
  const databaseUrl = `postgresql://motcua_owner:x${at}`
  const secret = 'the secret of the drill'
  writeFileSync(join(stateDir, 'secret'), secret, { mode: 0o600 })
  const { appUrl } = await migrate(databaseUrl, { secret })
  const [app, own] = [appUrl, databaseUrl].map((url) => openDb(url, { name: 'drill', max: 8 }))
  await publishOnly({ owner: own! })
  const files = diskFiles(join(stateDir, 'files'))
  const deps = await depsOf(app!)
  const file = (many: number): Promise<Filed[]> => fileMany(deps, files, many)
  await file(before)
  const checkpointDir = join(stateDir, 'checkpoints')
  const key = openCheckpointKey(stateDir, secret)
  const time = (): Date => new Date()
  await runCheckpoint({ db: own!, key, folder: checkpointDir, now: time }, () => undefined)
  const source: Source = {
    databaseUrl,
    backupUrl: `postgresql://motcua_backup:${encodeURIComponent('of: the \\backup')}${at}`,
    stateDir,
    checkpointDir,
    secret,
    login: loginOf('motcua_app', secret).role,
    pgBin: cluster.bin,
    now: time,
  }
  const stopping = new AbortController()
  const options = { to: backups, everySeconds: 1, signal: stopping.signal }
  const following = follow(source, options)
  following.catch(() => undefined) // told when it is stopped
  await makeBackup(source, { to: backups, keepDays: 14 })
  const end = async (): Promise<void> => {
    stopping.abort()
    await Promise.allSettled([app!.destroy(), own!.destroy()])
  }
  return {
    cluster,
    backups,
    file,
    now: async () => (await asAdmin<{ now: Date }>(cluster, 'select clock_timestamp() as now')).now,
    mistake: async ({ id }) => {
      const tables = ['dossier_private', 'dossier_event', 'dossier_state', 'dossier_file']
      const deletes = tables.map((table) => `delete from ${table} where dossier_id = '${id}'`)
      const all = `set session_replication_role = replica; ${deletes.join(';')}`
      await asAdmin(cluster, all, 'motcua')
    },
    nextSegment: async () => void (await asAdmin(cluster, 'select pg_switch_wal()')),
    received: async () => {
      while (!(await asAdmin<{ all: boolean }>(cluster, IS_RECEIVED)).all) await sleep(20)
    },
    waitForReceiver: async () => {
      await asAdmin(cluster, "alter system set synchronous_standby_names = 'pg_receivewal'")
      await asAdmin(cluster, 'select pg_reload_conf()')
    },
    disaster: async () => {
      await cluster.kill()
      await end()
      await following
    },
    restore: (into, until) => restoreTo({ backups, into, until, pgBin: cluster.bin }),
    close: async () => {
      await end()
      await cluster.close()
      await following.catch(() => undefined)
      rmSync(place, { recursive: true, force: true })
    },
  }
}

async function depsOf(app: Db): Promise<DossierDeps> {
  const law = openLaw(dataDir)
  return {
    db: app,
    law: {
      calendar: () => law.calendar(),
      terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    },
    offices: await openDirectory(app),
    poke: () => undefined,
  }
}

async function fileMany(deps: DossierDeps, store: FileStore, many: number): Promise<Filed[]> {
  const filed: Filed[] = []
  for (let nth = 0; nth < many; nth += 1) {
    const applicant = citizen()
    const bytes = Buffer.from(`a paper ${randomUUID()}`)
    const { sha256, size, mediaType } = await store.put(bytes, 'image/jpeg')
    const papers = [
      { paper: 'birth-notice', files: [{ id: randomUUID(), sha256, size, mediaType }] },
    ]
    const offices = { receiving: WARD, competent: WARD, returning: WARD }
    const { id } = await fileFor(deps, applicant, {
      command: filing(applicant, { papers, offices }),
    })
    filed.push({ id, sha256, at: performance.now() })
  }
  return filed
}

const IS_RECEIVED = `
  select coalesce(bool_or(flush_lsn >= pg_current_wal_lsn()), false) as "all"
    from pg_stat_replication where application_name = 'pg_receivewal'`

type Restoring = { backups: string; into: string; until: Date | undefined; pgBin: string }

/** As `motcua restore` does it; `ids` are read while the restored database still runs. */
async function restoreTo({ backups, into, until, pgBin }: Restoring) {
  const lines: string[] = []
  let ids: string[] = []
  const out = (line: string): void => void lines.push(line)
  const restored = await restore({
    from: backups,
    into,
    until,
    pgBin,
    say: out,
    verify: async (args, ownerUrl) => {
      ids = await dossiersIn(ownerUrl)
      return verifyRestored(args, { ownerUrl, lawOf: () => Promise.resolve(openLaw(dataDir)), out })
    },
  })
  return { ...restored, ids, lines }
}

async function dossiersIn(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from dossier order by id')
  await client.end()
  return rows.map(({ id }) => id)
}

async function asAdmin<T>({ adminUrl }: OutsideCluster, words: string, database = 'postgres') {
  const client = new Client({ connectionString: adminUrl.replace('/postgres?', `/${database}?`) })
  await client.connect()
  const { rows } = (await client.query(words)) as unknown as { rows: T[] }
  await client.end()
  return rows?.[0] as T
}
