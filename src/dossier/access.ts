/**
 * Who may see a dossier and who may do what to it. `canRead` and the SQL conditions (`scopes &&` in the row policy,
 * `scope = any` in lists) say the same thing and are tested against each other.
 */
import {
  actorKey,
  hasRole,
  type Actor,
  type Role,
  type StaffActor,
  type StandingIn,
} from '../office/actor.ts'
import { refuse, type Refusal } from '../lib/result.ts'
import type { Command, CommandType } from './commands.ts'
import type { DossierState } from './dossier.ts'
import type { Offices } from './events.ts'
import { clockRules } from './clocks/commands.ts'
import { holderRules } from './holders/commands.ts'
import { heldNow, legOfCommand, openLeg } from './holders/holding.ts'
import { isLegCommand, legRules, mayActOnLeg } from './legs/commands.ts'
import { custodyRules } from './custody/commands.ts'
import { lawRules } from './laws/commands.ts'
import { reorganisationRules } from './reorganisation/commands.ts'
import { linkedRules } from './linked/commands.ts'
import { mayActAsApplicant } from './parties/access.ts'
import { correctionRules } from './corrections/commands.ts'
import { feeRules } from './fees/commands.ts'

/** May this actor open the dossier at all? Outside it, the answer is "not found". */
export function canRead(actor: Actor, scopes: readonly number[]): boolean {
  return actor.scopes.some((scope) => scopes.includes(scope))
}

/** Every scope that may read the dossier: its three offices with those above them, and the applicant. */
export function scopesOfDossier(
  offices: Offices,
  applicantPersonId: number | null,
  ancestorsOf: (officeId: number) => readonly number[],
): number[] {
  const all = new Set<number>()
  for (const office of [offices.receiving, offices.competent, offices.returning]) {
    all.add(office)
    for (const ancestor of ancestorsOf(office)) all.add(ancestor)
  }
  if (applicantPersonId !== null) all.add(applicantPersonId)
  return [...all].sort((a, b) => a - b)
}

/** With the offices that its workflow consults by name: whoever is asked reads what it is about. */
export function withConsulted(scopes: number[], consulted: readonly number[] = []): number[] {
  return consulted.length === 0
    ? scopes
    : [...new Set([...scopes, ...consulted])].sort((a, b) => a - b)
}

/** With the mandate under which an agent filed it: its people read the dossier while that lives. */
export function withMandate(scopes: number[], mandate: number | undefined): number[] {
  return mandate === undefined ? scopes : [...scopes, mandate].sort((a, b) => a - b)
}

/**
 * With its owner, who reads it whoever filed it, and with this procedure of theirs for representatives of some procedures. Filed in
 * the owner's name it is no longer the filing account's: what that sees follows from the representation.
 */
export function withOwner(scopes: number[], owner: DossierState['owner']): number[] {
  return owner === undefined ? scopes : [...scopes, owner.party, owner.within].sort((a, b) => a - b)
}

/** Every scope that may read the dossier as it stands: also the offices of its legs, while they have one. */
export function scopesOfState(
  { offices, applicantPersonId, owner, consulted, legs = [], mandate }: DossierState,
  ancestorsOf: (officeId: number) => readonly number[],
): number[] {
  const account = owner?.representation === undefined ? applicantPersonId : null
  const ordinary = withOwner(scopesOfDossier(offices, account, ancestorsOf), owner)
  const inside = legs.flatMap(({ office }) =>
    office === null ? [] : [office, ...ancestorsOf(office)],
  )
  return withMandate(withConsulted(ordinary, [...(consulted ?? []), ...inside]), mandate)
}

type Place = keyof Offices
export type Rule = {
  /** Roles, each at one of the dossier's offices. */
  staff: { role: Role; at: Place[] }[]
  applicant?: true
  systems?: ('portal' | 'civilRegister' | 'partner' | 'clock' | 'payment')[]
  /** The officer must hold the dossier. */
  holderOnly?: true
  /** Also the receptionist of a counter that receives for the competent office as its own. */
  ownCounter?: true
  /** Somebody decides by it: whoever filed or typed the dossier, or whose own matter it is, may not (domain §11.10). */
  decides?: true
}

const counter: Rule['staff'] = [{ role: 'receptionist', at: ['receiving', 'competent'] }]
const competentCounter: Rule['staff'] = [{ role: 'receptionist', at: ['competent'] }]
const officer: Rule['staff'] = [{ role: 'officer', at: ['competent'] }]
const leader: Rule['staff'] = [{ role: 'leader', at: ['competent'] }]

