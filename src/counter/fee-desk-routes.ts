/** `/quay/:id/thu-phi`: money at the counter, amounts that an official sets, exemption, refunds; `/hoan-phi`: what waits to go back. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import type { Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import type { PaymentDeps } from '../payment/deps.ts'
import { deskFees } from '../payment/desk.ts'
import { feeReceipt } from '../payment/receipt.ts'
import { waitingRefunds } from '../payment/refunds-store.ts'
import { sendReceipt } from '../payment/send-receipt.ts'
import type { OnDossier } from './act.ts'
import { received } from './act.ts'
import type { CounterDeps } from './deps.ts'
import { FEE_ACTS, isFeeActName, readFeeForm } from './fee-desk-acts.ts'
import { FeeDeskPage } from './fee-desk-page.tsx'
import { RefundListPage } from './fee-refund-list.tsx'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { actPath } from './shell.tsx'

export type FeeDeskDeps = { counter: CounterDeps; payment: PaymentDeps }

const WHO = ['receptionist', 'officer', 'leader'] as const
const purpose = 'thu, miễn hoặc hoàn phí, lệ phí'

export async function feeDeskRoutes(app: FastifyInstance, deps: FeeDeskDeps): Promise<void> {
  const { counter, payment } = deps
  app.get('/quay/:id/thu-phi', async (req: OnDossier, reply) => {
    const me = requireStaff(req, WHO)
    const opened = await openDossier(counter, me, { id: req.params.id, purpose })
    return page(deps, reply, { me, opened })
  })
  app.post('/quay/:id/thu-phi', (req: OnDossier, reply) => act(deps, req, reply))
  app.get('/quay/:id/thu-phi/:order.pdf', async (req, reply) => {
    const { id, order } = req.params as { id: string; order: string }
    const asked = { dossierId: id, orderId: order, by: requireStaff(req, WHO) }
    return sendReceipt(reply, await feeReceipt(payment, asked))
  })
  app.get('/hoan-phi', async (req, reply) => {
    const me = requireStaff(req, WHO)
    const refunds = await inContext(payment.db, me, waitingRefunds)
    return reply.page(h(RefundListPage, { me, refunds }))
  })
}

type Shown = {
  me: StaffActor
  opened: OpenDossier
  problems?: readonly Problem[]
  refusal?: string
  values?: Readonly<Record<string, string>>
}

async function page({ payment }: FeeDeskDeps, reply: FastifyReply, shown: Shown) {
  const fees = await deskFees(payment, shown.me, shown.opened.row.id)
  const { problems = [], values = {} } = shown
  const status = shown.refusal !== undefined ? 409 : problems.length > 0 ? 422 : 200
  return reply.page(h(FeeDeskPage, { ...shown, fees, problems, values }), status)
}

async function act(deps: FeeDeskDeps, req: OnDossier, reply: FastifyReply) {
  const { me, form, key, id, opened } = await received(deps.counter, req, { purpose, roles: WHO })
  const name = form.text('act')
  const { values, names } = readFeeForm(form)
  const typed = Object.fromEntries(
    Object.entries(names).map(([field, name]) => [name, values[field as keyof typeof values]]),
  )
  const shown = { me, opened, values: typed }
  if (!isFeeActName(name)) {
    const problems = [{ code: 'act', message: 'Hãy chọn việc cần làm.' }]
    return page(deps, reply, { ...shown, problems })
  }
  const found: Problem[] = FEE_ACTS[name].check(values)
  const problems = found.map((problem) => ({
    ...problem,
    ...(problem.field && { field: names[problem.field as keyof typeof names] ?? problem.field }),
  }))
  if (problems.length > 0) return page(deps, reply, { ...shown, problems })
  const done = await FEE_ACTS[name].run(deps.payment, { dossierId: id, by: me, key, values })
  if (!done.ok) return page(deps, reply, { ...shown, refusal: done.refusal.message })
  req.work = 'saved'
  return reply.redirect(actPath(id, 'thu-phi'), 303)
}
