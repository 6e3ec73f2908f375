/** The dossier as the fold of its history. Pure: no clock, no database, no randomness. */
import type { Clock } from '../calendar/clock.ts'
import type { LocalMinute } from '../lib/time.ts'
import type { Terms } from '../catalogue/terms.ts'
import { neededSteps, stepOf, type Task, type Workflow } from '../catalogue/workflow.ts'

import type { DossierEvent, EventBodies, KindOfFiling, Offices, Source } from './events.ts'
import { usesAfter } from './newer.ts'

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
    case 'processing':
      return state.holder === null ? 2 : 4
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
 * The next state. Total over every event ever written; `terms` are those the dossier took along when it was filed.
 * Never refuses: what stands in the history has happened.
 */
export function evolve(
  state: DossierState | null,
  event: DossierEvent,
  terms: Terms,
): DossierState {
  if (event.kind === 'filed') return { ...filed(event), ...usesAfter(null, event) }
  if (state === null) throw new Error(`history begins with ${event.kind}, not with filed`)
  const next = apply(state, event, terms.workflow)
  return {
    ...next,
    seq: event.seq,
    lastOccurredAt: event.occurredAt.toISOString(),
    ...usesAfter(state, event),
  }
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
  const at = event.occurredAt.toISOString()
  switch (event.kind) {
    case 'filed':
      throw new Error(`dossier ${state.code} was filed twice`)
    case 'accepted':
      return {
        ...state,
        phase: { at: 'processing' },
        active: begin(state, workflow, [workflow.start]),
        clock: event.body.clock,
        acceptedAt: at,
      }
    case 'refused':
      return { ...state, phase: { at: 'refused' }, active: [], finishedAt: at }
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
      const { register, book, number, registeredOn, reference } = event.body
      const registerEntry = { register, book, number, registeredOn, reference }
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
      const next = step(state, workflow, 'seal')
      const result = state.result && { ...state.result, sealedHash, number, on }
      return { ...next, phase: { at: 'finished' }, result, clock, finishedAt: at }
    }
    case 'delivered':
      return { ...state, phase: { at: 'delivered' }, active: [], returnedAt: at }
    case 'withdrawalRequested':
      return { ...state, isWithdrawalAsked: true }
    case 'withdrawalConfirmed':
      return { ...state, phase: { at: 'withdrawn' }, active: [], finishedAt: at }
    case 'stopped':
      return { ...state, phase: { at: 'stopped' }, active: [], finishedAt: at }
    case 'emergencyOpened':
    case 'emergencyEnded':
      return state
  }
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
  const active = begin(state, workflow, [workflow.start])
  return { ...state, phase: { at: 'processing' }, active, draft: null }
}

/** Steps begin, but for those that the answers do not need. */
function begin({ skips = [] }: DossierState, workflow: Workflow, ids: readonly string[]): string[] {
  return neededSteps(workflow, ids, skips)
}

/** The step of that task is done; those after it begin. */
function step(state: DossierState, workflow: Workflow, task: Task): DossierState {
  const done = activeStep(state, workflow, task)
  if (done === null) return state
  const rest = state.active.filter((id) => id !== done)
  const begun = begin(state, workflow, stepOf(workflow, done).next).filter(
    (id) => !rest.includes(id),
  )
  return { ...state, active: [...rest, ...begun] }
}

/** The step of that task sends the dossier back to where its workflow says. */
function back(state: DossierState, workflow: Workflow, task: Task): DossierState {
  const from = activeStep(state, workflow, task)
  const to = from === null ? undefined : stepOf(workflow, from).back?.[0]
  if (from === null || to === undefined) return state
  return { ...state, active: [...state.active.filter((id) => id !== from), to] }
}
