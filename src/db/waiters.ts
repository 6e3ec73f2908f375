/** Looks whether anybody waits for a migration, and calls it off before that hurts. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

export type WaiterWatch = { stop(): Promise<void> }

const LOOK_MS = 100

/**
 * While it runs, the statement of the backend `pid` is cancelled as soon as somebody has waited for that backend longer than
 * `longestMs`: in front of it in the queue or behind what it holds, whatever the migration does and however large the table is.
 */
export async function watchWaiters(
  ownerUrl: string,
  { pid, longestMs }: { pid: number; longestMs: number },
): Promise<WaiterWatch> {
  const client = new Client({
    connectionString: ownerUrl,
    application_name: 'motcua migrate watch',
  })
  client.on('error', () => undefined)
  await client.connect()
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await client.query(CALL_OFF, [pid, longestMs])
      await sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  running.catch(() => undefined) // the lock timeout still holds; a broken server is told by the migration itself
  return {
    stop: async () => {
      stopping.abort()
      await running.catch(() => undefined)
      await client.end().catch(() => undefined)
    },
  }
}

const CALL_OFF = `
  select pg_cancel_backend($1::int)
   where exists (
     select 1 from pg_locks l
      where not l.granted and l.pid <> $1::int and clock_timestamp() - l.waitstart > $2::int * interval '1 millisecond'
        and $1::int = any (pg_blocking_pids(l.pid)))`
