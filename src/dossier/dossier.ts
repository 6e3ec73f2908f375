/** The dossier as the fold of its history. Pure: no clock, no database, no randomness. */
import type { Clock } from '../calendar/clock.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Terms } from '../catalogue/terms.ts'
import { beginAt, goOn, standing, type FlowState } from '../catalogue/flow.ts'
import { isPlain, stepOf, type Task, type Workflow } from '../catalogue/workflow.ts'
import type {
  DossierEvent,
  EventBodies,
  KindOfFiling,
  Offices,
  Source,
  RegisterAbout,
} from './events.ts'
import { applyClock } from './clocks/evolve.ts'
import { clockVersions } from './clocks/events.ts'
import { applyHolder } from './holders/evolve.ts'
import { holderVersions } from './holders/events.ts'
import { applyLeg } from './legs/evolve.ts'
import { legVersions } from './legs/events.ts'
import { applyCustody } from './custody/evolve.ts'
import { custodyVersions } from './custody/events.ts'
import { applyLaw } from './laws/evolve.ts'
import { lawVersions } from './laws/events.ts'
import { applyReorganisation } from './reorganisation/evolve.ts'
import { reorganisationVersions } from './reorganisation/events.ts'
import { applyLinked } from './linked/evolve.ts'
import { linkedVersions } from './linked/events.ts'
import { applyParty } from './parties/evolve.ts'
import { partyVersions, type PartyBodies } from './parties/events.ts'
import { applyCorrection } from './corrections/evolve.ts'
import { applyFee } from './fees/evolve.ts'
import { feeVersions } from './fees/events.ts'
import { correctionVersions } from './corrections/events.ts'
import type { CrossOffice, Custody } from './custody/originals.ts'
import type { Correction, FormerResult, Revocation } from './corrections/evolve.ts'
import type { Undecided } from './reorganisation/evolve.ts'
import type { LegState } from './legs/leg.ts'
import type { LinkedBodies } from './linked/events.ts'
import { usesAfter } from './newer.ts'
import { consultedAfter, consultedIn, waitingAfter, type WaitingStep } from './waiting-steps.ts'

export type Procedure = { code: string; version: number; caseCode: string; name: string }

/** Where the dossier stands; each member holds only what is true in it. */
export type Phase =
  | { at: 'submitted' }
  | {
      at: 'awaitingSupplement'
      stage: 'acceptance' | 'processing'
      papers: string[]
      answerBy: LocalMinute | null
    }
  | { at: 'processing' }
  /** A financial duty of the applicant (official status 6): what they owe before the work goes on. */
  | { at: 'awaitingFee'; amount: number; currency: 'VND' }
  | { at: 'finished' }
  | { at: 'delivered' }
  | { at: 'refused' }
  | { at: 'withdrawn' }
  | { at: 'stopped' }

export type DraftResult = {
  documentId: string
  sha256: string
  answerBy: LocalMinute
  isConfirmed: boolean
}
export type RegisterEntry = {
  register: string
  book: string
  number: string
  registeredOn: string
  reference: string
  /** Looked up, not entered; absent: entered. */
  found?: RegisterAbout
}
export type ResultState = {
  documentId: string
  /** Hash of what the leader was asked to sign. */
  documentHash: string
  signedHash: string | null
  signedBy: number | null
  sealedHash: string | null
  number: string | null
  on: string | null
}

