/** The figures that need the database: read when somebody scrapes, at most every few seconds, each on its own. */
import type { Db, Tx } from './db/connect.ts'
import type { Instruments } from './metrics-registry.ts'
import {
  newestProofs,
  notDoneOutside,
  openSessions,
  parkedBySubscriber,
  pendingDossiers,
  queuedJobs,
  withinMs,
} from './metrics-store.ts'

export type Figures = { refresh(): Promise<void> }

const KEPT_MS = 5_000
const LIMIT_MS = 2_000

/** `clear` runs when the figures could not be read: an old number is worse than none. */
type Group = { name: string; read(tx: Tx): Promise<void>; clear(): void }

export function openFigures(made: Instruments, db: Db): Figures {
  const groups = [dispatcher(made), outside(made), jobs(made), sessions(made), proofs(made)]
  let readAt = -Infinity
  let reading: Promise<void> | undefined
  const readAll = async (): Promise<void> => {
    for (const group of groups) {
      const failed = await withinMs(db, LIMIT_MS, (tx) => group.read(tx)).then(
        () => 0,
        () => 1,
      )
      if (failed) group.clear()
      made.figuresFailed.set({ figures: group.name }, failed)
    }
    readAt = performance.now()
  }
  return {
    refresh: () => {
      if (reading === undefined && performance.now() - readAt < KEPT_MS) return Promise.resolve()
      return (reading ??= readAll().finally(() => (reading = undefined)))
    },
  }
}

function dispatcher({ pending, oldestPending, parked }: Instruments): Group {
  return {
    name: 'dispatcher',
    read: async (tx) => {
      const waiting = await pendingDossiers(tx)
      const stuck = await parkedBySubscriber(tx)
      parked.reset()
      pending.set(waiting.many)
      oldestPending.set(waiting.oldestSeconds)
      for (const { subscriber, many } of stuck) parked.set({ subscriber }, many)
    },
    clear: () => {
      parked.reset()
      pending.remove()
      oldestPending.remove()
    },
  }
}

function outside({ outside: many, oldestOutside }: Instruments): Group {
  const clear = (): void => [many, oldestOutside].forEach((each) => each.reset())
  return {
    name: 'outside',
    read: async (tx) => {
      const rows = await notDoneOutside(tx)
      clear()
      for (const row of rows) {
        const labels = { way: row.way, state: row.state }
        many.set(labels, row.many)
        oldestOutside.set(labels, row.seconds)
      }
    },
    clear,
  }
}

function jobs({ jobs: many, oldestJob }: Instruments): Group {
  return {
    name: 'jobs',
    read: async (tx) => {
      const rows = await queuedJobs(tx)
      many.reset()
      for (const { task, state, many: count } of rows) many.set({ task, state }, count)
      oldestJob.set(Math.max(0, ...rows.map(({ dueSeconds }) => dueSeconds ?? 0)))
    },
    clear: () => {
      many.reset()
      oldestJob.remove()
    },
  }
}

function sessions({ sessions: many }: Instruments): Group {
  return {
    name: 'sessions',
    read: async (tx) => {
      const rows = await openSessions(tx)
      many.reset()
      for (const kind of ['staff', 'citizen'])
        many.set({ kind }, rows.find((row) => row.kind === kind)?.many ?? 0)
    },
    clear: () => many.reset(),
  }
}

function proofs({ checkpointAge, verificationAge, verificationFaults }: Instruments): Group {
  const gauges = [checkpointAge, verificationAge, verificationFaults]
  const clear = (): void => gauges.forEach((gauge) => gauge.remove())
  return {
    name: 'proofs',
    read: async (tx) => {
      const { checkpointSeconds, verifiedSeconds, faults } = await newestProofs(tx)
      clear()
      for (const [nth, value] of [checkpointSeconds, verifiedSeconds, faults].entries())
        if (value !== null) gauges[nth]?.set(value)
    },
    clear,
  }
}
