/** `/viec/vang-mat`, `/viec/uy-quyen-ky`: absences and delegations of the office in which the official works now. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import { inContext } from '../../db/context.ts'
import { isUuid } from '../../lib/ids.ts'
import { Invalid, NotFound, type Problem } from '../../lib/problem.ts'
import { toDay } from '../../lib/time.ts'
import { WORKING_ROLES } from '../../office/absence.ts'
import { absencesOf, workingStaff } from '../../office/absence-store.ts'
import { hasRole, type StaffActor } from '../../office/actor.ts'
import {
  declareAbsence,
  delegateSigning,
  endAbsenceNow,
  endDelegationNow,
  type Declaring,
} from '../../office/declare.ts'
import { delegationsOf } from '../../office/delegation-store.ts'
import { requireStaff } from '../../office/session.ts'
import { readForm } from '../../ui/form.ts'
import type { DeskDeps } from '../deps.ts'
import {
  absenceAsked,
  dateBoxes,
  delegationAsked,
  readAbsence,
  readDelegation,
  type AbsenceTyped,
  type DelegationTyped,
} from './absence-form.ts'
import { AbsencePage, type AbsencePageProps } from './absence-page.tsx'
import { heldBy } from './load-store.ts'
import { ABSENCE_PATH, SIGNING_PATH } from './paths.ts'
import { SigningDelegationPage, type SigningDelegationProps } from './signing-page.tsx'

type WithId = { Params: { id: string } }

const DONE: Readonly<Record<string, string>> = {
  ghi: 'Đã ghi đợt vắng mặt.',
  'ket-thuc': 'Đã kết thúc.',
  'uy-quyen': 'Đã ghi ủy quyền ký.',
}

export async function absenceRoutes(app: FastifyInstance, deps: DeskDeps): Promise<void> {
  app.get(ABSENCE_PATH, async (req, reply) => {
    const me = requireStaff(req, WORKING_ROLES)
    const today = dateBoxes(toDay(deps.result.now()))
    const typed = { person: '', from: today, to: today, reason: '', substitute: '' }
    return reply.page(
      h(AbsencePage, { ...(await absencePage(deps, me, typed)), done: doneIn(req) }),
    )
  })
  app.post(ABSENCE_PATH, (req, reply) => declare(deps, req, reply))
  app.post<WithId>(`${ABSENCE_PATH}/:id/ket-thuc`, async (req, reply) => {
    const me = requireStaff(req, WORKING_ROLES)
    await readForm(req)
    if (!isUuid(req.params.id)) throw new NotFound()
    await endAbsenceNow(declaring(deps, me), req.params.id)
    return saved(req, reply, `${ABSENCE_PATH}?xong=ket-thuc`)
  })
  app.get(SIGNING_PATH, async (req, reply) => {
    const me = requireStaff(req, 'leader')
    const today = dateBoxes(toDay(deps.result.now()))
    const typed = {
      delegate: '',
      from: today,
      to: today,
      procedures: '',
      paper: '',
      paperOn: today,
    }
    const page = await signingPage(deps, me, typed)
    return reply.page(h(SigningDelegationPage, { ...page, done: doneIn(req) }))
  })
  app.post(SIGNING_PATH, (req, reply) => delegate(deps, req, reply))
  app.post<WithId>(`${SIGNING_PATH}/:id/ket-thuc`, async (req, reply) => {
    const me = requireStaff(req, 'leader')
    await readForm(req)
    if (!isUuid(req.params.id)) throw new NotFound()
    await endDelegationNow(declaring(deps, me), req.params.id)
    return saved(req, reply, `${SIGNING_PATH}?xong=ket-thuc`)
  })
}

export function declaring(deps: DeskDeps, by: StaffActor): Declaring {
  return { db: deps.result.dossier.db, by, today: toDay(deps.result.now()) }
}

export function saved(req: FastifyRequest, reply: FastifyReply, to: string) {
  req.work = 'saved'
  return reply.redirect(to, 303)
}

function doneIn(req: FastifyRequest): string | undefined {
  const { xong } = req.query as { xong?: unknown }
  return typeof xong === 'string' && Object.hasOwn(DONE, xong) ? DONE[xong] : undefined
}

async function declare(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, WORKING_ROLES)
  const form = await readForm(req)
  const [key, typed] = [form.key(), readAbsence(form)]
  const { problems, asked } = absenceAsked(typed, me.personId)
  const again = async (all: readonly Problem[]) => {
    const page = await absencePage(deps, me, typed)
    return reply.page(h(AbsencePage, { ...page, problems: all, idempotencyKey: key }), 422)
  }
  if (asked === null) return again(problems)
  try {
    await declareAbsence(declaring(deps, me), { ...asked, key, officeId: me.officeId })
  } catch (error) {
    if (error instanceof Invalid) return again(error.problems)
    throw error
  }
  return saved(req, reply, `${ABSENCE_PATH}?xong=ghi`)
}

async function absencePage(
  deps: DeskDeps,
  me: StaffActor,
  typed: AbsenceTyped,
): Promise<AbsencePageProps> {
  const { officeId, personId } = me
  const now = deps.result.now()
  const day = toDay(now)
  const leads = hasRole(me, 'leader', officeId)
  return inContext(deps.result.dossier.db, me, async (tx) => {
    const all = await absencesOf(tx, { officeId, from: day })
    const concerns = (row: (typeof all)[number]) =>
      row.personId === personId || row.substituteId === personId
    const people = all.map((row) => row.personId)
    return {
      me,
      today: day,
      staff: await workingStaff(tx, { officeId, day }),
      absences: leads ? all : all.filter(concerns),
      unattended: leads ? await heldBy(tx, { officeId, people, now }) : new Map(),
      typed,
      done: undefined,
    }
  })
}

async function delegate(deps: DeskDeps, req: FastifyRequest, reply: FastifyReply) {
  const me = requireStaff(req, 'leader')
  const form = await readForm(req)
  const [key, typed] = [form.key(), readDelegation(form)]
  const { problems, asked } = delegationAsked(typed)
  const again = async (all: readonly Problem[]) => {
    const page = await signingPage(deps, me, typed)
    return reply.page(
      h(SigningDelegationPage, { ...page, problems: all, idempotencyKey: key }),
      422,
    )
  }
  if (asked === null) return again(problems)
  const order = {
    ...asked,
    key,
    officeId: me.officeId,
    personId: me.personId,
    known: deps.law.procedures().map(({ code }) => code),
  }
  try {
    await delegateSigning(declaring(deps, me), order)
  } catch (error) {
    if (error instanceof Invalid) return again(error.problems)
    throw error
  }
  return saved(req, reply, `${SIGNING_PATH}?xong=uy-quyen`)
}

async function signingPage(
  deps: DeskDeps,
  me: StaffActor,
  typed: DelegationTyped,
): Promise<SigningDelegationProps> {
  const { db } = deps.result.dossier
  const { officeId } = me
  const day = toDay(deps.result.now())
  const staff = await workingStaff(db, { officeId, day })
  return {
    me,
    today: day,
    leaders: staff.filter(({ roles }) => roles.includes('leader')),
    rows: await delegationsOf(db, { officeId, from: day }),
    typed,
    done: undefined,
  }
}
