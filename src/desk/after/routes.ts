/** `/ket-qua-da-cap`: an issued result is corrected or revoked; the leader decides, the clerk lets it count. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { linksOf } from '../../counter/store-links.ts'
import { inContext } from '../../db/context.ts'
import { dossierIdByCode, stateById } from '../../dossier/store.ts'
import type { Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { Role, StaffActor } from '../../office/actor.ts'
import { requireStaff } from '../../office/session.ts'
import { correctResult, prepareCorrection, signCorrection } from '../../result/correct.ts'
import { changesAt, changesSince } from '../../result/store-changes.ts'
import { readForm, type Form } from '../../ui/form.ts'
import { answered, doAct } from '../acts.ts'
import type { DeskDeps } from '../deps.ts'
import { openView } from '../dossier-routes.ts'
import { AfterPage, type AfterPageProps } from './after-page.tsx'
import { ChangesPage } from './list-page.tsx'
import { afterPath, CHANGES_PATH } from './paths.ts'
import { checkCorrection, checkRevocation, readCorrection, readRevocation } from './typed.ts'

type WithId = FastifyRequest<{ Params: { id: string } }>
type Acting = { me: StaffActor; id: string; key: string; form: Form }
const ROLES: readonly Role[] = ['officer', 'leader', 'clerk']
const YEAR_MS = 365 * 86_400_000

export async function afterRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get(CHANGES_PATH, (req, reply) => list(deps, req, reply))
  app.get(afterPath(':id'), async (req: WithId, reply) => {
    const me = requireStaff(req, ROLES)
    return reply.page(h(AfterPage, await afterProps(deps, req, me)))
  })
  app.post(afterPath(':id', 'dinh-chinh'), (req: WithId, reply) => prepare(deps, req, reply))
  app.post(afterPath(':id', 'bo'), (req: WithId, reply) => drop(deps, req, reply))
  app.post(afterPath(':id', 'ky'), (req: WithId, reply) => sign(deps, req, reply))
  app.post(afterPath(':id', 'dong-dau'), async (req: WithId, reply) => {
    const { me, id, key } = await actOf(req, ['clerk'])
    answered(await correctResult(deps.result, { dossierId: id, by: me, key }))
    return back(req, reply)
  })
  app.post(afterPath(':id', 'thu-hoi'), (req: WithId, reply) => decide(deps, req, reply))
  app.post(afterPath(':id', 'thuc-hien-thu-hoi'), async (req: WithId, reply) => {
    const { me, id, key } = await actOf(req, ['clerk'])
    const on = toDay(deps.result.now())
    answered(await doAct(deps, { id, by: me, key }, { type: 'revokeResult', on }))
    return back(req, reply)
  })
}

async function actOf(req: WithId, roles: readonly Role[]): Promise<Acting> {
  const me = requireStaff(req, roles)
  const form = await readForm(req)
  return { me, id: req.params.id, key: form.key(), form }
}

function back(req: WithId, reply: FastifyReply) {
  req.work = 'saved'
  return reply.redirect(afterPath(req.params.id), 303)
}

/** The list, or on to the result whose code was typed. */
async function list(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, ROLES)
  const offices = me.roles.filter(({ role }) => ROLES.includes(role)).map((held) => held.officeId)
  const typed = (req.query as { ma?: unknown }).ma
  const code = typeof typed === 'string' ? typed.trim().slice(0, 60) : ''
  const since = new Date(deps.result.now().getTime() - YEAR_MS)
  const page = await inContext(deps.result.dossier.db, me, async (tx) => {
    const id = code === '' ? undefined : await dossierIdByCode(tx, code)
    const found = id !== undefined && (await stateById(tx, id)) ? id : undefined
    const rows = await changesAt(tx, offices)
    return { found, rows, counts: await changesSince(tx, offices, since) }
  })
  if (page.found) return reply.redirect(afterPath(page.found), 303)
  const { rows, counts } = page
  if (code === '') return reply.page(h(ChangesPage, { me, rows, counts }))
  const message = 'Không có hồ sơ nào mang mã này ở cơ quan của ông/bà.'
  const problems: Problem[] = [{ code: 'absent', field: 'ma', message }]
  return reply.page(h(ChangesPage, { me, rows, counts, code, problems }), 422)
}

