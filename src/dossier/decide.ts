/**
 * What an office may lawfully do to a dossier, as a pure function: from the state, a command and the facts of the moment to
 * events, or to a lawful no. Whether the actor may act at all is asked before, in `access.ts`.
 */
import { endPause, pauseClock, startClock, stopClock } from '../calendar/clock.ts'
import { dueAt } from '../calendar/deadline.ts'
import type { Terms } from '../catalogue/terms.ts'
import { chosenNext } from '../catalogue/chosen-next.ts'
import { needsBoth, stepOf, type Task, type Workflow } from '../catalogue/workflow.ts'
import { endOfLeg } from '../catalogue/workflow-legs.ts'
import type { Scope } from '../catalogue/evaluate.ts'
import { asksOnlyFor, skippedSteps } from '../catalogue/step-conditions.ts'
import { dayOf, type Day } from '../lib/time.ts'
import { ok, refuse } from '../lib/result.ts'
import type { Command, FileCommand, Handing } from './commands.ts'
import {
  defined,
  elsewhere,
  one,
  working,
  wrong,
  type Decision,
  type Facts,
  type Handlers,
} from './decision.ts'
import { notAllowedHere } from './allowed.ts'
import { activeStep, isOpen, onFrom, type DossierState } from './dossier.ts'
import type { EventBodies, NewEvent, Private } from './events.ts'
import { stepDue, type WaitingStep } from './waiting-steps.ts'
import { clockHandlers } from './clocks/decide.ts'
import { away, holderHandlers } from './holders/decide.ts'
import { legHandlers } from './legs/decide.ts'
import { followLegs } from './legs/follow.ts'
import { movesPapers } from './custody/commands.ts'
import {
  custodyHandlers,
  resultElsewhere,
  returned,
  takenBeside,
  takenNow,
} from './custody/decide.ts'
import { papersAt, RESULT_PAPER } from './custody/originals.ts'
import { receiptOf } from './custody/receipt.ts'
import { lawHandlers } from './laws/decide.ts'
import { reorganisationHandlers } from './reorganisation/decide.ts'
import { linkedHandlers, refusalOfSuspected } from './linked/decide.ts'
import { correctionHandlers, refusalOfRevoked, STILL_REVOKING } from './corrections/decide.ts'
import { feeHandlers, refusalToAccept, refusalToDeliver } from './fees/decide.ts'
import { correctionRules, type CorrectionCommand } from './corrections/commands.ts'

export function decide(state: DossierState | null, command: Command, facts: Facts): Decision {
  const decision = decideAlone(state, command, facts)
  return decision.ok ? followLegs(state, decision.value, facts) : decision
}

function decideAlone(state: DossierState | null, command: Command, facts: Facts): Decision {
  if (command.type === 'file')
    return state === null ? file(command, facts) : wrong('Hồ sơ này đã được nộp.')
  if (state === null) return refuse('notFound', 'Không có hồ sơ này.')
  // Whoever read a dossier is told in its history, also after its end.
  if (command.type === 'recordEmergencyOpened' || command.type === 'recordEmergencyEnded')
    return recordEmergency(command)
  // An error in what was issued is mended also after the end.
  if (isCorrection(command)) return correctionHandlers[command.type](state, command as never, facts)
  if (!isOpen(state) && !movesPapers(command))
    return refuse('closed', 'Hồ sơ đã kết thúc, không thể thay đổi.')
  return withStandIn(handlers[command.type](state, command as never, facts), command, facts)
}

/** The history names who really acted, and in whose place. */
function withStandIn(decision: Decision, { type }: Command, { standsIn }: Facts): Decision {
  if (!decision.ok || standsIn === undefined) return decision
  return ok([...decision.value, { kind: 'stoodIn', body: { ...standsIn, act: type } }])
}

type Emergency = 'recordEmergencyOpened' | 'recordEmergencyEnded'

function isCorrection(command: Command): command is CorrectionCommand {
  return Object.hasOwn(correctionRules, command.type)
}

