/** The register: for officials of the city what stops where, for the heads of offices the declaration, and a page for everybody. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { h } from 'preact'
import { Invalid, NotFound, type Problem } from '../lib/problem.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import type { Directory } from '../office/directory.ts'
import { requireStaff } from '../office/session.ts'
import { readForm, type Form } from '../ui/form.ts'
import { changeLasting, declare, type RegisterDeps, type Wanted } from './declare.ts'
import { DeclarePage } from './declare-page.tsx'
import { declaredIn, idIn, momentIn, typedIn, typedMoment, type Typed } from './form.ts'
import { noticeGiven } from './interruption.ts'
import { InterruptionPage, type InterruptionProps } from './interruption-page.tsx'
import { RegisterPage } from './list-page.tsx'
import { PublicPage } from './public-page.tsx'
import { reasonNamed } from './reasons.ts'
import {
  changesOf,
  interruptionById,
  lastingInterruptions,
  pastInterruptions,
  placesToName,
} from './store.ts'
import { DECLARE_PATH, PUBLIC_PATH, REGISTER_PATH } from './wording.ts'

export type InterruptionDeps = RegisterDeps & { directory: Directory }

const MONTH_MS = 30 * 86_400_000
const MOST = 200
const NO_MOMENT = { day: '', month: '', year: '', time: '' }

export async function interruptionRoutes(
  app: FastifyInstance,
  deps: InterruptionDeps,
): Promise<void> {
  const { db, reasons, now } = deps
  app.get(PUBLIC_PATH, async (_req, reply) => {
    const at = now()
    return reply.page(h(PublicPage, { lasting: await lastingInterruptions(db, at), now: at }))
  })
  app.get(REGISTER_PATH, async (req, reply) => {
    const me = requireStaff(req)
    const at = now()
    const since = new Date(at.getTime() - MONTH_MS)
    const lasting = await lastingInterruptions(db, at)
    const past = await pastInterruptions(db, { since, now: at, most: MOST })
    const mayDeclare = officesOf(deps, me).length > 0
    return reply.page(h(RegisterPage, { me, now: at, reasons, lasting, past, mayDeclare }))
  })
  app.get(DECLARE_PATH, async (req, reply) => {
    const me = requireStaff(req, SPEAKERS)
    return showForm(deps, reply, { me, typed: EMPTY, problems: [] })
  })
  app.post(DECLARE_PATH, async (req, reply) => {
    const me = requireStaff(req, SPEAKERS)
    const form = await readForm(req)
    const [typed, key] = [typedIn(form), form.key()]
    try {
      const id = await declare(deps, { me, key }, declaredIn(typed, reasons))
      req.work = 'saved'
      return reply.redirect(`${REGISTER_PATH}/${id}`, 303)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      return showForm(deps, reply, { me, typed, problems: error.problems, key })
    }
  })
  app.get<{ Params: { id: string } }>(`${REGISTER_PATH}/:id`, async (req, reply) => {
    const me = requireStaff(req)
    const typed = { act: '', why: '', to: NO_MOMENT, substitute: '' }
    return showOne(deps, reply, { me, id: mustBeId(req.params.id), typed, problems: [] })
  })
  app.post<{ Params: { id: string } }>(`${REGISTER_PATH}/:id`, async (req, reply) => {
    const me = requireStaff(req, SPEAKERS)
    const form = await readForm(req)
    const id = mustBeId(req.params.id)
    const key = form.key()
    try {
      await changeLasting(deps, { me, key }, { id, ...wantedIn(form) })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      return showOne(deps, reply, { me, id, typed: typedAct(form), problems: error.problems })
    }
    req.work = 'saved'
    return reply.redirect(`${REGISTER_PATH}/${id}`, 303)
  })
}

/** Who may speak for some office; for which one is looked at inside the transaction. */
const SPEAKERS = ['leader', 'supervisor', 'admin'] as const

const EMPTY: Typed = {
  office: '',
  point: '',
  reason: '',
  words: '',
  from: NO_MOMENT,
  to: NO_MOMENT,
  stops: [],
  substitute: '',
}

function mustBeId(text: string): number {
  const id = idIn(text)
  if (id === null) throw new NotFound()
  return id
}

const ACTS = ['extended', 'endedEarly', 'withdrawn', 'substituteNamed'] as const

function wantedIn(form: Form): Wanted {
  const kind = ACTS.find((act) => act === form.text('act'))
  if (kind === undefined)
    throw new Invalid({ code: 'act', field: 'act', message: 'Hãy chọn việc cần làm.' })
  return {
    kind,
    why: form.text('why'),
    to: momentIn(typedMoment(form, 'to')),
    substitutePointId: idIn(form.text('substitute')),
  }
}

function typedAct(form: Form): InterruptionProps['typed'] {
  return {
    act: form.text('act'),
    why: form.text('why'),
    to: typedMoment(form, 'to'),
    substitute: form.text('substitute'),
  }
}

/** The offices for which the person may declare: their own as head, all below theirs as operator. */
function officesOf({ directory }: InterruptionDeps, me: StaffActor) {
  return directory
    .all()
    .filter(({ id, kind }) => kind !== 'agent' && speaksFor(me, [id, ...directory.ancestorsOf(id)]))
    .toSorted((a, b) => a.shortName.localeCompare(b.shortName, 'vi'))
}

function speaksFor(me: StaffActor, [office, ...above]: readonly number[]): boolean {
  const places = [office, ...above]
  return (
    hasRole(me, 'leader', office) ||
    places.some((each) => hasRole(me, 'admin', each) || hasRole(me, 'supervisor', each))
  )
}

type ShownForm = { me: StaffActor; typed: Typed; problems: readonly Problem[]; key?: string }

async function showForm(deps: InterruptionDeps, reply: FastifyReply, shown: ShownForm) {
  const { me, typed, problems, key } = shown
  const offices = officesOf(deps, me)
  const only = offices.length === 1 && typed.office === '' ? String(offices[0]!.id) : typed.office
  const page = {
    me,
    reasons: deps.reasons,
    offices,
    places: await placesToName(deps.db),
    typed: { ...typed, office: only },
    problems,
    ...(key !== undefined && { idempotencyKey: key }),
  }
  return reply.page(h(DeclarePage, page), problems.length > 0 ? 422 : 200)
}

type ShownOne = Pick<InterruptionProps, 'me' | 'typed' | 'problems'> & { id: number }

async function showOne(deps: InterruptionDeps, reply: FastifyReply, { id, ...shown }: ShownOne) {
  const { db, reasons, calendar, directory, now } = deps
  const interruption = await interruptionById(db, id)
  if (interruption === undefined) throw new NotFound()
  const { officeId } = interruption
  const page = {
    ...shown,
    now: now(),
    interruption,
    reason: reasonNamed(reasons, interruption.reason),
    notice: noticeGiven(calendar(), interruption),
    changes: await changesOf(db, id),
    places: await placesToName(db),
    mayChange: speaksFor(shown.me, [officeId, ...directory.ancestorsOf(officeId)]),
  }
  return reply.page(h(InterruptionPage, page), shown.problems.length > 0 ? 422 : 200)
}
