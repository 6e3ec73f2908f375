/** Paying: the citizen's pages, and the door for the gateway's word. */
import type { FastifyInstance } from 'fastify'
import { callbackRoutes } from './callback-routes.ts'
import type { PaymentDeps } from './deps.ts'
import { ownFeeRoutes } from './own-routes.ts'

export async function paymentRoutes(app: FastifyInstance, deps: PaymentDeps): Promise<void> {
  await callbackRoutes(app, deps)
  ownFeeRoutes(app, deps)
}
