/** `/ho-so/:id/nop-phi…`: what one owes, the way to the gateway and back, exemption, receipts. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'
import { requireCitizen } from '../office/session.ts'
import { readForm, type Form } from '../ui/form.ts'
import { openOrder } from './acts.ts'
import { claimExemption } from './decisions.ts'
import type { PaymentDeps } from './deps.ts'
import { ExemptPage } from './exempt-page.tsx'
import { FeePage } from './fee-page.tsx'
import { takeToGateway } from './online.ts'
import { loadsIn, reloadAfter } from './looking.ts'
import { ownFees, type OwnFees } from './own.ts'
import { feesPath } from './paths.ts'
import { feeReceipt } from './receipt.ts'
import { sendReceipt } from './send-receipt.ts'
import { awaitsGateway, underWay } from './standing.ts'
import { BackPage, GoPage } from './way-pages.tsx'
import { paymentWording } from './wording.ts'

type Opened = { actor: CitizenActor; id: string; fees: OwnFees }

async function open(deps: PaymentDeps, req: FastifyRequest): Promise<Opened> {
  const actor = requireCitizen(req)
  const { id } = req.params as { id: string }
  return { actor, id, fees: await ownFees(deps, { actor, id, lang: req.lang }) }
}

export function ownFeeRoutes(app: FastifyInstance, deps: PaymentDeps): void {
  app.get('/ho-so/:id/nop-phi', async (req, reply) => {
    const { fees } = await open(deps, req)
    return reply.page(h(FeePage, { fees }))
  })
  app.post('/ho-so/:id/nop-phi', (req, reply) => pay(deps, req, reply))
  app.get('/ho-so/:id/nop-phi/di', async (req, reply) => {
    const { fees, id } = await open(deps, req)
    const order = underWay(fees.standing)
    if (order?.method !== 'online' || !fees.mayPay)
      return reply.redirect(feesPath(id, '/ket-qua'), 303)
    return reply.page(h(GoPage, { fees, order, isTrial: deps.isTrial }))
  })
  app.get('/ho-so/:id/nop-phi/ket-qua', async (req, reply) => {
    const { fees, id } = await open(deps, req)
    const order = fees.standing.orders.at(-1)
    const loads = awaitsGateway(order) ? loadsIn(req.query) : undefined
    if (loads !== undefined) reply.header('refresh', reloadAfter(feesPath(id, '/ket-qua'), loads))
    return reply.page(h(BackPage, { fees, order, isLooking: loads !== undefined }))
  })
  app.get('/ho-so/:id/nop-phi/bien-nhan/:order.pdf', async (req, reply) => {
    const { id, order } = req.params as { id: string; order: string }
    const asked = { dossierId: id, orderId: order, by: requireCitizen(req) }
    return sendReceipt(reply, await feeReceipt(deps, asked))
  })
  exemptRoutes(app, deps)
}

async function pay(deps: PaymentDeps, req: FastifyRequest, reply: FastifyReply) {
  const { actor, id, fees } = await open(deps, req)
  const key = (await readForm(req)).key()
  const opened = await openOrder(deps, { dossierId: id, by: actor, method: 'online', key })
  if (!opened.ok) {
    const { code, message } = opened.refusal
    const t = paymentWording(req.lang)
    const refusal = code === 'notAllowed' ? t.notYours(fees.counterName) : message
    return reply.page(h(FeePage, { fees, refusal }), 409)
  }
  req.work = 'saved'
  const order = opened.value
  if (order.method === 'online') await takeToGateway(deps, { order, code: fees.code })
  return reply.redirect(feesPath(id, '/di'), 303)
}

function exemptRoutes(app: FastifyInstance, deps: PaymentDeps): void {
  app.get('/ho-so/:id/nop-phi/mien', async (req, reply) => {
    const { fees } = await open(deps, req)
    return reply.page(h(ExemptPage, { fees, values: {}, problems: [] }))
  })
  app.post('/ho-so/:id/nop-phi/mien', async (req, reply) => {
    const { actor, id, fees } = await open(deps, req)
    const form = await readForm(req)
    const values = valuesOf(form)
    const problems = problemsOf(values, fees, paymentWording(req.lang).exempt)
    const again = { fees, values, problems, idempotencyKey: form.key() }
    if (problems.length > 0) return reply.page(h(ExemptPage, again), 422)
    const claimed = await claimExemption(deps, {
      dossierId: id,
      by: actor,
      lineId: values.line,
      groupId: values.group,
      fileId: values.proof === 'counter' ? null : values.proof,
      key: form.key(),
    })
    if (!claimed.ok)
      return reply.page(h(ExemptPage, { ...again, refusal: claimed.refusal.message }), 409)
    req.work = 'saved'
    return reply.redirect(feesPath(id), 303)
  })
}

type Values = { line: string; group: string; proof: string }

function valuesOf(form: Form): Values {
  return { line: form.text('line'), group: form.text('group'), proof: form.text('proof') }
}

function problemsOf(
  { line, group, proof }: Values,
  { claims, files }: OwnFees,
  t: { lineMissing: string; groupMissing: string; proofMissing: string },
): Problem[] {
  const { lines, groups } = claims
  if (lines.length === 0) throw new NotFound()
  const isProof = proof === 'counter' || files.some(({ id }) => id === proof)
  return [
    ...(lines.some(({ id }) => id === line)
      ? []
      : [{ code: 'line', field: 'line', message: t.lineMissing }]),
    ...(groups.some(({ id }) => id === group)
      ? []
      : [{ code: 'group', field: 'group', message: t.groupMissing }]),
    ...(isProof ? [] : [{ code: 'proof', field: 'proof', message: t.proofMissing }]),
  ]
}
