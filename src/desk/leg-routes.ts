/** Legs of joint procedures: the list of an inside leg's office, the page of one leg, and the acts on it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { titleOf } from '../counter/dossier-parts.tsx'
import { paperName } from '../counter/paper-facts.ts'
import { readSupplementRequest } from '../counter/supplement-request.ts'
import { inContext } from '../db/context.ts'
import type { LegCommand } from '../dossier/legs/commands.ts'
import { Conflict, NotFound } from '../lib/problem.ts'
import { showDay, toDay } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { requireStaff } from '../office/session.ts'
import { readForm, type Form } from '../ui/form.ts'
import { answered, doAct } from './acts.ts'
import type { DeskDeps } from './deps.ts'
import { openView } from './dossier-routes.ts'
import type { DossierView } from './dossier-view.ts'
import { filesToMark, markedPage, papersToAskFor, valuesOf } from './ending-routes.ts'
import { MANNERS } from './happenings.ts'
import { checkNo, checkResult, readNo, readResult } from './leg-form.ts'
import { LegPage, type LegPageProps } from './leg-page.tsx'
import type { LegLine } from './legs.ts'
import { LegsPage } from './legs-page.tsx'
import { legsOfOffices } from './legs-store.ts'
import { legPath } from './shell.tsx'
import { EMPTY_STOP } from './stop-form.ts'
import { SupplementPage, type SupplementPageProps } from './supplement-page.tsx'

type OfLeg = { Params: { id: string; leg: string } }
const LEG_ROLES = ['receptionist', 'officer', 'leader'] as const

export async function legRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get('/viec/chang', async (req, reply) => {
    const me = requireStaff(req, [...LEG_ROLES])
    const offices = officesOf(me)
    const legs = await inContext(deps.result.dossier.db, me, (tx) => legsOfOffices(tx, offices))
    return reply.page(h(LegsPage, { me, legs, now: deps.result.now() }))
  })
  app.get<OfLeg>('/viec/:id/chang/:leg', async (req, reply) => {
    const open = await openLeg(deps, requireStaff(req, [...LEG_ROLES]), req.params)
    const xong = (req.query as Record<string, unknown>)['xong']
    const done = typeof xong === 'string' && Object.hasOwn(DONE, xong) ? DONE[xong] : undefined
    return reply.page(h(LegPage, { ...pageOf(deps, open), done }))
  })
  app.get<OfLeg>('/viec/:id/chang/:leg/bo-sung', async (req, reply) => {
    const open = await openLeg(deps, requireStaff(req, ['officer']), req.params)
    if (!open.line.verbs.has('askLeg'))
      return reply.redirect(legPath(req.params.id, req.params.leg), 303)
    return reply.page(h(SupplementPage, { ...(await askingOf(deps, open)), values: {} }))
  })
  app.post<OfLeg>('/viec/:id/chang/:leg/bo-sung', (req, reply) => ask(deps, req, reply))
  app.post<OfLeg>('/viec/:id/chang/:leg/nhan', (req, reply) =>
    act(deps, { req, reply, xong: 'nhan' }, () => ({
      type: 'acknowledgeLeg',
      leg: req.params.leg,
      reference: null,
    })),
  )
  app.post<OfLeg>('/viec/:id/chang/:leg/da-bo-sung', (req, reply) =>
    act(deps, { req, reply, xong: 'da-bo-sung' }, (form) => {
      const note = form.text('note').slice(0, 2000)
      const papers = { papers: [], fileNames: {} }
      return { type: 'answerLeg', leg: req.params.leg, ...papers, ...(note && { note }) }
    }),
  )
  app.post<OfLeg>('/viec/:id/chang/:leg/tra', async (req, reply) => {
    const by = requireStaff(req, [...LEG_ROLES])
    const form = await readForm(req)
    await openLeg(deps, by, req.params)
    return act(deps, { req, reply, xong: 'tra' }, () => ({
      type: 'returnLegResult',
      leg: req.params.leg,
      manner: mannerIn(form),
    }))
  })
  app.post<OfLeg>('/viec/:id/chang/:leg/xong', (req, reply) => complete(deps, req, reply))
  app.post<OfLeg>('/viec/:id/chang/:leg/tu-choi', (req, reply) => refuse(deps, req, reply))
}

const DONE: Readonly<Record<string, string>> = {
  nhan: 'Đã xác nhận. Thời hạn của chặng bắt đầu tính.',
  xong: 'Đã ghi kết quả của chặng.',
  'tu-choi': 'Đã kết thúc chặng và báo người dân.',
  'bo-sung': 'Đã gửi yêu cầu bổ sung cho người dân.',
  'da-bo-sung': 'Đã ghi nhận bổ sung. Thời hạn của chặng tính tiếp.',
  tra: 'Đã ghi là đã trả kết quả của chặng.',
}

function officesOf({ roles }: StaffActor): number[] {
  const own = roles.filter(({ role }) => LEG_ROLES.some((each) => each === role))
  return [...new Set(own.map(({ officeId }) => officeId))]
}

type OpenLeg = { view: DossierView; line: LegLine }

/** A leg that has not begun has no page. */
async function openLeg(
  deps: DeskDeps,
  me: StaffActor,
  { id, leg }: OfLeg['Params'],
): Promise<OpenLeg> {
  const view = await openView(deps, me, id)
  const line = view.legs.find((each) => each.leg.id === leg && each.stage !== 'later')
  if (line === undefined) throw new NotFound()
  return { view, line }
}