async function afterProps(deps: DeskDeps, req: WithId, me: StaffActor): Promise<AfterPageProps> {
  const view = await openView(deps, me, req.params.id)
  const links = await inContext(deps.result.dossier.db, me, (tx) => linksOf(tx, view.opened.id))
  return { view, links, needsCode: !(await deps.presence.isFresh(req)) }
}

async function prepare(deps: DeskDeps, req: WithId, reply: FastifyReply) {
  const { me, id, key, form } = await actOf(req, ['officer', 'clerk'])
  const props = await afterProps(deps, req, me)
  const { opened, codeLists } = props.view
  const typed = readCorrection(form)
  const today = toDay(new Date(opened.state.submittedAt))
  const around = { form: opened.form, answers: opened.answers, today, codeLists }
  const { problems, correcting } = checkCorrection(typed, around)
  if (!correcting) {
    const about = 'dinh-chinh' as const
    const again = { ...props, correction: typed, about, problems, idempotencyKey: key }
    return reply.page(h(AfterPage, again), 422)
  }
  answered(await prepareCorrection(deps.result, { dossierId: id, by: me, key, ...correcting }))
  return back(req, reply)
}

async function drop(deps: DeskDeps, req: WithId, reply: FastifyReply) {
  const { me, id, key, form } = await actOf(req, ROLES)
  const reason = form.text('dropReason').slice(0, 500)
  if (reason === '') {
    const props = await afterProps(deps, req, me)
    const message = 'Hãy ghi lý do bỏ bản đính chính.'
    const problems = [{ code: 'missing', field: 'dropReason', message }]
    return reply.page(h(AfterPage, { ...props, about: 'bo', problems }), 422)
  }
  answered(await doAct(deps, { id, by: me, key }, { type: 'dropCorrection', reason }))
  return back(req, reply)
}

async function sign(deps: DeskDeps, req: WithId, reply: FastifyReply) {
  const { me, id, key, form } = await actOf(req, ['leader'])
  const problems = await presenceProblems(deps, { req, reply }, { me, form })
  if (problems.length > 0) {
    const props = await afterProps(deps, req, me)
    const again = { ...props, needsCode: true, about: 'ky' as const, problems, idempotencyKey: key }
    return reply.page(h(AfterPage, again), 422)
  }
  const order = { dossierId: id, by: me, key, seenHash: form.text('seen') }
  answered(await signCorrection(deps.result, order))
  return back(req, reply)
}

/** As for any signature: a one-time code of the last five minutes. */
async function presenceProblems(
  { presence }: DeskDeps,
  at: { req: WithId; reply: FastifyReply },
  { me, form }: { me: StaffActor; form: Form },
): Promise<Problem[]> {
  if (await presence.isFresh(at.req)) return []
  const code = form.text('code')
  const field = 'code'
  if (code === '') return [{ code: 'missing', field, message: 'Hãy nhập mã xác thực 6 số để ký.' }]
  const outcome = await presence.confirm(at, me, code)
  return outcome.ok ? [] : [{ ...outcome.refusal, field }]
}

async function decide(deps: DeskDeps, req: WithId, reply: FastifyReply) {
  const { me, id, key, form } = await actOf(req, ['leader'])
  const typed = readRevocation(form)
  const { problems, revoking } = checkRevocation(typed, toDay(deps.result.now()))
  if (!revoking) {
    const props = await afterProps(deps, req, me)
    const about = 'thu-hoi' as const
    const again = { ...props, revocation: typed, about, problems, idempotencyKey: key }
    return reply.page(h(AfterPage, again), 422)
  }
  answered(await doAct(deps, { id, by: me, key }, { type: 'decideRevocation', ...revoking }))
  return back(req, reply)
}
