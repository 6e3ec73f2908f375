/** The made people of the made city: officials of every commune, and citizens who file for themselves. */
import type { Office } from '../../src/office/directory.ts'
import type { CitizenActor, Role, StaffActor } from '../../src/office/actor.ts'

/** Far above what the database gives, so that made people are never real rows. */
const FIRST_OFFICIAL = 1_500_000_000
const FIRST_CITIZEN = 1_600_000_000
const CITIZENS_A_PART = 20_000_000
const SEATS = 10

const TITLES: Partial<Record<Role, string>> = {
  receptionist: 'Công chức tiếp nhận',
  officer: 'Công chức tư pháp – hộ tịch',
  leader: 'Chủ tịch',
  clerk: 'Văn thư',
}
/** Seats 0–1 receive, 2–5 handle, 6–7 sign, 8 is the clerk. */
const seats: readonly Role[] = [
  'receptionist',
  'receptionist',
  'officer',
  'officer',
  'officer',
  'officer',
  'leader',
  'leader',
  'clerk',
]

export type Staff = Record<'receptionist' | 'officer' | 'leader' | 'clerk', readonly StaffActor[]>

export function staffOf(office: Office): Staff {
  const all = seats.map((role, seat): StaffActor => {
    const personId = FIRST_OFFICIAL + office.id * SEATS + seat
    return {
      kind: 'staff',
      personId,
      name: `Cán bộ dựng ${office.id}.${seat}`,
      title: TITLES[role] ?? role,
      officeId: office.id,
      officeName: office.name,
      assignmentId: personId,
      role,
      roles: [{ role, officeId: office.id }],
      scopes: [office.id],
    }
  })
  const of = (role: Role) => all.filter((one) => one.role === role)
  return {
    receptionist: of('receptionist'),
    officer: of('officer'),
    leader: of('leader'),
    clerk: of('clerk'),
  }
}

export function everyoneOf(staff: Staff): StaffActor[] {
  return Object.values(staff).flat()
}

/** The nth citizen of one part of the work; parts never share a number. */
export function citizenOf(part: number, nth: number, name: string): CitizenActor {
  const personId = FIRST_CITIZEN + part * CITIZENS_A_PART + nth
  return { kind: 'citizen', personId, name, scopes: [personId] }
}
