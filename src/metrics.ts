/**
 * What this process counts, and what it looks up in the database when somebody scrapes it. Labels are names that the program gave:
 * routes by their pattern, commands, states. Never an address, a code, a number or a name of a person.
 */
import { statfs } from 'node:fs/promises'
import type { Pool } from 'pg'
import type { Beats } from './beats.ts'
import type { Db } from './db/connect.ts'
import { openFigures } from './metrics-figures.ts'
import { bounded, exposition, instruments } from './metrics-registry.ts'

export type Answered = { route: string; method: string; status: number; seconds: number }
export type CommandEnd = { command: string; outcome: string; code?: string }

export type Metrics = {
  answered(request: Answered): void
  openRequests(change: 1 | -1): void
  commandEnded(end: CommandEnd): void
  queried(pool: string, seconds: number, ok: boolean): void
  exposition(accept: string | undefined): Promise<{ type: string; text: string }>
  /** Names of everything that is measured. */
  names(): readonly string[]
}

export type MetricsOptions = {
  /** The worker role's database, in a small pool of its own: scraping waits for nobody else's queries. */
  db: Db
  pools: () => Readonly<Record<string, Pick<Pool, 'totalCount' | 'idleCount' | 'waitingCount'>>>
  beats: Beats
  lawFaults: () => number
  /** Where files are kept. */
  filesFolder: string
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const MOST_ROUTES = 500
const MOST_COMMANDS = 100
const MOST_CODES = 300

export function openMetrics(options: MetricsOptions): Metrics {
  const made = instruments()
  const route = bounded(MOST_ROUTES)
  const command = bounded(MOST_COMMANDS)
  const code = bounded(MOST_CODES)
  const figures = openFigures(made, options.db)
  return {
    answered: (request) => {
      const labels = {
        route: route(request.route),
        method: METHODS.has(request.method) ? request.method : 'other',
      }
      made.requests.inc({ ...labels, status: String(request.status) })
      made.requestSeconds.observe(labels, request.seconds)
    },
    openRequests: (change) => made.openRequests.inc(change),
    commandEnded: (end) =>
      made.commands.inc({
        command: command(end.command),
        outcome: end.outcome,
        code: code(end.code ?? ''),
      }),
    queried: (pool, seconds, ok) => {
      made.querySeconds.observe({ pool }, seconds)
      if (!ok) made.failedQueries.inc({ pool })
    },
    exposition: async (accept) => {
      lookAround(made, options)
      await Promise.all([figures.refresh(), lookAtDisk(made, options.filesFolder)])
      return exposition(made.registry, accept)
    },
    names: () => made.registry.getMetricsAsArray().map(({ name }) => name),
  }
}

function lookAround(
  { connections, beatAge, lawFaults }: ReturnType<typeof instruments>,
  options: MetricsOptions,
): void {
  for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(options.pools())) {
    connections.set({ pool, state: 'open' }, totalCount)
    connections.set({ pool, state: 'idle' }, idleCount)
    connections.set({ pool, state: 'waiting' }, waitingCount)
  }
  beatAge.reset()
  for (const [loop, seconds] of Object.entries(options.beats.ages())) beatAge.set({ loop }, seconds)
  lawFaults.set(options.lawFaults())
}

async function lookAtDisk(
  { diskFree, diskSize }: ReturnType<typeof instruments>,
  folder: string,
): Promise<void> {
  try {
    const disk = await statfs(folder)
    diskFree.set(disk.bavail * disk.bsize)
    diskSize.set(disk.blocks * disk.bsize)
  } catch {
    diskFree.remove()
    diskSize.remove()
  }
}
