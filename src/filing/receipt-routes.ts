import type { FastifyInstance } from 'fastify'
import { h } from 'preact'
import { submissionReceipt } from '../counter/paper-content.ts'
import { NotFound } from '../lib/problem.ts'
import { partyName } from '../office/representation/party-store.ts'
import { requireCitizen } from '../office/session.ts'
import { ownDossier } from '../tracking/own.ts'
import type { FilingDeps } from './deps.ts'
import { ReceiptPage } from './receipt-page.tsx'

/** The receipt stands for ever: made from the history, it says today what it said at submission. */
export function receiptRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get('/ho-so/:id/da-nop', async (req, reply) => {
    const { id } = req.params as { id: string }
    const actor = requireCitizen(req)
    const facts = await ownDossier(deps, actor, id)
    const receipt = submissionReceipt(facts)
    if (!receipt) throw new NotFound()
    const { workflow } = deps.dossier.law.terms(facts.state.procedure)
    const hasDraftStep = workflow.steps.some(({ task }) => task === 'confirm')
    const { owner } = facts.state
    const filedFor = owner?.representation && (await partyName(deps.db, owner.party))
    return reply.page(h(ReceiptPage, { id, facts, receipt, hasDraftStep, filedFor }))
  })
}
