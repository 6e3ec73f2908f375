/** What a dossier waits for from its applicant. Pure. */
import type { Terms } from '../catalogue/terms.ts'
import { activeStep, type DossierState } from '../dossier/dossier.ts'
import type { ResultManner } from '../dossier/events.ts'
import type { LocalMinute } from '../lib/time.ts'

export type Waiting =
  | { kind: 'supplement'; answerBy: LocalMinute | null }
  | { kind: 'fee'; amount: number }
  | { kind: 'draft'; answerBy: LocalMinute; sha256: string }
  | { kind: 'receive'; manner: ResultManner }
  /** The result was taken back before it was handed out: what they receive is the decision. */
  | { kind: 'receiveRevocation'; manner: ResultManner }

/** The one thing the applicant has to do now; null when it is the office's turn, or nobody's. */
export function waitingFor(
  state: DossierState,
  terms: Terms,
  manner: ResultManner,
): Waiting | null {
  if (state.isWithdrawalAsked) return null
  switch (state.phase.at) {
    case 'awaitingSupplement':
      return { kind: 'supplement', answerBy: state.phase.answerBy }
    case 'awaitingFee':
      return { kind: 'fee', amount: state.phase.amount }
    case 'processing': {
      const asked = state.legs?.find((leg) => leg.ended === null && leg.asked !== null)?.asked
      if (asked) return { kind: 'supplement', answerBy: asked.answerBy }
      const isAsked = activeStep(state, terms.workflow, 'confirm') !== null
      if (!isAsked || state.draft === null) return null
      return { kind: 'draft', answerBy: state.draft.answerBy, sha256: state.draft.sha256 }
    }
    case 'finished':
      if (state.revocation === undefined) return { kind: 'receive', manner }
      return state.revocation.on === null ? null : { kind: 'receiveRevocation', manner }
    case 'submitted':
    case 'delivered':
    case 'refused':
    case 'withdrawn':
    case 'stopped':
      return null
  }
}

/** Whether the applicant may still ask to withdraw: before the result is signed (rules: Two-phase acts). */
export function mayWithdraw(state: DossierState): boolean {
  const isRunning =
    state.phase.at === 'submitted' ||
    state.phase.at === 'awaitingSupplement' ||
    state.phase.at === 'awaitingFee' ||
    state.phase.at === 'processing'
  return isRunning && !state.isWithdrawalAsked && state.result?.signedHash == null
}

/** Whether the applicant may still choose where the result is handed out: until there is one. */
export function mayMoveReturn({ phase, isWithdrawalAsked }: DossierState): boolean {
  const isRunning =
    phase.at === 'submitted' || phase.at === 'awaitingSupplement' || phase.at === 'processing'
  return isRunning && !isWithdrawalAsked
}
