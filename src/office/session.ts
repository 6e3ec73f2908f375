/** Sessions: who acts in this request. A session is a row, so ending it takes effect in the very next request. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../db/connect.ts'
import { Forbidden } from '../lib/problem.ts'
import { SeeOther } from '../ui/refusals.ts'
import { AGENT_ROLE, PUBLIC, hasRole, isRole, scopesOf } from './actor.ts'
import type { Actor, AgentActor, CitizenActor, Role, StaffActor } from './actor.ts'
import { ownPath, withReturn } from './return-path.ts'
import { cookieOptions, newToken, sessionCookie, tokenHash } from './session-token.ts'
import { findSession, insertSession, moveSession, revokeSession } from './store.ts'
import type { SessionRow, SignInKind } from './store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts; `PUBLIC` when nobody has signed in. */
    actor: Actor
  }
}

export type SessionRules = {
  /** Minutes without a request after which staff sign in again (screens.md A1). Default 15. */
  readonly staffIdleMinutes: number
  /** The same for citizens; their drafts are kept. Default 30. */
  readonly citizenIdleMinutes: number
  /** Hours after which every session ends, however busy. Default 12. */
  readonly longestHours: number
}

export type SessionDeps = {
  readonly db: Db
  readonly publicUrl: string
  readonly now: () => Date
  readonly rules?: Partial<SessionRules>
}

export type Sessions = {
  /** Puts `req.actor` on every request of the application. Give it to `buildApp` as the first of its routes. */
  readonly plugin: (app: FastifyInstance) => Promise<void>
  /** Opens a session under a new token and ends the one this browser had. */
  readonly begin: (req: FastifyRequest, reply: FastifyReply, who: NewcomerSession) => Promise<void>
  /** Another role in the same session: under a new token, since rights change. False when the session is over. */
  readonly changeAssignment: (
    req: FastifyRequest,
    reply: FastifyReply,
    assignmentId: number,
  ) => Promise<boolean>
  readonly end: (req: FastifyRequest, reply: FastifyReply) => Promise<void>
}

export type NewcomerSession = {
  readonly kind: SignInKind
  readonly personId: number
  readonly assignmentId?: number
}

const DEFAULT_RULES: SessionRules = {
  staffIdleMinutes: 15,
  citizenIdleMinutes: 30,
  longestHours: 12,
}
const MINUTE = 60_000

export function openSessions(deps: SessionDeps): Sessions {
  const rules = { ...DEFAULT_RULES, ...deps.rules }
  const cookie = sessionCookie(deps.publicUrl)
  const held = (req: FastifyRequest) => tokenHash(req.cookies[cookie.name])
  const give = (reply: FastifyReply, token: string) =>
    reply.setCookie(cookie.name, token, cookieOptions(cookie))

  return {
    plugin: notEncapsulated(async (app) => {
      app.decorateRequest('actor', { getter: () => PUBLIC })
      app.addHook('onRequest', async (req) => {
        const hash = req.url.startsWith('/assets/') ? undefined : held(req)
        if (hash !== undefined) recognise(req, await actorOf(deps, rules, hash))
      })
    }),
    begin: async (req, reply, who) => {
      const now = deps.now()
      const old = held(req)
      if (old !== undefined) await revokeSession(deps.db, old, now)
      const token = newToken()
      const expiresAt = new Date(now.getTime() + rules.longestHours * 60 * MINUTE)
      await insertSession(deps.db, { ...who, tokenHash: tokenHash(token)!, now, expiresAt })
      give(reply, token)
    },
    changeAssignment: async (req, reply, assignmentId) => {
      const from = held(req)
      const token = newToken()
      if (from === undefined) return false
      if (!(await moveSession(deps.db, { from, to: tokenHash(token)!, assignmentId }))) return false
      give(reply, token)
      return true
    },
    end: async (req, reply) => {
      const hash = held(req)
      if (hash !== undefined) await revokeSession(deps.db, hash, deps.now())
      reply.clearCookie(cookie.name, { path: '/', secure: cookie.secure })
    },
  }
}

/** Hooks of a Fastify plug-in reach only its own routes unless it says this. */
function notEncapsulated(plugin: Sessions['plugin']): Sessions['plugin'] {
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true })
}

