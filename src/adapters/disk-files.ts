/** The content-addressed store on the local disk: `<folder>/ab/cdef…`, each file written once, whole and durable. */
import { createReadStream } from 'node:fs'
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { createHash, randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { sha256Hex } from '../lib/canonical.ts'
import type { FileStore, Quarantine } from '../paper/files.ts'

/** The bytes on the disk are no longer those that were stored; an operator must restore the file from a backup. */
export class FileDamaged extends Error {
  override readonly name = 'FileDamaged'
  readonly sha256: string

  constructor(sha256: string) {
    super(`Tệp ${sha256} trong kho đã bị hỏng.`)
    this.sha256 = sha256
  }
}

/** Keeps files under `folder` (made when missing, closed to other users). */
export function diskFiles(folder: string): FileStore {
  return {
    async put(bytes, mediaType) {
      const sha256 = sha256Hex(bytes)
      const path = placeOf(folder, sha256)
      if (await isWhole(path, sha256)) await syncFolder(dirname(path))
      else await writeDurably(path, bytes)
      return { sha256, size: bytes.byteLength, mediaType }
    },
    async read(sha256) {
      const bytes = await readIfThere(placeOf(folder, sha256))
      if (bytes && sha256Hex(bytes) !== sha256) throw new FileDamaged(sha256)
      return bytes
    },
    open: (sha256) => openChecked(placeOf(folder, sha256), sha256),
  }
}

/** Files that nobody has scanned, in a folder of their own. */
export function diskQuarantine(folder: string): Quarantine {
  const { put, read } = diskFiles(folder)
  return { put, read, drop: (sha256) => rm(placeOf(folder, sha256), { force: true }) }
}

/** Only a hash becomes a path: nothing a sender chose ever does. */
function placeOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('a file is named by its SHA-256')
  return join(folder, sha256.slice(0, 2), sha256.slice(2))
}

async function isWhole(path: string, sha256: string): Promise<boolean> {
  const held = await readIfThere(path)
  return held !== undefined && sha256Hex(held) === sha256
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** After this returns, the file survives a power cut: its bytes, its name and its folder are on the disk. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  await makeFolder(folder)
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.part`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  await chmod(folder, 0o700)
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made))
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there; renames are journalled
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function openChecked(path: string, sha256: string): Promise<Readable | undefined> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  if (!file) return undefined
  const hash = createHash('sha256')
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    // Whoever reads to the end hears of the damage instead of believing the bytes.
    flush: (done) => done(hash.digest('hex') === sha256 ? null : new FileDamaged(sha256)),
  })
  const source = createReadStream('', { fd: file })
  source.on('error', (error) => checked.destroy(error))
  checked.on('close', () => source.destroy())
  return source.pipe(checked)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
