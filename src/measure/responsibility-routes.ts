/** `/giam-sat/trach-nhiem`: in working minutes who held what in a month, down to the dossiers; only for those who watch the offices. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { requireStaff } from '../office/session.ts'
import type { MeasureDeps } from './deps.ts'
import { monthsUntil, periodOf } from './period.ts'
import { readBehind, readResponsibility, RESPONSIBILITY_PATH } from './responsibility.ts'
import { spansCsv, totalsCsv } from './responsibility-csv.ts'
import { BehindPage, ResponsibilityPage } from './responsibility-page.tsx'
import { responsibilityTotals, spansBehind } from './responsibility-store.ts'
import { download } from './download.ts'
import { LIST_ROWS } from './supervision.ts'
import { narrowed, watchOf, WATCHERS } from './watch.ts'

export async function responsibilityRoutes(app: FastifyInstance, deps: MeasureDeps): Promise<void> {
  const { get: officeOf } = deps.directory
  const nameOf = (id: number) => officeOf(id).shortName
  app.get(RESPONSIBILITY_PATH, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const table = await tableOf(deps, req)
    const months = monthsUntil(table.now)
    return reply.page(h(ResponsibilityPage, { me, months, officeOf, ...table }))
  })
  app.get(`${RESPONSIBILITY_PATH}.csv`, async (req, reply) => {
    requireStaff(req, WATCHERS)
    const { view, totals } = await tableOf(deps, req)
    return download(reply, `trach-nhiem-${view.month}.csv`).send(totalsCsv(totals, nameOf))
  })
  app.get(`${RESPONSIBILITY_PATH}/ho-so`, async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const { view, watch, behind } = behindOf(deps, req)
    const page = { ...behind, after: view.after, limit: LIST_ROWS + 1 }
    const rows = await inContext(deps.db, watch, (tx) => spansBehind(tx, page))
    return reply.page(h(BehindPage, { me, view, office: officeOf(view.office), rows }))
  })
  app.get(`${RESPONSIBILITY_PATH}/ho-so.csv`, async (req, reply) => {
    requireStaff(req, WATCHERS)
    const { view, watch, behind } = behindOf(deps, req)
    const lines = spansCsv({ db: deps.db, scopes: watch.scopes, behind })
    const name = `trach-nhiem-${view.who}-${view.office}-${view.month}.csv`
    return download(reply, name).send(lines)
  })
}

async function tableOf(deps: MeasureDeps, req: FastifyRequest) {
  const now = deps.now()
  const view = readResponsibility(req.query as Record<string, unknown>, now)
  const watched = watchOf(requireStaff(req, WATCHERS), deps.directory)
  const watch = narrowed(watched, view.office)
  const { from, to } = periodOf(view.month)
  const offices = watch.offices.map(({ id }) => id)
  const totals = await inContext(deps.db, watch, (tx) =>
    responsibilityTotals(tx, { offices, from, to }),
  )
  return { view, totals, watched: watched.offices, now }
}

function behindOf(deps: MeasureDeps, req: FastifyRequest) {
  const view = readBehind(req.query as Record<string, unknown>, deps.now())
  const watch = narrowed(watchOf(requireStaff(req, WATCHERS), deps.directory), view.office)
  const { from, to } = periodOf(view.month)
  const behind = { from, to, officeId: view.office, who: view.who, personId: view.person }
  return { view, watch, behind }
}
