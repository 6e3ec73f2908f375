/** Dossiers brought into each situation of the table, and a whole command of every kind. */
import type { Command, CommandType } from '../../src/dossier/commands.ts'
import type { Terms } from '../../src/catalogue/terms.ts'
import { decide } from '../../src/dossier/decide.ts'
import type { Facts } from '../../src/dossier/decision.ts'
import { evolve, type DossierState } from '../../src/dossier/dossier.ts'
import type { DossierEvent, NewEvent } from '../../src/dossier/events.ts'
import { toInstant, type LocalMinute } from '../../src/lib/time.ts'
import { actorKey, type Actor } from '../../src/office/actor.ts'
import {
  calendar,
  citizen,
  clock,
  filing,
  OTHER_WARD,
  CITY,
  WARD,
  register,
  staff,
  terms,
} from '../support/office.ts'
import { asking } from '../support/consultation.ts'
import { communeOffice, jointTerms, partner } from '../support/joint.ts'
import type { ActorName, Situation } from './transitions.ts'

const hanoi = calendar()
const JOINT: readonly Situation[] = ['atLegs', 'legRunning', 'legAsked', 'legDone']
export function termsOf(situation: Situation): Terms {
  if (JOINT.includes(situation)) return jointTerms
  return situation === 'consulting' || situation === 'awaitingOpinion' ? asking : terms
}
const NOW = '2026-11-23T09:00' as LocalMinute
/** After the time in which the applicant could look at the draft. */
const LATER = '2026-11-27T09:00' as LocalMinute
const doc = { documentId: '01a1fd5a-8f48-7a69-9c66-14cf27a813d4', sha256: '01'.repeat(32) }
const signed = { documentId: doc.documentId, signedHash: '02'.repeat(32), certificate: 'c' }
const reason = { reason: 'Lý do thử', legalBasis: 'NĐ 61/2018 Đ17' }

export const applicant = citizen()

export const actors: Readonly<Record<ActorName, Actor>> = {
  receptionist: staff('receptionist'),
  officer: staff('officer'),
  otherOfficer: staff('officer'),
  leader: staff('leader'),
  clerk: staff('clerk'),
  supervisor: staff('supervisor'),
  controller: staff('controller'),
  admin: staff('admin'),
  receptionistElsewhere: staff('receptionist', OTHER_WARD),
  officerElsewhere: staff('officer', OTHER_WARD),
  leaderElsewhere: staff('leader', OTHER_WARD),
  clerkElsewhere: staff('clerk', OTHER_WARD),
  applicant,
  citizen: citizen(),
  agent: {
    kind: 'agent',
    personId: 1_899_999_999,
    name: 'Đại lý',
    agentId: 900_001,
    agentName: 'Đại lý',
    scopes: [1_500_000_000],
  },
  portal: { kind: 'system', name: 'portal', scopes: [1] },
  civilRegister: register,
  partner,
  payment: { kind: 'system', name: 'payment', scopes: [1] },
  clock,
  public: { kind: 'public', scopes: [] },
}