/** Default deny: a command without a row does not compile. Sources: domain §1.2, NĐ 61/2018 Đ17–20. */
export const rules = {
  file: {
    staff: [{ role: 'receptionist', at: ['receiving'] }],
    applicant: true,
    systems: ['portal'],
  },
  // The clock starts at the competent office's receipt (NĐ 309/2026 Đ8), so its own counter accepts or refuses.
  accept: { staff: competentCounter, ownCounter: true },
  refuse: { staff: competentCounter, ownCounter: true, decides: true },
  requestSupplement: { staff: [...counter, ...officer] },
  supplement: { staff: counter, applicant: true, systems: ['portal'] },
  claim: { staff: officer },
  examine: { staff: officer, holderOnly: true, decides: true },
  sendDraft: { staff: officer, holderOnly: true },
  confirmDraft: { staff: counter, applicant: true, systems: ['clock', 'portal'] },
  returnDraft: { staff: counter, applicant: true, systems: ['portal'] },
  recordRegisterEntry: { staff: [], systems: ['civilRegister'] },
  submitForSigning: { staff: officer, holderOnly: true, decides: true },
  declineSigning: { staff: leader },
  recordSigned: { staff: leader, decides: true },
  recordSealed: { staff: [{ role: 'clerk', at: ['competent'] }], decides: true },
  deliver: { staff: [{ role: 'receptionist', at: ['returning'] }], applicant: true },
  handOverRevocation: { staff: [{ role: 'receptionist', at: ['returning'] }], applicant: true },
  requestWithdrawal: { staff: counter, applicant: true, systems: ['portal'] },
  confirmWithdrawal: { staff: counter },
  stop: { staff: [...officer, ...leader], decides: true },
  // The two persons are checked where access is granted; the history is told by the house itself.
  recordEmergencyOpened: { staff: [], systems: ['clock'] },
  recordEmergencyEnded: { staff: [], systems: ['clock'] },
  // Who may is said by the step itself (`mayCompleteStep`); the clock's silence is judged by its time.
  completeStep: { staff: [], systems: ['clock'], decides: true },
  ...clockRules,
  ...holderRules,
  ...legRules,
  ...custodyRules,
  ...lawRules,
  ...reorganisationRules,
  ...linkedRules,
  ...correctionRules,
  ...feeRules,
} satisfies Record<CommandType, Rule>

/** The lawful no to an actor who may see the dossier but not do this; null when they may. */
export function refusalToAct(
  actor: Actor,
  command: Command,
  state: DossierState | null,
  standing: Standing = {},
): Refusal | null {
  const offices = state?.offices ?? (command.type === 'file' ? command.offices : null)
  const which = { offices: offices!, state, command, ...standing }
  if (offices === null || !mayByRole(actor, rules[command.type], which)) {
    return no('notAllowed', 'Bạn không được làm việc này với hồ sơ này.')
  }
  if (state === null) return null
  const standsIn = standInOf(actor, command, state)
  if (isOthersWork(actor, command, state) && standsIn === undefined)
    return command.type === 'recordSigned'
      ? no('delegationOver', 'Ủy quyền ký không còn hiệu lực, hoặc không gồm thủ tục này.')
      : no('notHolder', 'Hồ sơ này do người khác đang giữ. Hãy nhận hồ sơ trước khi xử lý.')
  const inPlaceOf = standsIn ? [standsIn.person] : []
  return refusalOfSelfDecision(actor, command, { state, inPlaceOf })
}

/** Whether the command is the work of somebody else: of the holder, or of the leader whose signature was delegated. */
export function isOthersWork(actor: Actor, command: Command, state: DossierState): boolean {
  if (actor.kind !== 'staff') return false
  if (command.type === 'recordSigned') return command.delegation !== undefined
  return needsHolder(command, state) && heldNow(command, state) !== actor.personId
}

/** In whose place the official does it; undefined when it is their own work, or when they stand in for nobody concerned. */
export function standInOf(
  actor: Actor,
  command: Command,
  state: DossierState,
): StandingIn | undefined {
  if (actor.kind !== 'staff' || !isOthersWork(actor, command, state)) return undefined
  const { standsIn = [] } = actor
  if (command.type === 'recordSigned')
    return standsIn.find(({ ground, id }) => ground === 'signing' && id === command.delegation)
  const held = heldNow(command, state)
  return standsIn.find(({ ground, person }) => ground === 'absence' && person === held)
}

/** Work of an officer of the competent office is done by whoever holds the dossier; who is consulted does not hold it. */
function needsHolder(command: Command, state: DossierState | null): boolean {
  if (command.type !== 'completeStep') return (rules[command.type] as Rule).holderOnly === true
  const waiting = state?.waiting?.find(({ step }) => step === command.step)
  return (
    waiting?.task === 'work' &&
    waiting.waitsFor === 'officer' &&
    waiting.office === state?.offices.competent
  )
}

/** What the directory of offices knows of the dossier's three offices. */
type Standing = { isOwnCounter?: boolean }
type Case = Standing & { offices: Offices; state: DossierState | null; command: Command }

