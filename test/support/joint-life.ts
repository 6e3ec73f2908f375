/** Given–when–then on a joint dossier: acts in order, each by somebody at some minute. */
import assert from 'node:assert/strict'
import type { Terms } from '../../src/catalogue/terms.ts'
import { refusalToAct } from '../../src/dossier/access.ts'
import type { Command } from '../../src/dossier/commands.ts'
import { decide } from '../../src/dossier/decide.ts'
import type { Decision, Facts } from '../../src/dossier/decision.ts'
import { evolve, type DossierState } from '../../src/dossier/dossier.ts'
import type { DossierEvent, NewEvent } from '../../src/dossier/events.ts'
import type { LegState } from '../../src/dossier/legs/leg.ts'
import { toInstant, type LocalMinute } from '../../src/lib/time.ts'
import { actorKey, type Actor } from '../../src/office/actor.ts'
import { communeOffice, jointTerms, partner } from './joint.ts'
import { calendar, citizen, filing, OTHER_WARD, register, staff } from './office.ts'

const hanoi = calendar()
export const mother = citizen()
export const receptionist = staff('receptionist')
export const officer = staff('officer')
export const elsewhere = staff('officer', OTHER_WARD)
const leader = staff('leader')
const clerk = staff('clerk')

/** A Monday. */
export const MONDAY = '2026-11-30T09:00' as LocalMinute
export type Act = [by: Actor, command: Command, at?: string]

export function outcome(
  state: DossierState | null,
  [by, command, at = MONDAY]: Act,
  terms: Terms = jointTerms,
): Decision {
  const refusal = refusalToAct(by, command, state)
  if (refusal) return { ok: false, refusal }
  const facts: Facts = {
    now: at as LocalMinute,
    terms,
    calendar: hanoi,
    actor: actorKey(by),
    personId: by.kind === 'staff' || by.kind === 'citizen' ? by.personId : null,
    code: 'H26.101-20261130-0001',
    communeOffice,
  }
  return decide(state, command, facts)
}

export function after(
  state: DossierState | null,
  events: readonly NewEvent[],
  [by, , at = MONDAY]: Act,
  terms: Terms = jointTerms,
): DossierState {
  let next = state
  for (const event of events) {
    const stored: DossierEvent = {
      ...event,
      seq: (next?.seq ?? 0) + 1,
      version: 1,
      occurredAt: toInstant(at as LocalMinute),
      recordedAt: toInstant(at as LocalMinute),
      actor: actorKey(by),
      officeId: 101,
      origin: 'live',
    }
    next = evolve(next, stored, terms)
  }
  return next!
}

/** The dossier after these, each lawful. */
export function given(acts: readonly Act[], terms: Terms = jointTerms): DossierState {
  let state: DossierState | null = null
  for (const act of acts) {
    const decision = outcome(state, act, terms)
    assert.ok(decision.ok, `${act[1].type}: ${decision.ok ? '' : decision.refusal.message}`)
    state = after(state, decision.value, act, terms)
  }
  return state!
}

/** What happens: the events' kinds, or the code of the refusal. */
export function when(state: DossierState, act: Act, terms: Terms = jointTerms): string[] | string {
  const decision = outcome(state, act, terms)
  return decision.ok ? decision.value.map(({ kind }) => kind) : decision.refusal.code
}

export function leg(state: DossierState, id: string): LegState {
  const found = state.legs?.find((each) => each.leg === id)
  assert.ok(found, `no leg ${id}`)
  return found
}

/** Filed and accepted: the ward's own leg runs. */
export function acceptedWith(answers: Record<string, unknown> = {}): Act[] {
  return [
    [mother, filing(mother, { answers })],
    [receptionist, { type: 'accept', originals: [] }],
  ]
}

const doc = { documentId: 'd', sha256: 'aa' }
const signed = { documentId: 'd', documentHash: 'aa', signedHash: 'bb', certificate: 'c' }

/** The ward's own leg, to its seal. */
export function sealedWith(answers: Record<string, unknown> = {}): Act[] {
  return [
    ...acceptedWith(answers),
    [officer, { type: 'claim' }],
    [officer, { type: 'examine', checks: [] }],
    [officer, { type: 'sendDraft', ...doc }],
    [mother, { type: 'confirmDraft', by: 'applicant' }],
    [
      register,
      {
        type: 'recordRegisterEntry',
        register: 'birth',
        book: '01',
        number: '12',
        registeredOn: '2026-11-30',
        reference: 'r',
        personalNumber: '001326000001',
      },
    ],
    [officer, { type: 'submitForSigning', ...doc }],
    [leader, { type: 'recordSigned', ...signed, capacity: 'Chủ tịch' }],
    [
      clerk,
      {
        type: 'recordSealed',
        documentId: 'd',
        signedHash: 'bb',
        sealedHash: 'cc',
        number: '7',
        on: '2026-11-30',
        certificate: 'c',
      },
    ],
  ]
}

export const result = { name: 'Kết quả', number: '1', on: '2026-12-01', sha256: null }
const why = { reason: 'Thiếu giấy tờ', legalBasis: 'NĐ 301/2026/NĐ-CP' }

export const acknowledge = (id: string, at: string, by: Actor = partner): Act => [
  by,
  { type: 'acknowledgeLeg', leg: id, reference: 'CA-1' },
  at,
]
export const ask = (id: string, at: string, by: Actor = partner): Act => [
  by,
  { type: 'askLeg', leg: id, faults: [{ paper: 'ct01', fault: 'Mờ' }], ...why },
  at,
]
export const answer = (id: string, at: string): Act => [
  mother,
  { type: 'answerLeg', leg: id, papers: [], fileNames: {} },
  at,
]
export const end = (id: string, at: string, by: Actor = partner): Act => [
  by,
  { type: 'endLeg', leg: id, outcome: 'done', result },
  at,
]
export const refuseLeg = (id: string, at: string, by: Actor = partner): Act => [
  by,
  { type: 'endLeg', leg: id, outcome: 'refused', result: null, ...why },
  at,
]
