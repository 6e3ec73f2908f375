/** What is lawful with dossiers that belong together. */
import { ok, refuse } from '../../lib/result.ts'
import { one, wrong, type Decision, type Handlers } from '../decision.ts'
import type { DossierState } from '../dossier.ts'
import type { LinkedCommand } from './commands.ts'

export const linkedHandlers: Handlers<LinkedCommand> = {
  link: (state, { type: _type, ...body }) =>
    state.follows
      ? refuse('alreadyLinked', 'Hồ sơ đã được nối với một hồ sơ trước.')
      : one({ kind: 'linked', body }),
  suspectDuplicate: (state, { of }) => {
    if (state.phase.at !== 'submitted') return wrong('Chỉ xét trùng khi hồ sơ chưa tiếp nhận.')
    if (state.duplicateOf) return refuse('alreadySuspected', 'Hồ sơ đang chờ xem xét trùng.')
    if (state.foundSeparate) return refuse('alreadyCleared', 'Đã có người xem xét: không trùng.')
    const others = of.filter(({ dossier }) => dossier !== state.follows?.dossier)
    return others.length === 0
      ? refuse('itsOwnFormer', 'Hồ sơ chỉ giống hồ sơ trước mà nó nối tiếp.')
      : one({ kind: 'duplicateSuspected', body: { of: others } })
  },
  clearDuplicate,
}

/**
 * A person has looked. Separate: it goes on as any other. Withdrawn: the applicant wants it back because of the other one, which is
 * still their word: the counter confirms what they asked for, nothing is merged or closed by itself.
 */
function clearDuplicate(
  state: DossierState,
  { outcome = 'separate', reason }: Extract<LinkedCommand, { type: 'clearDuplicate' }>,
): Decision {
  if (!state.duplicateOf) return wrong('Hồ sơ không chờ xem xét trùng.')
  const cleared = { kind: 'duplicateCleared', body: { outcome }, private: { reason } } as const
  if (outcome === 'separate') return one(cleared)
  if (!state.isWithdrawalAsked)
    return refuse(
      'withdrawalNotAsked',
      'Chỉ người nộp rút được hồ sơ. Hãy ghi yêu cầu rút của họ trước, rồi xác nhận ở đây.',
    )
  return ok([cleared, { kind: 'withdrawalConfirmed', body: {} }])
}

/** The no to accepting a dossier that may be a double, with the codes to look at; null when nothing stands against it. */
export function refusalOfSuspected({
  duplicateOf,
}: DossierState): ReturnType<typeof refuse> | null {
  if (!duplicateOf) return null
  const codes = duplicateOf.map(({ code }) => code).join(', ')
  return refuse(
    'duplicateSuspected',
    `Hồ sơ này có thể trùng với ${codes}. Hãy xem xét và ghi kết luận trước khi tiếp nhận.`,
  )
}
