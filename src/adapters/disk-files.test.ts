import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sha256Hex } from '../lib/canonical.ts'
import type { FileStore } from '../paper/files.ts'
import { wholeOf } from '../paper/arriving.ts'
import { diskFiles, FileDamaged } from './disk-files.ts'

let folder: string
let files: FileStore

before(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'motcua-files-')), 'files')
  files = diskFiles(folder)
})
after(() => rm(join(folder, '..'), { recursive: true }))

const paper = Buffer.from('tờ khai đăng ký khai sinh')
const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2))

test('a file is found again by its hash, as bytes and as a stream', async () => {
  const stored = await files.put(paper, 'application/pdf')
  assert.deepEqual(stored, {
    sha256: sha256Hex(paper),
    size: paper.length,
    mediaType: 'application/pdf',
  })
  assert.deepEqual(Buffer.from((await files.read(stored.sha256))!), paper)
  const stream = await files.open(stored.sha256)
  assert.deepEqual(await wholeOf(stream!), paper)
})

test('twenty people who send the same file at once leave one file and nothing half written', async () => {
  const bytes = Buffer.alloc(300_000, 'x')
  const stored = await Promise.all(Array.from({ length: 20 }, () => files.put(bytes, 'image/png')))
  const { sha256 } = stored[0]!
  assert.equal(new Set(stored.map((each) => each.sha256)).size, 1)
  assert.deepEqual(await readdir(join(folder, sha256.slice(0, 2))), [sha256.slice(2)])
})

test('files are closed to other users of the machine', async () => {
  const { sha256 } = await files.put(paper, 'application/pdf')
  assert.equal((await stat(pathOf(sha256))).mode & 0o077, 0)
  assert.equal((await stat(folder)).mode & 0o077, 0)
})

test('a file that the store does not have is undefined, and only a hash is a name', async () => {
  const unknown = '0'.repeat(64)
  assert.equal(await files.read(unknown), undefined)
  assert.equal(await files.open(unknown), undefined)
  await assert.rejects(async () => files.read('../../etc/passwd'), TypeError)
})

test('a file that rotted on the disk is never shown as the paper, and sending it again mends it', async () => {
  const bytes = Buffer.from('giấy chứng sinh')
  const { sha256 } = await files.put(bytes, 'image/png')
  await writeFile(pathOf(sha256), 'giấy chứng tử')
  await assert.rejects(files.read(sha256), FileDamaged)
  const stream = await files.open(sha256)
  await assert.rejects(wholeOf(stream!), FileDamaged)
  await files.put(bytes, 'image/png')
  assert.deepEqual(Buffer.from((await files.read(sha256))!), bytes)
})
