/** Hands every dossier's new events to every subscriber, in order, once. Several may run side by side. */
import type { Db, Tx } from '../db/connect.ts'
import type { DossierEvent } from './events.ts'
import {
  candidates,
  clearPending,
  endBackend,
  inSavepoint,
  limitStatements,
  park,
  pendingFrom,
  takeDossier,
  unpark,
  type Parked,
} from './jobs.ts'
import type { DossierRow } from './rows.ts'
import { dossierById, historyOf } from './store.ts'
import type { Subscriber } from './subscriber.ts'

export type DispatcherOptions = {
  /** The worker role's database. */
  db: Db
  subscribers: readonly Subscriber[]
  onError(error: unknown, where: { subscriber?: string; dossierId?: string }): void
  /** Milliseconds between looks when nobody pokes (default 1000). */
  pollMs?: number
  /** Milliseconds after which a subscriber counts as hanging: it is parked and its connection ended (default 30,000). */
  hangMs?: number
  /** Told of every look and every dossier, also when it failed: the loop is alive. */
  onRound?: () => void
}

export type Dispatcher = {
  /** Something happened: look now. */
  poke(): void
  /** Hands on until nothing is left that could be handed on. */
  drain(): Promise<void>
  stop(): Promise<void>
}

const BATCH = 100
const HANG_MS = 30_000

/** A subscriber neither finished nor failed: its transaction is lost, and it alone waits. */
class Hanging extends Error {
  readonly pair: { subscriber: string; id: string; fromSeq: number }
  constructor(pair: Hanging['pair'], ms: number) {
    super(`${pair.subscriber} did not finish within ${ms} ms`)
    this.pair = pair
  }
}

export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const stopping = new AbortController()
  let wake: () => void = () => undefined
  let isPoked = false
  let underWay: Promise<number> | undefined
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, options.pollMs ?? 1000)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (isPoked || stopping.signal.aborted) wake()
    })
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      isPoked = false
      underWay = round(options).catch((error: unknown) => {
        options.onError(error, {})
        return 0
      })
      const handed = await underWay
      underWay = undefined
      options.onRound?.()
      if (handed === 0) await pause()
    }
  }
  const running = loop()
  return {
    poke: () => {
      isPoked = true
      wake()
    },
    drain: async () => {
      // What the loop has in its hands just now is passed over by a look beside it: it is waited for.
      for (let handed = 1; handed > 0;) {
        handed = await round(options)
        if (underWay) handed += 1 + (await underWay)
      }
    },
    stop: async () => {
      stopping.abort()
      wake()
      await running
    },
  }
}

/** One look over the candidates; how many dossiers were handed on. */
async function round(options: DispatcherOptions): Promise<number> {
  let handed = 0
  for (const id of await candidates(options.db, BATCH)) {
    if (await handOnAlone(id, options)) handed += 1
    options.onRound?.()
  }
  return handed
}

/** What goes wrong with one dossier keeps none of the others waiting. */
async function handOnAlone(id: string, options: DispatcherOptions): Promise<boolean> {
  try {
    return await options.db.transaction().execute((tx) => handOn(tx, id, options))
  } catch (error) {
    const subscriber = error instanceof Hanging ? { subscriber: error.pair.subscriber } : {}
    options.onError(error, { ...subscriber, dossierId: id })
    return error instanceof Hanging && (await parkAlone(error, options))
  }
}

/** The pool may not know yet which of its connections has just been ended. */
async function parkAlone(
  { pair, message }: Hanging,
  { db, onError }: DispatcherOptions,
): Promise<boolean> {
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      await db.transaction().execute((tx) => park(tx, { ...pair, error: message }))
      return true
    } catch (error) {
      onError(error, { subscriber: pair.subscriber, dossierId: pair.id })
    }
  }
  return false
}

async function handOn(tx: Tx, id: string, options: DispatcherOptions): Promise<boolean> {
  if (!(await takeDossier(tx, id))) return false
  const { fromSeq, parked, backend } = await pendingFrom(tx, id)
  if (fromSeq === null && !parked.some((pair) => pair.is_due)) return false
  const dossier = await dossierById(tx, id)
  if (!dossier) throw new Error(`dossier ${id} has a mark but no row`)
  const first = Math.min(fromSeq ?? Infinity, ...parked.map((pair) => pair.from_seq))
  const events = await historyOf(tx, id, { fromSeq: first })
  await limitStatements(tx, options.hangMs ?? HANG_MS)
  for (const subscriber of options.subscribers) {
    await tell(tx, { subscriber, dossier, events, fromSeq, parked, backend, options })
  }
  await clearPending(tx, id)
  return true
}

type Telling = {
  subscriber: Subscriber
  dossier: DossierRow
  events: DossierEvent[]
  fromSeq: number | null
  parked: Parked[]
  backend: number
  options: DispatcherOptions
}

/** A parked pair keeps its place: its later events wait, the other subscribers go on. */
async function tell(
  tx: Tx,
  { subscriber, dossier, events, fromSeq, parked, backend, options }: Telling,
): Promise<void> {
  const stuck = parked.find((pair) => pair.subscriber === subscriber.name)
  if (stuck && !stuck.is_due) return
  const from = stuck?.from_seq ?? fromSeq
  if (from === null) return
  const news = events.filter(
    (event) => event.seq >= from && (subscriber.effects === 'inside' || event.origin === 'live'),
  )
  if (news.length > 0) {
    const pair = { subscriber: subscriber.name, id: dossier.id, fromSeq: from }
    const told = inSavepoint(tx, () => subscriber.onEvents(tx, dossier, news))
    const failure = await unlessHanging(told, { pair, backend, options })
    if (failure !== null) {
      options.onError(failure, { subscriber: subscriber.name, dossierId: dossier.id })
      return park(tx, { ...pair, error: messageOf(failure) })
    }
  }
  if (stuck) await unpark(tx, subscriber.name, dossier.id)
}

/** Longer than a statement may take, so that a slow one fails by itself and only what waits for nothing is cut off. */
async function unlessHanging(
  told: Promise<unknown>,
  {
    pair,
    backend,
    options,
  }: { pair: Hanging['pair']; backend: number; options: DispatcherOptions },
): Promise<unknown> {
  const ms = options.hangMs ?? HANG_MS
  let timer: NodeJS.Timeout | undefined
  const hung = new Promise<'hung'>((resolve) => {
    timer = setTimeout(() => resolve('hung'), ms * 1.2)
  })
  const outcome = await Promise.race([told, hung])
  clearTimeout(timer)
  if (outcome !== 'hung') return outcome
  told.catch(() => undefined) // it may still fail, on a connection that is gone
  await endBackend(options.db, backend)
  throw new Hanging(pair, ms)
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure)
}
