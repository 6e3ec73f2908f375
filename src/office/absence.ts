/** Whether an absence may be declared as it is, and everything that is wrong with it at once. Pure. */
import type { Problem } from '../lib/problem.ts'
import { dayNumber, showDay, type Day } from '../lib/time.ts'
import type { Role } from './actor.ts'

export const ABSENCE_REASONS = ['leave', 'mission', 'training', 'other'] as const
export type AbsenceReason = (typeof ABSENCE_REASONS)[number]

/** Roles whose work somebody else may do meanwhile. */
export const WORKING_ROLES: readonly Role[] = ['receptionist', 'officer', 'leader', 'clerk']

export type Period = { fromOn: Day; toOn: Day }
export type Wanted = Period & {
  personId: number
  /** Null: nobody; the leader then gives the dossiers to others. */
  substituteId: number | null
}

export type Around = {
  today: Day
  /** Living absences that share a day with the period and concern either of the two. */
  overlapping: readonly (Period & { personId: number; substituteId: number | null })[]
  /** Roles that each holds at the office on every day of the period. */
  rolesOfPerson: readonly Role[]
  rolesOfSubstitute: readonly Role[]
}

/**
 * Nobody who is away stands in for another, and nobody who stands in goes away: so there is no chain and no circle
 * (NĐ 30/2020 Đ13.4 forbids to delegate further; the same is held for all work).
 */
export function absenceProblems(wanted: Wanted, around: Around): Problem[] {
  return [...periodProblems(wanted, around.today), ...ownProblems(wanted, around)].concat(
    substituteProblems(wanted, around),
  )
}

export function periodProblems({ fromOn, toOn }: Period, today: Day): Problem[] {
  if (toOn < fromOn) return [problem('to', 'Ngày cuối phải sau hoặc trùng ngày đầu.')]
  return fromOn < today ? [problem('from', 'Ngày đầu đã qua. Hãy chọn từ hôm nay.')] : []
}

function ownProblems({ personId }: Wanted, { overlapping, rolesOfPerson }: Around): Problem[] {
  const own = overlapping.find((each) => each.personId === personId)
  const standsIn = overlapping.find((each) => each.substituteId === personId)
  return [
    ...(worked(rolesOfPerson).length === 0
      ? [problem('from', 'Người này không được phân công ở cơ quan suốt thời gian đó.')]
      : []),
    ...(own ? [problem('from', `Đã có đợt vắng mặt ${periodWords(own)}.`)] : []),
    ...(standsIn
      ? [
          problem(
            'from',
            `Người này đang làm thay đồng nghiệp ${periodWords(standsIn)}. Hãy đổi người làm thay trước.`,
          ),
        ]
      : []),
  ]
}

function substituteProblems(wanted: Wanted, around: Around): Problem[] {
  const { substituteId, personId } = wanted
  if (substituteId === null) return []
  if (substituteId === personId)
    return [problem('substitute', 'Người làm thay phải là một người khác.')]
  const missing = worked(around.rolesOfPerson).filter(
    (role) => !around.rolesOfSubstitute.includes(role),
  )
  const away = around.overlapping.find((each) => each.personId === substituteId)
  return [
    ...(missing.length > 0
      ? [
          problem(
            'substitute',
            'Người làm thay phải có cùng vai trò ở cùng cơ quan trong suốt thời gian đó.',
          ),
        ]
      : []),
    ...(away ? [problem('substitute', `Người làm thay cũng vắng mặt ${periodWords(away)}.`)] : []),
  ]
}

function worked(roles: readonly Role[]): Role[] {
  return roles.filter((role) => WORKING_ROLES.includes(role))
}

export function periodWords({ fromOn, toOn }: Period): string {
  return fromOn === toOn ? `ngày ${showDay(fromOn)}` : `từ ${showDay(fromOn)} đến ${showDay(toOn)}`
}

/** How many days, both included. */
export function daysOf({ fromOn, toOn }: Period): number {
  return dayNumber(toOn) - dayNumber(fromOn) + 1
}

function problem(field: 'from' | 'to' | 'substitute', message: string): Problem {
  return { code: 'absence', field, message }
}
