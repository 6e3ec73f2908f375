/** Every invariant of the house, in the order in which a reader understands them. */
import { booksAreGapless } from './books.ts'
import { calendarReaches } from './calendar.ts'
import { codePointsHome, counterCoversCodes, dossierHasItsCode } from './codes.ts'
import { documentsFollowHistory, tokenHasItsPaper } from './documents.ts'
import { dueFollowsLedger } from './due.ts'
import { dueColumnFollowsEvents } from './due-column.ts'
import { filesFollowHistory, filesInStore } from './files.ts'
import { erasureIsNamed, historyIsWhole, rowFollowsState, stateFollowsHistory } from './history.ts'
import { everyoneHasOneHolder } from './holders.ts'
import type { Invariant } from './invariant.ts'
import { keyPointsHome } from './keys.ts'
import { feesFollowLedger } from './ledger.ts'
import { marksAreTakenUp } from './marks.ts'
import { noneLeftBehind } from './offices.ts'
import { accessFollowsScopes, scopesFollowOffices } from './scopes.ts'
import { searchFollowsWords } from './search.ts'
import { officesAreNotSilent } from './silence.ts'
import { eventsAreTold, messagesHaveEvents } from './told.ts'

export const INVARIANTS: readonly Invariant[] = [
  historyIsWhole,
  erasureIsNamed,
  stateFollowsHistory,
  rowFollowsState,
  dueFollowsLedger,
  dueColumnFollowsEvents,
  calendarReaches,
  scopesFollowOffices,
  noneLeftBehind,
  accessFollowsScopes,
  everyoneHasOneHolder,
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
  feesFollowLedger,
  eventsAreTold,
  messagesHaveEvents,
  marksAreTakenUp,
  officesAreNotSilent,
]

/** The nightly work itself did not come: a finding that no look finds. */
export const NIGHT_RUN = 'night-run-came'

export const NIGHT_RUN_WORDS = {
  name: NIGHT_RUN,
  title: 'Việc hằng đêm đã chạy',
  statement:
    'Mỗi đêm có một lần kiểm tra toàn vẹn, một lần tính lại mọi lịch sử và một điểm kiểm được ký; im lặng không phải là tốt.',
  mend: 'Xem chương trình nền có đang chạy không, rồi chạy bằng tay: npm run -s motcua -- invariants, verify, checkpoint.',
  canReproject: false,
} as const

export function invariantNamed(name: string): Invariant | undefined {
  return INVARIANTS.find((each) => each.name === name)
}

/** What people are told of any finding: the title, or the name of one that this program no longer knows. */
export function findingTitle(name: string): string {
  return name === NIGHT_RUN ? NIGHT_RUN_WORDS.title : (invariantNamed(name)?.title ?? name)
}
