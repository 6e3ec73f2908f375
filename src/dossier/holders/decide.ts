/** What is lawful with who holds a dossier: always exactly one, a person or the queue of the office. */
import { showDay } from '../../lib/time.ts'
import { refuse } from '../../lib/result.ts'
import type { DossierState } from '../dossier.ts'
import { one, wrong, type Decision, type Facts, type Handlers } from '../decision.ts'
import type { NewEvent } from '../events.ts'
import { REASON_LETTERS, type HolderCommand } from './commands.ts'
import { openLeg } from './holding.ts'

export const holderHandlers: Handlers<HolderCommand> = {
  handOver: (state, { to, reason, leg }, facts) =>
    held(state, leg, (from) => {
      const no = from === to ? already() : (withoutReason(reason) ?? unfit(state, to, facts))
      return no ?? changed({ leg, from, to, how: 'handedOver', reason })
    }),
  reassign: (state, { to, reason, leg }, facts) =>
    held(state, leg, (from) => {
      const no = from === to ? already() : (withoutReason(reason) ?? unfit(state, to, facts))
      return no ?? changed({ leg, from, to, how: 'reassigned', reason })
    }),
  release: (state, { reason, leg }) =>
    held(state, leg, (from) => {
      if (from === null) return refuse('inQueue', 'Hồ sơ đang ở hàng đợi của cơ quan.')
      return withoutReason(reason) ?? changed({ leg, from, to: null, how: 'released', reason })
    }),
  claimLeg: (state, { leg }, facts) =>
    held(state, leg, (from) => {
      if (facts.personId === null) return wrong('Không rõ người nhận chặng này.')
      if (from === facts.personId) return refuse('alreadyHeld', 'Ông/bà đang giữ chặng này.')
      if (from !== null) return refuse('heldByOther', 'Chặng này đã có người nhận xử lý.')
      const body = { leg, from, to: facts.personId, how: 'claimed' as const }
      return away(facts) ?? one({ kind: 'legHolderChanged', body })
    }),
}

/** An officer works on it, or the applicant is waited for meanwhile: then somebody holds it. Of a leg: while it is under way. */
function held(
  state: DossierState,
  leg: string | undefined,
  change: (from: number | null) => Decision,
): Decision {
  if (leg !== undefined) {
    const open = openLeg(state, leg)
    return open ? change(open.person) : wrong('Hồ sơ không có chặng này, hoặc chặng đã kết thúc.')
  }
  const isHeld =
    state.acceptedAt !== null &&
    ['processing', 'awaitingSupplement', 'awaitingFee'].includes(state.phase.at)
  return isHeld ? change(state.holder) : wrong('Hồ sơ không ở bước xử lý.')
}

type Changed = {
  leg: string | undefined
  from: number | null
  to: number | null
  how: 'handedOver' | 'reassigned' | 'released'
  reason: string
}

function changed({ leg, reason, ...body }: Changed): Decision {
  const told = { private: { reason } }
  const event: NewEvent =
    leg === undefined
      ? { kind: 'holderChanged', body, ...told }
      : { kind: 'legHolderChanged', body: { leg, ...body }, ...told }
  return one(event)
}

function already(): Decision {
  return refuse('alreadyHeld', 'Hồ sơ đã do người đó giữ.')
}

function withoutReason(reason: string): Decision | null {
  if (reason.trim() === '') return refuse('reasonNeeded', 'Hãy ghi lý do.')
  return reason.length > REASON_LETTERS
    ? refuse('reasonTooLong', `Lý do dài quá. Hãy viết ngắn hơn ${REASON_LETTERS} ký tự.`)
    : null
}

/** Whoever gets it works on it from now on: in the role, at the office, not away, and never in a matter of their own. */
function unfit(state: DossierState, to: number, facts: Facts): Decision | null {
  const { receiver } = facts
  if (receiver?.personId !== to || !receiver.holdsRole)
    return refuse(
      'receiverNotOfficer',
      'Người nhận không được phân công thụ lý ở cơ quan này trong hôm nay.',
    )
  if (to === state.applicantPersonId || `staff:${to}` === state.filedBy)
    return refuse(
      'receiverDecidesOwn',
      'Người nhận là người nộp hoặc người nhập hồ sơ này, không được xử lý chính hồ sơ đó.',
    )
  return away(facts)
}

/** New work is not given to whoever is away. */
export function away({ receiver }: Facts): Decision | null {
  return receiver?.awayTo
    ? refuse('receiverAway', `Người nhận vắng mặt đến hết ngày ${showDay(receiver.awayTo)}.`)
    : null
}
