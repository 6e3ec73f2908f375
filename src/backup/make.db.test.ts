import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { withDatabase } from '../../test/support/database.ts'
import { loginOf } from '../db/roles.ts'
import { makeBackup } from './make.ts'

test('a backup with a secret that is not that of the house is refused before anything is copied', async () => {
  const database = await withDatabase()
  const place = mkdtempSync(join(tmpdir(), 'motcua-make-'))
  const source = {
    databaseUrl: database.ownerUrl,
    backupUrl: database.ownerUrl,
    stateDir: join(place, 'state'),
    checkpointDir: join(place, 'checkpoints'),
    pgBin: '/nowhere',
    now: () => new Date(),
  }
  const to = join(place, 'backups')
  const make = (secret: string) =>
    makeBackup(
      { ...source, secret, login: loginOf('motcua_app', secret).role },
      { to, keepDays: 1 },
    )
  await assert.rejects(make('the secret of another house'), /không phải của hệ thống này/)
  await assert.rejects(make('a secret of the tests'), /PG_BIN/)
  assert.deepEqual(readdirSync(join(to, 'base')), [])
  rmSync(place, { recursive: true })
  await database.close()
})
