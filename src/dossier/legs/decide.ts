/** What is lawful on a leg of a joint procedure. An act on one leg says nothing of any other (domain §11.7). */
import { pauseClock, resumeClock, startClock, stopClock } from '../../calendar/clock.ts'
import { dueAt } from '../../calendar/deadline.ts'
import { legOf, endOfLeg, type Leg } from '../../catalogue/workflow-legs.ts'
import { ok, refuse } from '../../lib/result.ts'
import { defined, one, wrong, type Decision, type Facts, type Handlers } from '../decision.ts'
import type { DossierState } from '../dossier.ts'
import { notAllowedHere } from '../allowed.ts'
import type { LegCommand } from './commands.ts'
import type { LegState } from './leg.ts'
import { isNoticeLate } from './notice.ts'

type Of<T extends LegCommand['type']> = Extract<LegCommand, { type: T }>
/** The leg as it stands, and as the workflow has it. */
type OnLeg = { state: DossierState; open: LegState; leg: Leg; facts: Facts }

export const legHandlers: Handlers<LegCommand> = {
  acknowledgeLeg: (state, command, facts) =>
    worked(state, command, facts) ?? onLeg(state, command, facts, acknowledge(command)),
  reportLeg: (state, command, facts) =>
    onLeg(state, command, facts, () =>
      one({
        kind: 'legReported',
        body: { leg: command.leg, status: command.status },
        ...(command.note ? { private: { note: command.note } } : {}),
      }),
    ),
  askLeg: (state, command, facts) =>
    worked(state, command, facts) ?? onLeg(state, command, facts, ask(command)),
  answerLeg: (state, command, facts) =>
    worked(state, command, facts) ?? onLeg(state, command, facts, answer(command)),
  endLeg: (state, command, facts) =>
    worked(state, command, facts) ?? onLeg(state, command, facts, end(command)),
  returnLegResult: (state, { leg, manner }) => {
    const open = state.legs?.find((each) => each.leg === leg)
    if (!open?.result) return wrong('Chặng này chưa có kết quả để trả.')
    return open.returnedAt === null
      ? one({ kind: 'legResultReturned', body: { leg, manner } })
      : refuse('alreadyReturned', 'Kết quả của chặng này đã được trả.')
  },
}

function onLeg(
  state: DossierState,
  { leg }: LegCommand,
  facts: Facts,
  act: (on: OnLeg) => Decision,
): Decision {
  const open = state.legs?.find((each) => each.leg === leg)
  if (open === undefined) return wrong('Hồ sơ chưa đến chặng này.')
  if (open.ended !== null) return wrong('Chặng này đã kết thúc.')
  if (open.where === 'inside' && facts.actor === 'system:partner')
    return refuse('notAllowed', 'Chặng này do cơ quan của thành phố làm.')
  return act({ state, open, leg: legOf(facts.terms.workflow, leg), facts })
}

/** The no while the whole stands: the citizen supplements it, or it is over. */
function worked(state: DossierState, { leg }: LegCommand, { terms }: Facts): Decision | null {
  if (!terms.workflow.legs?.some(({ id }) => id === leg))
    return wrong('Quy trình của hồ sơ này không có chặng đó.')
  if (state.phase.at === 'awaitingSupplement')
    return refuse('awaitingSupplement', 'Hồ sơ đang chờ người dân bổ sung.')
  return state.phase.at === 'processing' ? null : wrong('Hồ sơ không ở bước xử lý.')
}

/** The leg's own clock starts here and nobody else's (NĐ 301/2026; domain §4.4). */
const acknowledge =
  ({ leg: id, reference }: Of<'acknowledgeLeg'>) =>
  ({ open, leg, facts }: OnLeg): Decision => {
    if (open.acknowledgedAt !== null)
      return refuse('alreadyAcknowledged', 'Chặng này đã được xác nhận.')
    const clock = startedClock(leg, facts)
    return clock.ok
      ? one({ kind: 'legAcknowledged', body: { leg: id, reference, clock: clock.value } })
      : clock
  }

/** The clock of a leg received now; null where no source gives its time. */
export function startedClock({ limit }: Leg, { calendar, now, terms }: Facts) {
  if (limit.value === null) return ok(null)
  return startClock(calendar, { received: now, limit: limit.value, policy: terms.clockPolicy })
}

