/** `/viec/:id/phieu-kiem-soat`: the control sheet of a dossier, from its ledger. */
import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { inContext } from '../../db/context.ts'
import { spansOf, type SpanRow } from '../../dossier/holders/ledger-store.ts'
import type { StaffActor } from '../../office/actor.ts'
import { requireStaff } from '../../office/session.ts'
import type { DeskDeps } from '../deps.ts'
import { openView } from '../dossier-routes.ts'
import { ControlSheetPage } from './control-sheet-page.tsx'
import { sheetRows } from './control-sheet.ts'

type WithId = { Params: { id: string } }

export async function ledgerRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get<WithId>('/viec/:id/phieu-kiem-soat', async (req, reply) => {
    const me = requireStaff(req)
    const { opened } = await openView(deps, me, req.params.id)
    const spans = await ledgerFor(deps, me, opened.id)
    const facts = {
      calendar: deps.law.calendar(),
      now: deps.result.now(),
      dueAt: opened.row.due_at,
      submitter: `Người nộp: ${opened.row.applicant_name}`,
    }
    const office = deps.directory.find(opened.state.offices.competent)
    const officeName = office?.name ?? me.officeName
    return reply.page(
      h(ControlSheetPage, { me, opened, rows: sheetRows(spans, facts), officeName }),
    )
  })
}

export function ledgerFor(deps: DeskDeps, me: StaffActor, id: string): Promise<SpanRow[]> {
  return inContext(deps.result.dossier.db, me, (tx) => spansOf(tx, id))
}