function headOf({ view: { me, opened } }: OpenLeg) {
  return { me, id: opened.id, title: titleOf(opened), code: opened.state.code }
}

function pageOf(deps: DeskDeps, open: OpenLeg): LegPageProps {
  const { opened } = open.view
  const { leg } = open.line
  const asked = opened.state.legs?.find((each) => each.leg === leg.id)?.asked?.papers ?? []
  return {
    ...headOf(open),
    line: open.line,
    laws: opened.procedure.legalBasis,
    askedPapers: asked.map((code) => ({ code, name: paperName(opened, code) })),
    result: { name: leg.makes?.vi ?? '', number: '', on: showDay(toDay(deps.result.now())) },
    no: { ...EMPTY_STOP, outcome: '' },
  }
}

type Acting = { req: FastifyRequest<OfLeg>; reply: FastifyReply; xong: string }

/** An act without anything that could be typed wrongly. */
async function act(
  deps: DeskDeps,
  { req, reply, xong }: Acting,
  commandOf: (form: Form) => LegCommand,
) {
  const by = requireStaff(req, [...LEG_ROLES])
  const form = await readForm(req)
  const { id, leg } = req.params
  answered(await doAct(deps, { id, by, key: form.key() }, commandOf(form)))
  req.work = 'saved'
  return reply.redirect(`${legPath(id, leg)}?xong=${xong}`, 303)
}

function mannerIn(form: Form): keyof typeof MANNERS {
  const manner = form.text('manner')
  if (!Object.hasOwn(MANNERS, manner)) throw new Conflict('Hãy chọn cách trả kết quả.')
  return manner as keyof typeof MANNERS
}

async function complete(deps: DeskDeps, req: FastifyRequest<OfLeg>, reply: FastifyReply) {
  const by = requireStaff(req, [...LEG_ROLES])
  const form = await readForm(req)
  const open = await openLeg(deps, by, req.params)
  const typed = readResult(form)
  const { command, problems } = checkResult(typed, open.line.leg, toDay(deps.result.now()))
  const page = { ...pageOf(deps, open), result: typed, problems, idempotencyKey: form.key() }
  if (command === null) return reply.page(h(LegPage, page), 422)
  return act(deps, { req, reply, xong: 'xong' }, () => command)
}

async function refuse(deps: DeskDeps, req: FastifyRequest<OfLeg>, reply: FastifyReply) {
  const by = requireStaff(req, [...LEG_ROLES])
  const form = await readForm(req)
  const open = await openLeg(deps, by, req.params)
  const typed = readNo(form)
  const { command, problems } = checkNo(typed, open.line.leg, open.view.opened.procedure)
  const page = { ...pageOf(deps, open), no: typed, problems, idempotencyKey: form.key() }
  if (command === null) return reply.page(h(LegPage, page), 422)
  return act(deps, { req, reply, xong: 'tu-choi' }, () => command)
}

/** The declaration itself is mended at the one-stop desk, with the whole; a leg asks for papers. */
async function askingOf(
  deps: DeskDeps,
  open: OpenLeg,
  sent?: Form,
): Promise<Omit<SupplementPageProps, 'values'>> {
  const { opened } = open.view
  const files = await filesToMark(deps, opened, sent)
  const papers = papersToAskFor(opened).map((code) => ({
    code,
    name: paperName(opened, code),
    files: files.filter(({ paper }) => paper === code),
  }))
  const action = `${legPath(opened.id, open.line.leg.id)}/bo-sung`
  return { ...headOf(open), papers, library: deps.library, needsGround: false, action }
}

async function ask(deps: DeskDeps, req: FastifyRequest<OfLeg>, reply: FastifyReply) {
  const by = requireStaff(req, ['officer'])
  const form = await readForm(req)
  const open = await openLeg(deps, by, req.params)
  const props = await askingOf(deps, open, form)
  const marked = markedPage(form, { props, key: form.key() })
  if (marked) return reply.page(marked.page, marked.status)
  const { request, problems } = readSupplementRequest(form, props)
  const page = { ...props, values: valuesOf(form), idempotencyKey: form.key() }
  if (problems.length > 0) return reply.page(h(SupplementPage, { ...page, problems }), 422)
  if (form.text('act') === 'preview')
    return reply.page(h(SupplementPage, { ...page, preview: request }))
  const { faults, reason, legalBasis } = request
  return act(deps, { req, reply, xong: 'bo-sung' }, () => ({
    type: 'askLeg',
    leg: req.params.leg,
    faults,
    reason,
    legalBasis,
  }))
}