export type DossierState = {
  seq: number
  code: string
  procedure: Procedure
  form: { id: string; version: number }
  workflow: { id: string; version: number }
  source: Source
  kindOfFiling: KindOfFiling
  offices: Offices
  applicantPersonId: number | null
  /** Who filed or typed it: never the one who decides (domain §11.10). */
  filedBy: string
  phase: Phase
  /** Ids of the workflow's steps that wait to be done; empty before acceptance and after the end. */
  active: string[]
  /** Joins of the workflow that wait for others, and those that did not (see `FlowState`); absent: none. */
  joining?: string[]
  joined?: string[]
  /** Of the active steps those without an act of their own, with who is waited for; absent: none. */
  waiting?: WaitingStep[]
  /** Offices that the workflow consults by name or by rule, and which may read it therefore; absent: none. */
  consulted?: number[]
  holder: number | null
  /** Who prepared the result: never the one who signs it. */
  preparedBy: string | null
  clock: Clock | null
  supplementRounds: number
  draft: DraftResult | null
  registerEntry: RegisterEntry | null
  result: ResultState | null
  isWithdrawalAsked: boolean
  /** Steps of the workflow that the answers do not need; absent: none. */
  skips?: string[]
  /** Kinds and versions of its events that came after the first release; absent: none. */
  uses?: string[]
  /** The mandate of the agent through whom it was filed; absent: filed without one. */
  mandate?: number
  /** Somebody has held it, also when it is back in the queue; absent: only ever claimed, or never held. */
  hasBeenHeld?: true
  /** Persons in whose place the result was prepared: they do not approve it; absent: none. */
  preparedFor?: number[]
  /** Who holds each leg inside the house; a leg without one is in its office's queue. */
  legHolders?: Record<string, number>
  /** The legs of a joint procedure that have begun, in the order of their beginning; absent: none. */
  legs?: LegState[]
  /** Offices found by the commune in an answer, when it was filed or supplied; absent: none. */
  officesByAnswer?: Record<string, number>
  /** Paper originals that have left the applicant's hands; absent: none. */
  custody?: Custody
  /** Received by an office for the competent one; absent: received by that one itself. */
  crossOffice?: CrossOffice
  /** The dossier from which it follows; absent: none. */
  follows?: LinkedBodies['linked']
  /** Dossiers of which it may be a double, until a person has decided; absent: none. */
  duplicateOf?: LinkedBodies['duplicateSuspected']['of']
  /** Whose matter it is, when the account that filed it is somebody else, or none; absent: the applicant's own, or unknown. */
  owner?: PartyBodies['ownerNamed']
  /** A person has looked at a suspected double and found another matter; it is not suspected again. */
  foundSeparate?: true
  /** A corrected paper on its way; papers that were replaced; the revocation of the result. Absent: none. */
  correction?: Correction
  formerResults?: FormerResult[]
  revocation?: Revocation
  /** Which part of a divided office decides it waits for a person; absent: nothing is open. */
  undecided?: Undecided
  /** Offices that its workflow or its papers name and that others stand for today; absent: none. */
  successors?: { from: number; to: number }[]
  submittedAt: string
  acceptedAt: string | null
  finishedAt: string | null
  returnedAt: string | null
  lastOccurredAt: string
}

/** The official status 1–10 (TrangThaiHoSo), always derived. */
export function statusOf(state: DossierState): number {
  switch (state.phase.at) {
    case 'submitted':
      return 1
    case 'awaitingSupplement':
      return 5
    case 'awaitingFee':
      return 6
    case 'processing':
      return state.holder === null && !state.hasBeenHeld ? 2 : 4
    case 'finished':
      return 9
    case 'delivered':
      return 10
    case 'refused':
      return 3
    case 'withdrawn':
      return 7
    case 'stopped':
      return 8
  }
}

/** Whether anything may still happen to it. */
export function isOpen(state: DossierState): boolean {
  switch (state.phase.at) {
    case 'submitted':
    case 'awaitingSupplement':
    case 'awaitingFee':
    case 'processing':
    case 'finished':
      return true
    case 'delivered':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return false
  }
}

/** The active step whose task it is, or null. */
export function activeStep(state: DossierState, workflow: Workflow, task: Task): string | null {
  return state.active.find((id) => stepOf(workflow, id).task === task) ?? null
}

/**
 * The next state. Total over every event ever written; `terms` are those the dossier took along when it was filed, and from
 * `movedToLaw` on those of that event (`procedureAfter`).
 * Never refuses: what stands in the history has happened.
 */
export function evolve(
  state: DossierState | null,
  event: DossierEvent,
  terms: Terms,
): DossierState {
  if (event.kind === 'filed')
    return { ...filed(event), ...consultedIn(terms.workflow), ...usesAfter(null, event) }
  if (state === null) throw new Error(`history begins with ${event.kind}, not with filed`)
  const next = apply(state, event, terms.workflow)
  return {
    ...withWaiting(next, event, terms.workflow),
    seq: event.seq,
    lastOccurredAt: event.occurredAt.toISOString(),
    ...usesAfter(state, event),
  }
}

