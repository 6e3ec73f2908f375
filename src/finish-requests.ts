/** How the web ends: the port is closed, requests under way are answered, and what is still not answered after its time is cut off. */
import type { FastifyInstance } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { TooLate, within } from './stopping.ts'

const LOOK_MS = 100
/** Once their connections are cut, nothing is waited for but the bookkeeping. */
const CLOSING_SECONDS = 5

/** Rejects with TooLate when requests had to be cut off. */
export async function finishRequests(
  app: FastifyInstance,
  limits: { drainSeconds: number; shutdownSeconds: number },
): Promise<void> {
  // A balancer that asks /readyz now hears 503 and sends no more, before the port refuses anybody.
  await sleep(limits.drainSeconds * 1000)
  const closed = app.close()
  // Connections that fall idle meanwhile would be waited for until their browser lets go.
  const looking = setInterval(() => app.server.closeIdleConnections(), LOOK_MS)
  try {
    await within(limits.shutdownSeconds, closed)
  } catch (error) {
    if (!(error instanceof TooLate)) throw error
    app.server.closeAllConnections()
    await within(CLOSING_SECONDS, closed)
    throw error
  } finally {
    clearInterval(looking)
  }
}
