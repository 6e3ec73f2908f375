/** Who stands at the editors' door, and how a lawful no of publication is answered. */
import type { FastifyRequest } from 'fastify'
import { Conflict, Forbidden, NotFound } from '../../lib/problem.ts'
import type { Refusal, Result } from '../../lib/result.ts'
import { hasRole, type StaffActor } from '../../office/actor.ts'
import { requireStaff } from '../../office/session.ts'

/** The controller who acts. For other officials the page does not exist; whoever is not signed in is asked to. */
export function requireController(req: FastifyRequest): StaffActor {
  const me = requireStaff(req)
  if (!hasRole(me, 'controller')) throw new NotFound()
  return me
}

const NOT_THEIRS: ReadonlySet<string> = new Set(['notController', 'secondPerson', 'needsCode'])
const NOT_THERE: ReadonlySet<string> = new Set(['absent'])

/** The answer, or the refusal as 403 (not for this person), 404 or 409 (not now) with its sentence. */
export function answered<T>(outcome: Result<T>): T {
  if (outcome.ok) return outcome.value
  throw refusalOf(outcome.refusal)
}

function refusalOf({ code, message }: Refusal): Error {
  if (NOT_THEIRS.has(code)) return new Forbidden(message)
  return NOT_THERE.has(code) ? new NotFound(message) : new Conflict(message, code)
}