/** A whole command of each kind; silence is the clock's way to confirm. */
export function commandOf(type: CommandType, by: ActorName): Command {
  const all: { [T in CommandType]: Extract<Command, { type: T }> } = {
    file: filing(applicant),
    accept: { type: 'accept', originals: [] },
    refuse: { type: 'refuse', ...reason },
    requestSupplement: {
      type: 'requestSupplement',
      faults: [{ paper: 'birth-notice', fault: 'Ảnh mờ' }],
      ground: 'Luật Hộ tịch Đ16',
      ...reason,
    },
    supplement: { type: 'supplement', papers: [], fileNames: {} },
    claim: { type: 'claim' },
    examine: { type: 'examine', checks: [{ id: 'content', ok: true }] },
    sendDraft: { type: 'sendDraft', ...doc },
    confirmDraft: { type: 'confirmDraft', by: by === 'clock' ? 'silence' : 'applicant' },
    returnDraft: { type: 'returnDraft', note: 'Sai dấu' },
    recordRegisterEntry: {
      type: 'recordRegisterEntry',
      register: 'birth',
      book: '01/2026',
      number: '12',
      registeredOn: '2026-11-23',
      reference: 'r',
      personalNumber: '001326000001',
    },
    submitForSigning: { type: 'submitForSigning', ...doc },
    declineSigning: { type: 'declineSigning', reason: 'Sai nơi sinh' },
    recordSigned: {
      type: 'recordSigned',
      ...signed,
      documentHash: doc.sha256,
      capacity: 'Chủ tịch',
    },
    recordSealed: {
      type: 'recordSealed',
      ...signed,
      sealedHash: '03'.repeat(32),
      number: '7',
      on: '2026-11-23',
    },
    deliver: { type: 'deliver', manner: 'counter', receiver: 'applicant' },
    handOverRevocation: { type: 'handOverRevocation', manner: 'counter', receiver: 'applicant' },
    requestWithdrawal: { type: 'requestWithdrawal', reason: 'Nộp nhầm nơi' },
    confirmWithdrawal: { type: 'confirmWithdrawal' },
    stop: { type: 'stop', ...reason },
    recordEmergencyOpened: {
      type: 'recordEmergencyOpened',
      access: doc.documentId,
      reason: 'Mất điện cả phường',
      askedBy: 1,
      askedRole: 'admin',
      grantedBy: 2,
      grantedRole: 'supervisor',
      legalGround: 'Luật 91/2025',
      until: LATER,
    },
    recordEmergencyEnded: { type: 'recordEmergencyEnded', access: doc.documentId, early: true },
    completeStep: { type: 'completeStep', step: 'opinion' },
    reprojectClock: {
      type: 'reprojectClock',
      calendarVersion: hanoi.document.version,
      reason: 'Thử',
    },
    suspendClock: {
      type: 'suspendClock',
      cause: 'outage',
      reference: doc.documentId,
      ...reason,
    },
    resumeSuspended: { type: 'resumeSuspended', cause: 'outage', reference: doc.documentId },
    requestFee: { type: 'requestFee', amount: 100_000, currency: 'VND', ...reason },
    recordFee: { type: 'recordFee', reference: 'BL-1', amount: 100_000 },
    recordPaid: { type: 'recordPaid', reference: 'MC0123', amount: 16_000, method: 'online' },
    apologise: { type: 'apologise', to: '2026-12-01', paper: doc, ...reason },
    handOver: { type: 'handOver', to: 1_000_999, reason: 'Nghỉ phép' },
    reassign: { type: 'reassign', to: 1_000_999, reason: 'Quá tải' },
    release: { type: 'release', reason: 'Chuyển việc' },
    claimLeg: { type: 'claimLeg', leg: 'residence' },
    acknowledgeLeg: { type: 'acknowledgeLeg', leg: 'residence', reference: 'CA-1' },
    reportLeg: { type: 'reportLeg', leg: 'residence', status: '3' },
    askLeg: { type: 'askLeg', leg: 'residence', faults: [], ...reason },
    answerLeg: { type: 'answerLeg', leg: 'residence', papers: [], fileNames: {} },
    endLeg: {
      type: 'endLeg',
      leg: 'residence',
      outcome: 'done',
      result: { name: 'Xác nhận cư trú', number: '1', on: '2026-11-24', sha256: null },
    },
    returnLegResult: { type: 'returnLegResult', leg: 'residence', manner: 'electronic' },
    receiveForAnother: { type: 'receiveForAnother', originals: [] },
    handToCompetent: { type: 'handToCompetent', slip: null },
    changeReturnPlace: { type: 'changeReturnPlace', to: OTHER_WARD },
    takeOriginals: { type: 'takeOriginals', papers: ['birth-notice'] },
    sendOriginals: {
      type: 'sendOriginals',
      slip: doc.documentId,
      papers: ['birth-notice'],
      to: OTHER_WARD,
    },
    receiveOriginals: {
      type: 'receiveOriginals',
      slip: doc.documentId,
      arrived: ['birth-notice'],
      missing: [],
    },
    findOriginals: { type: 'findOriginals', papers: ['birth-notice'], note: 'Trong tủ' },
    returnOriginals: {
      type: 'returnOriginals',
      papers: ['birth-notice'],
      receiver: 'applicant',
      receiverName: 'Trần Thị Thu Hà',
      isSigned: true,
    },
    moveToLaw: {
      type: 'moveToLaw',
      decision: { id: doc.documentId, number: '1/QĐ' },
      to: { version: 2, caseCode: 'x' },
      clock: 'restart',
      reason: 'Thử',
    },
    changeOffices: {
      type: 'changeOffices',
      reorganisation: { id: doc.documentId, number: '1/NQ' },
      to: { receiving: OTHER_WARD, competent: OTHER_WARD, returning: OTHER_WARD },
    },
    decideOffices: {
      type: 'decideOffices',
      office: OTHER_WARD,
      reason: 'Nhà ở phường Hai',
    },
    link: { type: 'link', dossier: doc.documentId, code: 'x', why: 'complaint' },
    suspectDuplicate: { type: 'suspectDuplicate', of: [{ dossier: doc.documentId, code: 'x' }] },
    clearDuplicate: { type: 'clearDuplicate', reason: 'Hai con' },
    prepareCorrection: {
      type: 'prepareCorrection',
      documentId: doc.documentId,
      sha256: '04'.repeat(32),
      why: 'typing',
      answers: {},
      ...reason,
    },
    dropCorrection: { type: 'dropCorrection', reason: 'Thử' },
    signCorrection: {
      type: 'signCorrection',
      ...signed,
      documentHash: '04'.repeat(32),
      capacity: 'Chủ tịch',
    },
    correctResult: {
      type: 'correctResult',
      ...signed,
      sealedHash: '05'.repeat(32),
      number: '7',
      on: '2026-11-24',
    },
    decideRevocation: {
      type: 'decideRevocation',
      decision: { number: '9/QĐ', on: '2026-11-23' },
      why: 'wronglyGranted',
      ...reason,
    },
    revokeResult: { type: 'revokeResult', on: '2026-11-24' },
  }
  return all[type]
}

