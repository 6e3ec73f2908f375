/** Who acts. Everything that is read or changed is read or changed by one of these. */
import type { Kind, PartyKind, Right } from './representation/representation.ts'

export const ROLES = [
  'receptionist',
  'officer',
  'leader',
  'clerk',
  'supervisor',
  'controller',
  'admin',
] as const
/** tiếp nhận · thụ lý · lãnh đạo · văn thư · giám sát · kiểm soát thủ tục · quản trị (NĐ 61/2018 Đ9–12). */
export type Role = (typeof ROLES)[number]

/** The role of an accredited agent's people: no official's role, it opens no page and no dossier of an office. */
export const AGENT_ROLE = 'agent'
/** What an assignment may say. */
export type AssignedRole = Role | typeof AGENT_ROLE

export type SystemName =
  'portal' | 'civilRegister' | 'partner' | 'clock' | 'dispatcher' | 'demo' | 'payment'

/** One role that a person holds today at one office. */
export type HeldRole = { readonly role: Role; readonly officeId: number }

export type StaffActor = {
  readonly kind: 'staff'
  readonly personId: number
  readonly name: string
  readonly title: string
  /** office, title and role of the assignment in which the person works now */
  readonly officeId: number
  readonly officeName: string
  readonly assignmentId: number
  readonly role: Role
  /** every role the person holds today, the present one included */
  readonly roles: readonly HeldRole[]
  /** ids of the offices whose dossiers these roles open */
  readonly scopes: readonly number[]
  /** In whose place the person works now; read anew from the directory whenever something is done by it. */
  readonly standsIn?: readonly StandingIn[]
  readonly conflicts?: Conflicts
}

/** The ground on which somebody works in another's place: an absence of theirs, or a written delegation of signing. */
export type StandingIn = {
  readonly person: number
  readonly ground: 'absence' | 'signing'
  readonly id: string
}

export type CitizenActor = {
  readonly kind: 'citizen'
  readonly personId: number
  readonly name: string
  readonly phone?: string
  readonly email?: string
  readonly personalNumber?: string
  /** a local day, YYYY-MM-DD */
  readonly birthOn?: string
  /** the parties that the person is: what was filed in their name, by whomever */
  readonly parties?: readonly number[]
  readonly represents?: readonly Represents[]
  /** the person, their own parties, and what living representations open */
  readonly scopes: readonly number[]
}

/** Somebody of an accredited agent (đại lý): reads what was filed through it, mandate by mandate, and does nothing to it. */
export type AgentActor = {
  readonly kind: 'agent'
  readonly personId: number
  readonly name: string
  readonly agentId: number
  readonly agentName: string
  /** the mandates given to the agent that live at this moment */
  readonly scopes: readonly number[]
}

export type SystemActor = {
  readonly kind: 'system'
  readonly name: SystemName
  readonly scopes: readonly number[]
}

export type PublicActor = { readonly kind: 'public'; readonly scopes: readonly [] }

export type Actor = StaffActor | CitizenActor | AgentActor | SystemActor | PublicActor

/** Nobody has signed in. */
export const PUBLIC: PublicActor = { kind: 'public', scopes: [] }

/** Somebody for whom a citizen may act at this moment. */
export type Represents = {
  /** of the representation */
  readonly id: number
  readonly kind: Kind
  readonly party: number
  readonly partyKind: PartyKind
  readonly name: string
  readonly number: string
  readonly may: readonly Right[]
  /** codes of procedures; null: all */
  readonly procedures: readonly string[] | null
  /** what it opens: the party as a whole, or some of its procedures */
  readonly scopes: readonly number[]
}

/** With whose matters an official has to do in private life: there they decide nothing (domain.md §11.10). */
export type Conflicts = {
  /** citizens' accounts of the same personal number */
  readonly accounts: readonly number[]
  /** parties of that number, and those whom that person represents */
  readonly parties: readonly number[]
}

/** How the history names the actor: 'staff:1000003', 'citizen:1000017', 'agent:1000020', 'system:portal' or 'public'. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
    case 'citizen':
    case 'agent':
      return `${actor.kind}:${actor.personId}`
    case 'system':
      return `system:${actor.name}`
    case 'public':
      return 'public'
  }
}

/** Holds the actor this role today; with an office: at that office. Only staff hold roles. */
export function hasRole(actor: Actor, role: Role, officeId?: number): boolean {
  if (actor.kind !== 'staff') return false
  return actor.roles.some(
    (held) => held.role === role && (officeId === undefined || held.officeId === officeId),
  )
}

/** Technical and catalogue work opens no dossier (domain.md §1.2: no content access by default). */
const READS_NO_DOSSIER: readonly Role[] = ['admin', 'controller']

/** The scopes of these roles: each office whose dossiers they open, once, in ascending order. */
export function scopesOf(roles: readonly HeldRole[]): readonly number[] {
  const opening = roles.filter(({ role }) => !READS_NO_DOSSIER.includes(role))
  return [...new Set(opening.map((held) => held.officeId))].sort((a, b) => a - b)
}

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text)
}
