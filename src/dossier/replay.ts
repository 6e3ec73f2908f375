/** Tells one subscriber of histories again, from their first event: all of them in the order of their ids, or some by code. */
import type { Db } from '../db/connect.ts'
import { inSavepoint, park, unpark } from './jobs.ts'
import {
  finishReplay,
  keepProgress,
  nextOf,
  openReplay,
  restOf,
  waitForDossier,
  type Replay,
} from './replay-store.ts'
import { dossierById, dossierIdByCode, historyOf } from './store.ts'
import type { Subscriber } from './subscriber.ts'

export type Replaying = {
  /** The worker's database. */
  db: Db
  subscriber: Subscriber
  onProgress?: (done: number, rest: number) => void
}
export type Replayed = { dossiers: number; failed: number; isResumed: boolean }

/** What leaves the house is never replayed: people would get their messages twice. */
export class NotReplayable extends Error {
  override readonly name = 'NotReplayable'
}

const BATCH = 100

/** All dossiers; one that was interrupted goes on where it stopped. A dossier that fails is parked, the others go on. */
export async function replayAll({ db, subscriber, onProgress }: Replaying): Promise<Replayed> {
  refuseOutside(subscriber)
  const { isResumed, ...replay } = await openReplay(db, subscriber.name)
  let at: Replay = replay
  const rest = await restOf(at, db)
  for (let ids = await nextOf(at, db, BATCH); ids.length > 0; ids = await nextOf(at, db, BATCH)) {
    for (const id of ids) {
      const isGood = await replayOne(db, subscriber, id)
      at = { ...at, afterId: id, dossiers: at.dossiers + 1, failed: at.failed + (isGood ? 0 : 1) }
    }
    await keepProgress(db, at)
    onProgress?.(at.dossiers - replay.dossiers, rest)
  }
  await finishReplay(db, at.id)
  return { dossiers: at.dossiers, failed: at.failed, isResumed }
}

/** Some dossiers by their codes; answers with the codes that do not exist. */
export async function replaySome(
  { db, subscriber }: Replaying,
  codes: readonly string[],
): Promise<{ dossiers: number; failed: number; unknown: string[] }> {
  refuseOutside(subscriber)
  const outcome = { dossiers: 0, failed: 0, unknown: [] as string[] }
  for (const code of codes) {
    const id = await db.transaction().execute((tx) => dossierIdByCode(tx, code))
    if (id === undefined) {
      outcome.unknown.push(code)
      continue
    }
    outcome.dossiers += 1
    if (!(await replayOne(db, subscriber, id))) outcome.failed += 1
  }
  return outcome
}

function refuseOutside({ name, effects }: Subscriber): void {
  if (effects === 'outside')
    throw new NotReplayable(
      `${name} gửi ra ngoài nên không phát lại được. (It leaves the house: never replayed.)`,
    )
}

/** The dispatcher may have news of it too: both take the dossier, one after the other, and a subscriber inside is idempotent. */
async function replayOne(db: Db, subscriber: Subscriber, id: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await waitForDossier(tx, id))) return true
    const dossier = await dossierById(tx, id)
    if (!dossier) throw new Error(`dossier ${id} has a state but no row`)
    const events = await historyOf(tx, id)
    const failure = await inSavepoint(tx, () => subscriber.onEvents(tx, dossier, events))
    if (failure === null) {
      await unpark(tx, subscriber.name, id)
      return true
    }
    const error = failure instanceof Error ? failure.message : 'unknown failure'
    await park(tx, { subscriber: subscriber.name, id, fromSeq: 1, error })
    return false
  })
}
