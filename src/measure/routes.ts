import type { FastifyInstance, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { requireStaff } from '../office/session.ts'
import { DashboardPage } from './dashboard-page.tsx'
import type { MeasureDeps } from './deps.ts'
import { validOn } from './definition.ts'
import { download } from './download.ts'
import { listCsv, tableCsv } from './export.ts'
import { ListPage } from './list-page.tsx'
import { countedDossiers, countOf } from './list-store.ts'
import { joined, withPredecessors } from './past.ts'
import { lastDayOf, monthsUntil, periodOf } from './period.ts'
import { responsibilityRoutes } from './responsibility-routes.ts'
import { LIST_ROWS, readListView, readView, sorted, type ListView } from './supervision.ts'
import { supervisionTable } from './table-store.ts'
import { tripsRoutes } from './trips-routes.ts'
import { narrowed, watchOf, WATCHERS, type Watch } from './watch.ts'

export async function measureRoutes(app: FastifyInstance, deps: MeasureDeps): Promise<void> {
  await responsibilityRoutes(app, deps)
  await tripsRoutes(app, deps)
  app.get('/giam-sat', async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const table = await tableOf(deps, req)
    const months = monthsUntil(table.asOf.now)
    return reply.page(h(DashboardPage, { me, months, ...table }))
  })
  app.get('/giam-sat/bang.csv', async (req, reply) => {
    requireStaff(req, WATCHERS)
    const { rows, valid, view } = await tableOf(deps, req)
    return download(reply, `giam-sat-${view.month}.csv`).send(tableCsv(rows, valid))
  })
  app.get('/giam-sat/ho-so', async (req, reply) => {
    const me = requireStaff(req, WATCHERS)
    const { view, watch, listing, ...list } = listOf(deps, req)
    const [count, rows] = await inContext(deps.db, watch, async (tx) => [
      await countOf(tx, listing),
      await countedDossiers(tx, { ...listing, after: view.after, limit: LIST_ROWS + 1 }),
    ])
    return reply.page(h(ListPage, { me, view, count, rows, ...list, officeOf: deps.directory.get }))
  })
  app.get('/giam-sat/ho-so.csv', async (req, reply) => {
    requireStaff(req, WATCHERS)
    const { view, watch, listing } = listOf(deps, req)
    const lines = listCsv({
      db: deps.db,
      scopes: watch.scopes,
      listing,
      officeOf: deps.directory.get,
    })
    return download(reply, `${fileNameOf(view)}.csv`).send(lines)
  })
}

/** Everything the table shows, in the order that was asked for. */
async function tableOf(deps: MeasureDeps, req: FastifyRequest) {
  const now = deps.now()
  const view = readView(req.query as Record<string, unknown>, now)
  const watched = watchOf(requireStaff(req, WATCHERS), deps.directory)
  const watch = narrowed(watched, view.office)
  const valid = validOn(deps.definitions, lastDayOf(view.month))
  const asOf = { now, period: periodOf(view.month) }
  const table = await inContext(deps.db, watch, (tx) =>
    supervisionTable(tx, { ...asOf, offices: countedIn(deps, view, watch), counting: valid }),
  )
  const lines = view.past ? joined(table.rows, watch.offices, deps.directory.all()) : table.rows
  const named = lines.map((row) => ({
    ...row,
    name: deps.directory.get(row.officeId).shortName,
  }))
  const isShare = (name: keyof typeof valid) => valid[name].denominator !== null
  const rows = sorted(named, { ...view, isShare })
  return { asOf, view, valid, rows, weeks: table.weeks, watched: watched.offices }
}

/** Their offices and, when asked for, those that went wholly into them. */
function countedIn(deps: MeasureDeps, { past }: { past?: true }, { offices }: Watch): number[] {
  const ids = offices.map(({ id }) => id)
  if (!past) return ids
  return [...new Set(ids.flatMap((id) => withPredecessors(id, deps.directory.all())))]
}

function listOf(deps: MeasureDeps, req: FastifyRequest) {
  const now = deps.now()
  const view = readListView(req.query as Record<string, unknown>, now)
  const watch: Watch = narrowed(watchOf(requireStaff(req, WATCHERS), deps.directory), view.office)
  const definition = validOn(deps.definitions, lastDayOf(view.month))[view.figure]
  const asOf = { now, period: periodOf(view.month) }
  const listing = {
    ...asOf,
    offices: countedIn(deps, view, watch),
    counting: definition,
    part: view.part,
  }
  return { view, watch, listing, definition, asOf, offices: watch.offices }
}

function fileNameOf({ figure, part, month, office }: ListView): string {
  return ['ho-so', figure, part === 'rest' ? 'con-lai' : '', office ?? '', month]
    .filter((each) => each !== '')
    .join('-')
}
