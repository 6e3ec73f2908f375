import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withEmptyDatabase } from '../../test/support/database.ts'
import { openDb } from './connect.ts'
import { FolderInUse } from './lock.ts'
import { refusalOfVersion } from './migrate.ts'
import { openServer, placeOf } from './server.ts'
import type { ServerSettings } from './server.ts'
import { Unstartable } from './unstartable.ts'

let stateDir: string
before(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'motcua-server-'))
  chmodSync(stateDir, 0o711)
})
after(() => rmSync(stateDir, { recursive: true, force: true }))

const log = { info: () => undefined, error: () => undefined }

function settings(databaseUrl?: string): ServerSettings {
  const none = { databaseAppUrl: undefined, databaseWorkerUrl: undefined }
  return { stateDir, secret: 'a secret of this test', databaseUrl, ...none }
}

async function userOf(url: string): Promise<string | undefined> {
  const db = openDb(url, { name: 'test', max: 1 })
  try {
    const { rows } = await sql<{ name: string }>`select current_user as name`.execute(db)
    return rows[0]?.name
  } finally {
    await db.destroy()
  }
}

test('a command may use the server of a running program, a second program may not', async () => {
  const program = await openServer(settings(), { log })
  try {
    const command = await openServer(settings(), { log, attach: true })
    assert.match((await userOf(command.appUrl)) ?? '', /^motcua_app_[0-9a-f]{8}$/)
    await command.stop()
    assert.match((await userOf(program.workerUrl)) ?? '', /^motcua_worker_[0-9a-f]{8}$/)
    await assert.rejects(openServer(settings(), { log }), FolderInUse)
  } finally {
    await program.stop()
  }
})

test('an outside server is migrated and left running', async () => {
  const outside = await withEmptyDatabase()
  try {
    const server = await openServer(settings(outside.ownerUrl), { log })
    assert.notDeepEqual(server.applied, [])
    await server.stop()
    assert.match((await userOf(server.appUrl)) ?? '', /^motcua_app_/)
  } finally {
    await outside.close()
  }
})

test('a server that cannot be reached is one sentence with its place and without its password', async () => {
  const url = 'postgresql://owner:very-secret@127.0.0.1:1/motcua?sslmode=disable'
  await assert.rejects(openServer(settings(url), { log }), (error) => {
    assert.ok(error instanceof Unstartable)
    assert.match(error.message, /127\.0\.0\.1:1\/motcua/)
    assert.doesNotMatch(error.message, /very-secret|\n/)
    return true
  })
})

test('a wrong password is the same kind of sentence', async () => {
  const outside = await withEmptyDatabase()
  try {
    const url = outside.ownerUrl.replace('motcua_test_owner:', 'nobody_of_this_name:x')
    await assert.rejects(openServer(settings(url), { log }), Unstartable)
  } finally {
    await outside.close()
  }
})

test('PostgreSQL 14 is refused by its name, 15 is taken', () => {
  assert.match(refusalOfVersion({ number: 140_012, name: '14.12' }) ?? '', /PostgreSQL 14\.12.*15/)
  assert.equal(refusalOfVersion({ number: 150_000, name: '15.0' }), undefined)
})

test('the place of a database never shows who logs in', () => {
  assert.equal(
    placeOf('postgresql://a:b@db.local:5433/motcua?sslmode=require'),
    'db.local:5433/motcua',
  )
  assert.equal(placeOf('postgres://db.local/motcua'), 'db.local/motcua')
})
