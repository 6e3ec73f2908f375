/** Acting for others: who may act for me, for whom I act; asking, agreeing, ending. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import { readForm, type Form } from '../../ui/form.ts'
import type { Lang } from '../../ui/i18n.ts'
import type { CitizenActor } from '../actor.ts'
import { agentsOn, livingMandates } from '../mandate-list-store.ts'
import { requireCitizen } from '../session.ts'
import { agentRoutes } from './agent-routes.ts'
import { AskPage } from './ask-page.tsx'
import { codeRoutes } from './code-routes.ts'
import { counterRoutes } from './counter-routes.ts'
import { askToRepresent, decideOn, type Deed, type RepresentationDeps } from './handle.ts'
import { ListPage, type DoneWord } from './list-page.tsx'
import { OnePage, type OnePageProps } from './one-page.tsx'
import { REPRESENTATION_PATH } from './paths.ts'
import type { CodeDeps } from './phone-answer.ts'
import { trialCodeOf } from './trial-code.ts'
import { groundToConfirm, mayEnd, partOf, principalFor } from './rights.ts'
import { representationById, representationsBy, representationsOf } from './store.ts'
import { dayTyped, readTyped } from './typed.ts'
import { representationWording } from './wording.ts'

export type ActingDeps = RepresentationDeps &
  CodeDeps & {
    /** The name of a procedure; undefined when there is none of that code. */
    procedureName(code: string, lang: Lang): string | undefined
  }

export async function representationRoutes(app: FastifyInstance, deps: ActingDeps): Promise<void> {
  app.get(REPRESENTATION_PATH, (req, reply) => list(deps, req, reply))
  app.get(`${REPRESENTATION_PATH}/moi`, async (req, reply) => {
    requireCitizen(req)
    const { 'thu-tuc': code } = req.query as { 'thu-tuc'?: unknown }
    const procedure = procedureOf(deps, typeof code === 'string' ? code : '', req.lang)
    const page = { law: deps.representation, values: {}, may: ['file', 'follow'], problems: [] }
    return reply.page(h(AskPage, { ...page, procedure }))
  })
  app.post(`${REPRESENTATION_PATH}/moi`, (req, reply) => ask(deps, req, reply))
  app.get(`${REPRESENTATION_PATH}/:id`, async (req, reply) => {
    const { xong } = req.query as { xong?: unknown }
    const page = await shown(deps, req)
    const trialCode = await trialCodeOf(deps, page.row)
    return reply.page(
      h(OnePage, { ...page, trialCode, done: xong === 'codeSent' ? xong : doneOf(xong) }),
    )
  })
  app.post(`${REPRESENTATION_PATH}/:id/dong-y`, (req, reply) =>
    decide(deps, req, { reply, word: 'confirm', deedOf: () => ({ type: 'confirm' }) }),
  )
  app.post(`${REPRESENTATION_PATH}/:id/tu-choi`, (req, reply) =>
    decide(deps, req, { reply, word: 'refuse', deedOf: withReason('refuse') }),
  )
  app.post(`${REPRESENTATION_PATH}/:id/thu-hoi`, (req, reply) =>
    decide(deps, req, { reply, word: 'end', deedOf: withReason('end') }),
  )
  codeRoutes(app, deps, (req) => shown(deps, req))
  agentRoutes(app, deps)
  counterRoutes(app, deps)
}

async function list(
  { db, representation: law, now }: ActingDeps,
  req: FastifyRequest,
  reply: FastifyReply,
) {
  const actor = requireCitizen(req)
  const today = toDay(now())
  const organisations = (actor.represents ?? []).filter(
    ({ kind, procedures }) => kind === 'legalRepresentative' && procedures === null,
  )
  const [ofMe, byMe, ofOrganisations, mandates, agents] = await Promise.all([
    representationsOf(db, actor.parties ?? []),
    representationsBy(db, actor.personId),
    representationsOf(
      db,
      organisations.map(({ party }) => party),
    ),
    livingMandates(db, actor.personId, today),
    agentsOn(db, today),
  ])
  const others = ofOrganisations.filter(({ personId }) => personId !== actor.personId)
  const { xong } = req.query as { xong?: unknown }
  return reply.page(
    h(ListPage, {
      law,
      today,
      ofMe,
      byMe,
      ofOrganisations: others,
      mandates,
      hasAgents: agents.length > 0,
      done: doneOf(xong),
    }),
  )
}

const DONE: readonly DoneWord[] = ['confirm', 'refuse', 'end', 'asked', 'late']

function doneOf(word: unknown): DoneWord | undefined {
  return DONE.find((each) => each === word)
}

