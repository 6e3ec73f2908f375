/** What is lawful with receipt for another office, the place of return, and paper originals. Sources: domain §1.1, §2.2. */
import { ok, refuse, type Refusal } from '../../lib/result.ts'
import { one, wrong, type Decision, type Facts, type Handlers } from '../decision.ts'
import type { DossierState } from '../dossier.ts'
import type { NewEvent } from '../events.ts'
import type { CustodyCommand } from './commands.ts'
import { papersAt, papersOn, RESULT_PAPER } from './originals.ts'
import { isCrossOffice } from './receipt.ts'
import { transferDue } from './transfer.ts'

export const custodyHandlers: Handlers<CustodyCommand> = {
  receiveForAnother,
  handToCompetent,
  changeReturnPlace: ({ phase, offices }, { to }) => {
    if (phase.at === 'finished')
      return refuse('resultThere', 'Đã có kết quả, không đổi nơi trả được nữa.')
    if (to === offices.returning) return refuse('samePlace', 'Nơi này đang là nơi trả kết quả.')
    return one({ kind: 'returnPlaceChanged', body: { from: offices.returning, to } })
  },
  takeOriginals: (state, { papers }, facts) => {
    if (papers.includes(RESULT_PAPER) && state.phase.at !== 'finished') return noResult
    const taken = takenNow(state, papers, facts)
    if (!taken.ok) return taken
    return taken.value.length > 0 ? taken : refuse('sameOriginals', 'Bản chính đã ở đây.')
  },
  sendOriginals,
  receiveOriginals,
  findOriginals: (state, { papers, note }, facts) => {
    const office = officeOf(state, facts)
    const lost = papers.every((paper) => {
      const place = state.custody?.[paper]
      return place?.isMissing === true && (place.from === office || place.at === office)
    })
    if (papers.length === 0 || !lost) return wrong('Bản chính này không bị ghi là thiếu.')
    return one({ kind: 'originalsFound', body: { papers, office }, private: { note } })
  },
  returnOriginals: (state, command, facts) => {
    if (command.papers.length === 0) return nothingNamed
    return returned(state, command, facts)
  },
}

const noResult = wrong('Hồ sơ chưa có kết quả.')
const nothingNamed = refuse('noPaper', 'Hãy chọn ít nhất một bản chính.')

/** Where the actor acts; the competent office when nobody said. */
function officeOf({ offices }: DossierState, { officeId }: Facts): number {
  return officeId ?? offices.competent
}

/** The receiving office checks and takes it for another; it promises no date (NĐ 118/2025 Đ14.4, Đ17.3). */
function receiveForAnother(
  state: DossierState,
  { originals }: Extract<CustodyCommand, { type: 'receiveForAnother' }>,
  facts: Facts,
): Decision {
  if (state.phase.at !== 'submitted') return wrong('Chỉ nhận hộ được hồ sơ chưa tiếp nhận.')
  if (state.isWithdrawalAsked) return wrong('Người nộp đã yêu cầu rút hồ sơ.')
  if (!isCrossOffice(state, facts))
    return refuse('ownCounter', 'Quầy này tiếp nhận cho nơi giải quyết, không phải nhận hộ.')
  if (state.crossOffice !== undefined) return refuse('alreadyReceived', 'Hồ sơ đã được nhận hộ.')
  const due = transferDue(facts.calendar, facts.now)
  if (!due.ok) return due
  const { receiving, competent } = state.offices
  const taken = takenNow(state, originals, { ...facts, officeId: receiving })
  if (!taken.ok) return taken
  const body = { office: receiving, to: competent, handOverBy: due.value }
  return ok([{ kind: 'receivedForAnother', body }, ...taken.value])
}

function handToCompetent(
  state: DossierState,
  { slip }: Extract<CustodyCommand, { type: 'handToCompetent' }>,
): Decision {
  const { crossOffice, offices } = state
  if (state.phase.at !== 'submitted' || crossOffice === undefined)
    return wrong('Hồ sơ này không chờ chuyển đến nơi có thẩm quyền.')
  if (crossOffice.handedAt !== undefined)
    return refuse('alreadyHanded', 'Hồ sơ đã được chuyển đến nơi có thẩm quyền.')
  const papers = papersAt(state, crossOffice.from)
  if (papers.length > 0 && slip === null)
    return refuse('slipNeeded', 'Quầy đang giữ bản chính: hãy chuyển kèm phiếu bàn giao.')
  const move = { from: crossOffice.from, to: offices.competent }
  const handed: NewEvent = {
    kind: 'handedToCompetent',
    body: { ...move, handOverBy: crossOffice.handOverBy, slip },
  }
  return ok([handed, ...(slip === null ? [] : sentEvents(papers, { ...move, slip }))])
}

function sentEvents(
  papers: string[],
  move: { slip: string; from: number; to: number },
): NewEvent[] {
  return papers.length === 0
    ? []
    : [{ kind: 'originalsMoved', body: { ...move, papers, step: 'sent' } }]
}

/** Papers go only where the dossier is worked on or returned: whoever gets them can read it. */
function sendOriginals(
  state: DossierState,
  { slip, papers, to }: Extract<CustodyCommand, { type: 'sendOriginals' }>,
  facts: Facts,
): Decision {
  const from = officeOf(state, facts)
  if (papers.length === 0) return nothingNamed
  const blocked = notHere(state, papers, from)
  if (blocked) return { ok: false, refusal: blocked }
  const inside = state.legs?.some(({ office }) => office === to) ?? false
  if (to === from || !(Object.values(state.offices).includes(to) || inside))
    return refuse(
      'otherOffice',
      'Chỉ bàn giao bản chính cho nơi giải quyết hoặc nơi trả hồ sơ này.',
    )
  const isWaiting = state.crossOffice !== undefined && state.crossOffice.handedAt === undefined
  if (isWaiting && from === state.crossOffice?.from && to === state.offices.competent)
    return refuse('handOverWhole', 'Hãy chuyển cả hồ sơ đến nơi có thẩm quyền, không chỉ giấy tờ.')
  return ok(sentEvents(papers, { slip, from, to }))
}