const handlers: Handlers<Exclude<Command, { type: 'file' | Emergency } | CorrectionCommand>> = {
  accept,
  refuse: (state, { reason, legalBasis }) =>
    state.phase.at === 'submitted'
      ? one({ kind: 'refused', body: { legalBasis }, private: { reason } })
      : wrong('Chỉ từ chối được hồ sơ chưa tiếp nhận.'),
  requestSupplement,
  supplement,
  claim: (state, _command, facts) => {
    const { personId } = facts
    if (state.phase.at !== 'processing') return wrong('Hồ sơ không ở bước xử lý.')
    if (state.holder === personId) return refuse('alreadyHeld', 'Ông/bà đang giữ hồ sơ này.')
    if (state.holder !== null) return refuse('heldByOther', 'Hồ sơ đã có người nhận xử lý.')
    return personId === null
      ? wrong('Không rõ người nhận hồ sơ.')
      : (away(facts) ?? one({ kind: 'claimed', body: { holder: personId } }))
  },
  examine: (state, { checks, note }, { terms }) =>
    doing(state, terms, 'examine') ??
    (checks.every((check) => check.ok)
      ? one({ kind: 'examined', body: { checks }, ...(note ? { private: { note } } : {}) })
      : refuse('checksOpen', 'Còn mục thẩm tra chưa đạt. Hãy yêu cầu bổ sung hoặc dừng xử lý.')),
  sendDraft,
  confirmDraft,
  returnDraft: (state, { note }, { terms }) =>
    doing(state, terms, 'confirm') ?? one({ kind: 'draftReturned', body: {}, private: { note } }),
  recordRegisterEntry: (state, command, { terms }) => {
    const { personalNumber, found, type: _type, ...entry } = command
    const body = { ...entry, ...defined({ found: found?.about }) }
    const kept = defined({ personalNumber, registerFound: found?.content })
    return (
      doing(state, terms, 'register') ?? one({ kind: 'registerEntryRecorded', body, private: kept })
    )
  },
  submitForSigning: (state, { documentId, sha256 }, { terms }) =>
    doing(state, terms, 'submit') ??
    one({ kind: 'submittedForSigning', body: { documentId, sha256 } }),
  declineSigning: (state, { reason }, { terms }) =>
    doing(state, terms, 'sign') ?? one({ kind: 'signingDeclined', body: {}, private: { reason } }),
  recordSigned,
  recordSealed,
  deliver,
  handOverRevocation,
  requestWithdrawal: (state, { reason }, { terms }) => {
    const notHere = notAllowedHere(state, terms.workflow, { act: 'withdraw' })
    if (notHere) return notHere
    if (state.isWithdrawalAsked)
      return refuse('alreadyAsked', 'Yêu cầu rút hồ sơ đã được ghi nhận.')
    if (state.phase.at === 'finished' || state.result?.signedHash)
      return wrong('Kết quả đã được ký, không rút hồ sơ được nữa.')
    return one({ kind: 'withdrawalRequested', body: {}, private: { reason } })
  },
  confirmWithdrawal: (state, { withOriginals }, facts) => {
    if (!state.isWithdrawalAsked) return refuse('notAsked', 'Người nộp chưa yêu cầu rút hồ sơ.')
    if (state.result?.signedHash) return wrong('Kết quả đã được ký, không rút hồ sơ được nữa.')
    const papers = withOriginals ? papersAt(state, facts.officeId ?? state.offices.competent) : []
    const back = { papers, receiver: 'applicant', isSigned: true } as const
    return after({ kind: 'withdrawalConfirmed', body: {} }, returned(state, back, facts))
  },
  stop: (state, { reason, legalBasis }, { terms }) =>
    notAllowedHere(state, terms.workflow, { act: 'stop' }) ??
    (['processing', 'awaitingSupplement', 'awaitingFee'].includes(state.phase.at)
      ? state.result?.signedHash
        ? wrong('Kết quả đã được ký, không dừng xử lý được nữa.')
        : one({ kind: 'stopped', body: { legalBasis }, private: { reason } })
      : wrong('Chỉ dừng được hồ sơ đã tiếp nhận và chưa xong.')),
  completeStep,
  ...clockHandlers,
  ...holderHandlers,
  ...legHandlers,
  ...custodyHandlers,
  ...lawHandlers,
  ...reorganisationHandlers,
  ...linkedHandlers,
  ...feeHandlers,
}