export type Step = [by: ActorName, type: CommandType, over?: object]
const FILED: Step[] = [['applicant', 'file']]
const ACCEPTED: Step[] = [...FILED, ['receptionist', 'accept']]
const HELD: Step[] = [...ACCEPTED, ['officer', 'claim']]
const EXAMINED: Step[] = [...HELD, ['officer', 'examine']]
const DRAFTED: Step[] = [...EXAMINED, ['officer', 'sendDraft']]
const CONFIRMED: Step[] = [...DRAFTED, ['applicant', 'confirmDraft']]
const REGISTERED: Step[] = [...CONFIRMED, ['civilRegister', 'recordRegisterEntry']]
const FOR_SIGNING: Step[] = [...REGISTERED, ['officer', 'submitForSigning']]
const SIGNED: Step[] = [...FOR_SIGNING, ['leader', 'recordSigned']]
const FINISHED: Step[] = [...SIGNED, ['clerk', 'recordSealed']]
const WITHDRAWING: Step = ['applicant', 'requestWithdrawal']
const ASKED: Step = ['receptionist', 'requestSupplement']
const ELSEWHERE: Step = [
  'receptionistElsewhere',
  'file',
  {
    source: 'counter',
    kindOfFiling: 'counter',
    offices: { receiving: OTHER_WARD, competent: WARD, returning: WARD },
  },
]
const TAKEN: Step[] = [ELSEWHERE, ['receptionistElsewhere', 'receiveForAnother']]
const AT_LEGS: Step[] = [...SIGNED, ['clerk', 'recordSealed']]
const AT_POLICE: Step[] = [...AT_LEGS, ['partner', 'acknowledgeLeg']]
const SPLIT: Step = [
  'clock',
  'changeOffices',
  {
    to: { receiving: WARD, competent: WARD, returning: WARD },
    undecided: {
      places: ['competent'],
      default: WARD,
      candidates: [{ office: OTHER_WARD, why: 'document' }],
      deciders: [CITY],
    },
  },
]
const ASKED_LATE: Step = ['officer', 'requestSupplement']