/** Who is waited for since when follows the active steps. */
function withWaiting(state: DossierState, event: DossierEvent, workflow: Workflow): DossierState {
  const { waiting: before, ...bare } = state
  const waiting = waitingAfter({ ...bare, ...(before && { waiting: before }) }, event, workflow)
  if (waiting.length === 0) return bare
  return { ...bare, waiting, ...consultedAfter({ ...bare, waiting }) }
}

function filed(event: DossierEvent & { kind: 'filed' }): DossierState {
  const { body } = event
  return {
    seq: event.seq,
    code: body.code,
    procedure: body.procedure,
    form: body.form,
    workflow: body.workflow,
    source: body.source,
    kindOfFiling: body.kindOfFiling,
    offices: body.offices,
    applicantPersonId: body.applicantPersonId,
    filedBy: body.helper ?? event.actor,
    phase: { at: 'submitted' },
    active: [],
    holder: null,
    preparedBy: null,
    clock: null,
    supplementRounds: 0,
    draft: null,
    registerEntry: null,
    result: null,
    isWithdrawalAsked: false,
    submittedAt: event.occurredAt.toISOString(),
    acceptedAt: null,
    finishedAt: null,
    returnedAt: null,
    lastOccurredAt: event.occurredAt.toISOString(),
    ...(body.skips && { skips: body.skips }),
    ...(body.mandate !== undefined && { mandate: body.mandate }),
  }
}

function apply(state: DossierState, event: DossierEvent, workflow: Workflow): DossierState {
  if (isOf(event, clockVersions)) return applyClock(state, event)
  if (isOf(event, feeVersions)) return applyFee(state, event)
  if (isOf(event, holderVersions)) return applyHolder(state, event)
  if (isOf(event, legVersions)) return applyLeg(state, event, workflow)
  if (isOf(event, custodyVersions)) return applyCustody(state, event)
  if (isOf(event, lawVersions)) return applyLaw(state, event, workflow)
  if (isOf(event, reorganisationVersions)) return applyReorganisation(state, event)
  if (isOf(event, linkedVersions)) return applyLinked(state, event)
  if (isOf(event, partyVersions)) return applyParty(state, event)
  if (isOf(event, correctionVersions)) return applyCorrection(state, event)
  const at = event.occurredAt.toISOString()
  switch (event.kind) {
    case 'filed':
      throw new Error(`dossier ${state.code} was filed twice`)
    case 'accepted':
      return {
        ...state,
        ...standing(state, begun(state, workflow)),
        phase: { at: 'processing' },
        clock: event.body.clock,
        acceptedAt: at,
      }
    case 'refused':
      return { ...ended(state), phase: { at: 'refused' }, finishedAt: at }
    case 'supplementRequested': {
      const { stage, papers, answerBy, clock, round } = event.body
      return {
        ...state,
        phase: { at: 'awaitingSupplement', stage, papers, answerBy },
        clock,
        supplementRounds: round,
      }
    }
    case 'supplemented':
      return afterSupplement(state, workflow, event.body)
    case 'claimed':
      return { ...state, holder: event.body.holder }
    case 'examined':
      return { ...step(state, workflow, 'examine'), preparedBy: event.actor }
    case 'draftSent': {
      const { documentId, sha256, answerBy } = event.body
      const draft = { documentId, sha256, answerBy, isConfirmed: false }
      return { ...step(state, workflow, 'draft'), draft, preparedBy: event.actor }
    }
    case 'draftConfirmed':
      return {
        ...step(state, workflow, 'confirm'),
        draft: state.draft && { ...state.draft, isConfirmed: true },
      }
    case 'draftReturned':
      return { ...back(state, workflow, 'confirm'), draft: null }
    case 'registerEntryRecorded': {
      const { register, book, number, registeredOn, reference, found } = event.body
      const registerEntry = {
        register,
        book,
        number,
        registeredOn,
        reference,
        ...(found && { found }),
      }
      return { ...step(state, workflow, 'register'), registerEntry }
    }
    case 'submittedForSigning': {
      const { documentId, sha256 } = event.body
      const result = {
        documentId,
        documentHash: sha256,
        signedHash: null,
        signedBy: null,
        sealedHash: null,
        number: null,
        on: null,
      }
      return { ...step(state, workflow, 'submit'), result, preparedBy: event.actor }
    }
    case 'signingDeclined':
      return { ...back(state, workflow, 'sign'), result: null }
    case 'resultSigned': {
      const { signedHash, by } = event.body
      return {
        ...step(state, workflow, 'sign'),
        result: state.result && { ...state.result, signedHash, signedBy: by },
      }
    }
    case 'resultSealed': {
      const { sealedHash, number, on, clock } = event.body
      const sealed = step(state, workflow, 'seal')
      const result = state.result && { ...state.result, sealedHash, number, on }
      // Of a joint procedure this is one leg: the others go on, and `legsFinished` says when all have ended.
      if (workflow.legs) return { ...sealed, result, clock }
      const next = withoutPlain(sealed, workflow)
      return { ...next, phase: { at: 'finished' }, result, clock, finishedAt: at }
    }
    case 'delivered':
      return { ...ended(state), phase: { at: 'delivered' }, returnedAt: at }
    case 'withdrawalRequested':
      return { ...state, isWithdrawalAsked: true }
    case 'withdrawalConfirmed':
      return { ...ended(state), phase: { at: 'withdrawn' }, finishedAt: at }
    case 'stopped':
      return { ...ended(state), phase: { at: 'stopped' }, finishedAt: at }
    case 'stepCompleted': {
      const { step: done, next, clock } = event.body
      const gone = onFrom(state, workflow, { done, next })
      return clock === null ? gone : { ...gone, phase: { at: 'finished' }, clock, finishedAt: at }
    }
    case 'emergencyOpened':
    case 'emergencyEnded':
      return state
  }
}