function file(command: FileCommand, { terms, code, actor, now, owner }: Facts): Decision {
  if (code === null) return wrong('Hồ sơ chưa được cấp mã.')
  if (command.mandate !== undefined && command.source !== 'agent')
    return wrong('Chỉ hồ sơ nộp qua đại lý mới có ủy quyền cho đại lý.')
  const { answers, ownerName, applicantName, phone, email, language, fileNames, held } = command
  const kept: Private = {
    answers,
    ownerName,
    applicantName,
    fileNames,
    ...defined({ phone, email, language, held }),
  }
  const body = {
    code,
    procedure: {
      code: terms.procedureCode,
      version: terms.procedureVersion,
      caseCode: terms.caseCode,
      name: terms.procedureName,
    },
    form: { id: terms.formId, version: terms.formVersion },
    workflow: { id: terms.workflow.id, version: terms.workflow.version },
    source: command.source,
    kindOfFiling: command.kindOfFiling,
    helper: actor.startsWith('staff:') ? actor : null,
    offices: command.offices,
    applicantPersonId: command.applicantPersonId,
    papers: command.papers,
    result: command.result,
    ...skipping(skippedSteps(terms.workflow, { answers, today: dayOf(now) })),
    ...defined({ mandate: command.mandate }),
  }
  const { follows } = command
  return ok([
    { kind: 'filed', body, private: kept },
    ...(owner ? [{ kind: 'ownerNamed' as const, body: owner }] : []),
    ...(follows ? [{ kind: 'linked' as const, body: follows }] : []),
  ])
}

/** Two persons in two roles, or it never happened; the dossier itself is not changed by being read. */
function recordEmergency(command: Extract<Command, { type: Emergency }>): Decision {
  if (command.type === 'recordEmergencyEnded') {
    const { access, early } = command
    return one({ kind: 'emergencyEnded', body: { access, early } })
  }
  const { type: _type, reason, ...body } = command
  if (body.askedBy === body.grantedBy || body.askedRole === body.grantedRole)
    return refuse('sameHand', 'Người xin truy cập khẩn cấp không được tự mình đồng ý.')
  return one({ kind: 'emergencyOpened', body, private: { reason } })
}

/** An event and what goes with it; the no of either is the no of both. */
function after(event: NewEvent, more: Decision): Decision {
  return more.ok ? ok([event, ...more.value]) : more
}

/** The result and, signed for, the originals that lie at the same counter; a paper result must have come there first. */
function deliver(
  state: DossierState,
  command: Extract<Command, { type: 'deliver' }>,
  facts: Facts,
): Decision {
  const { manner, bothPresent } = command
  if (state.phase.at !== 'finished') return NO_RESULT
  const takenBack = refusalOfRevoked(state)
  if (takenBack) return takenBack
  const absent = stillAbsent(facts.terms.workflow, command)
  if (absent) return absent
  const unpaid = refusalToDeliver(facts.openFees)
  if (unpaid) return { ok: false, refusal: unpaid }
  const delivered = deliveredAs(command, defined({ bothPresent }))
  if (manner !== 'counter') return one(delivered)
  const refusal = resultElsewhere(state, facts)
  if (refusal) return { ok: false, refusal }
  return after(delivered, outOfHere(state, command, { facts, withResult: true }))
}

function deliveredAs(
  { manner, receiver, receiverName }: Handing,
  more: Pick<EventBodies['delivered'], 'bothPresent' | 'instead'>,
): NewEvent {
  return {
    kind: 'delivered',
    body: { manner, receiver, ...more },
    ...defined({ private: receiverName ? { receiverName } : undefined }),
  }
}

/** The papers that lie at this counter and go out, signed for. */
function outOfHere(
  state: DossierState,
  { receiver, receiverName, withOriginals }: Handing,
  { facts, withResult }: { facts: Facts; withResult: boolean },
): Decision {
  const here = papersAt(state, facts.officeId ?? state.offices.returning)
  const papers = here.filter((paper) => (paper === RESULT_PAPER ? withResult : withOriginals))
  const taker = { receiver, isSigned: true, ...defined({ receiverName }) }
  return returned(state, { papers, ...taker }, facts)
}

const NO_RESULT = wrong('Hồ sơ chưa có kết quả để trả.')

/**
 * Status 9 leads only to 10 (domain §2.1): whoever waits for a result that was taken back is handed the
 * decision instead, with their originals. The paper itself stays; nothing is asked for it.
 */
