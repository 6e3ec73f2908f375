/** A made city in memory for the simulations: offices, people, the law of a few procedures, a calendar that may be edited. Pure. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCalendar, type Calendar } from '../../src/calendar/calendar.ts'
import type { CalendarDocument } from '../../src/calendar/document.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import { checkout } from '../../src/checkout.ts'
import type { Chance } from '../../src/demo/chance.ts'
import type { DossierState, Procedure } from '../../src/dossier/dossier.ts'
import type { DossierEvent } from '../../src/dossier/events.ts'
import { toInstant, toLocalMinute, type Day, type LocalMinute } from '../../src/lib/time.ts'
import type { CitizenActor, Role, StaffActor, SystemActor } from '../../src/office/actor.ts'
import { asking } from '../support/consultation.ts'
import { communeOffice, jointTerms } from '../support/joint.ts'
import { CITY, OTHER_WARD, terms, THIRD_WARD, WARD } from '../support/office.ts'

export const WARDS = [WARD, OTHER_WARD, THIRD_WARD] as const
const ROLES = ['receptionist', 'officer', 'officer', 'leader', 'clerk'] as const

/** One dossier of the made city, with its whole history. */
export type Kept = {
  id: string
  events: DossierEvent[]
  state: DossierState
  applicant: CitizenActor
  /** Words that may stand only where personal data may. */
  canary: string
}

export type City = {
  now: Date
  calendar: Calendar
  /** Days off that were decided since; the document's version counts them. */
  daysOff: Day[]
  staff: StaffActor[]
  people: CitizenActor[]
  dossiers: Kept[]
  /** Last number per office and day. */
  counters: Map<string, number>
  /** Office → the office that came after it. */
  successors: Map<number, number>
  /** Interruptions that have been declared and not ended, with the dossiers whose clocks stand for them. */
  outages: { reference: string; stands: Kept[] }[]
  serial: number
}

const published = JSON.parse(
  readFileSync(join(checkout, 'data/calendars/hanoi.json'), 'utf8'),
) as CalendarDocument

export const JOINT = 6
/** The law that comes over dossiers of version 1: another limit and another policy, the same steps. */
export const NEWER = 3

/** The laws of the simulation: the birth of the tests, one with a consultation, and limits of every kind. */
const LAWS: readonly Terms[] = [
  terms,
  asking,
  {
    ...terms,
    procedureVersion: 3,
    clockPolicy: 'pause',
    limit: { value: 7, unit: 'workingDay' },
    supplementLimit: { value: 7, unit: 'workingDay' },
  },
  {
    ...terms,
    procedureVersion: 4,
    clockPolicy: 'pause',
    limit: { value: 24, unit: 'workingHour' },
  },
  { ...terms, procedureVersion: 5, limit: { value: 15, unit: 'calendarDay' } },
  { ...jointTerms, procedureVersion: JOINT },
]

export function termsOf({ version }: Pick<Procedure, 'version'>): Terms {
  const found = LAWS.find((each) => each.procedureVersion === version)
  if (!found) throw new Error(`no law of version ${version}`)
  return found
}

export const versions = LAWS.map((each) => each.procedureVersion)

export const systems = {
  clock: { kind: 'system', name: 'clock', scopes: [CITY] },
  civilRegister: { kind: 'system', name: 'civilRegister', scopes: [CITY] },
  portal: { kind: 'system', name: 'portal', scopes: [CITY] },
  partner: { kind: 'system', name: 'partner', scopes: [CITY] },
} as const satisfies Record<string, SystemActor>

let calendars = new Map<string, Calendar>()

/** The published calendar with these further days off; its version counts the edits. */
function calendarWith(daysOff: readonly Day[]): Calendar {
  const key = daysOff.join()
  const known = calendars.get(key)
  if (known) return known
  if (calendars.size > 200) calendars = new Map()
  const days = [
    ...published.days,
    ...daysOff.map((on) => ({
      on,
      kind: 'local' as const,
      name: 'Nghỉ theo quyết định của thành phố',
      legalBasis: 'quyết định trong mô phỏng',
    })),
  ].sort((a, b) => (a.on < b.on ? -1 : 1))
  const made = loadCalendar({ ...published, version: published.version + daysOff.length, days })
  calendars.set(key, made)
  return made
}

export function foundCity(chance: Chance): City {
  const staff = WARDS.flatMap((ward) => ROLES.map((role) => officialOf(role, ward)))
  staff.forEach((each, i) => Object.assign(each, named(each, i)))
  return {
    now: startOf(chance),
    calendar: calendarWith([]),
    daysOff: [],
    staff,
    people: Array.from({ length: 6 }, (_, i) => citizenOf(i)),
    dossiers: [],
    counters: new Map(),
    successors: new Map(),
    outages: [],
    serial: 0,
  }
}

/** Any working year that is announced; one in four begins a few days before a new year, where books and codes roll. */
function startOf(chance: Chance): Date {
  const year = chance.between(2024, 2026)
  const day = chance.isIn(0.25)
    ? `${year}-12-${chance.between(22, 31)}`
    : `${year}-${String(chance.between(1, 11)).padStart(2, '0')}-${String(chance.between(1, 28)).padStart(2, '0')}`
  return toInstant(`${day}T08:00` as LocalMinute)
}

function officialOf(role: Role, officeId: number): StaffActor {
  return {
    kind: 'staff',
    personId: 0,
    name: role,
    title: role,
    officeId,
    officeName: `Phường ${officeId}`,
    assignmentId: 0,
    role,
    roles: [{ role, officeId }],
    scopes: [officeId],
  }
}

function named(official: StaffActor, i: number): Partial<StaffActor> {
  return { personId: 1_000_100 + i, assignmentId: i + 1, name: `${official.role} ${i}` }
}

function citizenOf(i: number): CitizenActor {
  const personId = 1_500_000 + i
  return { kind: 'citizen', personId, name: `Người dân ${i}`, scopes: [personId] }
}

/** Our office of that commune today. */
export function officeOfCommune({ successors }: City, commune: string): number | null {
  const office = communeOffice(commune)
  return office === null ? null : (successors.get(office) ?? office)
}

export const ancestorsOf = (id: number): number[] => (id === CITY ? [] : [CITY])

export function minuteOf(city: City): LocalMinute {
  return toLocalMinute(city.now)
}

/** Another day off is decided; the people at the desks count on the new calendar from the next act on. */
export function decideDayOff(city: City, day: Day): void {
  if (city.daysOff.includes(day) || published.days.some(({ on }) => on === day)) return
  city.daysOff = [...city.daysOff, day]
  city.calendar = calendarWith(city.daysOff)
}

/** The people of an office that ends go on at the office that comes after it, in the same role. */
export function mergeInto(city: City, from: number, to: number): void {
  city.successors.set(from, to)
  city.staff = city.staff.map((each) =>
    each.officeId === from
      ? {
          ...each,
          officeId: to,
          roles: each.roles.map(({ role }) => ({ role, officeId: to })),
          scopes: [to],
        }
      : each,
  )
}
