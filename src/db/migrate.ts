/** Forward-only migrations under a lock, run as the owner of the database; and the roles the program logs in as. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { checkout } from '../checkout.ts'
import { applyMigration, USUAL_PATIENCE, type Patience } from './apply-migration.ts'
import { MigrationRefused, readMigrations, type Migration } from './migration-files.ts'
import { ensureGroupRoles, ensureLogins } from './roles.ts'
import { watchWaiters } from './waiters.ts'

export { MigrationRefused, readMigrations, type Migration } from './migration-files.ts'

export type MigrateOptions = {
  /** the program's secret; passwords of the login roles are made from it */
  secret: string
  /** URLs of logins that the operator made; without them the login roles are made here */
  appUrl?: string | undefined
  workerUrl?: string | undefined
  /** folder of NNNN_name.sql (default: migrations/ of the checkout) */
  folder?: string
  /** false: a program newer than its database is refused instead of migrating it (default true) */
  mayApply?: boolean
  /** how long locks are waited for; a migration never keeps anybody waiting longer than these */
  patience?: Partial<Patience>
  /** told when a table is busy and the migration tries again later */
  onWait?(words: string): void
}

export type Migrated = {
  applied: string[]
  /** migrations of a newer program that this one does not know, and need not know */
  newer: string[]
  appUrl: string
  workerUrl: string
}

/**
 * Applies what is missing and answers with the URLs of the application's and the worker's login.
 * Two programs may call it at once: one waits for the other.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<Migrated> {
  const files = await readMigrations(options.folder ?? join(checkout, 'migrations'))
  const client = new Client({ connectionString: ownerUrl, application_name: 'motcua migrate' })
  await client.connect()
  try {
    await refuseOldServer(client)
    await lockOthersOut(client)
    await ensureGroupRoles(client)
    await keepRecords(client)
    const known = await recorded(client)
    refuseMisfit(known, files)
    const there = new Set(known.map(({ number }) => number))
    const missing = files.filter(({ number }) => !there.has(number))
    if (options.mayApply === false && missing.length > 0)
      throw new MigrationRefused(behind(missing))
    await applyAll(client, missing, { ownerUrl, options })
    const logins = await ensureLogins(client, ownerUrl, options)
    const brought = new Set(files.map(({ number }) => number))
    const newer = known.filter(({ number }) => !brought.has(number)).map(({ name }) => name)
    return { applied: missing.map((file) => file.name), newer, ...logins }
  } finally {
    await client.end()
  }
}

function behind(missing: Migration[]): string {
  const names = missing.map(({ name }) => name).join(', ')
  return (
    `Cơ sở dữ liệu cũ hơn chương trình (chưa có ${names}): hãy chạy npm run -s motcua -- migrate trước. ` +
    '(The database is older than the program: run this command first.)'
  )
}

const LOOK_MS = 50

/**
 * Asks again and again instead of waiting inside the server: a statement that waits there would be an old transaction, for which
 * `create index concurrently` of the one who migrates waits in turn.
 */
async function lockOthersOut(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>(
      "select pg_try_advisory_lock(hashtext('motcua migrate')) as mine",
    )
    if (rows[0]?.mine) return
    await sleep(LOOK_MS)
  }
}

async function applyAll(
  client: Client,
  missing: Migration[],
  { ownerUrl, options }: { ownerUrl: string; options: MigrateOptions },
): Promise<void> {
  if (missing.length === 0) return
  const patience = { ...USUAL_PATIENCE, ...options.patience }
  const onWait = options.onWait ?? (() => undefined)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const watch = { pid: rows[0]!.pid, longestMs: patience.othersMs }
  const watching = await watchWaiters(ownerUrl, watch)
  try {
    for (const file of missing) await applyMigration(file, { client, patience, onWait })
  } finally {
    await watching.stop()
  }
}

const oldestServer = 150_000

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int number, current_setting('server_version') name",
  )
  const refusal = refusalOfVersion(rows[0] ?? { number: 0, name: '?' })
  if (refusal !== undefined) throw new MigrationRefused(refusal)
}

/** PostgreSQL 15 is the oldest that the migrations are tested on; `number` as in server_version_num. */
export function refusalOfVersion(version: { number: number; name: string }): string | undefined {
  if (version.number >= oldestServer) return undefined
  return `Máy chủ là PostgreSQL ${version.name}, cần bản 15 trở lên. (PostgreSQL 15 or later is needed.)`
}

/** What stands here is written by the runner itself, before the first migration and beside each of them. */
async function keepRecords(client: Client): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from information_schema.columns
      where table_schema = 'public' and table_name = 'schema_migration' and column_name = 'old_code_may_run'`,
  )
  if (rowCount !== 0) return
  await client.query(
    `begin;
     create table if not exists schema_migration (
       number int primary key, name text not null, sha256 text not null,
       applied_at timestamptz not null default now());
     comment on table schema_migration is 'reference: migrations that were applied';
     alter table schema_migration add column old_code_may_run boolean not null default false;
     create table schema_migration_progress (number int primary key, done_until text not null);
     comment on table schema_migration_progress is 'reference: how far a migration in batches has come, so that an interrupted one goes on';
     commit`,
  )
}

type Recorded = { number: number; name: string; sha256: string; oldCodeMayRun: boolean }

async function recorded(client: Client): Promise<Recorded[]> {
  const { rows } = await client.query<Recorded>(
    'select number, name, sha256, old_code_may_run as "oldCodeMayRun" from schema_migration order by number',
  )
  return rows
}

/**
 * What was applied must be the beginning of what the program brings, letter by letter. What a newer program has added at the end
 * is no hindrance when it says that old code may run.
 */
function refuseMisfit(applied: Recorded[], files: Migration[]): void {
  const newest = files.at(-1)?.number ?? 0
  const brought = new Set(files.map((file) => file.number))
  for (const [index, row] of applied.entries()) {
    if (row.number > newest && row.oldCodeMayRun) continue
    const file = files[index]
    if (!brought.has(row.number) || file === undefined) {
      throw new MigrationRefused(
        `Cơ sở dữ liệu đã chạy ${row.name} mà chương trình này không có: chương trình cũ hơn dữ liệu. ` +
          `(The database knows ${row.name}, this program does not.)`,
      )
    }
    if (row.number !== file.number) {
      throw new MigrationRefused(
        `${file.name} xuất hiện sau khi ${row.name} đã chạy; hãy đánh số lại. ` +
          `(${file.name} appeared after ${row.name} had been applied; give it the next number.)`,
      )
    }
    if (row.sha256 !== file.sha256) {
      throw new MigrationRefused(
        `${file.name} đã bị sửa sau khi chạy; hãy khôi phục tệp và viết một tệp mới. ` +
          `(${file.name} was altered after it had been applied; restore it and write a new one.)`,
      )
    }
  }
}
