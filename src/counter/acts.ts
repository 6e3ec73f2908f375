/** What a receptionist of this office can do with a dossier now: the links and verbs of its page. Pure. */
import { activeStep, isOpen, type DossierState } from '../dossier/dossier.ts'
import type { Terms } from '../catalogue/terms.ts'

export type CounterAct =
  | 'accept'
  | 'receiveForAnother'
  | 'handOver'
  | 'requestSupplement'
  | 'refuse'
  | 'supplement'
  | 'recordFee'
  | 'draft'
  | 'withdraw'
  | 'deliver'
  | 'returnPlace'

/** In order of use, what takes something away last. */
export function actsNow(
  state: DossierState,
  terms: Terms,
  officeId: number,
  isOwnCounter = false,
): CounterAct[] {
  const { receiving, competent, returning } = state.offices
  const isOurs = receiving === officeId || competent === officeId
  if (!isOpen(state)) return []
  if (state.phase.at === 'finished') return returning === officeId ? ['deliver'] : []
  if (!isOurs) return []
  if (state.isWithdrawalAsked) return ['withdraw']
  switch (state.phase.at) {
    case 'submitted':
      return competent === officeId || isOwnCounter
        ? [...acceptedNow(state), 'requestSupplement', 'returnPlace', 'withdraw', 'refuse']
        : [...forAnother(state), 'returnPlace', 'withdraw']
    case 'awaitingSupplement':
      return ['supplement', 'returnPlace', 'withdraw']
    case 'awaitingFee':
      return ['recordFee', 'returnPlace', 'withdraw']
    case 'processing': {
      const waitsForDraft = activeStep(state, terms.workflow, 'confirm') !== null
      const isSigned = state.result?.signedHash != null
      return [
        ...(waitsForDraft ? ['draft' as const] : []),
        'returnPlace' as const,
        ...(isSigned ? [] : ['withdraw' as const]),
      ]
    }
    case 'delivered':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return []
  }
}

/** What another office received is accepted once it has been handed over. */
function acceptedNow({ crossOffice }: DossierState): CounterAct[] {
  return crossOffice !== undefined && crossOffice.handedAt === undefined ? [] : ['accept']
}

/** What the receiving office does for the one that decides: takes it in, then hands it over. */
function forAnother({ crossOffice }: DossierState): CounterAct[] {
  if (crossOffice === undefined) return ['receiveForAnother', 'requestSupplement']
  return crossOffice.handedAt === undefined ? ['handOver'] : []
}