/** The lawful way into each situation. */
export const WAYS: Readonly<Record<Situation, readonly Step[]>> = {
  none: [],
  submitted: FILED,
  submittedWithdrawing: [...FILED, WITHDRAWING],
  supplementBefore: [...FILED, ASKED],
  supplementBeforeWithdrawing: [...FILED, ASKED, WITHDRAWING],
  accepted: ACCEPTED,
  held: HELD,
  examined: EXAMINED,
  drafted: DRAFTED,
  confirmed: CONFIRMED,
  registered: REGISTERED,
  forSigning: FOR_SIGNING,
  signed: SIGNED,
  heldWithdrawing: [...HELD, WITHDRAWING],
  supplementIn: [...HELD, ASKED_LATE],
  supplementInWithdrawing: [...HELD, ASKED_LATE, WITHDRAWING],
  consulting: EXAMINED,
  awaitingOpinion: CONFIRMED,
  receivedForAnother: TAKEN,
  handedToCompetent: [...TAKEN, ['receptionistElsewhere', 'handToCompetent']],
  suspected: [...FILED, ['clock', 'suspectDuplicate']],
  awaitingFee: [...HELD, ['officer', 'requestFee']],
  suspended: [...HELD, ['clock', 'suspendClock']],
  apologised: [...HELD, ['leader', 'apologise']],
  atLegs: AT_LEGS,
  legRunning: AT_POLICE,
  legAsked: [...AT_POLICE, ['partner', 'askLeg']],
  legDone: [...AT_POLICE, ['partner', 'endLeg']],
  undecided: [...HELD, SPLIT],
  finished: FINISHED,
  correcting: [...FINISHED, ['officer', 'prepareCorrection']],
  correctionSigned: [...FINISHED, ['officer', 'prepareCorrection'], ['leader', 'signCorrection']],
  revoking: [...FINISHED, ['leader', 'decideRevocation']],
  revoked: [...FINISHED, ['leader', 'decideRevocation'], ['clerk', 'revokeResult']],
  delivered: [...FINISHED, ['receptionist', 'deliver']],
  refused: [...FILED, ['receptionist', 'refuse']],
  withdrawn: [...FILED, WITHDRAWING, ['receptionist', 'confirmWithdrawal']],
  stopped: [...HELD, ['officer', 'stop']],
}

/** What the clock does because time has passed in silence. */
const SILENT: readonly CommandType[] = ['confirmDraft', 'completeStep', 'endLeg']

export function factsOf(by: ActorName, terms: Terms, type?: CommandType): Facts {
  const actor = actors[by]
  return {
    now: by === 'clock' && (type === undefined || SILENT.includes(type)) ? LATER : NOW,
    terms,
    calendar: hanoi,
    actor: actorKey(actor),
    personId: actor.kind === 'staff' || actor.kind === 'citizen' ? actor.personId : null,
    code: 'H26.101-20261123-0001',
    communeOffice,
    officeId: actor.kind === 'staff' ? actor.officeId : null,
    receiver: { personId: 1_000_999, holdsRole: true, awayTo: null },
  }
}

export function after(steps: readonly Step[], terms: Terms): DossierState | null {
  let state: DossierState | null = null
  for (const [by, type, over] of steps) {
    const facts = factsOf(by, terms, type)
    const command: Command = { ...commandOf(type, by), ...over }
    const decision = decide(state, command, facts)
    if (!decision.ok) throw new Error(`${by} ${type}: ${decision.refusal.message}`)
    state = folded(state, decision.value, facts)
  }
  return state
}

export function folded(
  before: DossierState | null,
  events: NewEvent[],
  facts: Facts,
): DossierState {
  const at = toInstant(facts.now)
  let state = before
  for (const event of events) {
    const stored: DossierEvent = {
      ...event,
      seq: (state?.seq ?? 0) + 1,
      version: 1,
      occurredAt: at,
      recordedAt: at,
      actor: facts.actor,
      officeId: 101,
      origin: 'live',
    }
    state = evolve(state, stored, facts.terms)
  }
  if (state === null) throw new Error('no event')
  return state
}

const stood = new Map<Situation, DossierState | null>()

/** A dossier in that situation. */
export function standing(situation: Situation): DossierState | null {
  const known = stood.get(situation)
  if (known !== undefined) return known
  const state = after(WAYS[situation], termsOf(situation))
  stood.set(situation, state)
  return state
}
