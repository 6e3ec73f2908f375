/** Everything that is counted in this process, under names that `docs/operations.md` explains. Labels are few and never a person's. */
import {
  Counter,
  Gauge,
  Histogram,
  Registry,
  collectDefaultMetrics,
  type RegistryContentType,
} from 'prom-client'

/** Seconds. From a cached page to a request that somebody complains about. */
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const QUERY_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 5]

export type Instruments = ReturnType<typeof instruments>

/** A registry of its own for each house, so that two in one process do not add up. */
export function instruments() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers })
  const histogram = <L extends string>(
    name: string,
    help: string,
    { labelNames, buckets }: { labelNames: L[]; buckets: number[] },
  ) => new Histogram<L>({ name, help, labelNames, buckets, registers })
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: counter('motcua_http_requests_total', 'Requests answered.', [
      'route',
      'method',
      'status',
    ]),
    requestSeconds: histogram('motcua_http_request_seconds', 'Time until a request was answered.', {
      labelNames: ['route', 'method'],
      buckets: REQUEST_BUCKETS,
    }),
    openRequests: gauge('motcua_http_requests_open', 'Requests that are being worked on.'),
    commands: counter('motcua_commands_total', 'Commands to dossiers, by what became of them.', [
      'command',
      'outcome',
      'code',
    ]),
    connections: gauge('motcua_database_connections', 'Connections of each pool.', [
      'pool',
      'state',
    ]),
    querySeconds: histogram('motcua_database_query_seconds', 'Time of each query.', {
      labelNames: ['pool'],
      buckets: QUERY_BUCKETS,
    }),
    failedQueries: counter('motcua_database_failed_queries_total', 'Queries that failed.', [
      'pool',
    ]),
    beatAge: gauge(
      'motcua_worker_beat_age_seconds',
      'Time since a loop of the worker came round; absent in a process without a worker.',
      ['loop'],
    ),
    lawFaults: gauge('motcua_law_faults', 'Published documents that cannot be used.'),
    diskFree: gauge('motcua_disk_free_bytes', 'Room left where files are kept.'),
    diskSize: gauge('motcua_disk_size_bytes', 'Size of the disk where files are kept.'),
    pending: gauge('motcua_dispatcher_pending', 'Dossiers whose events are not handed on yet.'),
    oldestPending: gauge(
      'motcua_dispatcher_oldest_pending_seconds',
      'Age of the oldest event that is not handed on yet; 0 when there is none.',
    ),
    parked: gauge('motcua_dispatcher_parked', 'Dossiers that wait for a failed subscriber.', [
      'subscriber',
    ]),
    outside: gauge('motcua_outside', 'Messages and requests to others that are not done.', [
      'way',
      'state',
    ]),
    oldestOutside: gauge('motcua_outside_oldest_seconds', 'Age of the oldest of them.', [
      'way',
      'state',
    ]),
    jobs: gauge('motcua_jobs', 'Jobs of the queue.', ['task', 'state']),
    oldestJob: gauge(
      'motcua_jobs_oldest_due_seconds',
      'How long the oldest job that is due has been waiting; 0 when there is none.',
    ),
    sessions: gauge('motcua_sessions', 'People who are signed in.', ['kind']),
    checkpointAge: gauge(
      'motcua_checkpoint_age_seconds',
      'Age of the newest signed checkpoint; absent before the first.',
    ),
    verificationAge: gauge(
      'motcua_verification_age_seconds',
      'Time since all histories were recomputed; absent before the first time.',
    ),
    verificationFaults: gauge(
      'motcua_verification_faults',
      'Faults that the last recomputation found.',
    ),
    figuresFailed: gauge(
      'motcua_figures_failed',
      '1 when these figures could not be read just now and are absent.',
      ['figures'],
    ),
  }
}

/** The first `most` different words as they are; what comes later is "other". */
export function bounded(most: number): (word: string) => string {
  const known = new Set<string>()
  return (word) => {
    if (known.has(word)) return word
    if (known.size >= most) return 'other'
    known.add(word)
    return word
  }
}

/** The same registry in the text that the reader asks for. */
export async function exposition(
  registry: Registry,
  accept: string | undefined,
): Promise<{ type: string; text: string }> {
  if (!accept?.includes('application/openmetrics-text')) {
    return { type: registry.contentType, text: await registry.metrics() }
  }
  const open = new Registry<RegistryContentType>()
  open.setContentType(Registry.OPENMETRICS_CONTENT_TYPE)
  for (const metric of registry.getMetricsAsArray()) {
    open.registerMetric(metric as unknown as Parameters<typeof open.registerMetric>[0])
  }
  return { type: open.contentType, text: await open.metrics() }
}
