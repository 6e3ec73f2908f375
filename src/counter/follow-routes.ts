/** At the counter: whether a dossier is a double of another, and a new dossier that follows from one that has ended. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { caseFor } from '../catalogue/needs.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { inContext } from '../db/context.ts'
import type { FileCommand } from '../dossier/commands.ts'
import type { Link } from '../dossier/linked/events.ts'
import { handle } from '../dossier/handle.ts'
import type { DossierFile } from '../dossier/rows.ts'
import { NotFound, type Problem } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { doAct, received, type OnDossier } from './act.ts'
import type { CounterDeps } from './deps.ts'
import { LINK_WORDS } from './follow-note.tsx'
import { DuplicatePage, FollowPage } from './follow-pages.tsx'
import { LawfulNoPage } from './lawful-no-page.tsx'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { lastOf } from './paper-facts.ts'
import { linksOf } from './store-links.ts'

type Params = { id: string }

export async function followRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get<{ Params: Params }>('/quay/:id/trung', async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'xem xét hồ sơ trùng' })
    return reply.page(h(DuplicatePage, { me, opened }))
  })
  app.post<{ Params: Params }>('/quay/:id/trung', (req, reply) => clear(deps, req, reply))
  app.get<{ Params: Params }>('/quay/:id/lam-lai', async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'làm hồ sơ nối tiếp' })
    return reply.page(h(FollowPage, await followProps(deps, me, opened)))
  })
  app.post<{ Params: Params }>('/quay/:id/lam-lai', (req, reply) => follow(deps, req, reply))
}

async function clear(deps: CounterDeps, req: OnDossier, reply: FastifyReply) {
  const { me, form, key, id, opened } = await received(deps, req, {
    purpose: 'xem xét hồ sơ trùng',
  })
  const reason = form.text('reason').slice(0, 1000)
  if (reason === '' && opened.state.duplicateOf) {
    const problems = [{ code: 'missing', field: 'reason', message: 'Hãy ghi vì sao.' }]
    return reply.page(h(DuplicatePage, { me, opened, problems, idempotencyKey: key }), 422)
  }
  const outcome = form.text('outcome') === 'withdrawn' ? 'withdrawn' : 'separate'
  return doAct(deps, req, reply, {
    id,
    me,
    key,
    command: { type: 'clearDuplicate', outcome, reason },
  })
}

async function followProps(deps: CounterDeps, me: StaffActor, opened: OpenDossier) {
  const links = await inContext(deps.db, me, (tx) => linksOf(tx, opened.row.id))
  return { me, opened, links }
}

async function follow(deps: CounterDeps, req: OnDossier, reply: FastifyReply) {
  const { me, form, key, id, opened } = await received(deps, req, { purpose: 'làm hồ sơ nối tiếp' })
  const why = form.text('why')
  const procedure = deps.law.procedure(opened.state.procedure.code)
  if (!procedure) throw new NotFound('Thủ tục này không còn áp dụng nên không làm hồ sơ mới được.')
  const problems = isWhy(why) ? stale(deps, opened, procedure.form) : [WHY_MISSING]
  if (problems.length > 0 || !isWhy(why)) {
    const props = await followProps(deps, me, opened)
    return reply.page(h(FollowPage, { ...props, problems, why, idempotencyKey: key }), 422)
  }
  const today = toDay(deps.now())
  const { code: caseCode } = caseFor(procedure, opened.answers, { channel: 'counter', today })
  const outcome = await handle(deps.dossier, {
    command: commandFrom(opened, me, why),
    procedure: { code: procedure.code, version: procedure.version, caseCode },
    by: me,
    key,
    officeId: me.officeId,
  })
  if (!outcome.ok) return reply.page(h(LawfulNoPage, { me, id, refusal: outcome.refusal }), 409)
  req.work = 'saved'
  return reply.redirect(`/quay/nhan/${outcome.value.id}`, 303)
}

const WHY_MISSING: Problem = { code: 'missing', field: 'why', message: 'Hãy chọn lý do làm lại.' }

function isWhy(text: string): text is Link {
  return Object.hasOwn(LINK_WORDS, text)
}

/** What the form of today asks beyond what was declared then: such a dossier is typed anew. */
function stale(
  { law, now }: CounterDeps,
  { answers }: OpenDossier,
  { id, version }: { id: string; version: number },
): Problem[] {
  const facts = { today: toDay(now()), codeLists: law.codeLists }
  const { problems } = validateAnswers(law.form(id, version), answers, facts)
  if (problems.length === 0) return []
  const message =
    'Tờ khai cũ không đủ theo mẫu hiện hành. Hãy nhập hồ sơ mới ở quầy; giấy tờ cũ vẫn xem được.'
  return [{ code: 'stale', field: 'why', message }]
}

function commandFrom(
  { row, state, contact, ...opened }: OpenDossier,
  me: StaffActor,
  why: Link,
): FileCommand {
  const { competent, returning } = state.offices
  const filed = lastOf(opened.events, 'filed')
  return {
    type: 'file',
    source: 'counter',
    kindOfFiling: 'counter',
    offices: { receiving: me.officeId, competent, returning },
    applicantPersonId: state.applicantPersonId,
    papers: papersOf(opened.files),
    result: filed?.body.result ?? { manner: 'counter', copies: 0 },
    answers: opened.answers,
    ownerName: row.owner_name,
    applicantName: row.applicant_name,
    fileNames: Object.fromEntries(opened.files.map(({ id, name }) => [id, name])),
    language: contact?.language ?? 'vi',
    ...(contact?.phone && { phone: contact.phone }),
    ...(contact?.email && { email: contact.email }),
    follows: { dossier: row.id, code: state.code, why },
  }
}

function papersOf(files: readonly DossierFile[]): FileCommand['papers'] {
  return [...Map.groupBy(files, ({ paper }) => paper)].map(([paper, own]) => ({
    paper,
    files: own.map(({ id, sha256, size, media_type: mediaType }) => ({
      id,
      sha256,
      size,
      mediaType,
    })),
  }))
}
