/** Following a dossier: one's own with sign-in, anyone's progress with its code and four digits. */
import type { FastifyInstance } from 'fastify'
import { actRoutes } from './act-routes.ts'
import type { TrackingDeps } from './deps.ts'
import { lookUpRoutes } from './look-up-routes.ts'
import { noticeChoiceRoutes } from './notices-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { rateRoutes } from './rate-routes.ts'

export async function trackingRoutes(app: FastifyInstance, deps: TrackingDeps): Promise<void> {
  lookUpRoutes(app, deps)
  rateRoutes(app, deps)
  ownRoutes(app, deps)
  actRoutes(app, deps)
  noticeChoiceRoutes(app, deps)
}
