import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { toDay } from '../lib/time.ts'
import { standInsOn } from '../office/absence-store.ts'
import { requireStaff } from '../office/session.ts'
import type { DeskDeps } from './deps.ts'
import { stepTitle } from './happenings.ts'
import { officesOf } from './offices.ts'
import { casePath } from './shell.tsx'
import { readFilter, type WorkFilter } from './work-list.ts'
import { WorkListPage, type WorkLine } from './work-list-page.tsx'
import { mostUrgent, workCounts, workPage, type WorkRow } from './work-list-store.ts'

/** `/viec`: what the officer holds, and what nobody holds yet. */
export async function workListRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  const { db } = deps.result.dossier
  app.get('/viec', async (req, reply) => {
    const me = requireStaff(req, 'officer')
    const filter = readFilter(req.query as Record<string, unknown>)
    const { personId } = me
    const now = deps.result.now()
    const { page, counts, standsIn } = await inContext(db, me, async (tx) => {
      const stands = await standInsOn(tx, { personId, officeId: null, day: toDay(now) })
      const insteadOf = stands.map(({ person }) => person)
      const whose = { personId, offices: officesOf(me, 'officer'), insteadOf, now }
      return {
        page: await workPage(tx, whose, filter),
        counts: await workCounts(tx, whose),
        standsIn: insteadOf.length > 0,
      }
    })
    return reply.page(
      h(WorkListPage, {
        me,
        filter,
        counts,
        lines: page.rows.map((row) => lineOf(deps, row)),
        ...neighbours(filter, page.hasMore),
        procedures: deps.law.procedures().map(({ code, shortName }) => ({
          code,
          name: shortName.vi,
        })),
        calendar: deps.law.calendar(),
        now,
        standsIn,
      }),
    )
  })
  app.get('/viec/gap-nhat', async (req, reply) => {
    const me = requireStaff(req, 'officer')
    const { bo } = req.query as { bo?: unknown }
    const except = typeof bo === 'string' && isUuid(bo) ? bo : null
    const next = await inContext(db, me, (tx) => mostUrgent(tx, me.personId, except))
    return reply.redirect(next ? casePath(next.id) : '/viec', 303)
  })
}

/** A page reached by going back surely has a next one, and the other way round. */
function neighbours(filter: WorkFilter, hasMore: boolean) {
  if (filter.before) return { hasPrevious: hasMore, hasNext: true }
  return { hasPrevious: filter.after !== null, hasNext: hasMore }
}

function lineOf(deps: DeskDeps, row: WorkRow): WorkLine {
  const terms = deps.result.dossier.law.terms({
    code: row.procedure_code,
    version: row.procedure_version,
    caseCode: row.case_code,
  })
  return { ...row, stepTitle: stepTitle(terms.workflow, row.step) }
}
