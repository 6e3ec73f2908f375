/** `/bien-tap/chuyen-luat`: decisions that move open dossiers to another law, with their preview, release and results. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { answered, requireController } from '../../catalogue/editor/door.ts'
import type { Law } from '../../catalogue/law.ts'
import { inContext } from '../../db/context.ts'
import { isUuid } from '../../lib/ids.ts'
import { NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { readForm, type Form } from '../../ui/form.ts'
import type { DeskDeps } from '../deps.ts'
import { draftDecision, dropDecision, releaseDecision } from './acts.ts'
import { LawDecisionPage, type LawDecisionPageProps } from './decision-page.tsx'
import {
  controllerOffice,
  countOutcomes,
  decisionById,
  decisionsOf,
  outcomesOf,
} from './decision-store.ts'
import { LawDraftPage } from './draft-page.tsx'
import { LawListPage } from './list-page.tsx'
import { lawPath, LAWS_PATH } from './paths.ts'
import { previewOf } from './preview.ts'
import { FIELDS, NOTHING_TYPED, readDecision, type TypedDecision } from './typed.ts'

const MOST_LINES = 200
type WithId = FastifyRequest<{ Params: { id: string } }>

type LawRoutesDeps = DeskDeps & { laws: Pick<Law, 'procedure' | 'workflow'> }

export async function lawRoutes(app: FastifyInstance, deps: LawRoutesDeps): Promise<void> {
  app.get(LAWS_PATH, async (req, reply) => {
    const me = requireController(req)
    const rows = await inContext(db(deps), me, async (tx) =>
      decisionsOf(tx, await officeOf(deps, tx, me)),
    )
    return reply.page(h(LawListPage, { me, rows }))
  })
  app.get(`${LAWS_PATH}/moi`, async (req, reply) =>
    reply.page(h(LawDraftPage, { me: requireController(req), typed: NOTHING_TYPED })),
  )
  app.post(`${LAWS_PATH}/moi`, (req, reply) => draft(deps, req, reply))
  app.get(`${LAWS_PATH}/:id`, async (req: WithId, reply) => {
    const me = requireController(req)
    return reply.page(h(LawDecisionPage, await decisionProps(deps, req, me)))
  })
  app.post(`${LAWS_PATH}/:id/ban-hanh`, (req: WithId, reply) => release(deps, req, reply))
  app.post(`${LAWS_PATH}/:id/bo`, async (req: WithId, reply) => {
    const me = requireController(req)
    await readForm(req)
    answered(await dropDecision(acting(deps), { id: req.params.id, personId: me.personId }))
    req.work = 'saved'
    return reply.redirect(LAWS_PATH, 303)
  })
}

const db = (deps: DeskDeps) => deps.result.dossier.db
const acting = (deps: DeskDeps) => ({ db: db(deps), now: deps.result.now })

type Tx = Parameters<typeof controllerOffice>[0]

/** Where the controller works as one; NotFound when they no longer do. */
async function officeOf(deps: DeskDeps, tx: Tx, me: StaffActor): Promise<number> {
  const office = await controllerOffice(tx, me.personId, toDay(deps.result.now()))
  if (office === null) throw new NotFound()
  return office
}

async function draft(deps: LawRoutesDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req)
  const key = form.key()
  const typed = Object.fromEntries(
    FIELDS.map((field) => [field, form.text(field)]),
  ) as TypedDecision
  const { problems, decision } = readDecision(typed, key, deps.laws)
  if (!decision)
    return reply.page(h(LawDraftPage, { me, typed, problems, idempotencyKey: key }), 422)
  answered(await draftDecision(acting(deps), decision, me.personId))
  req.work = 'saved'
  return reply.redirect(lawPath(decision.id), 303)
}

async function decisionProps(
  deps: DeskDeps,
  req: WithId,
  me: StaffActor,
): Promise<LawDecisionPageProps> {
  const { id } = req.params
  if (!isUuid(id)) throw new NotFound()
  const { result } = deps
  const needsCode = !(await deps.presence.isFresh(req))
  const { officeId, row } = await inContext(db(deps), me, async (tx) => ({
    officeId: await officeOf(deps, tx, me),
    row: await decisionById(tx, id),
  }))
  if (!row || row.officeId !== officeId) throw new NotFound()
  const isOpen = row.releasedAt === null && row.droppedAt === null
  // A controller reads no dossier: the house looks for them, and only codes and dates leave this.
  return inContext(db(deps), { scopes: [officeId] }, async (tx) => {
    const asked = { decision: row.body, officeId, most: MOST_LINES }
    const preview = isOpen
      ? await previewOf(tx, { law: result.dossier.law, now: result.now }, asked)
      : null
    const outcomes = await countOutcomes(tx, id)
    const lines = await outcomesOf(tx, id, MOST_LINES)
    return { me, row, preview, outcomes, lines, needsCode }
  })
}

async function release(deps: DeskDeps, req: WithId, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req)
  const key = form.key()
  const problems = await presenceProblems(deps, { req, reply }, { me, form })
  if (problems.length > 0) {
    const props = await decisionProps(deps, req, me)
    const again = { ...props, needsCode: true, problems, idempotencyKey: key }
    return reply.page(h(LawDecisionPage, again), 422)
  }
  const order = { id: req.params.id, personId: me.personId, seen: form.text('_seen') }
  answered(await releaseDecision(acting(deps), order))
  req.work = 'saved'
  deps.result.dossier.poke()
  return reply.redirect(lawPath(req.params.id), 303)
}

/** As for a signature: a one-time code of the last five minutes. */
async function presenceProblems(
  { presence }: DeskDeps,
  at: { req: FastifyRequest; reply: FastifyReply },
  { me, form }: { me: StaffActor; form: Form },
): Promise<Problem[]> {
  if (await presence.isFresh(at.req)) return []
  const code = form.text('code')
  const field = 'code'
  if (code === '') return [{ code: 'missing', field, message: 'Hãy nhập mã xác thực 6 số.' }]
  const outcome = await presence.confirm(at, me, code)
  return outcome.ok ? [] : [{ ...outcome.refusal, field }]
}
