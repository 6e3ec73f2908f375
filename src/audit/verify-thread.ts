/** One thread of `motcua verify`: takes ranges, answers with what it found. */
import { parentPort, workerData } from 'node:worker_threads'
import { liveLaw } from '../catalogue/publication/live-law.ts'
import { openDb } from '../db/connect.ts'
import type { Range } from './store.ts'
import { verifyRange } from './verify-range.ts'

export type ThreadPlace = { url: string; dataDir: string }

const place = workerData as ThreadPlace
const db = openDb(place.url, { name: 'verify', max: 1 })
const law = await liveLaw({
  dataDir: place.dataDir,
  db,
  now: () => new Date(),
  onFault: () => undefined,
  pollMs: 0,
})

parentPort!.on('message', (range: Range | null) => {
  if (range === null) {
    void db.destroy().then(() => parentPort!.close())
    return
  }
  verifyRange({
    db,
    termsOf: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    range,
  }).then(tell, (error: unknown) => tell({ failure: String(error) }))
})

function tell(answer: object): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort!.postMessage(answer)
}
