/**
 * A database of its own for each test file, cloned in a few milliseconds from a template that is migrated
 * once. Tests use it through the application's and the worker's login; the owner is for arranging only.
 */
import { createHash, randomBytes } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { importAll } from '../../src/catalogue/import.ts'
import { checkout } from '../../src/checkout.ts'
import { openDb } from '../../src/db/connect.ts'
import type { Db } from '../../src/db/connect.ts'
import { migrate, readMigrations } from '../../src/db/migrate.ts'
import { prepareOwner } from '../../src/db/owner.ts'
import { ensureLogins, withLogin } from '../../src/db/roles.ts'
import { sharedServer } from './server.ts'

export type TestDatabase = {
  owner: Db
  app: Db
  worker: Db
  /** the superuser, for tests that end other connections or look into the server */
  adminUrl: string
  ownerUrl: string
  appUrl: string
  workerUrl: string
  close(): Promise<void>
}

const secret = 'a secret of the tests'
const ownerRole = 'motcua_test_owner'

/** A fresh migrated database; `close()` drops it. */
export async function withDatabase(): Promise<TestDatabase> {
  const adminUrl = await testServerUrl()
  return cloneOf(adminUrl, await templateDatabase(adminUrl))
}

/** The same with the published law and the state's lists, as after the first start; they are imported once for all tests. */
export async function withImportedDatabase(): Promise<TestDatabase> {
  const adminUrl = await testServerUrl()
  return cloneOf(adminUrl, await importedTemplate(adminUrl))
}

async function cloneOf(adminUrl: string, template: string): Promise<TestDatabase> {
  const name = `motcua_test_${process.pid}_${randomBytes(4).toString('hex')}`
  await asAdmin(adminUrl, (admin) =>
    admin.query(
      `create database ${name} template ${template} owner ${ownerRole} strategy file_copy`,
    ),
  )
  const ownerUrl = ownerUrlOf(adminUrl, name)
  const { appUrl, workerUrl } = await loginsOf(ownerUrl)
  const owner = openDb(ownerUrl, { name: 'test owner', max: 4 })
  const app = openDb(appUrl, { name: 'test app', max: 20 })
  const worker = openDb(workerUrl, { name: 'test worker', max: 10 })
  const close = async (): Promise<void> => {
    await Promise.all([owner.destroy(), app.destroy(), worker.destroy()])
    await asAdmin(adminUrl, (admin) => admin.query(`drop database ${name} with (force)`))
  }
  return { owner, app, worker, adminUrl, ownerUrl, appUrl, workerUrl, close }
}

/** An empty database with its owner, for tests of the migrations themselves. */
export async function withEmptyDatabase(): Promise<{
  ownerUrl: string
  adminUrl: string
  close(): Promise<void>
}> {
  const adminUrl = await testServerUrl()
  const name = `motcua_empty_${process.pid}_${randomBytes(4).toString('hex')}`
  await prepareOwner(adminUrl, {
    role: ownerRole,
    password: ownerPassword(adminUrl),
    database: name,
  })
  const close = async (): Promise<void> => {
    await asAdmin(adminUrl, (admin) => admin.query(`drop database ${name} with (force)`))
  }
  return { ownerUrl: ownerUrlOf(adminUrl, name), adminUrl, close }
}

/** Superuser URL of the server that the tests use: the launcher's, or one shared by single runs. */
export async function testServerUrl(): Promise<string> {
  return process.env['MOTCUA_TEST_DATABASE_URL'] ?? (await sharedServer())
}

async function templateDatabase(adminUrl: string): Promise<string> {
  const files = await readMigrations(join(checkout, 'migrations'))
  const template = `motcua_template_${keyOf(files.map((file) => file.sha256))}`
  await built(adminUrl, template, async (_admin, building) => {
    await prepareOwner(adminUrl, {
      role: ownerRole,
      password: ownerPassword(adminUrl),
      database: building,
    })
    await migrate(ownerUrlOf(adminUrl, building), { secret })
  })
  return template
}

/** Another key when the data or the code of the import changes: a server of single runs outlives an edit. */
async function importedTemplate(adminUrl: string): Promise<string> {
  const migrated = await templateDatabase(adminUrl)
  const files = globSync(['data/**/*', 'src/catalogue/**/*.ts'], { cwd: checkout }).sort()
  const contents = files
    .filter((file) => !file.includes('.test.') && statSync(join(checkout, file)).isFile())
    .flatMap((file) => [file, keyOf([readFileSync(join(checkout, file))])])
  const template = `motcua_imported_${keyOf([migrated, ...contents])}`
  await built(adminUrl, template, async (admin, building) => {
    await admin.query(`create database ${building} template ${migrated} owner ${ownerRole}`)
    const ownerUrl = ownerUrlOf(adminUrl, building)
    await loginsOf(ownerUrl)
    const owner = openDb(ownerUrl, { name: 'test import', max: 2 })
    try {
      await importAll(owner, { dataDir: join(checkout, 'data') })
    } finally {
      await owner.destroy()
    }
  })
  return template
}

/** Makes the template when nobody has yet; of two test files at once one builds and the other waits. */
async function built(
  adminUrl: string,
  template: string,
  build: (admin: Client, building: string) => Promise<void>,
): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', [template])
    const found = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (found.rowCount !== 0) return
    const building = `${template}_building`
    await admin.query(`drop database if exists ${building} with (force)`)
    await build(admin, building)
    await admin.query(`alter database ${building} rename to ${template}`)
  })
}

function keyOf(parts: readonly (string | Buffer)[]): string {
  return parts
    .reduce((hash, part) => hash.update(part), createHash('sha256'))
    .digest('hex')
    .slice(0, 12)
}

/** A clone does not inherit the template's grants on the database itself. */
async function loginsOf(ownerUrl: string): Promise<{ appUrl: string; workerUrl: string }> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return await ensureLogins(client, ownerUrl, { secret })
  } finally {
    await client.end()
  }
}

function ownerPassword(adminUrl: string): string {
  return createHash('sha256').update(adminUrl).digest('hex').slice(0, 24)
}

function ownerUrlOf(adminUrl: string, database: string): string {
  const url = withLogin(adminUrl, ownerRole, ownerPassword(adminUrl))
  return url.replace(/(@[^/]*\/)[^?]*/, `$1${database}`)
}

/** The superuser's URL of the database that another URL names. */
export function databaseUrlOf(adminUrl: string, ownerUrl: string): string {
  const database = /@[^/]*\/([^?]*)/.exec(ownerUrl)?.[1] ?? ''
  return adminUrl.replace(/(@[^/]*\/)[^?]*/, `$1${database}`)
}

async function asAdmin(adminUrl: string, act: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await act(admin)
  } finally {
    await admin.end()
  }
}
