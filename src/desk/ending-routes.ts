/** The officer's acts that need words: a request for supplements, and stopping. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { requiredPapers } from '../catalogue/needs.ts'
import { titleOf } from '../counter/dossier-parts.tsx'
import { channelOf, DECLARATION, paperName } from '../counter/paper-facts.ts'
import { markableFiles, unshownFiles } from '../counter/markable-files.ts'
import { filesToCount, markingAsked, markingStep } from '../counter/marking.ts'
import { questionsToMark, readSupplementRequest } from '../counter/supplement-request.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { Conflict } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import { requireStaff } from '../office/session.ts'
import type { Form } from '../ui/form.ts'
import { answered, doAct } from './acts.ts'
import type { DeskDeps } from './deps.ts'
import { actOf, done, openView } from './dossier-routes.ts'
import type { DossierView } from './dossier-view.ts'
import { casePath } from './shell.tsx'
import { checkStop, EMPTY_STOP, readStop } from './stop-form.ts'
import { StopPage, type StopPageProps } from './stop-page.tsx'
import { MarkingPage, SupplementPage, type SupplementPageProps } from './supplement-page.tsx'

type WithId = { Params: { id: string } }

export async function endingRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get<WithId>('/viec/:id/bo-sung', async (req, reply) => {
    const view = await openView(deps, requireStaff(req, ['officer']), req.params.id)
    if (!view.verbs.has('requestSupplement')) return reply.redirect(casePath(req.params.id), 303)
    return reply.page(h(SupplementPage, { ...(await supplementProps(deps, view)), values: {} }))
  })
  app.post<WithId>('/viec/:id/bo-sung', (req, reply) => askSupplement(deps, req, reply))
  app.get<WithId>('/viec/:id/dung', async (req, reply) => {
    const view = await openView(deps, requireStaff(req, ['officer', 'leader']), req.params.id)
    if (!view.verbs.has('stop')) return reply.redirect(casePath(req.params.id), 303)
    return reply.page(h(StopPage, { ...stopProps(deps, view), typed: EMPTY_STOP }))
  })
  app.post<WithId>('/viec/:id/dung', (req, reply) => stop(deps, req, reply))
}

async function askSupplement(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { id, by, key, form } = await actOf(req)
  const view = await openView(deps, by, id)
  const props = await supplementProps(deps, view, form)
  const marked = markedPage(form, { props, key })
  if (marked) return reply.page(marked.page, marked.status)
  const { request, problems } = readSupplementRequest(form, props)
  const page: SupplementPageProps = { ...props, values: valuesOf(form), idempotencyKey: key }
  if (problems.length > 0) return reply.page(h(SupplementPage, { ...page, problems }), 422)
  if (form.text('act') === 'preview')
    return reply.page(h(SupplementPage, { ...page, preview: request }))
  const outcome = await doAct(deps, { id, by, key }, { type: 'requestSupplement', ...request })
  if (!outcome.ok && outcome.refusal.code === 'groundNeeded') {
    const { code, message } = outcome.refusal
    const problem = { code, field: 'ground', message }
    const again = { ...page, needsGround: true, problems: [problem] }
    return reply.page(h(SupplementPage, again), 422)
  }
  answered(outcome)
  return done(req, reply, 'bo-sung')
}

type Requested = { props: Omit<SupplementPageProps, 'values'>; key: string }

/** The page to which a button of marking leads; undefined when another button was pressed. */
export function markedPage(form: Form, { props, key }: Requested) {
  const asked = markingAsked(form)
  if (asked === undefined) return undefined
  const action = props.action ?? casePath(props.id, 'bo-sung')
  const of = { papers: props.papers, dossierId: props.id, action, idempotencyKey: key }
  const next = markingStep(form, asked, of)
  if ('sheet' in next) return { page: h(MarkingPage, { ...props, ...next }), status: next.status }
  return { page: h(SupplementPage, { ...props, ...next, idempotencyKey: key }), status: 200 }
}

export function valuesOf(form: Form): Record<string, string> {
  return Object.fromEntries(form.names().map((name) => [name, form.text(name)]))
}

async function supplementProps(
  deps: DeskDeps,
  { me, opened }: DossierView,
  sent?: Form,
): Promise<Omit<SupplementPageProps, 'values'>> {
  const { library, result } = deps
  const { state, terms } = opened
  const codes = [DECLARATION, ...papersToAskFor(opened)]
  const files = await filesToMark(deps, opened, sent)
  const questions = questionsToMark(opened.form, opened.answers, toDay(result.now()))
  return {
    me,
    id: opened.id,
    title: titleOf(opened),
    code: state.code,
    papers: codes.map((code) => ({
      code,
      name: paperName(opened, code),
      ...(code === DECLARATION && { questions }),
      files: files.filter(({ paper }) => paper === code),
      unshown: unshownFiles(deps, opened.files, code),
    })),
    library,
    needsGround: roundsBefore(state) >= terms.supplementRoundsWithoutGround,
  }
}

/** Those whose pages can be shown; the pages of what `sent` marks are counted. */
export function filesToMark(deps: DeskDeps, { files }: DossierView['opened'], sent?: Form) {
  const { pictures, result } = deps
  return markableFiles({ files: result.files, pictures }, files, sent && filesToCount(sent))
}

/** Only what the law asks of this case, and what was handed in anyway: officials may not ask for other papers. */
export function papersToAskFor({
  procedure,
  answers,
  files,
  state,
}: DossierView['opened']): string[] {
  const today = toDay(new Date(state.submittedAt))
  const channel = channelOf(state.kindOfFiling)
  return requiredPapers(procedure, answers, { channel, today })
    .filter(({ need, paper }) => need !== 'notNeeded' || files.some((f) => f.paper === paper.code))
    .map(({ paper }) => paper.code)
}

/** A second click finds its own request already made: it is not a further one. */
function roundsBefore({ supplementRounds, phase }: DossierState): number {
  return phase.at === 'awaitingSupplement' ? supplementRounds - 1 : supplementRounds
}

async function stop(deps: DeskDeps, req: FastifyRequest<WithId>, reply: FastifyReply) {
  const { id, by, key, form } = await actOf(req)
  const view = await openView(deps, by, id)
  const typed = readStop(form)
  const { problems, stopping } = checkStop(typed, view.opened.procedure)
  const page: StopPageProps = { ...stopProps(deps, view), typed, idempotencyKey: key }
  if (stopping === null) return reply.page(h(StopPage, { ...page, problems }), 422)
  if (form.text('act') === 'preview')
    return reply.page(h(StopPage, { ...page, preview: stopping.legalBasis }))
  answered(await doAct(deps, { id, by, key }, { type: 'stop', ...stopping }))
  return done(req, reply, 'dung')
}

function stopProps(deps: DeskDeps, { me, opened }: DossierView): Omit<StopPageProps, 'typed'> {
  const office = deps.directory.find(opened.state.offices.competent)
  if (!office) throw new Conflict('Không rõ cơ quan giải quyết hồ sơ này.')
  return {
    me,
    id: opened.id,
    title: titleOf(opened),
    code: opened.state.code,
    owner: opened.row.owner_name,
    officeName: office.name,
    laws: opened.procedure.legalBasis,
    today: toDay(deps.result.now()),
  }
}
