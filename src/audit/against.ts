/** The database held against checkpoints that were taken out of the house: what was cut, rewritten or removed since is named. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Db } from '../db/connect.ts'
import {
  baseName,
  hashOfCheckpoint,
  readCheckpoint,
  type CheckpointDocument,
  type SignedCheckpoint,
} from './checkpoint.ts'
import { heldAt, type Found } from './checkpoint-store.ts'
import { mergedHeads, readHeads } from './heads-file.ts'
import { headLine, merkleTree, type Head } from './merkle.ts'

export type Against = {
  db: Db
  /** A checkpoint file, or a folder of them (then the newest). */
  path: string
  /** PEM of the key that must have signed; default: the one in the files, which must then all agree. */
  trusted?: string
  onFault(sentence: string): void
}
export type AgainstResult = { checkpoint: CheckpointDocument; heads: number; faults: number }

/** A checkpoint or a file of heads that cannot be used; the sentence says which and why. */
export class BadCheckpoint extends Error {
  override readonly name = 'BadCheckpoint'
}

const BATCH = 1000

/** Throws BadCheckpoint when the files themselves are not what was signed. */
export async function verifyAgainst({
  db,
  path,
  trusted,
  onFault,
}: Against): Promise<AgainstResult> {
  const { folder, documents } = readChain(path, trusted)
  const checkpoint = documents.at(-1)!
  const tree = merkleTree()
  let [heads, faults, batch] = [0, 0, [] as Head[]]
  const compare = async (): Promise<void> => {
    for (const [i, found] of (await heldAt(db, batch)).entries()) {
      const what = faultOf(batch[i]!, found)
      if (what === null) continue
      faults += 1
      onFault(
        `LỖI hồ sơ ${found.code ?? '(không còn mã)'} (${found.dossierId}), dòng ${found.seq}: ${what}.`,
      )
    }
    heads += batch.length
    batch = []
  }
  for await (const head of headsOf(folder, documents)) {
    tree.add(headLine(head))
    batch.push(head)
    if (batch.length === BATCH) await compare()
  }
  await compare()
  if (tree.root().toString('hex') !== checkpoint.root || tree.size() !== checkpoint.dossiers)
    throw new BadCheckpoint(
      `Các tệp đầu chuỗi không khớp gốc Merkle của điểm kiểm ${checkpoint.number}.`,
    )
  return { checkpoint, heads, faults }
}

function faultOf(head: Head, found: Found): string | null {
  if (found.newest === null && found.hash === null) return 'hồ sơ có trong điểm kiểm nay không còn'
  if (found.hash === null || (found.newest ?? 0) < head.seq)
    return `đuôi lịch sử bị cắt, điểm kiểm có ${head.seq} dòng, nay còn ${found.newest ?? 0}`
  return found.hash === head.hash ? null : 'lịch sử bị viết lại từ trước dòng này'
}

/** From the last full checkpoint up to the wanted one, each naming the one before. */
function readChain(
  path: string,
  trusted?: string,
): { folder: string; documents: CheckpointDocument[] } {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory()
  if (isFolder === undefined) throw new BadCheckpoint(`Không có tệp hoặc thư mục ${path}.`)
  const newest = isFolder ? newestIn(path) : path
  const folder = isFolder ? path : dirname(path)
  const documents: CheckpointDocument[] = []
  let [file, key, expected]: [string, string | undefined, string | null] = [newest, trusted, null]
  for (;;) {
    const signed = signedIn(file)
    const read = readCheckpoint(signed, key)
    if (!read.ok) throw new BadCheckpoint(`${file}: ${read.what}.`)
    if (expected !== null && hashOfCheckpoint(signed.document) !== expected)
      throw new BadCheckpoint(`${file}: không phải điểm kiểm mà điểm kiểm sau nó đã ghi.`)
    documents.unshift(read.document)
    if (read.document.heads.isFull) return { folder, documents }
    key ??= signed.publicKey
    expected = read.document.previous
    file = join(folder, `${baseName(read.document.number - 1)}.json`)
  }
}

function newestIn(folder: string): string {
  const names = readdirSync(folder)
    .filter((name) => /^checkpoint-\d+\.json$/.test(name))
    .sort()
  const name = names.at(-1)
  if (name === undefined) throw new BadCheckpoint(`Thư mục ${folder} không có điểm kiểm nào.`)
  return join(folder, name)
}

function signedIn(file: string): SignedCheckpoint {
  try {
    const signed = JSON.parse(readFileSync(file, 'utf8')) as Partial<SignedCheckpoint>
    const { document, signature, publicKey } = signed
    if (
      typeof document === 'string' &&
      typeof signature === 'string' &&
      typeof publicKey === 'string'
    )
      return { document, signature, publicKey }
  } catch {
    // said below
  }
  throw new BadCheckpoint(`Không đọc được điểm kiểm ${file}.`)
}

function headsOf(folder: string, documents: readonly CheckpointDocument[]): AsyncGenerator<Head> {
  return mergedHeads(
    documents.map(({ heads }) => {
      const file = join(folder, heads.name)
      if (!existsSync(file)) throw new BadCheckpoint(`Thiếu tệp ${file}.`)
      return readHeads(file, heads.sha256)
    }),
  )
}
