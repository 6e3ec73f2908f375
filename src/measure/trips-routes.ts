import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { NotFound } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import { requireStaff } from '../office/session.ts'
import type { MeasureDeps } from './deps.ts'
import { TRIPS_PATH } from './supervision.ts'
import { TripDossiersPage, TripsPage } from './trips-page.tsx'
import { TRIP_FIGURES, tripDossiers, tripsByOffice, type Month } from './trips-store.ts'
import { narrowed, watchOf, WATCHERS } from './watch.ts'

export async function tripsRoutes(app: FastifyInstance, deps: MeasureDeps): Promise<void> {
  const { directory, db } = deps
  app.get(TRIPS_PATH, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const watch = watchOf(me, directory)
    const month = monthIn(req, deps.now())
    const ids = watch.offices.map(({ id }) => id)
    const rows = await inContext(db, watch, (tx) => tripsByOffice(tx, ids, spanOf(month)))
    return reply.page(h(TripsPage, { me, month, rows, officeOf: directory.get }))
  })
  app.get(`${TRIPS_PATH}/ho-so`, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const { loai, 'don-vi': asked } = req.query as Record<string, unknown>
    const figure = TRIP_FIGURES.find((name) => name === loai)
    if (figure === undefined) throw new NotFound()
    const watch = narrowed(watchOf(me, directory), Number(asked))
    const month = monthIn(req, deps.now())
    const offices = watch.offices.map(({ id }) => id)
    const rows = await inContext(db, watch, (tx) =>
      tripDossiers(tx, { offices, figure, month: spanOf(month) }),
    )
    const office = watch.offices[0]!
    const page = { me, month, figure, rows, office, officeOf: directory.get }
    return reply.page(h(TripDossiersPage, page))
  })
}

/** 'YYYY-MM' of the address; this month for anything else. */
function monthIn(req: FastifyRequest, now: Date): string {
  const { thang } = req.query as { thang?: unknown }
  const isMonth = typeof thang === 'string' && /^20\d{2}-(0[1-9]|1[0-2])$/.test(thang)
  return isMonth ? thang : toDay(now).slice(0, 7)
}

function spanOf(month: string): Month {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: `${month}-01`, to: `${next}-01` }
}
