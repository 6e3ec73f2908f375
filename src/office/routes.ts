/** The routes of the staff door and of changing roles. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { h } from 'preact'
import type { Db } from '../db/connect.ts'
import { NotFound } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import { readForm } from '../ui/form.ts'
import { paths } from '../ui/paths.ts'
import type { IdentityProvider } from './identity.ts'
import { RolesPage, StaffDoorPage, type TrialAccount } from './pages.tsx'
import { citizenRoutes } from './citizen-routes.ts'
import { limited } from './limits.ts'
import { ownPath, withReturn } from './return-path.ts'
import { requireStaff, type Sessions } from './session.ts'
import { signInStaff } from './sign-in.ts'
import { homeOf } from './staff-nav.ts'
import { assignmentsOn } from './store.ts'

export type OfficeDeps = {
  readonly db: Db
  readonly sessions: Sessions
  readonly identity: IdentityProvider
  /** `identity` is the stand-in with made people, and the door says so */
  readonly identityIsStandIn?: boolean
  readonly publicUrl: string
  readonly secret: string
  readonly now: () => Date
  /** accounts that a trial installation shows on the staff door; none in a real one */
  readonly trials?: () => Promise<readonly TrialAccount[]>
}

/** `OfficeDeps['sessions'].plugin` must be on the application before. */
export async function officeRoutes(app: FastifyInstance, deps: OfficeDeps): Promise<void> {
  await staffRoutes(app, deps)
  await citizenRoutes(app, deps)
  app.post(paths.signOut, async (req, reply) => {
    await readForm(req)
    const wasStaff = req.actor.kind === 'staff'
    await deps.sessions.end(req, reply)
    return reply.redirect(wasStaff ? paths.staffSignIn : paths.home, 303)
  })
}

async function staffRoutes(app: FastifyInstance, deps: OfficeDeps): Promise<void> {
  app.get(paths.staffHome, async (req, reply) =>
    reply.redirect(homeOf(requireStaff(req).role), 303),
  )
  app.get(paths.staffSignIn, async (req, reply) => {
    const next = nextOf(req.query)
    if (req.actor.kind === 'staff') return reply.redirect(next ?? homeOf(req.actor.role), 303)
    return reply.page(h(StaffDoorPage, { next, ...(await trialsOf(deps)) }))
  })
  app.post(paths.staffSignIn, limited(deps, 'signIn'), (req, reply) => signIn(req, reply, deps))
  app.get('/can-bo/doi-vai', async (req, reply) => {
    const me = requireStaff(req)
    const assignments = await assignmentsOn(deps.db, me.personId, toDay(deps.now()))
    return reply.page(h(RolesPage, { me, assignments, next: nextOf(req.query) }))
  })
  app.post('/can-bo/doi-vai', (req, reply) => changeRole(req, reply, deps))
}

async function signIn(req: FastifyRequest, reply: FastifyReply, deps: OfficeDeps) {
  const form = await readForm(req)
  const next = ownPath(form.raw('next'))
  const email = form.text('email')
  const typed = { email, password: form.raw('password'), code: form.text('code') }
  const outcome = await signInStaff(deps.db, typed, deps.now())
  if (!outcome.ok) {
    const problems = [{ ...outcome.refusal, field: 'email' }]
    return reply.page(h(StaffDoorPage, { email, next, problems, ...(await trialsOf(deps)) }), 422)
  }
  const { personId, assignments } = outcome.value
  const first = assignments[0]!
  await deps.sessions.begin(req, reply, { kind: 'staff', personId, assignmentId: first.id })
  const choose = assignments.length > 1
  return reply.redirect(
    choose ? withReturn('/can-bo/doi-vai', next) : (next ?? homeOf(first.role)),
    303,
  )
}

async function changeRole(req: FastifyRequest, reply: FastifyReply, deps: OfficeDeps) {
  const me = requireStaff(req)
  const form = await readForm(req)
  const held = await assignmentsOn(deps.db, me.personId, toDay(deps.now()))
  const chosen = held.find(({ id }) => String(id) === form.text('assignment'))
  if (chosen === undefined) throw new NotFound('Ông/bà không có vai này trong hôm nay.')
  if (!(await deps.sessions.changeAssignment(req, reply, chosen.id))) {
    return reply.redirect(paths.staffSignIn, 303)
  }
  return reply.redirect(ownPath(form.raw('next')) ?? homeOf(chosen.role), 303)
}

async function trialsOf({ trials }: OfficeDeps): Promise<{ trials?: readonly TrialAccount[] }> {
  return trials === undefined ? {} : { trials: await trials() }
}

function nextOf(query: unknown): string | undefined {
  return ownPath((query as { next?: unknown }).next)
}