const ask =
  ({ leg: id, faults, reason, legalBasis }: Of<'askLeg'>) =>
  ({ state, open, leg, facts }: OnLeg): Decision => {
    const { now, calendar, terms } = facts
    if (open.acknowledgedAt === null) return notAcknowledged()
    if (open.asked !== null) return wrong('Chặng này đang chờ bổ sung.')
    const notHere = notAllowedHere(state, terms.workflow, { act: 'supplement', leg: id })
    if (notHere) return notHere
    const clock =
      open.clock && pauseClock(open.clock, { from: now, reason: 'supplement', legalBasis })
    if (clock && !clock.ok) return clock
    const answerBy = dueAt(calendar, now, leg.missingPapers.value)
    const body = {
      leg: id,
      papers: [...new Set(faults.map(({ paper }) => paper))],
      legalBasis,
      answerBy: answerBy.ok ? answerBy.value.dueAt : null,
      clock: clock ? clock.value : null,
      ...(isNoticeLate(leg, open.acknowledgedAt, facts) && { noticeLate: true as const }),
    }
    return one({ kind: 'legAsked', body, private: { reason, faults } })
  }

const answer =
  ({ leg, papers, fileNames, note }: Of<'answerLeg'>) =>
  ({ open, facts: { calendar, now } }: OnLeg): Decision => {
    if (open.asked === null) return wrong('Chặng này không chờ bổ sung.')
    const resumed = open.clock && resumeClock(calendar, open.clock, now)
    if (resumed && !resumed.ok) return resumed
    const body = {
      leg,
      papers: papers.map(({ paper }) => paper),
      clock: resumed ? resumed.value.clock : null,
      ...(papers.length > 0 && { filed: papers }),
    }
    return one({ kind: 'legAnswered', body, private: { fileNames, ...defined({ note }) } })
  }

const end =
  (command: Of<'endLeg'>) =>
  (on: OnLeg): Decision => {
    const { open, leg, facts } = on
    const no = noEnd(command, on)
    if (no) return no
    const clock = open.clock && stopClock(open.clock, facts.now)
    if (clock && !clock.ok) return clock
    const { outcome, reason, legalBasis, result } = command
    const kept = reason ? { private: { reason } } : {}
    const body = {
      leg: command.leg,
      outcome,
      legalBasis: legalBasis ?? null,
      clock: clock ? clock.value : null,
      result,
    }
    const ended = { kind: 'legEnded', body, ...kept } as const
    if (outcome === 'done' || leg.ifNotDone.value === 'othersGoOn') return one(ended)
    const basis = { legalBasis: legalBasis ?? leg.ifNotDone.source }
    return ok([ended, { kind: 'stopped', body: basis, ...kept }])
  }

/** Why it cannot end so; null when it can. A refusal or a stop has reason and legal basis (domain §11.3). */
function noEnd(command: Of<'endLeg'>, { state, open, leg, facts }: OnLeg): Decision | null {
  const { outcome, reason, legalBasis, result } = command
  const { workflow } = facts.terms
  if (facts.actor === 'system:clock') return unansweredYet(command, open, facts)
  if (open.acknowledgedAt === null) return notAcknowledged()
  if (outcome !== 'done')
    return reason && legalBasis
      ? notAllowedHere(state, workflow, { act: 'stop', leg: command.leg })
      : refuse('reasonNeeded', 'Hãy ghi lý do và căn cứ pháp lý.')
  const last = endOfLeg(workflow, command.leg)
  if (last?.task !== 'leg') return wrong('Chặng này xong khi kết quả được đóng dấu.')
  if (!state.active.includes(last.id))
    return refuse('stepsOpen', 'Còn bước của chặng này chưa xong.')
  return leg.makes !== null && result === null
    ? refuse('resultNeeded', 'Hãy ghi kết quả của chặng này.')
    : null
}

/** The clock ends a leg only after the citizen's time, and never as done. */
function unansweredYet({ outcome }: Of<'endLeg'>, { asked }: LegState, { now }: Facts) {
  if (outcome !== 'stopped' || !asked?.answerBy) return wrong('Chặng này không chờ bổ sung.')
  return now > asked.answerBy
    ? null
    : refuse('tooEarly', 'Chưa hết thời gian bổ sung của người dân.')
}

function notAcknowledged(): Decision {
  return refuse('notAcknowledged', 'Hãy xác nhận đã nhận chặng này trước.')
}
