/** From an arrived dossier to acceptance, a request for supplements or a refusal, and to the paper that says so. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { Conflict } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import type { Form } from '../ui/form.ts'
import { doAct, received, type OnDossier } from './act.ts'
import { accept, checkProps, forAnother } from './accept.ts'
import { CheckPage } from './check-page.tsx'
import type { CounterDeps } from './deps.ts'
import { DonePage } from './done-page.tsx'
import { openDossier, type OpenDossier } from './open-dossier.ts'
import { DECLARATION, paperName } from './paper-facts.ts'
import { filesToCount, markingAsked, markingStep } from './marking.ts'
import { MarkSheetPage } from './mark-sheet-page.tsx'
import { markableFiles, unshownFiles } from './markable-files.ts'
import { readRefusal } from './refusal-reason.ts'
import { RefusalPage, RefusalPreviewPage } from './refusal-page.tsx'
import { questionsToMark, readSupplementRequest } from './supplement-request.ts'
import { actPath } from './shell.tsx'
import { SupplementPreviewPage, SupplementRequestPage } from './supplement-request-page.tsx'

type Params = { id: string }
/** Who asks for supplements: the counter before acceptance, the officer during processing. */
const ASKERS: readonly Role[] = ['receptionist', 'officer']

export async function checkRoutes(app: FastifyInstance, deps: CounterDeps): Promise<void> {
  app.get<{ Params: Params }>('/quay/nhan/:id', async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'kiểm tra hồ sơ' })
    return reply.page(h(CheckPage, checkProps(deps, me, opened)))
  })
  app.post<{ Params: Params }>('/quay/:id/tiep-nhan', (req, reply) => accept(deps, req, reply))
  app.post<{ Params: Params }>('/quay/:id/nhan-ho', (req, reply) => forAnother(deps, req, reply))
  app.get<{ Params: Params }>('/quay/:id/bo-sung', async (req, reply) => {
    const me = requireStaff(req, ASKERS)
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'yêu cầu bổ sung' })
    const facts = await requestFacts(deps, me, opened)
    return reply.page(h(SupplementRequestPage, { ...facts, values: {} }))
  })
  app.post<{ Params: Params }>('/quay/:id/bo-sung', (req, reply) =>
    requestSupplement(deps, req, reply),
  )
  app.get<{ Params: Params }>('/quay/:id/tu-choi', async (req, reply) => {
    const me = requireStaff(req, 'receptionist')
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'từ chối tiếp nhận' })
    return reply.page(h(RefusalPage, { me, opened, library: deps.library, values: {} }))
  })
  app.post<{ Params: Params }>('/quay/:id/tu-choi', (req, reply) => refuse(deps, req, reply))
  app.get<{ Params: Params }>('/quay/:id/xong', async (req, reply) => {
    const me = requireStaff(req, ASKERS)
    const opened = await openDossier(deps, me, { ...req.params, purpose: 'xem kết quả vừa ghi' })
    return reply.page(h(DonePage, { me, opened }))
  })
}

async function requestFacts(deps: CounterDeps, me: StaffActor, opened: OpenDossier, sent?: Form) {
  const files = await markableFiles(deps, opened.files, sent && filesToCount(sent))
  const papers = [
    {
      code: DECLARATION,
      name: opened.form.title.vi,
      questions: questionsToMark(opened.form, opened.answers, toDay(deps.now())),
    },
    ...opened.needs
      .filter(({ paper, need }) => need !== 'notNeeded' || hasFile(opened, paper.code))
      .map(({ paper }) => ({
        code: paper.code,
        name: paper.name.vi,
        files: files.filter((file) => file.paper === paper.code),
        unshown: unshownFiles(deps, opened.files, paper.code),
      }))
      .filter(({ name }) => name !== opened.form.title.vi),
  ]
  const { supplementRounds } = opened.state
  const needsGround = supplementRounds + 1 > opened.terms.supplementRoundsWithoutGround
  return { me, opened, papers, library: deps.library, needsGround }
}

function hasFile({ files }: OpenDossier, code: string): boolean {
  return files.some(({ paper }) => paper === code)
}

async function requestSupplement(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, id, opened } = await received(deps, req, {
    purpose: 'yêu cầu bổ sung',
    roles: ASKERS,
  })
  const facts = await requestFacts(deps, me, opened, form)
  const marking = markingAsked(form)
  if (marking && !isOver(opened)) {
    const { papers } = facts
    const of = { papers, dossierId: id, action: actPath(id, 'bo-sung'), idempotencyKey: key }
    const next = markingStep(form, marking, of)
    if ('sheet' in next) return reply.page(h(MarkSheetPage, { me, opened, ...next }), next.status)
    return reply.page(h(SupplementRequestPage, { ...facts, ...next, idempotencyKey: key }))
  }
  const { request, problems } = readSupplementRequest(form, facts)
  const values = valuesOf(form)
  const step = form.text('step')
  if (problems.length > 0 && !isOver(opened)) {
    const again = { ...facts, values, problems, idempotencyKey: key }
    return reply.page(h(SupplementRequestPage, again), 422)
  }
  if (step === 'mend') {
    return reply.page(h(SupplementRequestPage, { ...facts, values, idempotencyKey: key }))
  }
  if (step === 'preview') {
    const nameOf = (paper: string) => paperName(opened, paper)
    const page = { me, opened, request, nameOf, values, idempotencyKey: key }
    return reply.page(h(SupplementPreviewPage, page))
  }
  return doAct(deps, req, reply, {
    id,
    me,
    key,
    command: { type: 'requestSupplement', ...request },
  })
}

async function refuse(
  deps: CounterDeps,
  req: OnDossier,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { me, form, key, id, opened } = await received(deps, req, { purpose: 'từ chối tiếp nhận' })
  const { reason, legalBasis, problems } = readRefusal(form, deps.library)
  const page = { me, opened, library: deps.library, values: valuesOf(form), idempotencyKey: key }
  const step = form.text('step')
  if (problems.length > 0) return reply.page(h(RefusalPage, { ...page, problems }), 422)
  if (step === 'mend') return reply.page(h(RefusalPage, page))
  if (step === 'preview') {
    return reply.page(h(RefusalPreviewPage, { ...page, reason, legalBasis }))
  }
  return doAct(deps, req, reply, { id, me, key, command: { type: 'refuse', reason, legalBasis } })
}

/** Somebody else was faster: the door says so better than the form. */
function isOver({ state }: OpenDossier): boolean {
  return state.phase.at !== 'submitted' && state.phase.at !== 'processing'
}

/** What was typed, to be shown again or carried on; the buttons' own names are left out. */
function valuesOf(form: Form): Record<string, string> {
  const names = form.names().filter((name) => name !== 'step')
  if (names.length > 200) throw new Conflict('Biểu mẫu không hợp lệ. Hãy tải lại trang.')
  return Object.fromEntries(names.map((name) => [name, form.text(name)]))
}
