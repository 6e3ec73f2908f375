/**
 * The law that follows its publications: files and database together, read again in every process when something is released,
 * withdrawn or imported. News comes by NOTIFY; a look every second finds what was missed. Each call of `Law` answers from one whole
 * snapshot; two calls of one request may see two, which is harmless because every version in them is immutable.
 */
import type { Db } from '../../db/connect.ts'
import { lawOf, onDays, readDocuments, type Documents, type Law, type Snapshot } from '../law.ts'
import { assemble } from './assemble.ts'
import { storedCalendars } from './calendar-store.ts'
import { lawNumber, listenToLaw, storedDocuments } from './store.ts'

export type LiveLaw = Law & {
  /** Reads what was published since the last look; when it resolves, this process serves it. */
  reload(): Promise<void>
  /** Stored documents that cannot be used, each with what to mend. Empty when all is well. */
  faults(): readonly string[]
  stop(): Promise<void>
}

export type LiveLawOptions = {
  readonly dataDir: string
  readonly db: Db
  readonly now: () => Date
  /** Told once of each faulty document, and of a database that does not answer. */
  readonly onFault: (sentence: string) => void
  /** Milliseconds between looks (default 1000). 0: reads once and does not follow (commands). */
  readonly pollMs?: number
}

export async function liveLaw(options: LiveLawOptions): Promise<LiveLaw> {
  const files = readDocuments(options.dataDir)
  const held = await openHeld(files, options)
  const follower = options.pollMs === 0 ? undefined : follow(options, held.reload)
  const law = onDays(held.snapshot, options.now)
  return Object.assign(law, {
    reload: held.reload,
    faults: held.faults,
    stop: async () => follower?.stop(),
  })
}

type Held = { snapshot(): Snapshot; faults(): readonly string[]; reload(): Promise<void> }

/** The snapshot in hand. Whatever goes wrong while the next one is made, this one stays. */
async function openHeld(files: Documents, { db, onFault }: LiveLawOptions): Promise<Held> {
  let snapshot = lawOf(files)
  let faults: readonly string[] = []
  let number = -1
  const read = async (): Promise<void> => {
    const newest = await lawNumber(db)
    if (newest === number) return
    const assembled = assemble(files, await storedDocuments(db), await storedCalendars(db))
    for (const fault of assembled.faults) if (!faults.includes(fault)) onFault(fault)
    snapshot = lawOf(assembled.documents)
    faults = assembled.faults
    number = newest
  }
  let turn: Promise<void> = Promise.resolve()
  // One after the other, so that an older reading never overwrites a newer one.
  const reload = (): Promise<void> => {
    const mine = turn.then(read)
    turn = mine.catch(() => undefined)
    return mine
  }
  await reload()
  return { snapshot: () => snapshot, faults: () => faults, reload }
}

function follow(
  { db, onFault, pollMs = 1000 }: LiveLawOptions,
  reload: () => Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let wake = (): void => undefined
  let hasNews = false
  let endListening: (() => void) | undefined
  const listen = async (): Promise<void> => {
    endListening ??= await listenToLaw(db, {
      onNews: () => {
        hasNews = true
        wake()
      },
      onEnd: () => {
        endListening = undefined
      },
    })
  }
  const running = (async () => {
    let isBroken = false
    while (!stopping.signal.aborted) {
      hasNews = false
      try {
        await listen()
        await reload()
        isBroken = false
      } catch (error) {
        if (!isBroken && !stopping.signal.aborted)
          onFault(`the law cannot be read: ${String(error)}`)
        isBroken = true
      }
      if (stopping.signal.aborted) break
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (hasNews || stopping.signal.aborted) wake()
      })
    }
    endListening?.()
  })()
  return {
    stop: () => {
      stopping.abort()
      wake()
      return running
    },
  }
}
