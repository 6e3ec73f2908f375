/** What is lawful on a leg of a joint procedure. */
import { pauseClock, resumeClock, stopClock } from '../../calendar/clock.ts'
import { refuse } from '../../lib/result.ts'
import type { DossierState } from '../dossier.ts'
import { one, wrong, type Decision, type Facts, type Handlers } from '../decision.ts'
import type { LegCommand } from './commands.ts'
import type { LegState } from './leg.ts'

export const legHandlers: Handlers<LegCommand> = {
  acknowledgeLeg: (state, { leg, reference }) =>
    onLeg(state, leg, (open) =>
      open.acknowledgedAt !== null
        ? refuse('alreadyAcknowledged', 'Chặng này đã được xác nhận.')
        : one({ kind: 'legAcknowledged', body: { leg, reference, clock: null } }),
    ),
  reportLeg: (state, { leg, status, note }) =>
    onLeg(state, leg, () =>
      one({ kind: 'legReported', body: { leg, status }, ...(note ? { private: { note } } : {}) }),
    ),
  askLeg: (state, command, facts) => onLeg(state, command.leg, (open) => ask(open, command, facts)),
  answerLeg: (state, { leg, papers, fileNames, note }, { calendar, now }) =>
    onLeg(state, leg, (open) => {
      if (open.asked === null) return wrong('Chặng này không chờ bổ sung.')
      const resumed = open.clock && resumeClock(calendar, open.clock, now)
      if (resumed && !resumed.ok) return resumed
      const body = {
        leg,
        papers: papers.map(({ paper }) => paper),
        clock: resumed ? resumed.value.clock : null,
      }
      return one({
        kind: 'legAnswered',
        body,
        private: { fileNames, ...(note !== undefined && { note }) },
      })
    }),
  endLeg: (state, { leg, outcome, reason, legalBasis, result }, { now }) =>
    onLeg(state, leg, (open) => {
      const clock = open.clock && stopClock(open.clock, now)
      if (clock && !clock.ok) return clock
      const body = {
        leg,
        outcome,
        legalBasis: legalBasis ?? null,
        clock: clock ? clock.value : null,
        result,
      }
      return one({ kind: 'legEnded', body, ...(reason ? { private: { reason } } : {}) })
    }),
  returnLegResult: (state, { leg, manner }) => {
    const open = state.legs?.find((each) => each.leg === leg)
    if (!open?.result) return wrong('Chặng này chưa có kết quả để trả.')
    return open.returnedAt === null
      ? one({ kind: 'legResultReturned', body: { leg, manner } })
      : refuse('alreadyReturned', 'Kết quả của chặng này đã được trả.')
  },
}

function onLeg(
  { legs = [] }: DossierState,
  leg: string,
  act: (open: LegState) => Decision,
): Decision {
  const open = legs.find((each) => each.leg === leg)
  if (open === undefined) return wrong('Hồ sơ chưa đến chặng này.')
  return open.ended === null ? act(open) : wrong('Chặng này đã kết thúc.')
}

function ask(
  open: LegState,
  { leg, faults, reason, legalBasis }: Extract<LegCommand, { type: 'askLeg' }>,
  { now }: Facts,
): Decision {
  if (open.asked !== null) return wrong('Chặng này đang chờ bổ sung.')
  const clock =
    open.clock && pauseClock(open.clock, { from: now, reason: 'supplement', legalBasis })
  if (clock && !clock.ok) return clock
  const papers = [...new Set(faults.map(({ paper }) => paper))]
  const body = { leg, papers, legalBasis, answerBy: null, clock: clock ? clock.value : null }
  return one({ kind: 'legAsked', body, private: { reason, faults } })
}
