/** The counter: reception, papers, what citizens do at the counter, and the return of results. */
import type { FastifyInstance } from 'fastify'
import { atCounterRoutes } from './at-counter-routes.ts'
import { feeRoutes } from './fee-routes.ts'
import { bookingsRoutes } from './bookings-routes.ts'
import { broughtRoutes } from './brought-routes.ts'
import { checkRoutes } from './check-routes.ts'
import type { CounterDeps } from './deps.ts'
import { fileRoutes } from './file-routes.ts'
import { guidanceRoutes } from './guidance-routes.ts'
import { handoverRoutes } from './handover-routes.ts'
import { originalsRoutes } from './originals-routes.ts'
import { followRoutes } from './follow-routes.ts'
import { queueRoutes } from './queue-routes.ts'
import { receptionRoutes } from './reception-routes.ts'
import { returnPlaceRoutes } from './return-place-routes.ts'
import { returnRoutes } from './return-routes.ts'

export async function counterRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  await queueRoutes(app, deps)
  await guidanceRoutes(app, deps)
  await bookingsRoutes(app, deps)
  await receptionRoutes(app, deps)
  await broughtRoutes(app, deps)
  await checkRoutes(app, deps)
  await followRoutes(app, deps)
  await atCounterRoutes(app, deps)
  await feeRoutes(app, deps)
  await returnRoutes(app, deps)
  await returnPlaceRoutes(app, deps)
  await originalsRoutes(app, deps)
  await handoverRoutes(app, deps)
  await fileRoutes(app, deps)
}
