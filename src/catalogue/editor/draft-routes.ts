/** The list of drafts, a new one, the check, what is different, the history. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { readForm } from '../../ui/form.ts'
import { checkDrafts, discardDraft } from '../publication/acts.ts'
import { draftsOf, eventsOf } from '../publication/store.ts'
import { procedureByCode } from '../store.ts'
import { beginDraft } from './begin-draft.ts'
import { ChangesPage } from './changes-page.tsx'
import { CheckPage } from './check-page.tsx'
import type { EditorDeps } from './deps.ts'
import { answered, requireController } from './door.ts'
import { packageChanges } from './draft-changes.ts'
import { beginnings, DraftsPage, type DraftsPageProps, type NewTyped } from './drafts-page.tsx'
import { HistoryPage } from './history-page.tsx'
import { openPackage } from './package.ts'
import { editorPaths } from './paths.ts'

type OnDraft = FastifyRequest<{ Params: { id: string } }>

export async function draftRoutes(app: FastifyInstance, deps: EditorDeps): Promise<void> {
  const showList = async (req: FastifyRequest, reply: FastifyReply) => {
    const me = requireController(req)
    const { ma, xong } = req.query as { ma?: string; xong?: string }
    const typed = { code: typeof ma === 'string' ? ma : '', from: '' }
    const done = xong === 'bo' ? 'Đã bỏ bản thảo.' : undefined
    return reply.page(h(DraftsPage, await listProps(deps, { me, typed, done })))
  }
  app.get(editorPaths.list, showList)
  app.get(editorPaths.new, showList)
  app.post(editorPaths.list, (req, reply) => begin(deps, req, reply))
  app.get(editorPaths.draft(':id'), async (req: OnDraft, reply) => {
    requireController(req)
    const pack = await openPackage(deps, req.params.id)
    return reply.redirect(editorPaths.section(pack.id, pack.sections[0]!.slug), 303)
  })
  app.get(editorPaths.check(':id'), async (req: OnDraft, reply) => {
    const me = requireController(req)
    return reply.page(h(CheckPage, { me, pack: await openPackage(deps, req.params.id) }))
  })
  app.post(editorPaths.check(':id'), (req: OnDraft, reply) => check(deps, req, reply))
  app.get(editorPaths.changes(':id'), async (req: OnDraft, reply) => {
    const me = requireController(req)
    const pack = await openPackage(deps, req.params.id)
    return reply.page(h(ChangesPage, { me, pack, documents: packageChanges(deps, pack) }))
  })
  app.post(editorPaths.discard(':id'), (req: OnDraft, reply) => discard(deps, req, reply))
  app.get(editorPaths.history(':code'), (req, reply) => history(deps, req, reply))
}

type Listed = Omit<DraftsPageProps, 'drafts'>

async function listProps(deps: EditorDeps, listed: Listed): Promise<DraftsPageProps> {
  const drafts = await draftsOf(deps.db, { isOpen: true })
  return { ...listed, drafts: drafts.filter(({ kind }) => kind === 'procedure') }
}

async function begin(deps: EditorDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireController(req)
  const form = await readForm(req)
  const key = form.key()
  const typed: NewTyped = { code: form.text('code'), from: form.text('from') }
  const from = beginnings.find((each) => each === typed.from)
  const again = async (problems: readonly Problem[]) => {
    const props = await listProps(deps, { me, typed, problems, idempotencyKey: key })
    return reply.page(h(DraftsPage, props), 422)
  }
  const missing = [
    ...(typed.code === ''
      ? [{ code: 'missing', field: 'code', message: 'Hãy nhập mã thủ tục.' }]
      : []),
    ...(from
      ? []
      : [{ code: 'missing', field: 'from', message: 'Hãy chọn bản thảo bắt đầu từ đâu.' }]),
  ]
  if (missing.length > 0 || !from) return again(missing)
  const begun = await beginDraft(deps, { me, key, code: typed.code, from })
  if ('problems' in begun) return again(begun.problems)
  if ('open' in begun) {
    const { id, createdByName } = begun.open
    if (begun.open.createdBy === me.personId) return reply.redirect(editorPaths.draft(id), 303)
    const message = `${createdByName} đang soạn bản thảo của thủ tục này; hãy mở bản thảo đó.`
    return again([{ code: 'draftOpen', field: 'code', message }])
  }
  req.work = 'saved'
  return reply.redirect(editorPaths.draft(begun.draft.id), 303)
}

async function check(deps: EditorDeps, req: OnDraft, reply: FastifyReply) {
  const me = requireController(req)
  const key = (await readForm(req)).key()
  const before = await openPackage(deps, req.params.id)
  const ids = before.drafts.map(({ id }) => id)
  answered(await checkDrafts(deps, { personId: me.personId, key, ids }))
  req.work = 'saved'
  const pack = await openPackage(deps, req.params.id)
  const isDone = pack.procedure.state === 'checked'
  const done = isDone ? 'Đã kiểm tra và chuyển ban hành.' : undefined
  return reply.page(h(CheckPage, { me, pack, done }), isDone ? 200 : 422)
}

async function discard(deps: EditorDeps, req: OnDraft, reply: FastifyReply) {
  const me = requireController(req)
  const key = (await readForm(req)).key()
  const { id } = await openPackage(deps, req.params.id)
  answered(await discardDraft(deps, { personId: me.personId, key, id }))
  req.work = 'saved'
  return reply.redirect(`${editorPaths.list}?xong=bo`, 303)
}

async function history({ db, law, now }: EditorDeps, req: FastifyRequest, reply: FastifyReply) {
  const me: StaffActor = requireController(req)
  const { code } = req.params as { code: string }
  const listed = await procedureByCode(db, code)
  if (!listed) throw new NotFound()
  const { xong } = req.query as { xong?: string }
  return reply.page(
    h(HistoryPage, {
      me,
      code,
      name: listed.name,
      versions: law.versionsOf(code),
      spans: law.spansOf(code),
      events: await eventsOf(db, code),
      today: toDay(now()),
      done: DONE[xong ?? ''],
    }),
  )
}

const DONE: Readonly<Record<string, string>> = {
  'ban-hanh': 'Đã ban hành. Trang công khai đã đổi theo.',
  ngung: 'Đã ghi việc ngừng áp dụng.',
}
