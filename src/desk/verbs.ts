/**
 * Which acts stand open to this official on this dossier now. The dossier's own definitions are asked with a sample of each
 * command, so that the dock never shows what `handle` would refuse; `handle` asks again, under lock. Pure.
 */
import type { Calendar } from '../calendar/calendar.ts'
import type { Terms } from '../catalogue/terms.ts'
import { refusalToAct } from '../dossier/access.ts'
import type { Command } from '../dossier/commands.ts'
import { decide } from '../dossier/decide.ts'
import type { DossierState } from '../dossier/dossier.ts'
import { firstNewDay } from '../dossier/clocks/apology.ts'
import { dayOf, type LocalMinute } from '../lib/time.ts'
import { actorKey, type StaffActor } from '../office/actor.ts'

export type Verb =
  | 'claim'
  | 'examine'
  | 'sendDraft'
  | 'submitForSigning'
  | 'sign'
  | 'declineSigning'
  | 'seal'
  | 'requestSupplement'
  | 'stop'
  | 'requestFee'
  | 'apologise'

export type Standing = {
  state: DossierState
  terms: Terms
  calendar: Calendar
  now: LocalMinute
  by: StaffActor
}

export function verbsFor(standing: Standing): ReadonlySet<Verb> {
  const samples = Object.entries(samplesOf(standing)) as [Verb, Command][]
  return new Set(samples.filter(([, command]) => mayDo(standing, command)).map(([verb]) => verb))
}

function mayDo({ state, terms, calendar, now, by }: Standing, command: Command): boolean {
  if (refusalToAct(by, command, state) !== null) return false
  const facts = {
    now,
    terms,
    calendar,
    actor: actorKey(by),
    personId: by.personId,
    code: null,
  }
  return decide(state, command, facts).ok
}

function samplesOf({ state, calendar, now }: Standing): Record<Verb, Command> {
  const { result } = state
  const documentId = result?.documentId ?? ''
  const signedHash = result?.signedHash ?? ''
  return {
    claim: { type: 'claim' },
    examine: { type: 'examine', checks: [] },
    sendDraft: { type: 'sendDraft', documentId: '', sha256: '' },
    submitForSigning: { type: 'submitForSigning', documentId: '', sha256: '' },
    sign: {
      type: 'recordSigned',
      documentId,
      documentHash: result?.documentHash ?? '',
      signedHash: '',
      capacity: '',
      certificate: '',
    },
    declineSigning: { type: 'declineSigning', reason: '' },
    seal: {
      type: 'recordSealed',
      documentId,
      signedHash,
      sealedHash: '',
      number: '',
      on: '',
      certificate: '',
    },
    requestSupplement: {
      type: 'requestSupplement',
      faults: [],
      reason: '',
      legalBasis: '',
      ground: 'căn cứ',
    },
    stop: { type: 'stop', reason: '', legalBasis: '' },
    requestFee: { type: 'requestFee', amount: 1, currency: 'VND', reason: '', legalBasis: '' },
    apologise: {
      type: 'apologise',
      to: state.clock ? firstNewDay(calendar, state.clock, now) : dayOf(now),
      reason: '',
      legalBasis: '',
      paper: { documentId: '', sha256: '' },
    },
  }
}