function procedureOf({ procedureName }: ActingDeps, code: string, lang: Lang) {
  const name = code === '' ? undefined : procedureName(code, lang)
  return name === undefined ? undefined : { code, name }
}

async function ask(deps: ActingDeps, req: FastifyRequest, reply: FastifyReply) {
  const form = await readForm(req)
  const actor = requireCitizen(req)
  const key = form.key()
  const read = readTyped(typedIn(form), {
    law: deps.representation,
    actor,
    today: toDay(deps.now()),
    lang: req.lang,
    isProcedure: (code) => deps.procedureName(code, req.lang) !== undefined,
  })
  if ('problems' in read)
    return askPage(deps, reply, { form, key, lang: req.lang, problems: read.problems })
  const outcome = await askToRepresent(deps, actor, read.asked)
  if (!outcome.ok) {
    const words = representationWording(req.lang).refusals
    const refusal = outcome.refusal.code === 'askedBefore' ? words.askedBefore : words.tooManyOpen
    return askPage(deps, reply, { form, key, lang: req.lang, problems: [], refusal })
  }
  req.work = 'saved'
  return reply.redirect(`${REPRESENTATION_PATH}/${outcome.value.id}?xong=asked`, 303)
}

function typedIn(form: Form) {
  const day = (name: string) =>
    dayTyped({
      day: form.text(`${name}.day`),
      month: form.text(`${name}.month`),
      year: form.text(`${name}.year`),
    })
  return {
    kind: form.text('kind'),
    number: form.text('number'),
    name: form.text('name'),
    birthOn: day('birthOn'),
    until: day('until'),
    may: form.texts('may'),
    procedure: form.text('scope') === 'one' ? form.text('procedure') : '',
  }
}

type Again = {
  form: Form
  key: string
  lang: Lang
  problems: readonly Problem[]
  refusal?: string
}

function askPage(deps: ActingDeps, reply: FastifyReply, again: Again) {
  const { form, key, lang, problems, refusal } = again
  const values = Object.fromEntries(form.names().map((name) => [name, form.text(name)]))
  const page = {
    law: deps.representation,
    values,
    may: form.texts('may'),
    problems,
    procedure: procedureOf(deps, form.text('procedure'), lang),
    refusal,
    idempotencyKey: key,
  }
  return reply.page(h(AskPage, page), problems.length > 0 ? 422 : 409)
}

/** NotFound for everybody who is neither side of it, and for one that is not there. */
async function shown(deps: ActingDeps, req: FastifyRequest): Promise<OnePageProps> {
  const actor = requireCitizen(req)
  const row = await representationById(deps.db, idIn(req))
  const part = row && partOf(row, actor)
  if (row === undefined || part === undefined) throw new NotFound()
  const today = toDay(deps.now())
  const asked = { law: deps.representation, actor, today }
  return {
    law: deps.representation,
    row,
    today,
    part,
    mayConfirm: groundToConfirm(row, asked) !== undefined,
    mayEnd: mayEnd(row, asked),
    procedureName: (code) => deps.procedureName(code, req.lang) ?? code,
    problems: [],
  }
}

/** 0 is nobody's. */
function idIn(req: FastifyRequest): number {
  const { id } = req.params as { id: string }
  return /^\d{1,9}$/.test(id) ? Number(id) : 0
}

type Deciding = {
  reply: FastifyReply
  word: DoneWord
  deedOf(form: Form): Deed | Problem
}

async function decide(deps: ActingDeps, req: FastifyRequest, { reply, word, deedOf }: Deciding) {
  const form = await readForm(req)
  const actor = requireCitizen(req)
  const page = await shown(deps, req)
  const deed = deedOf(form)
  if ('code' in deed) {
    const message = representationWording(req.lang).problems.reason
    return reply.page(h(OnePage, { ...page, problems: [{ ...deed, message }] }), 422)
  }
  const outcome = await decideOn(deps, { id: page.row.id, actor, deed })
  req.work = 'saved'
  const said = outcome === 'done' ? word : 'late'
  const stays = stillSees(page, actor) ? `/${page.row.id}` : ''
  return reply.redirect(`${REPRESENTATION_PATH}${stays}?xong=${said}`, 303)
}

/** Whoever ends what made them see it is led to the list. */
function stillSees({ row, part }: OnePageProps, actor: CitizenActor): boolean {
  return part !== 'principal' || principalFor(row, actor) !== row.id
}

function withReason(type: 'refuse' | 'end') {
  return (form: Form): Deed | Problem => {
    const reason = form.text('reason')
    if (reason.length > 500) return { code: 'tooLong', field: 'reason', message: '' }
    return { type, reason: reason === '' ? null : reason }
  }
}
