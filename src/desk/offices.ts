import type { StaffActor } from '../office/actor.ts'

/** Offices at which the person holds the role today. */
export function officesOf(me: StaffActor, role: 'officer' | 'leader' | 'clerk'): number[] {
  return me.roles.filter((held) => held.role === role).map(({ officeId }) => officeId)
}
