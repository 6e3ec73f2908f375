/** Makes, signs and exports a checkpoint: heads first, then the root over them; the timestamp is asked for after the commit. */
import { mkdirSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db, Tx } from '../db/connect.ts'
import type { Timestamper } from '../signing/signer.ts'
import {
  baseName,
  hashOfCheckpoint,
  isFullOne,
  signCheckpoint,
  type CheckpointDocument,
  type SignedCheckpoint,
} from './checkpoint.ts'
import type { CheckpointKey } from './checkpoint-key.ts'
import {
  headsNow,
  inSnapshot,
  keepCheckpoint,
  keepHeads,
  keepStamp,
  lostHeads,
  newestCheckpoint,
  type Lost,
} from './checkpoint-store.ts'
import { writeHeads } from './heads-file.ts'
import { headLine, merkleTree } from './merkle.ts'

export type CheckpointDeps = {
  /** The worker's database. */
  db: Db
  key: CheckpointKey
  /** Where the files go; an operator's task is to take them out of the house. */
  folder: string
  now: () => Date
  timestamper?: Timestamper
}
export type MadeCheckpoint = { document: CheckpointDocument; file: string; isStamped: boolean }

/** A history of the checkpoint before is cut, rewritten or gone: nothing is signed over it. */
export class HistoryLost extends Error {
  override readonly name = 'HistoryLost'
  readonly lost: readonly Lost[]
  constructor(lost: readonly Lost[]) {
    super(`${lost.length} hồ sơ của điểm kiểm trước không còn nguyên`)
    this.lost = lost
  }
}

const MOST_LOST = 100

/** Throws HistoryLost; then nothing is made, and the people who look after the house must act. */
export async function makeCheckpoint(deps: CheckpointDeps): Promise<MadeCheckpoint> {
  mkdirSync(deps.folder, { recursive: true, mode: 0o755 })
  const signed = await inSnapshot(deps.db, async (tx) => {
    const lost = await lostHeads(tx, MOST_LOST)
    if (lost.length > 0) throw new HistoryLost(lost)
    return signNow(tx, deps)
  })
  const document = JSON.parse(signed.document) as CheckpointDocument
  const file = exportCheckpoint(deps.folder, document.number, signed)
  return { document, file, isStamped: await stamp(document.number, signed, deps) }
}

async function signNow(tx: Tx, { key, folder, now }: CheckpointDeps): Promise<SignedCheckpoint> {
  const before = await newestCheckpoint(tx)
  const number = (before?.number ?? 0) + 1
  const { heads, ...sums } = await sumUp(tx, folder, number)
  const document: CheckpointDocument = {
    kind: 'motcua checkpoint',
    version: 1,
    number,
    at: now().toISOString(),
    ...sums,
    previous: before ? hashOfCheckpoint(before.document) : null,
    heads,
  }
  const signed = signCheckpoint(document, key.key, key.publicKey)
  await keepCheckpoint(tx, { ...document, document: signed.document, signature: signed.signature })
  await keepHeads(tx, number)
  return signed
}

async function sumUp(tx: Tx, folder: string, number: number) {
  const isFull = isFullOne(number)
  const name = `${baseName(number)}.heads.gz`
  const file = writeHeads(join(folder, name))
  const tree = merkleTree()
  let events = 0
  for await (const page of headsNow(tx)) {
    for (const head of page) {
      tree.add(headLine(head))
      events += head.seq
      if (isFull || head.isNew) await file.add(head)
    }
  }
  const written = await file.close()
  return {
    dossiers: tree.size(),
    events,
    root: tree.root().toString('hex'),
    heads: { name, isFull, ...written },
  }
}

function exportCheckpoint(folder: string, number: number, signed: SignedCheckpoint): string {
  const file = join(folder, `${baseName(number)}.json`)
  writeFileSync(file, `${JSON.stringify(signed, null, 2)}\n`, { flush: true })
  const publicKey = join(folder, 'checkpoint-public.pem')
  if (!existsSync(publicKey)) writeFileSync(publicKey, signed.publicKey)
  return file
}

/** RFC 3161, over the hash of the signed text. A service that does not answer leaves the checkpoint unstamped, and is said. */
async function stamp(
  number: number,
  signed: SignedCheckpoint,
  deps: CheckpointDeps,
): Promise<boolean> {
  if (!deps.timestamper) return false
  const hash = Buffer.from(hashOfCheckpoint(signed.document), 'hex')
  const token = await deps.timestamper.stamp(hash)
  writeFileSync(join(deps.folder, `${baseName(number)}.tst`), token, { flush: true })
  await keepStamp(deps.db, number, token)
  return true
}
