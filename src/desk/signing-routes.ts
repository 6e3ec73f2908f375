import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../db/context.ts'
import { Conflict, Invalid, type Problem } from '../lib/problem.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { signResult } from '../result/sign.ts'
import { readForm, type Form } from '../ui/form.ts'
import { answered, doAct } from './acts.ts'
import { BatchDonePage } from './batch-page.tsx'
import { isNo, signBatch } from './batch.ts'
import type { DeskDeps } from './deps.ts'
import { openToSign } from './open-to-sign.ts'
import { MOST_IN_BATCH, readAfter, readChosen } from './queue.ts'
import { queueOf } from './queue-of.ts'
import { whereTheyStand } from './queue-store.ts'
import { signPath } from './shell.tsx'
import { SigningListPage } from './signing-list-page.tsx'
import { SigningPage } from './signing-page.tsx'

type WithId = { Params: { id: string } }

/** `/ky`: the leader's list, one paper, several papers. */
export async function signingRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get('/ky', (req, reply) => showList(deps, req, reply))
  app.get('/ky/lo', (req, reply) => showBatch(deps, req, reply))
  app.post('/ky/lo', (req, reply) => signChosen(deps, req, reply))
  app.get<WithId>('/ky/:id', async (req, reply) => {
    const me = requireStaff(req, 'leader')
    const needsCode = !(await deps.presence.isFresh(req))
    const { xong } = req.query as { xong?: unknown }
    const done = xong === 'ky' ? SIGNED : xong === 'tra-lai' ? DECLINED : undefined
    const page = await openToSign(deps, me, req.params.id)
    return reply.page(h(SigningPage, { ...page, needsCode, done }))
  })
  app.post<WithId>('/ky/:id/ky', (req, reply) => signOne(deps, req, reply))
  app.post<WithId>('/ky/:id/tra-lai', (req, reply) => decline(deps, req, reply))
}

const SIGNED = 'Đã ký. Văn bản được chuyển cho văn thư cấp số, đóng dấu.'
const DECLINED = 'Đã trả lại cho người soạn.'

async function showList(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, 'leader')
  const after = readAfter((req.query as { sau?: unknown }).sau)
  const queue = await queueOf(deps, me, { waitsFor: 'leader', after })
  const needsCode = !(await deps.presence.isFresh(req))
  return reply.page(h(SigningListPage, { me, ...queue, needsCode }))
}

async function signOne(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const me = requireStaff(req, 'leader')
  const form = await readForm(req)
  const key = form.key()
  const problems = await presenceProblems(deps, { req, reply }, { me, form })
  if (problems.length > 0) {
    const page = await openToSign(deps, me, req.params.id)
    const again = { ...page, needsCode: true, problems, idempotencyKey: key }
    return reply.page(h(SigningPage, again), 422)
  }
  await demandUnchanged(deps, me, req.params.id)
  const order = { dossierId: req.params.id, by: me, key, seenHash: form.text('seen') }
  answered(await signResult(deps.result, order))
  req.work = 'saved'
  return reply.redirect(`${signPath(req.params.id)}?xong=ky`, 303)
}

/** What was declared meanwhile would not stand on the paper: it is set again first. */
async function demandUnchanged(deps: DeskDeps, me: StaffActor, id: string): Promise<void> {
  const { view } = await openToSign(deps, me, id)
  if (view.changes.length === 0) return
  throw new Conflict(
    'Tờ khai đã đổi sau khi trình ký. Hãy trả lại để người soạn lập lại văn bản.',
    'declarationChanged',
  )
}

async function decline(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const me = requireStaff(req, 'leader')
  const form = await readForm(req)
  const [id, key, reason] = [req.params.id, form.key(), form.text('reason')]
  const problems = reasonProblems(reason)
  if (problems.length > 0) {
    const page = await openToSign(deps, me, id)
    const needsCode = !(await deps.presence.isFresh(req))
    const again = { ...page, needsCode, declining: true, reason, problems, idempotencyKey: key }
    return reply.page(h(SigningPage, again), 422)
  }
  answered(await doAct(deps, { id, by: me, key }, { type: 'declineSigning', reason }))
  req.work = 'saved'
  return reply.redirect(`${signPath(id)}?xong=tra-lai`, 303)
}

function reasonProblems(reason: string): Problem[] {
  const field = 'reason'
  if (reason === '')
    return [{ code: 'missing', field, message: 'Hãy ghi lý do để người soạn sửa.' }]
  return reason.length > 1000
    ? [{ code: 'tooLong', field, message: 'Lý do dài quá. Hãy viết ngắn hơn 1000 ký tự.' }]
    : []
}

/** A signature wants a one-time code of the last five minutes; wrong or missing codes come back as the form's problem. */
async function presenceProblems(
  deps: DeskDeps,
  at: { req: FastifyRequest; reply: FastifyReply },
  { me, form }: { me: StaffActor; form: Form },
): Promise<Problem[]> {
  if (await deps.presence.isFresh(at.req)) return []
  const code = form.text('code')
  const field = 'code'
  if (code === '') return [{ code: 'missing', field, message: 'Hãy nhập mã xác thực 6 số để ký.' }]
  const outcome = await deps.presence.confirm(at, me, code)
  return outcome.ok ? [] : [{ ...outcome.refusal, field }]
}

async function signChosen(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, 'leader')
  const form = await readForm(req)
  const key = form.key()
  const chosen = readChosen(form.texts('doc'))
  if (form.texts('doc').length > MOST_IN_BATCH)
    throw new Invalid({
      code: 'tooMany',
      message: `Mỗi lô ký nhiều nhất ${MOST_IN_BATCH} văn bản.`,
    })
  const problems =
    chosen.length === 0
      ? [{ code: 'missing', message: 'Hãy chọn ít nhất một văn bản đã mở.' }]
      : await presenceProblems(deps, { req, reply }, { me, form })
  if (problems.length > 0) {
    const queue = await queueOf(deps, me, { waitsFor: 'leader', after: null })
    const needsCode = !(await deps.presence.isFresh(req))
    const ids = new Set(chosen.map(({ id }) => id))
    const page = { me, ...queue, needsCode, problems, chosen: ids, idempotencyKey: key }
    return reply.page(h(SigningListPage, page), 422)
  }
  const papers = chosen.map(({ id, rest }) => ({ id, seenHash: rest }))
  const outcomes = await signBatch(deps, { by: me, key, chosen: papers })
  req.work = 'saved'
  const search = new URLSearchParams(outcomes.map(({ id, code }) => ['d', `${id}.${code}`]))
  return reply.redirect(`/ky/lo?${search.toString()}`, 303)
}

/** The dossiers say what is signed; the address only why something is not. */
async function showBatch(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, 'leader')
  const asked = readChosen((req.query as { d?: unknown }).d)
  const reasons = new Map(asked.map(({ id, rest }) => [id, rest]))
  const { db } = deps.result.dossier
  const rows = await inContext(db, me, (tx) => whereTheyStand(tx, [...reasons.keys()]))
  const lines = rows.map(({ id, code, owner_name, state }) => {
    const reason = reasons.get(id) ?? ''
    const isSigned = state.result?.signedHash != null
    return { id, code, ownerName: owner_name, isSigned, no: isNo(reason) ? reason : null }
  })
  return reply.page(h(BatchDonePage, { me, lines }))
}