function handOverRevocation(state: DossierState, command: Handing, facts: Facts): Decision {
  if (state.phase.at !== 'finished') return NO_RESULT
  if (!state.revocation) return wrong('Kết quả này không bị thu hồi.')
  if (state.revocation.on === null) return STILL_REVOKING
  const delivered = deliveredAs(command, { instead: 'revocation' })
  if (command.manner !== 'counter') return one(delivered)
  return after(delivered, outOfHere(state, command, { facts, withResult: false }))
}

/** The no while a result that both parties must take in person is to go another way; null when it may go. */
function stillAbsent(
  workflow: Workflow,
  { manner, receiver, bothPresent }: Extract<Command, { type: 'deliver' }>,
): Decision | null {
  if (!needsBoth(workflow)) return null
  if (manner !== 'counter')
    return refuse(
      'presenceNeeded',
      'Hai bên phải cùng có mặt tại quầy để ký và nhận kết quả, không trả qua mạng hoặc bưu điện.',
    )
  return bothPresent && receiver === 'applicant'
    ? null
    : refuse(
        'presenceNeeded',
        'Hai bên phải cùng có mặt và cùng ký trước khi trả. Hãy hẹn lại nếu thiếu một bên.',
      )
}

/** The clock starts at receipt of a complete dossier (NĐ 118/2025 Đ17.3), counted by the competent office's calendar. */
function accept(
  state: DossierState,
  { originals, postal }: Extract<Command, { type: 'accept' }>,
  facts: Facts,
): Decision {
  if (state.phase.at !== 'submitted')
    return wrong('Hồ sơ này đã được tiếp nhận hoặc đã được trả lời.')
  if (state.isWithdrawalAsked) return wrong('Người nộp đã yêu cầu rút hồ sơ.')
  const suspected = refusalOfSuspected(state)
  if (suspected) return suspected
  const unpaid = refusalToAccept(facts.openFees)
  if (unpaid) return { ok: false, refusal: unpaid }
  const { calendar, terms } = facts
  const receipt = receiptOf(state, postal, facts)
  if (!receipt.ok) return receipt
  const taken = takenNow(state, originals, facts)
  if (!taken.ok) return taken
  const { at, way, reason } = receipt.value
  const clock = startClock(calendar, {
    received: at,
    limit: terms.limit,
    policy: terms.clockPolicy,
    internalLimit: terms.internalLimit,
  })
  if (!clock.ok) return clock
  const body = {
    limit: terms.limit,
    clock: clock.value,
    calendarVersion: calendar.document.version,
    originals,
  }
  const dated: NewEvent[] =
    way === 'counter'
      ? []
      : [{ kind: 'receiptDated', body: { at, way }, ...(reason ? { private: { reason } } : {}) }]
  return ok([...dated, { kind: 'accepted', body }, ...taken.value])
}

/** One notice with everything that is missing (NĐ 61/2018 Đ15.3); a second one needs a recorded legal ground. */
function requestSupplement(
  state: DossierState,
  command: Extract<Command, { type: 'requestSupplement' }>,
  { now, terms, calendar }: Facts,
): Decision {
  const stage: 'acceptance' | 'processing' =
    state.phase.at === 'submitted' ? 'acceptance' : 'processing'
  if (state.phase.at !== 'submitted' && state.phase.at !== 'processing')
    return wrong('Hồ sơ không ở bước có thể yêu cầu bổ sung.')
  if (isPastExamination(state, terms)) {
    return wrong('Hồ sơ đã vào sổ hộ tịch hoặc đã trình ký, không yêu cầu bổ sung được nữa.')
  }
  if (isAtLegs(state, terms))
    return refuse('askOnLeg', 'Hãy yêu cầu bổ sung ở chặng liên thông đang cần giấy tờ.')
  const notHere = notAllowedHere(state, terms.workflow, { act: 'supplement' })
  if (notHere) return notHere
  const round = state.supplementRounds + 1
  const ground = command.ground ?? null
  if (round > terms.supplementRoundsWithoutGround && !ground) {
    return refuse('groundNeeded', 'Yêu cầu bổ sung lần thứ hai phải ghi căn cứ pháp lý cho phép.')
  }
  const { reason, legalBasis, faults } = command
  const clock =
    state.clock && pauseClock(state.clock, { from: now, reason: 'supplement', legalBasis })
  if (clock && !clock.ok) return clock
  const limit = terms.supplementLimit && dueAt(calendar, now, terms.supplementLimit)
  const body = {
    round,
    stage,
    papers: [...new Set(faults.map((fault) => fault.paper))],
    legalBasis,
    ground,
    answerBy: limit?.ok ? limit.value.dueAt : null,
    clock: clock ? clock.value : null,
  } satisfies EventBodies['supplementRequested']
  return one({ kind: 'supplementRequested', body, private: { reason, faults } })
}

