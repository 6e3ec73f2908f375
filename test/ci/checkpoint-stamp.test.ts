/** What openssl thinks of the stamp on a checkpoint, and of the same stamp under another checkpoint. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { httpTimestamper } from '../../src/adapters/rfc3161.ts'
import { openCheckpointKey } from '../../src/audit/checkpoint-key.ts'
import { makeCheckpoint } from '../../src/audit/make-checkpoint.ts'
import { withDatabase, type TestDatabase } from '../support/database.ts'
import { citizen, depsFor, fileFor, furnish } from '../support/office.ts'
import { timestampAuthority, type TimestampAuthority } from '../support/timestamp-authority.ts'

let database: TestDatabase
let authority: TimestampAuthority
let folder = ''

before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  await fileFor(depsFor(database.app), citizen())
  folder = mkdtempSync(join(tmpdir(), 'motcua-stamp-'))
  authority = await timestampAuthority(() => new Date())
})
after(async () => {
  await authority.close()
  await database.close()
  rmSync(folder, { recursive: true })
})

function openssl(document: string): { status: number | null; said: string } {
  const [root, file] = [join(folder, 'root.pem'), join(folder, 'document.txt')]
  writeFileSync(root, authority.root.toString())
  writeFileSync(file, document)
  const token = join(folder, 'checkpoint-000001.tst')
  const args = ['ts', '-verify', '-data', file, '-in', token, '-token_in', '-CAfile', root]
  const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

test('openssl accepts the stamp over the signed text, and refuses it over any other', async () => {
  const { isStamped } = await makeCheckpoint({
    db: database.worker,
    key: openCheckpointKey(folder, 'a secret of the tests'),
    folder,
    now: () => new Date(),
    timestamper: httpTimestamper(authority.url),
  })
  assert.ok(isStamped)
  const { document } = JSON.parse(readFileSync(join(folder, 'checkpoint-000001.json'), 'utf8')) as {
    document: string
  }
  const good = openssl(document)
  assert.equal(good.status, 0, good.said)
  assert.match(good.said, /Verification: OK/)
  const changed = openssl(document.replace('"dossiers":1', '"dossiers":2'))
  assert.notEqual(changed.status, 0)
  assert.match(changed.said, /imprint mismatch/)
})