function mayByRole(actor: Actor, rule: Rule, which: Case): boolean {
  const { offices, state, command } = which
  switch (actor.kind) {
    case 'staff': {
      if (command.type === 'completeStep')
        return state !== null && mayCompleteStep(actor, command.step, state)
      const held = legOfCommand(command)
      if (held !== undefined) return state !== null && mayOnLeg(actor, rule, openLeg(state, held))
      if (state !== null && isLegCommand(command)) {
        const may = mayActOnLeg(actor, command, state)
        if (may !== null) return may
      }
      if (command.type === 'decideOffices' && mayDecideOffices(actor, state)) return true
      return staffOf(rule, which).some(({ role, at }) =>
        at.some((place) => hasRole(actor, role, offices[place])),
      )
    }
    case 'citizen': {
      if (rule.applicant !== true) return false
      return state === null
        ? command.type === 'file' && command.applicantPersonId === actor.personId
        : mayActAsApplicant(actor, state, command.type)
    }
    case 'agent':
      // Agents prepare; what is done to a dossier is done by its applicant or an office.
      return false
    case 'system':
      return rule.systems?.some((name) => name === actor.name) ?? false
    case 'public':
      return false
  }
}

/** A leg inside the house is worked on at its own office; a leg that is not there is nobody's. */
function mayOnLeg(
  actor: StaffActor,
  { staff }: Rule,
  open: { office: number } | undefined,
): boolean {
  return open !== undefined && staff.some(({ role }) => hasRole(actor, role, open.office))
}

function staffOf({ staff, ownCounter }: Rule, { isOwnCounter }: Standing): Rule['staff'] {
  return ownCounter && isOwnCounter ? [...staff, ...counter] : staff
}

/** Whoever has the step's role at its office; who comes too late may ask, so that they hear where the dossier is now. */
function mayCompleteStep(
  actor: StaffActor,
  step: string,
  { waiting = [], offices, consulted = [] }: DossierState,
): boolean {
  const open = waiting.find((each) => each.step === step)
  if (open)
    return staffRoles.some((role) => role === open.waitsFor && hasRole(actor, role, open.office))
  return [...Object.values(offices), ...consulted].some((office) =>
    staffRoles.some((role) => hasRole(actor, role, office)),
  )
}

/** The supervisors of the offices above a divided one, which its dossier names. */
function mayDecideOffices(actor: StaffActor, state: DossierState | null): boolean {
  const deciders = state?.undecided?.deciders ?? []
  return deciders.some((office) => hasRole(actor, 'supervisor', office))
}

const staffRoles = ['receptionist', 'officer', 'leader', 'clerk'] as const

/**
 * Commands by which somebody decides; whoever filed or typed the dossier, or prepared the result, may not, and neither may
 * anybody in their place: the right to decide comes from the person for whom it is done.
 */
function refusalOfSelfDecision(
  actor: Actor,
  command: Command,
  { state, inPlaceOf }: { state: DossierState; inPlaceOf: readonly number[] },
): Refusal | null {
  const keys = [actorKey(actor), ...inPlaceOf.map((person) => `staff:${person}`)]
  const people = [...(actor.kind === 'staff' ? [actor.personId] : []), ...inPlaceOf]
  if (command.type === 'recordSigned' && isPrepared(state, keys, people))
    return no('preparerSigns', 'Người soạn kết quả không được ký chính kết quả đó.')
  if ((rules[command.type] as Rule).decides !== true) return null
  const isApplicant =
    people.some((person) => person === state.applicantPersonId) || isOwnMatter(actor, state)
  // Whoever typed a dossier at the counter may refuse it there; a refusal of one's own matter is still none.
  const isFiler = command.type !== 'refuse' && keys.includes(state.filedBy)
  return isApplicant || isFiler ? selfDecides : null
}

/** The official is the owner, the applicant or a representative in private life, under an account of their own. */
function isOwnMatter(actor: Actor, { applicantPersonId, owner }: DossierState): boolean {
  if (actor.kind !== 'staff' || actor.conflicts === undefined) return false
  const { accounts, parties } = actor.conflicts
  return (
    (applicantPersonId !== null && accounts.includes(applicantPersonId)) ||
    (owner !== undefined && parties.includes(owner.party))
  )
}

/** One of them prepared the result, or had it prepared in their place. */
function isPrepared(
  { preparedBy, preparedFor = [] }: DossierState,
  keys: readonly string[],
  people: readonly number[],
): boolean {
  return (
    (preparedBy !== null && keys.includes(preparedBy)) ||
    people.some((person) => preparedFor.includes(person))
  )
}

const selfDecides = no(
  'selfDecides',
  'Người nộp, người nhập, chủ hồ sơ hoặc người đại diện không được quyết định chính hồ sơ đó.',
)

function no(code: string, message: string): Refusal {
  return refuse(code, message).refusal
}