/** Once it stands in the register, what was declared may no longer change under the paper that is made of it. */
function isPastExamination(state: DossierState, terms: Terms): boolean {
  const late: readonly Task[] = ['submit', 'sign', 'seal', 'deliver']
  return state.active.some((id) => late.includes(stepOf(terms.workflow, id).task))
}

/** Once the work has gone out to agencies, each asks for itself: what one lacks does not begin the others anew. */
function isAtLegs({ legs = [] }: DossierState, { workflow }: Terms): boolean {
  return legs.some(({ leg, ended }) => ended !== null || endOfLeg(workflow, leg)?.task === 'leg')
}

function supplement(
  state: DossierState,
  command: Extract<Command, { type: 'supplement' }>,
  facts: Facts,
): Decision {
  const { now, calendar, terms } = facts
  if (state.phase.at !== 'awaitingSupplement') return wrong('Hồ sơ không chờ bổ sung.')
  const taken = takenBeside(state, command.originals ?? [], facts)
  if (!taken.ok) return taken
  const resumed = state.clock && endPause(calendar, state.clock, { to: now, reason: 'supplement' })
  if (resumed && !resumed.ok) return resumed
  const { answers, fileNames, note } = command
  const body = {
    papers: command.papers,
    clock: resumed ? resumed.value.clock : null,
    dueIfPaused: resumed ? resumed.value.pause : null,
    dueIfRestarted: resumed ? resumed.value.restart : null,
    ...skippedAnew(state, terms.workflow, { answers, today: dayOf(now) }),
  }
  const given = { fileNames, ...defined({ answers, note }) }
  return after({ kind: 'supplemented', body, private: given }, taken)
}

/** The applicant sees the draft; silence until `answerBy` is agreement (1.001193: at most one day). */
function sendDraft(
  state: DossierState,
  { documentId, sha256 }: Extract<Command, { type: 'sendDraft' }>,
  { now, calendar, terms }: Facts,
): Decision {
  const blocked = doing(state, terms, 'draft')
  if (blocked) return blocked
  if (terms.draftSilence === null) return wrong('Thủ tục này không gửi bản nháp cho người nộp.')
  const answerBy = dueAt(calendar, now, terms.draftSilence)
  if (!answerBy.ok) return answerBy
  return one({ kind: 'draftSent', body: { documentId, sha256, answerBy: answerBy.value.dueAt } })
}

function confirmDraft(
  state: DossierState,
  { by }: Extract<Command, { type: 'confirmDraft' }>,
  { now, terms, actor }: Facts,
): Decision {
  const blocked = doing(state, terms, 'confirm')
  if (blocked) return blocked
  if (state.draft === null) return wrong('Chưa có bản nháp để xác nhận.')
  const isSilence = by === 'silence'
  if (isSilence !== (actor === 'system:clock')) return wrong('Cách xác nhận không hợp lệ.')
  if (isSilence && now < state.draft.answerBy)
    return refuse('tooEarly', 'Chưa hết thời gian xem bản nháp.')
  return one({ kind: 'draftConfirmed', body: { by, sha256: state.draft.sha256 } })
}

/** The leader signs exactly what was submitted; the signing slice has verified the signature before. */
function recordSigned(
  state: DossierState,
  command: Extract<Command, { type: 'recordSigned' }>,
  { terms, personId }: Facts,
): Decision {
  const blocked = doing(state, terms, 'sign')
  if (blocked) return blocked
  const { documentId, documentHash, signedHash, capacity, certificate } = command
  if (state.result?.documentId !== documentId || state.result.documentHash !== documentHash) {
    return refuse(
      'otherDocument',
      'Văn bản đã thay đổi so với bản được trình. Hãy mở lại để xem rồi ký.',
    )
  }
  if (personId === null) return wrong('Không rõ người ký.')
  return one({
    kind: 'resultSigned',
    body: { documentId, documentHash, signedHash, by: personId, capacity, certificate },
  })
}

