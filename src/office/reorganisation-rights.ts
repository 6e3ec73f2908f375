/** Who may do what where, before and after a reorganisation. Pure. */
import { closingsOf, lastDayBefore, type Plan } from './reorganisation.ts'
import type { AssignedRole } from './actor.ts'
import type { Day } from '../lib/time.ts'

export type HeldAssignment = {
  id: number
  personId: number
  personName: string
  officeId: number
  role: AssignedRole
  title: string
  from: Day
  /** The last day; null where none is set. */
  to: Day | null
}

/** One assignment at a closed office, and what follows it. */
export type AssignmentMove = {
  assignment: HeldAssignment
  /** null: the person does not come along. */
  to: number | null
  /** Another assignment of the person that already says the same; nothing new is given. */
  already: number | null
}

/** Every assignment at a closed office goes on at its successor in the same role: at the default one of a divided office. */
export function assignmentMoves(plan: Plan, held: readonly HeldAssignment[]): AssignmentMove[] {
  const closings = new Map(closingsOf(plan).map((each) => [each.office, each]))
  const persons = new Map(
    plan.acts.flatMap((act) =>
      act.act === 'person' ? [[`${act.person} ${act.from}`, act.to] as const] : [],
    ),
  )
  const living = held.filter(({ to }) => to === null || to >= lastDayBefore(plan.effectiveOn))
  const given = new Map(living.map((each) => [rightOf(each, each.officeId), each.id]))
  return living.flatMap((assignment): AssignmentMove[] => {
    const closing = closings.get(assignment.officeId)
    if (closing === undefined) return []
    const named = persons.get(`${assignment.personId} ${assignment.officeId}`)
    const to = named === undefined ? closing.default : named
    if (to === null || !outlives(assignment, plan)) return [{ assignment, to: null, already: null }]
    const right = rightOf(assignment, to)
    const already = given.get(right) ?? null
    if (already === null) given.set(right, assignment.id)
    return [{ assignment, to, already }]
  })
}

function outlives({ to }: HeldAssignment, { effectiveOn }: Plan): boolean {
  return to === null || to >= effectiveOn
}

/** The same role at the same office for the same time is one right, however often it is given. */
function rightOf({ personId, role, to }: HeldAssignment, officeId: number): string {
  return `${personId} ${role} ${officeId} ${to ?? ''}`
}

export type Right = { role: AssignedRole; officeId: number }
export type PersonRights = {
  personId: number
  personName: string
  before: Right[]
  after: Right[]
}

/** Rights of each person concerned on the last day before and on the day itself. */
export function rightsDiff(plan: Plan, held: readonly HeldAssignment[]): PersonRights[] {
  const closed = new Set(closingsOf(plan).map(({ office }) => office))
  const moves = assignmentMoves(plan, held)
  const concerned = new Set(moves.map(({ assignment }) => assignment.personId))
  const byPerson = Map.groupBy(
    held.filter(({ personId }) => concerned.has(personId)),
    ({ personId }) => personId,
  )
  return [...byPerson]
    .map(([personId, own]) => {
      const kept = own.filter(
        ({ officeId, from, to }) => !closed.has(officeId) && isOn({ from, to }, plan.effectiveOn),
      )
      const gained = moves.flatMap(({ assignment, to }) =>
        assignment.personId === personId && to !== null
          ? [{ role: assignment.role, officeId: to }]
          : [],
      )
      const before = own.filter((each) => isOn(each, lastDayBefore(plan.effectiveOn)))
      return {
        personId,
        personName: own[0]!.personName,
        before: distinct(before),
        after: distinct([...kept, ...gained]),
      }
    })
    .sort((a, b) => a.personId - b.personId)
}

function isOn({ from, to }: { from: Day; to: Day | null }, day: Day): boolean {
  return from <= day && (to === null || day <= to)
}

function distinct(rights: readonly Right[]): Right[] {
  const all = new Map(
    rights.map(({ role, officeId }) => [`${officeId} ${role}`, { role, officeId }]),
  )
  return [...all.values()].sort((a, b) => a.officeId - b.officeId || (a.role < b.role ? -1 : 1))
}
