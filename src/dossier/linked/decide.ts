/** What is lawful with dossiers that belong together. */
import { refuse } from '../../lib/result.ts'
import { one, wrong, type Handlers } from '../decision.ts'
import type { LinkedCommand } from './commands.ts'

export const linkedHandlers: Handlers<LinkedCommand> = {
  link: (state, { type: _type, ...body }) =>
    state.follows
      ? refuse('alreadyLinked', 'Hồ sơ đã được nối với một hồ sơ trước.')
      : one({ kind: 'linked', body }),
  suspectDuplicate: (state, { of }) => {
    if (state.phase.at !== 'submitted') return wrong('Chỉ xét trùng khi hồ sơ chưa tiếp nhận.')
    return state.duplicateOf
      ? refuse('alreadySuspected', 'Hồ sơ đang chờ xem xét trùng.')
      : one({ kind: 'duplicateSuspected', body: { of } })
  },
  clearDuplicate: (state, { reason }) =>
    state.duplicateOf
      ? one({ kind: 'duplicateCleared', body: { outcome: 'separate' }, private: { reason } })
      : wrong('Hồ sơ không chờ xem xét trùng.'),
}