/** Number, date and seal come after the leader's signature (NĐ 30/2020 Đ32.2); this ends the clock (status 9, not 10). */
function recordSealed(
  state: DossierState,
  command: Extract<Command, { type: 'recordSealed' }>,
  { now, terms }: Facts,
): Decision {
  const blocked = doing(state, terms, 'seal')
  if (blocked) return blocked
  const { type: _type, ...sealed } = command
  if (
    state.result?.documentId !== sealed.documentId ||
    state.result.signedHash !== sealed.signedHash
  ) {
    return refuse('otherDocument', 'Văn bản không phải là bản lãnh đạo đã ký.')
  }
  if (state.clock === null) return wrong('Hồ sơ không có thời hạn đang chạy.')
  // Of a joint procedure this is one leg; the clock of the whole stops with the last.
  const clock = terms.workflow.legs ? ok(state.clock) : stopClock(state.clock, now)
  return clock.ok ? one({ kind: 'resultSealed', body: { ...sealed, clock: clock.value } }) : clock
}

/** The work goes on as the workflow says or as was chosen; when nothing is left to do, the clock stops with it. */
function completeStep(
  state: DossierState,
  { step, chosen, note }: Extract<Command, { type: 'completeStep' }>,
  facts: Facts,
): Decision {
  const { terms, now, actor } = facts
  const blocked = working(state)
  if (blocked) return blocked
  const waiting = state.waiting?.find((each) => each.step === step)
  if (waiting === undefined) return elsewhere(state, terms)
  const isSilence = actor === 'system:clock'
  const early = isSilence ? stillTimeToAnswer(waiting, facts) : null
  if (early) return early
  const next = chosenNext(terms.workflow, { step, chosen, note })
  if (!next.ok) return next
  const left = onFrom(state, terms.workflow, { done: step, next: next.value })
  const isEnd = left.active.length === 0 && terms.workflow.legs === undefined
  const clock = isEnd && state.clock ? stopClock(state.clock, now) : null
  if (clock && !clock.ok) return clock
  const by = isSilence ? 'silence' : 'person'
  const body = { step, next: next.value, by, clock: clock ? clock.value : null } as const
  return one({ kind: 'stepCompleted', body, ...(note ? { private: { note } } : {}) })
}

/** The no to the clock while whoever is asked may still answer, or where silence says nothing; null when it is consent. */
function stillTimeToAnswer(waiting: WaitingStep, { terms, calendar, now }: Facts): Decision | null {
  const step = stepOf(terms.workflow, waiting.step)
  const due = stepDue(step, waiting, calendar)
  if (step.silence !== 'consent' || due === null)
    return wrong('Không trả lời ở bước này không phải là đồng ý.')
  return now <= due ? refuse('tooEarly', 'Chưa hết thời gian trả lời của bước này.') : null
}

/** Known from the answers of the filing; written down, because answers may be erased and the work must stay explained. */
function skipping(skips: string[]): { skips?: string[] } {
  return skips.length > 0 ? { skips } : {}
}

/** What was supplied decides a step anew when it holds every answer that the step's condition asks for. */
function skippedAnew(
  { skips = [] }: DossierState,
  workflow: Workflow,
  { answers = {}, today }: { answers: Scope['answers'] | undefined; today: Day },
): { skips?: string[] } {
  const decidable = workflow.steps.filter(
    ({ when }) => when !== undefined && asksOnlyFor(when, answers),
  )
  if (decidable.length === 0) return {}
  const decided = new Set(decidable.map(({ id }) => id))
  const now = skippedSteps({ ...workflow, steps: decidable }, { answers, today })
  return { skips: [...skips.filter((id) => !decided.has(id)), ...now] }
}

/** The no when the workflow does not wait for this task now; null when it does. */
function doing(state: DossierState, terms: Terms, task: Task): Decision | null {
  const blocked = working(state)
  if (blocked) return blocked
  return activeStep(state, terms.workflow, task) === null ? elsewhere(state, terms) : null
}
