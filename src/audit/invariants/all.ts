/** Every invariant of the house, in the order in which a reader understands them. */
import { booksAreGapless } from './books.ts'
import { codePointsHome, counterCoversCodes, dossierHasItsCode } from './codes.ts'
import { documentsFollowHistory, tokenHasItsPaper } from './documents.ts'
import { dueFollowsLedger } from './due.ts'
import { filesFollowHistory, filesInStore } from './files.ts'
import { erasureIsNamed, historyIsWhole, rowFollowsState, stateFollowsHistory } from './history.ts'
import type { Invariant } from './invariant.ts'
import { keyPointsHome } from './keys.ts'
import { marksAreTakenUp } from './marks.ts'
import { accessFollowsScopes, scopesFollowOffices } from './scopes.ts'
import { searchFollowsWords } from './search.ts'
import { eventsAreTold, messagesHaveEvents } from './told.ts'

export const INVARIANTS: readonly Invariant[] = [
  historyIsWhole,
  erasureIsNamed,
  stateFollowsHistory,
  rowFollowsState,
  dueFollowsLedger,
  scopesFollowOffices,
  accessFollowsScopes,
  searchFollowsWords,
  dossierHasItsCode,
  codePointsHome,
  counterCoversCodes,
  keyPointsHome,
  filesFollowHistory,
  filesInStore,
  documentsFollowHistory,
  tokenHasItsPaper,
  booksAreGapless,
  eventsAreTold,
  messagesHaveEvents,
  marksAreTakenUp,
]

/** The names of all that can be a finding: also that the nightly run itself did not come. */
export const NIGHT_RUN = 'night-run-came'

export function invariantNamed(name: string): Invariant | undefined {
  return INVARIANTS.find((each) => each.name === name)
}
