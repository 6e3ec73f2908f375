/** `/quay/:id/phi`: the receipt of a payment that the agency asked for. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { readDong } from '../catalogue/fee-lines.ts'
import type { Problem } from '../lib/problem.ts'
import { cleanLine } from '../lib/text.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { doAct, received, type OnDossier } from './act.ts'
import type { CounterDeps } from './deps.ts'
import { FeePage } from './fee-page.tsx'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { lastOf } from './paper-facts.ts'

const purpose = 'ghi nhận nộp phí'

export async function feeRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/quay/:id/phi', async (req: OnDossier, reply) => {
    const me = requireStaff(req, 'receptionist')
    const opened = await openDossier(deps, me, { id: req.params.id, purpose })
    return reply.page(h(FeePage, { ...propsOf(me, opened), values: {} }))
  })
  app.post('/quay/:id/phi', (req: OnDossier, reply) => record(deps, req, reply))
}

function propsOf(me: StaffActor, opened: OpenDossier) {
  const { phase } = opened.state
  return {
    me,
    opened,
    owed: phase.at === 'awaitingFee' ? phase.amount : null,
    reason: lastOf(opened.events, 'feeRequested')?.private?.reason ?? null,
  }
}

async function record(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, id, opened } = await received(deps, req, { purpose })
  const props = propsOf(me, opened)
  const values = { reference: cleanLine(form.text('reference')), amount: form.text('amount') }
  const amount = readDong(values.amount)
  const problems: Problem[] = [
    ...(values.reference === '' || values.reference.length > 60
      ? [problem('reference', 'Hãy ghi số biên lai hoặc mã giao dịch, không quá 60 ký tự.')]
      : []),
    ...(amount === null ? [problem('amount', 'Hãy ghi số tiền bằng đồng, ví dụ 150.000.')] : []),
    ...(amount !== null && props.owed !== null && amount !== props.owed
      ? [problem('amount', 'Số tiền đã nộp khác số tiền được yêu cầu. Hãy kiểm tra biên lai.')]
      : []),
  ]
  if (problems.length > 0 || amount === null) {
    const again = { ...props, values, problems, idempotencyKey: key }
    return reply.page(h(FeePage, again), 422)
  }
  const command = { type: 'recordFee' as const, reference: values.reference, amount }
  return doAct(deps, req, reply, { id, me, key, command })
}

function problem(field: string, message: string): Problem {
  return { code: 'fee', field, message }
}
