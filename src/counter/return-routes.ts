import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { needsBoth } from '../catalogue/workflow.ts'
import { requireStaff } from '../office/session.ts'
import type { StaffActor } from '../office/actor.ts'
import { actsNow } from './acts.ts'
import { doAct, received, type OnDossier } from './act.ts'
import type { CounterDeps } from './deps.ts'
import { readHandover } from './handover.ts'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { feeText } from './paper-content.ts'
import { originalsKept } from './originals.ts'
import { paperName } from './paper-facts.ts'
import { ReturnPage } from './return-pages.tsx'

/** The list itself is one of the counter's queues (`queue-routes.ts`). */
export async function returnRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get('/tra-ket-qua/:id', async (req: OnDossier, reply) => {
    const me = requireStaff(req, 'receptionist')
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'trả kết quả' })
    const values = { receiverName: '' }
    return reply.page(h(ReturnPage, { ...returnProps(deps, me, opened), values }))
  })
  app.post('/tra-ket-qua/:id', (req: OnDossier, reply) => deliver(deps, req, reply))
}

function returnProps(deps: CounterDeps, me: StaffActor, opened: OpenDossier) {
  const codes = originalsKept(opened, me.officeId)
  return {
    me,
    opened,
    originals: codes.map((code) => paperName(opened, code)),
    fee: feeText(opened),
    mayReturn:
      actsNow(opened.state, opened.terms, me.officeId).includes('deliver') &&
      opened.state.revocation?.on !== null,
    returningName: deps.directory.get(opened.state.offices.returning).name,
  }
}

const FIELDS = ['receiver', 'receiverName', 'identityPaper', 'identityDigits'] as const

async function deliver(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, opened } = await received(deps, req, { purpose: 'trả kết quả' })
  const props = returnProps(deps, me, opened)
  const { handover, problems } = readHandover(form, {
    applicantName: opened.row.applicant_name,
    hasOriginals: props.originals.length > 0,
    needsBoth: needsBoth(opened.terms.workflow) && !opened.state.revocation,
  })
  if (problems.length > 0 && props.mayReturn) {
    const values = Object.fromEntries(FIELDS.map((name) => [name, form.text(name)]))
    return reply.page(h(ReturnPage, { ...props, values, problems, idempotencyKey: key }), 422)
  }
  const command = {
    // What the page offered: a result taken back since then is refused, not mistaken for the decision.
    type:
      form.text('instead') === 'revocation'
        ? ('handOverRevocation' as const)
        : ('deliver' as const),
    manner: 'counter' as const,
    ...handover,
    ...(form.text('returned') === 'yes' && { withOriginals: true as const }),
  }
  return doAct(deps, req, reply, { id: opened.row.id, me, key, command })
}