/** What was in the bundle is here now; what was named and not in it is noted for both offices. */
function receiveOriginals(
  state: DossierState,
  command: Extract<CustodyCommand, { type: 'receiveOriginals' }>,
  facts: Facts,
): Decision {
  const { slip, arrived, missing, note } = command
  const to = officeOf(state, facts)
  const due = papersOn(state, slip).filter((paper) => state.custody?.[paper]?.at === to)
  const named = [...arrived, ...missing]
  if (new Set(named).size !== named.length || named.some((paper) => !due.includes(paper)))
    return refuse('notOnSlip', 'Có bản chính không nằm trên phiếu bàn giao gửi đến đây.')
  const from = state.custody?.[named[0] ?? '']?.from
  if (named.some((paper) => state.custody?.[paper]?.from !== from))
    return refuse('notOnSlip', 'Một phiếu bàn giao chỉ có một nơi giao.')
  const { crossOffice } = state
  const arrives =
    crossOffice?.slip === slip &&
    crossOffice.arrivedAt === undefined &&
    to === state.offices.competent
  const lost = missing.filter((paper) => state.custody?.[paper]?.isMissing !== true)
  const events: NewEvent[] = [
    ...(arrives ? [{ kind: 'arrivedAtCompetent', body: { office: to, slip } } as const] : []),
    ...(arrived.length > 0
      ? [
          {
            kind: 'originalsMoved',
            body: { slip, papers: arrived, from: from ?? null, to, step: 'received' },
          } as const,
        ]
      : []),
    ...(lost.length > 0 && from !== undefined
      ? [
          {
            kind: 'originalsMissing',
            body: { slip, papers: lost, from, to },
            ...(note ? { private: { note } } : {}),
          } as const,
        ]
      : []),
  ]
  return events.length > 0 ? ok(events) : refuse('nothingArrived', 'Phiếu này đã được nhận xong.')
}

/** Originals that the actor's office takes in now; those that lie here already are left out, those elsewhere refuse it. */
export function takenNow(state: DossierState, papers: readonly string[], facts: Facts): Decision {
  const office = officeOf(state, facts)
  const elsewhere = papers.some((paper) => {
    const place = state.custody?.[paper]
    return place !== undefined && place.at !== null && (place.isOnTheWay || place.at !== office)
  })
  if (elsewhere)
    return refuse(
      'originalsElsewhere',
      'Có bản chính đang ở nơi khác hoặc trên đường. Hãy nhận theo phiếu bàn giao.',
    )
  const here = new Set(papersAt(state, office))
  const fresh = [...new Set(papers)].filter((paper) => !here.has(paper))
  if (fresh.length === 0) return ok([])
  return ok([{ kind: 'originalsTaken', body: { papers: fresh, office } }])
}

export type Returning = {
  papers: readonly string[]
  receiver: 'applicant' | 'authorised'
  receiverName?: string
  isSigned: boolean
}

/** Originals go back to the applicant from where they lie (NĐ 61/2018 Đ20.2); none named: no event. */
export function returned(
  state: DossierState,
  { papers, receiver, receiverName, isSigned }: Returning,
  facts: Facts,
): Decision {
  if (papers.length === 0) return ok([])
  const from = officeOf(state, facts)
  const blocked = notHere(state, papers, from)
  if (blocked) return { ok: false, refusal: blocked }
  if (!isSigned)
    return refuse('notSigned', 'Người nhận phải ký nhận bản chính trước khi ghi đã trả.')
  if (
    papers.includes(RESULT_PAPER) &&
    state.phase.at !== 'finished' &&
    state.phase.at !== 'delivered'
  )
    return noResult
  return one({
    kind: 'originalsReturned',
    body: { papers: [...papers], from, receiver, isSigned },
    ...(receiverName ? { private: { receiverName } } : {}),
  })
}

/** The no when the result exists on paper and is not where it would be handed out; null when it may be. */
export function resultElsewhere(state: DossierState, facts: Facts): Refusal | null {
  const place = state.custody?.[RESULT_PAPER]
  if (place === undefined || place.at === null) return null
  const isHere = place.at === officeOf(state, facts) && !place.isOnTheWay
  return isHere
    ? null
    : refuse('resultElsewhere', 'Bản kết quả chưa ở quầy này. Hãy nhận theo phiếu bàn giao trước.')
        .refusal
}

/**
 * Originals that come with a supplement. Of a paper that lies at another office already this is a further copy, which is kept
 * apart: each of the two has a place of its own.
 */
export function takenBeside(
  state: DossierState,
  papers: readonly string[],
  facts: Facts,
): Decision {
  const office = officeOf(state, facts)
  const isElsewhere = (name: string) => {
    const place = state.custody?.[name]
    return place !== undefined && place.at !== null && (place.isOnTheWay || place.at !== office)
  }
  const named = papers.map((paper) => {
    for (let copy = 1; ; copy++) {
      const name = copy === 1 ? paper : `${paper}#${copy}`
      if (!isElsewhere(name)) return name
    }
  })
  return takenNow(state, named, facts)
}

function notHere(state: DossierState, papers: readonly string[], office: number): Refusal | null {
  const here = new Set(papersAt(state, office))
  return papers.every((paper) => here.has(paper))
    ? null
    : refuse('notHere', 'Có bản chính không nằm ở nơi này.').refusal
}
