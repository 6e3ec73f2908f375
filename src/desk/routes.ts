import type { FastifyInstance } from 'fastify'
import { apologyRoutes } from './apology/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import type { DeskDeps } from './deps.ts'
import { dossierRoutes } from './dossier-routes.ts'
import { endingRoutes } from './ending-routes.ts'
import { feeRoutes } from './fee/routes.ts'
import { absenceRoutes } from './holders/absence-routes.ts'
import { assignRoutes } from './holders/assign-routes.ts'
import { handOverRoutes } from './holders/hand-over-routes.ts'
import { legRoutes } from './leg-routes.ts'
import { ledgerRoutes } from './holders/ledger-routes.ts'
import { paperRoutes } from './paper-routes.ts'
import { sealingRoutes } from './sealing-routes.ts'
import { signingRoutes } from './signing-routes.ts'
import { stepRoutes } from './step-routes.ts'
import { workListRoutes } from './work-list-routes.ts'

/** The desks of officer, leader and clerk: `/viec`, `/ky`, `/van-thu`; and the calendar of them all. */
export async function deskRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  await workListRoutes(app, deps)
  await stepRoutes(app, deps)
  await apologyRoutes(app, deps)
  await feeRoutes(app, deps)
  await legRoutes(app, deps)
  await dossierRoutes(app, deps)
  await endingRoutes(app, deps)
  await handOverRoutes(app, deps)
  await absenceRoutes(app, deps)
  await assignRoutes(app, deps)
  await calendarRoutes(app, deps)
  await ledgerRoutes(app, deps)
  await paperRoutes(app, deps)
  await signingRoutes(app, deps)
  await sealingRoutes(app, deps)
}
