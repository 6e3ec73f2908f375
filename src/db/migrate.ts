/** Forward-only migrations under a lock, run as the owner of the database; and the roles the program logs in as. */
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { checkout } from '../checkout.ts'
import { ensureGroupRoles, ensureLogins } from './roles.ts'
import { Unstartable } from './unstartable.ts'

export type MigrateOptions = {
  /** the program's secret; passwords of the login roles are made from it */
  secret: string
  /** URLs of logins that the operator made; without them the login roles are made here */
  appUrl?: string | undefined
  workerUrl?: string | undefined
  /** folder of NNNN_name.sql (default: migrations/ of the checkout) */
  folder?: string
}

export type Migrated = { applied: string[]; appUrl: string; workerUrl: string }

export type Migration = { number: number; name: string; sha256: string; text: string }

/** What stands in the database does not fit the files; nothing was changed. */
export class MigrationRefused extends Unstartable {
  override name = 'MigrationRefused'
}

/**
 * Applies what is missing, each file in its own transaction, and answers with the URLs of the application's
 * and the worker's login. Two programs may call it at once: one waits for the other.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<Migrated> {
  const files = await readMigrations(options.folder ?? join(checkout, 'migrations'))
  const client = new Client({ connectionString: ownerUrl, application_name: 'motcua migrate' })
  await client.connect()
  try {
    await refuseOldServer(client)
    await client.query("select pg_advisory_lock(hashtext('motcua migrate'))")
    await ensureGroupRoles(client)
    const applied = await applyMissing(client, files)
    const logins = await ensureLogins(client, ownerUrl, options)
    return { applied, ...logins }
  } finally {
    await client.end()
  }
}

/** The migrations of a folder in order; numbers rise, without twins. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readMigration(folder, name)))
  for (const [index, file] of files.entries()) {
    if (files[index - 1]?.number === file.number) {
      throw new MigrationRefused(`${file.name}: số đã dùng (the number is used twice)`)
    }
  }
  return files
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
  if (Number.isNaN(number)) {
    throw new MigrationRefused(
      `${name}: tên tệp phải có dạng 0001_ten_tep.sql (the name must look like 0001_some_name.sql)`,
    )
  }
  const text = await readFile(join(folder, name), 'utf8')
  return { number, name, text, sha256: createHash('sha256').update(text).digest('hex') }
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

async function applyMissing(client: Client, files: Migration[]): Promise<string[]> {
  await client.query(
    `create table if not exists schema_migration (
       number int primary key, name text not null, sha256 text not null,
       applied_at timestamptz not null default now())`,
  )
  await client.query(
    "comment on table schema_migration is 'reference: migrations that were applied'",
  )
  const { rows } = await client.query<Migration>(
    'select number, name, sha256 from schema_migration order by number',
  )
  refuseMisfit(rows, files)
  const missing = files.slice(rows.length)
  for (const file of missing) await applyOne(client, file)
  return missing.map((file) => file.name)
}

/** What was applied must be the beginning of what the program brings, letter by letter. */
function refuseMisfit(applied: Omit<Migration, 'text'>[], files: Migration[]): void {
  const brought = new Set(files.map((file) => file.number))
  for (const [index, row] of applied.entries()) {
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

async function applyOne(client: Client, file: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(file.text)
    await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [
      file.number,
      file.name,
      file.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`${file.name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
