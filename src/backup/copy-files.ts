/** The content-addressed files, copied once each, checked against their names and durable before anything counts on them. */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { diskFull } from './programs.ts'

export type Copied = { copied: number; bytes: number; damaged: string[] }

const HEX2 = /^[0-9a-f]{2}$/
const REST = /^[0-9a-f]{62}$/

/** Copies what is not there yet. A file whose bytes are not what its name says is not copied, but named. */
export async function copyFiles(from: string, to: string): Promise<Copied> {
  return orDiskFull('Sao chép tệp', () => copyAll(from, to))
}

async function copyAll(from: string, to: string): Promise<Copied> {
  const outcome: Copied = { copied: 0, bytes: 0, damaged: [] }
  for await (const { folder, name } of filesIn(from)) {
    if (existsSync(join(to, folder, name))) continue
    const size = await copyOne({ from, to, folder, name })
    if (size === undefined) outcome.damaged.push(`${folder}${name}`)
    else {
      outcome.copied += 1
      outcome.bytes += size
    }
  }
  return outcome
}

type Named = { folder: string; name: string }

/** Every file of a store, folder by folder. */
export async function* filesIn(store: string): AsyncGenerator<Named> {
  if (!existsSync(store)) return
  for (const folder of (await readdir(store)).filter((each) => HEX2.test(each)).sort()) {
    for (const name of await readdir(join(store, folder)))
      if (REST.test(name)) yield { folder, name }
  }
}

/** Its size; undefined when the bytes are not what the name says. */
async function copyOne(of: Named & { from: string; to: string }): Promise<number | undefined> {
  const [source, folder] = [join(of.from, of.folder, of.name), join(of.to, of.folder)]
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const part = join(folder, `.${of.name}.part`)
  const hash = createHash('sha256')
  let size = 0
  try {
    const target = await open(part, 'w', 0o600)
    try {
      for await (const chunk of createReadStream(source) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        size += chunk.length
        await writeAll(target, chunk)
      }
      await target.sync()
    } finally {
      await target.close()
    }
    if (hash.digest('hex') !== `${of.folder}${of.name}`) {
      await rm(part)
      return undefined
    }
    await rename(part, join(folder, of.name))
    await syncFolder(folder)
    return size
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** How much a folder holds. */
export async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size
  return bytes
}

/** Runs; a full disk becomes one sentence. */
export async function orDiskFull<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw code === 'ENOSPC' ? diskFull(what) : error
  }
}

async function writeAll(target: FileHandle, chunk: Buffer): Promise<void> {
  for (let done = 0; done < chunk.length;)
    done += (await target.write(chunk, done, chunk.length - done)).bytesWritten
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Names of the files of a store whose bytes are not what the name says. */
export async function damagedFiles(store: string): Promise<{ files: number; damaged: string[] }> {
  const damaged: string[] = []
  let files = 0
  for await (const { folder, name } of filesIn(store)) {
    files += 1
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(join(store, folder, name)) as AsyncIterable<Buffer>)
      hash.update(chunk)
    if (hash.digest('hex') !== `${folder}${name}`) damaged.push(`${folder}${name}`)
  }
  return { files, damaged }
}

/** Files that the house has erased stay in the backup as long as its oldest base backup, then they go too. */
export async function letGo(
  store: string,
  { backup, olderThan }: { backup: string; olderThan: Date },
): Promise<number> {
  let gone = 0
  for await (const { folder, name } of filesIn(backup)) {
    if (existsSync(join(store, folder, name))) continue
    const path = join(backup, folder, name)
    const marker = `${path}.gone`
    const noticed = await stat(marker).catch(() => undefined)
    if (noticed === undefined) await (await open(marker, 'w', 0o600)).close()
    else if (noticed.mtime < olderThan) {
      await rm(path)
      await rm(marker)
      gone += 1
    }
  }
  return gone
}
