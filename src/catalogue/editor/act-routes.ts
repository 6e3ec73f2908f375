/** The acts that change the law for everybody: release by the second person, and withdrawal. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { Conflict, NotFound, type Problem } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { readForm, type Form } from '../../ui/form.ts'
import { releaseDrafts, withdrawVersion } from '../publication/release.ts'
import type { EditorDeps } from './deps.ts'
import { answered, requireController } from './door.ts'
import { packageChanges } from './draft-changes.ts'
import { openPackage, type Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { ReleasePage } from './release-page.tsx'
import { checkWithdrawal, EMPTY_WITHDRAWAL, readWithdrawal } from './withdrawal.ts'
import { WithdrawPage } from './withdraw-page.tsx'

type OnDraft = FastifyRequest<{ Params: { id: string } }>
type OnVersion = FastifyRequest<{ Params: { code: string; version: string } }>

export async function actRoutes(app: FastifyInstance, deps: EditorDeps): Promise<void> {
  app.get(editorPaths.release(':id'), async (req: OnDraft, reply) => {
    const me = requireController(req)
    const pack = await openPackage(deps, req.params.id)
    return reply.page(h(ReleasePage, await releaseProps(deps, req, { me, pack })))
  })
  app.post(editorPaths.release(':id'), (req: OnDraft, reply) => release(deps, req, reply))
  const withdrawPath = '/bien-tap/ban-thao/ngung/:code/:version'
  app.get(withdrawPath, async (req: OnVersion, reply) => {
    const me = requireController(req)
    const procedure = publishedVersion(deps, req)
    const needsCode = !(await deps.presence.isFresh(req))
    return reply.page(h(WithdrawPage, { me, procedure, typed: EMPTY_WITHDRAWAL, needsCode }))
  })
  app.post(withdrawPath, (req: OnVersion, reply) => withdraw(deps, req, reply))
}

async function releaseProps(
  deps: EditorDeps,
  req: FastifyRequest,
  { me, pack }: { me: StaffActor; pack: Package },
) {
  const needsCode = !(await deps.presence.isFresh(req))
  return { me, pack, needsCode, documents: packageChanges(deps, pack) }
}

async function release(deps: EditorDeps, req: OnDraft, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req)
  const key = form.key()
  const pack = await openPackage(deps, req.params.id)
  const seen = form.texts('_seen').map(seenOf)
  const isShortened = form.text('shortened') === 'yes'
  const problems = await presenceProblems(deps, { req, reply }, { me, form })
  if (problems.length > 0) {
    const props = await releaseProps(deps, req, { me, pack })
    const again = { ...props, needsCode: true, isShortened, problems, idempotencyKey: key }
    return reply.page(h(ReleasePage, again), 422)
  }
  demandUnchanged(pack, seen)
  const ids = seen.map(({ id }) => id)
  const order = { personId: me.personId, key, isPresent: true, ids, isShortened }
  answered(await releaseDrafts(deps, order))
  req.work = 'saved'
  return reply.redirect(`${editorPaths.history(pack.code)}?xong=ban-hanh`, 303)
}

type Seen = { id: string; sha256: string }

function seenOf(text: string): Seen {
  const [id = '', sha256 = ''] = text.split('.')
  return { id, sha256 }
}

/** What becomes law is what the page showed, document by document. A draft that is closed answers for itself. */
function demandUnchanged({ drafts, isOpen }: Package, seen: readonly Seen[]): void {
  if (!isOpen) return
  const isSame =
    seen.length === drafts.length &&
    drafts.every(({ id, sha256 }) => seen.some((each) => each.id === id && each.sha256 === sha256))
  if (!isSame)
    throw new Conflict(
      'Bản thảo đã đổi sau khi ông/bà mở trang. Hãy mở lại để xem đúng nội dung sẽ ban hành.',
      'draftChanged',
    )
}

/** As for a signature: a one-time code of the last five minutes; wrong or missing ones come back as the form's problem. */
async function presenceProblems(
  { presence }: EditorDeps,
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

function publishedVersion({ law }: EditorDeps, req: OnVersion) {
  const { code, version } = req.params
  const found = law.procedure(code, Number(version))
  if (!found) throw new NotFound()
  return found
}

async function withdraw(deps: EditorDeps, req: OnVersion, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req)
  const key = form.key()
  const procedure = publishedVersion(deps, req)
  const typed = readWithdrawal(form)
  const { problems: wrong, withdrawal } = checkWithdrawal(typed)
  const problems =
    wrong.length > 0 ? wrong : await presenceProblems(deps, { req, reply }, { me, form })
  if (problems.length > 0 || !withdrawal) {
    const needsCode = !(await deps.presence.isFresh(req))
    const again = { me, procedure, typed, needsCode, problems, idempotencyKey: key }
    return reply.page(h(WithdrawPage, again), 422)
  }
  const { code, version } = procedure
  const order = { personId: me.personId, key, isPresent: true, code, version, ...withdrawal }
  const outcome = await withdrawVersion(deps, order)
  if (!outcome.ok && outcome.refusal.code === 'inThePast') {
    const again = [{ ...outcome.refusal, field: 'on' }]
    const page = { me, procedure, typed, needsCode: false, problems: again, idempotencyKey: key }
    return reply.page(h(WithdrawPage, page), 422)
  }
  answered(outcome)
  req.work = 'saved'
  return reply.redirect(`${editorPaths.history(code)}?xong=ngung`, 303)
}