/** An event of one part of what may happen, as that part's `evolve` gets it. */
export type Applied<Bodies> = Extract<DossierEvent, { kind: keyof Bodies }>

function isOf<Bodies extends object>(
  event: DossierEvent,
  versions: Record<keyof Bodies, number>,
): event is Applied<Bodies> {
  return Object.hasOwn(versions, event.kind)
}

/** What was supplied in processing is examined anew: the workflow begins again and no draft of before it stands. */
function afterSupplement(
  before: DossierState,
  workflow: Workflow,
  { clock, skips }: EventBodies['supplemented'],
): DossierState {
  const state = { ...before, clock, ...(skips && { skips }) }
  const isProcessing = state.phase.at === 'awaitingSupplement' && state.phase.stage === 'processing'
  if (!isProcessing) return { ...state, phase: { at: 'submitted' } }
  const again = { ...standing(state, begun(state, workflow)), draft: null }
  return { ...again, phase: { at: 'processing' } }
}

/** The work as it begins, without the steps that the answers do not need. */
function begun({ skips = [] }: DossierState, workflow: Workflow): FlowState {
  return beginAt({ workflow, skips }, [workflow.start])
}

function ended(state: DossierState): DossierState {
  return standing(state, { active: [] })
}

/** That step is done; those named begin. */
export function onFrom(
  state: DossierState,
  workflow: Workflow,
  gone: { done: string; next: readonly string[] },
): DossierState {
  return standing(state, goOn({ workflow, skips: state.skips ?? [] }, state, gone))
}

/** With the result sealed nobody is asked any more for what was to go into it. */
function withoutPlain(state: DossierState, workflow: Workflow): DossierState {
  const active = state.active.filter((id) => !isPlain(stepOf(workflow, id).task))
  return standing(state, { active })
}

/** The step of that task is done; those after it begin. */
function step(state: DossierState, workflow: Workflow, task: Task): DossierState {
  const done = activeStep(state, workflow, task)
  return done === null
    ? state
    : onFrom(state, workflow, { done, next: stepOf(workflow, done).next })
}

/** The step of that task sends the dossier back to where its workflow says. */
function back(state: DossierState, workflow: Workflow, task: Task): DossierState {
  const from = activeStep(state, workflow, task)
  const to = from === null ? undefined : stepOf(workflow, from).back?.[0]
  if (from === null || to === undefined) return state
  return onFrom(state, workflow, { done: from, next: [to] })
}
