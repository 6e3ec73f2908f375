/** All histories, on several threads: the ids are cut into many ranges of time, whoever is free takes the next one. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkout } from '../checkout.ts'
import type { Db } from '../db/connect.ts'
import { FIRST_ID, idsOf, LAST_ID, type Range } from './store.ts'
import { add, verifyRange, type Verified } from './verify-range.ts'
import type { TermsOf } from './verify.ts'
import type { ThreadPlace } from './verify-thread.ts'

export type VerifyAll = {
  db: Db
  termsOf: TermsOf
  changedOnly: boolean
  /** Absent or 1: in this thread. */
  threads?: { many: number; url: string }
  onProgress?: (share: number, soFar: Verified) => void
}

const RANGES = 64

export async function verifyAll(options: VerifyAll): Promise<Verified> {
  const { db, termsOf, changedOnly, threads, onProgress } = options
  const ids = await idsOf(db)
  const ranges = rangesOf(ids, changedOnly)
  const whole: Verified = { dossiers: 0, events: 0, faults: [] }
  let done = 0
  const finish = (part: Verified): void => {
    add(whole, part)
    done += 1
    onProgress?.(done / ranges.length, whole)
  }
  if (threads === undefined || threads.many < 2) {
    for (const range of ranges) finish(await verifyRange({ db, termsOf, range }))
  } else {
    await onThreads(ranges, threads, finish)
  }
  whole.faults.sort((a, b) => (a.dossierId < b.dossierId ? -1 : 1))
  return whole
}

/** Ids begin with their moment (UUID version 7), so equal spans of time are about equal work. */
function rangesOf(ids: { first: string; last: string } | undefined, changedOnly: boolean): Range[] {
  if (ids === undefined) return [{ after: FIRST_ID, until: LAST_ID, changedOnly }]
  const [first, last] = [momentOf(ids.first), momentOf(ids.last)]
  const cuts = Array.from({ length: RANGES - 1 }, (_, i) =>
    idAt(first + ((last - first) * (i + 1)) / RANGES),
  )
  const edges = [FIRST_ID, ...new Set(cuts), LAST_ID]
  return edges.slice(1).map((until, i) => ({ after: edges[i]!, until, changedOnly }))
}

function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}

function idAt(moment: number): string {
  const digits = Math.floor(moment).toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`
}

async function onThreads(
  ranges: Range[],
  { many, url }: { many: number; url: string },
  finish: (part: Verified) => void,
): Promise<void> {
  const left = [...ranges]
  const place: ThreadPlace = { url, dataDir: join(checkout, 'data') }
  const thread = async (): Promise<void> => {
    // Node reads the thread's file as it stands, so it is the same for the sources and for the bundle.
    const worker = new Worker(join(checkout, 'src/audit/verify-thread.ts'), {
      workerData: place,
      execArgv: [],
    })
    try {
      for (let range = left.shift(); range !== undefined; range = left.shift())
        finish(await ask(worker, range))
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: many }, thread))
}

function ask(worker: Worker, range: Range): Promise<Verified> {
  return new Promise((resolve, reject) => {
    const settle = (answer: Verified | { failure: string }): void => {
      worker.off('error', reject)
      if ('failure' in answer) reject(new Error(answer.failure))
      else resolve(answer)
    }
    worker.once('message', settle)
    worker.once('error', reject)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(range)
  })
}
