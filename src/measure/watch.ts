/** Whose figures somebody may see: the offices they supervise or lead, with everything below. Pure. */
import { NotFound } from '../lib/problem.ts'
import type { Role, StaffActor } from '../office/actor.ts'
import type { Office } from '../office/directory.ts'

export const WATCHERS = ['supervisor', 'leader'] as const satisfies readonly Role[]

export type Watch = {
  /** The offices at which the role is held: the scopes to read with, narrower than the person's own. */
  readonly scopes: readonly number[]
  /** Those and everything below, in the order of the directory. */
  readonly offices: readonly Office[]
}

type Places = { all(): readonly Office[]; ancestorsOf(id: number): readonly number[] }

/** A person who is officer in one ward and supervisor in another sees the figures of the second only. */
export function watchOf(actor: StaffActor, places: Places): Watch {
  const held = actor.roles.filter(({ role }) => WATCHERS.some((watcher) => watcher === role))
  const scopes = [...new Set(held.map(({ officeId }) => officeId))].sort((a, b) => a - b)
  const isBelow = ({ id }: Office) =>
    [id, ...places.ancestorsOf(id)].some((each) => scopes.includes(each))
  return { scopes, offices: places.all().filter(isBelow) }
}

/** One of the watched offices, or all. An office outside looks like one that does not exist. */
export function narrowed({ scopes, offices }: Watch, officeId: number | null): Watch {
  if (officeId === null) return { scopes, offices }
  const found = offices.filter(({ id }) => id === officeId)
  if (found.length === 0) throw new NotFound()
  return { scopes, offices: found }
}
