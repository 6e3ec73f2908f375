/** What a receptionist of this office can do with a dossier now: the links and verbs of its page. Pure. */
import { activeStep, isOpen, type DossierState } from '../dossier/dossier.ts'
import type { Terms } from '../catalogue/terms.ts'

export type CounterAct =
  | 'accept'
  | 'requestSupplement'
  | 'refuse'
  | 'supplement'
  | 'recordFee'
  | 'draft'
  | 'withdraw'
  | 'deliver'

/** In order of use, what takes something away last. */
export function actsNow(state: DossierState, terms: Terms, officeId: number): CounterAct[] {
  const { receiving, competent, returning } = state.offices
  const isOurs = receiving === officeId || competent === officeId
  if (!isOpen(state)) return []
  if (state.phase.at === 'finished') return returning === officeId ? ['deliver'] : []
  if (!isOurs) return []
  if (state.isWithdrawalAsked) return ['withdraw']
  switch (state.phase.at) {
    case 'submitted':
      return competent === officeId
        ? ['accept', 'requestSupplement', 'withdraw', 'refuse']
        : ['withdraw']
    case 'awaitingSupplement':
      return ['supplement', 'withdraw']
    case 'awaitingFee':
      return ['recordFee', 'withdraw']
    case 'processing': {
      const waitsForDraft = activeStep(state, terms.workflow, 'confirm') !== null
      const isSigned = state.result?.signedHash != null
      return [
        ...(waitsForDraft ? ['draft' as const] : []),
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