function recognise(req: FastifyRequest, actor: Actor): void {
  Object.defineProperty(req, 'actor', { value: actor })
  if (actor.kind === 'staff' || actor.kind === 'citizen') {
    req.viewer = { kind: actor.kind, name: actor.name }
  }
}

async function actorOf(deps: SessionDeps, rules: SessionRules, hash: Buffer): Promise<Actor> {
  const now = deps.now()
  const row = await findSession(deps.db, {
    tokenHash: hash,
    now,
    staffSince: new Date(now.getTime() - rules.staffIdleMinutes * MINUTE),
    citizenSince: new Date(now.getTime() - rules.citizenIdleMinutes * MINUTE),
  })
  if (row === undefined) return PUBLIC
  return row.kind === 'staff' ? (staffOf(row) ?? agentOf(row) ?? PUBLIC) : citizenOf(row)
}

/** A session whose assignment has ended is over, even if the person has others: an open tab must not act in their name. */
function staffOf(row: SessionRow): StaffActor | undefined {
  const present = row.assignments.find((assignment) => assignment.id === row.assignmentId)
  if (present === undefined || !isRole(present.role)) return undefined
  const roles = row.assignments.flatMap(({ role, officeId }) =>
    isRole(role) ? [{ role, officeId }] : [],
  )
  return {
    kind: 'staff',
    personId: row.personId,
    name: row.fullName,
    title: present.title,
    officeId: present.officeId,
    officeName: present.officeName,
    assignmentId: present.id,
    role: present.role,
    roles,
    scopes: scopesOf(roles),
    ...conflictsOf(row),
  }
}

function conflictsOf({ accounts, parties, represents }: SessionRow): Pick<StaffActor, 'conflicts'> {
  const concerned = [...parties, ...represents.map(({ party }) => party)]
  return accounts.length + concerned.length === 0
    ? {}
    : { conflicts: { accounts, parties: concerned } }
}

/** The people of an agent see by its living mandates alone, whatever else they may be. */
function agentOf(row: SessionRow): AgentActor | undefined {
  const present = row.assignments.find((assignment) => assignment.id === row.assignmentId)
  if (present?.role !== AGENT_ROLE) return undefined
  return {
    kind: 'agent',
    personId: row.personId,
    name: row.fullName,
    agentId: present.officeId,
    agentName: present.officeName,
    scopes: row.mandates,
  }
}

function citizenOf(row: SessionRow): CitizenActor {
  return {
    kind: 'citizen',
    personId: row.personId,
    name: row.fullName,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.email !== null && { email: row.email }),
    ...(row.personalNumber !== null && { personalNumber: row.personalNumber }),
    ...(row.birthOn !== null && { birthOn: row.birthOn }),
    ...(row.parties.length > 0 && { parties: row.parties }),
    ...(row.represents.length > 0 && { represents: row.represents }),
    scopes: [
      ...new Set([row.personId, ...row.parties, ...row.represents.flatMap((each) => each.scopes)]),
    ],
  }
}

/**
 * The official who acts. Others are sent to the staff door and back afterwards (`SeeOther`); an official without any
 * of these roles is refused (`Forbidden`). Which office a role counts for is the business of what is done.
 */
export function requireStaff(req: FastifyRequest, role?: Role | readonly Role[]): StaffActor {
  const { actor } = req
  if (actor.kind !== 'staff') throw new SeeOther(withReturn('/can-bo/dang-nhap', returnTo(req)))
  const wanted = role === undefined ? [] : [role].flat()
  if (wanted.length > 0 && !wanted.some((one) => hasRole(actor, one))) {
    throw new Forbidden('Vai trò của bạn không làm việc này.')
  }
  return actor
}

/** The citizen who acts; others are sent to sign in and back afterwards. */
export function requireCitizen(req: FastifyRequest): CitizenActor {
  const { actor } = req
  if (actor.kind !== 'citizen') throw new SeeOther(withReturn('/dang-nhap', returnTo(req)))
  return actor
}

/** The page to come back to: this one, or the page whose form was sent. */
function returnTo(req: FastifyRequest): string | undefined {
  if (req.method === 'GET') return ownPath(req.url)
  const { referer } = req.headers
  if (referer === undefined || !URL.canParse(referer)) return undefined
  const from = new URL(referer)
  return from.host === req.headers.host ? ownPath(`${from.pathname}${from.search}`) : undefined
}
