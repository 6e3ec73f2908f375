/** What somebody lets an accredited agent do for them: given here, ended here. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../../lib/problem.ts'
import { parseDay, toDay } from '../../lib/time.ts'
import { readForm, type Form } from '../../ui/form.ts'
import { giveOnce } from '../mandate-give-store.ts'
import { agentsOn, isGivenBy } from '../mandate-list-store.ts'
import { revokeMandate } from '../mandate-store.ts'
import { requireCitizen } from '../session.ts'
import { AgentPage } from './agent-page.tsx'
import { agentWording } from './agent-wording.ts'
import type { RepresentationDeps } from './handle.ts'
import { REPRESENTATION_PATH } from './paths.ts'
import { dayTyped } from './typed.ts'

export function agentRoutes(app: FastifyInstance, deps: RepresentationDeps): void {
  app.get('/toi/dai-ly/moi', async (req, reply) => {
    requireCitizen(req)
    const agents = await agentsOn(deps.db, toDay(deps.now()))
    return reply.page(h(AgentPage, { agents, values: {}, problems: [] }))
  })
  app.post('/toi/dai-ly/moi', (req, reply) => give(deps, req, reply))
  app.post('/toi/dai-ly/:id/thu-hoi', async (req, reply) => {
    await readForm(req)
    const { personId } = requireCitizen(req)
    const { id } = req.params as { id: string }
    const mandate = /^\d{1,10}$/.test(id) ? Number(id) : 0
    const isOver = await revokeMandate(deps.db, { id: mandate, personId, at: deps.now() })
    // A second press finds it ended, and is led to the same page.
    if (!isOver && !(await isGivenBy(deps.db, { id: mandate, personId }))) throw new NotFound()
    req.work = 'saved'
    return reply.redirect(`${REPRESENTATION_PATH}?xong=end`, 303)
  })
}

async function give(deps: RepresentationDeps, req: FastifyRequest, reply: FastifyReply) {
  const form = await readForm(req)
  const { personId } = requireCitizen(req)
  const today = toDay(deps.now())
  const agents = await agentsOn(deps.db, today)
  const agent = agents.find(({ id }) => String(id) === form.text('agent'))
  const covers = COVERS.find((each) => each === form.text('covers'))
  const until = parseDay(untilIn(form))
  if (agent === undefined || covers === undefined || until === undefined || until < today) {
    const t = agentWording(req.lang)
    const problems: Problem[] = [
      ...(agent ? [] : [{ code: 'required', field: 'agent', message: t.agentMissing }]),
      ...(covers ? [] : [{ code: 'required', field: 'covers', message: t.coversMissing }]),
      ...(until && until >= today
        ? []
        : [{ code: 'invalid', field: 'until', message: t.untilWrong }]),
    ]
    const values = Object.fromEntries(form.names().map((name) => [name, form.text(name)]))
    return reply.page(h(AgentPage, { agents, values, problems }), 422)
  }
  await giveOnce(deps.db, {
    agentId: agent.id,
    personId,
    covers,
    validFrom: today,
    validTo: until,
  })
  req.work = 'saved'
  return reply.redirect(`${REPRESENTATION_PATH}?xong=confirm`, 303)
}

const COVERS = ['dossier', 'person'] as const

function untilIn(form: Form): string {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => form.text(`until.${part}`))
  return dayTyped({ day: day ?? '', month: month ?? '', year: year ?? '' })
}
