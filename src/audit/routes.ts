import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { dispatcherLag } from '../dossier/lag-store.ts'
import { SYSTEM_PATH } from '../measure/supervision.ts'
import { dutiesNow } from '../office/duty-store.ts'
import { requireStaff } from '../office/session.ts'
import { newestCheckpoint } from './checkpoint-store.ts'
import type { AuditDeps } from './deps.ts'
import { dutyRoutes } from './duty-routes.ts'
import { findingRoutes } from './finding-routes.ts'
import { findingCounts } from './findings-store.ts'
import { OPERATORS } from './operate.ts'
import { lastNight, latestRuns } from './run-store.ts'
import { outside } from './standing-store.ts'
import { readerOf, stuckRoutes } from './stuck-routes.ts'
import { stuckCounts } from './stuck-store.ts'
import { SystemPage } from './system-page.tsx'
import { lastVerification } from './verification-store.ts'
import { missedNights } from './watch.ts'

/** The pages of the house's own state, for those who run it and those who watch over it. */
export async function auditRoutes(app: FastifyInstance, deps: AuditDeps): Promise<void> {
  app.get(SYSTEM_PATH, async (req, reply) => {
    const me = requireStaff(req, OPERATORS)
    const now = deps.now()
    const standing = await inContext(deps.db, me, async (tx) => ({
      lag: await dispatcherLag(tx),
      outside: await outside(tx, now),
      stuck: await stuckCounts(tx, now),
      findings: await findingCounts(tx, readerOf(me)),
      duties: await dutiesNow(tx),
      night: await lastNight(tx),
      runs: await latestRuns(tx, 10),
      missed: (await missedNights(tx, { now, policy: deps.policy })).map(({ what }) => what),
      verification: await lastVerification(tx),
      checkpoint: await newestCheckpoint(tx),
    }))
    return reply.page(h(SystemPage, { me, now, ...standing }))
  })
  await findingRoutes(app, deps)
  await stuckRoutes(app, deps)
  await dutyRoutes(app, deps)
}
