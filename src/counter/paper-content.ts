/**
 * What stands on the counter's papers: the submission receipt and forms 01, 02, 03 (TT 03/2025/TT-VPCP, Phụ lục I), taken
 * from the history alone. Pure: printing a paper again gives the same paper. Null when the dossier has no such event.
 */
import type { SupplementFault } from '../dossier/commands.ts'
import { CONVENTION } from '../calendar/convention.ts'
import { dueAt, provisionalDueAt } from '../calendar/deadline.ts'
import { feeDue, sourcingOf } from '../catalogue/fee-lines.ts'
import { textAnswer, type Answers } from '../catalogue/form.ts'
import type { Mark } from '../catalogue/mark.ts'
import { feesFor, type Moment } from '../catalogue/needs.ts'
import type { Fee, Procedure } from '../catalogue/procedure.ts'
import type { DossierEvent, EventBodies, KindOfFiling } from '../dossier/events.ts'
import { toDay, toLocalMinute, type LocalMinute } from '../lib/time.ts'
import type {
  Form01,
  Form02,
  Form03,
  ReceiptForAnother,
  SubmissionReceipt,
} from '../signing/papers.ts'
import { marksInWords } from './mark-words.ts'
import { parted } from './library.ts'
import {
  applicantOf,
  channelOf,
  headingOf,
  lastOf,
  nameOfActor,
  paperName,
  paperRows,
  type EventOf,
  type PaperFacts,
  type Place,
} from './paper-facts.ts'

const KINDS_OF_FILING: Readonly<Record<KindOfFiling, string>> = {
  selfOnline: 'Trực tuyến, tự nộp',
  assistedOnline: 'Trực tuyến, có cán bộ giúp',
  counter: 'Trực tiếp tại quầy',
  post: 'Qua bưu điện',
}

/** Xác nhận đã nộp hồ sơ: says when an answer comes, promises no result (rules: submission is not acceptance). */
export function submissionReceipt(facts: PaperFacts): SubmissionReceipt | null {
  const filed = lastOf(facts.events, 'filed')
  if (!filed) return null
  const submittedAt = toLocalMinute(filed.occurredAt)
  const fileNames = filed.private?.fileNames ?? {}
  return {
    ...headingOf(facts, filed, facts.receiving),
    procedure: { code: facts.procedure.code, name: facts.procedure.name.vi },
    applicant: filed.private?.applicantName ?? '…',
    kindOfFiling: KINDS_OF_FILING[filed.body.kindOfFiling],
    submittedAt,
    competentOffice: facts.competent.name,
    answerBy: answerBy(facts, submittedAt),
    dueIfAcceptedToday: dueIfAccepted(facts, submittedAt),
    papers: filed.body.papers.map(({ paper, files }) => ({
      name: paperName(facts, paper),
      files: files.map(({ id, size, sha256 }) => ({ name: fileNames[id] ?? '…', size, sha256 })),
    })),
  }
}

/** When the applicant is told at the latest whether a dossier filed at that minute is accepted. */
export function answerBy(
  { calendar, answerLimit }: Pick<PaperFacts, 'calendar' | 'answerLimit'>,
  submittedAt: LocalMinute,
): LocalMinute {
  const due = provisionalDueAt(calendar, submittedAt, answerLimit)
  return due.ok ? due.value.dueAt : submittedAt
}

/** The date that form 01 would promise if the dossier were accepted at that minute; null beyond the announced calendar. */
export function dueIfAccepted(
  { calendar, state, procedure }: Pick<PaperFacts, 'calendar' | 'state' | 'procedure'>,
  at: LocalMinute,
): LocalMinute | null {
  const limit = procedure.cases.find(({ code }) => code === state.procedure.caseCode)?.limit.value
  const due = limit && dueAt(calendar, at, limit)
  return due?.ok ? due.value.dueAt : null
}

/** Mẫu 01. The promise is the first one, as the citizen got it, also when the date has moved since. */
export function form01(facts: PaperFacts): Form01 | null {
  const accepted = lastOf(facts.events, 'accepted')
  if (!accepted) return null
  const { clock } = accepted.body
  const { receivedAt } = clock
  const place = issuer(facts, accepted)
  const terms = facts.procedure.cases.find(({ code }) => code === facts.state.procedure.caseCode)
  return {
    ...headingOf(facts, accepted, place),
    ...applicantOf(facts),
    receivingPoint: place.point,
    competentOffice: facts.competent.name,
    papers: paperRows(facts, papersBefore(facts, accepted.seq), originalsOf(facts, accepted)),
    sets: 1,
    limit: marked(terms?.limitText.vi ?? '…', terms?.limit.mark),
    receivedAt,
    countsFrom: clock.countsFrom === receivedAt ? null : clock.countsFrom,
    dueAt: clock.firstDueAt,
    provisional: clock.provisional,
    convention: [...receiptNote(facts, accepted), ...CONVENTION].join(' '),
    fee: feeText(facts),
    returnPlace: returnPlace(facts),
    receiver: nameOfActor(facts, accepted),
  }
}

/** Whose counter gives the paper: that of the office that decides, when another one had received the dossier. */
function issuer(facts: PaperFacts, { officeId }: DossierEvent): Place {
  return officeId === facts.state.offices.competent ? facts.competent : facts.receiving
}

/** Originals that have been taken in by then, here or where it was received for this office. */
function originalsOf(
  { events }: PaperFacts,
  { seq, body }: Pick<EventOf<'accepted'>, 'seq' | 'body'>,
): string[] {
  const before = events.flatMap((event) =>
    event.kind === 'originalsTaken' && event.seq < seq ? event.body.papers : [],
  )
  return [...new Set([...before, ...body.originals])]
}

/** From when the limit counts, where it is not from the minute at the counter (NĐ 118/2025 Đ17.3, QĐ 45/2016 Đ7.4). */
function receiptNote(facts: PaperFacts, { seq }: DossierEvent): string[] {
  const dated = facts.events.find((event) => event.seq === seq - 1)
  if (dated?.kind !== 'receiptDated') return []
  return dated.body.way === 'post'
    ? ['Hồ sơ qua bưu chính: thời hạn tính từ lúc ký biên bản giao nhận với nhân viên bưu chính.']
    : [
        `Hồ sơ do ${facts.receiving.name} nhận hộ: thời hạn tính từ lúc ${facts.competent.name} nhận được.`,
      ]
}

/** What a receiving office gives that is not the one that decides: no date, and from when the limit will count. */
export function receiptForAnother(facts: PaperFacts): ReceiptForAnother | null {
  const received = lastOf(facts.events, 'receivedForAnother')
  if (!received) return null
  const taken = facts.events.find(({ seq }) => seq === received.seq + 1)
  const originals = taken?.kind === 'originalsTaken' ? taken.body.papers : []
  const terms = facts.procedure.cases.find(({ code }) => code === facts.state.procedure.caseCode)
  return {
    ...headingOf(facts, received, facts.receiving),
    ...applicantOf(facts),
    receivingPoint: facts.receiving.point,
    competentOffice: facts.competent.name,
    papers: paperRows(facts, papersBefore(facts, received.seq), originals),
    limit: marked(terms?.limitText.vi ?? '…', terms?.limit.mark),
    receivedAt: toLocalMinute(received.occurredAt),
    handOverBy: received.body.handOverBy,
    returnPlace: returnPlace(facts),
    receiver: nameOfActor(facts, received),
  }
}

function papersBefore({ events }: PaperFacts, seq: number): EventBodies['filed']['papers'] {
  return events.flatMap((event) =>
    event.seq < seq && (event.kind === 'filed' || event.kind === 'supplemented')
      ? event.body.papers
      : [],
  )
}

/** Mẫu 02, of the last request. */
export function form02(facts: PaperFacts): Form02 | null {
  const asked = lastOf(facts.events, 'supplementRequested')
  if (!asked) return null
  const place = asked.body.stage === 'processing' ? facts.competent : issuer(facts, asked)
  const { legalBasis, ground } = asked.body
  return {
    ...headingOf(facts, asked, place),
    ...applicantOf(facts),
    askedAt: toLocalMinute(asked.occurredAt),
    wanted: wantedOf(facts, asked),
    reason: asked.private?.reason ?? '…',
    legalBasis: ground === null ? legalBasis : `${legalBasis}; ${ground}`,
    answerBy: asked.body.answerBy,
    officer: nameOfActor(facts, asked),
    officerPhone: null,
  }
}

function wantedOf(facts: PaperFacts, asked: EventOf<'supplementRequested'>): Form02['wanted'] {
  const faults = asked.private?.faults ?? asked.body.papers.map((paper) => ({ paper, fault: '…' }))
  return faults.map(({ paper, fault, marks }: SupplementFault) => {
    const { what, how } = parted(fault)
    return { what: `${paperName(facts, paper)}: ${what}${marksInWords(marks)}`, how }
  })
}

/** Mẫu 03: the reason in writing with its legal basis (NĐ 63/2010 Đ18.5), and what to do now. */
export function form03(facts: PaperFacts): Form03 | null {
  const refused = lastOf(facts.events, 'refused')
  if (!refused) return null
  const { what, how } = parted(refused.private?.reason ?? '…')
  return {
    ...headingOf(facts, refused, facts.receiving),
    ...applicantOf(facts),
    submittedAt: toLocalMinute(new Date(facts.state.submittedAt)),
    refusedAt: toLocalMinute(refused.occurredAt),
    receivingPoint: facts.receiving.point,
    reasons: [{ reason: what, legalBasis: refused.body.legalBasis }],
    guidance: how,
    officer: nameOfActor(facts, refused),
  }
}

/** Fees of the day of filing. */
export function feeText({
  procedure,
  answers,
  state,
}: Pick<PaperFacts, 'procedure' | 'answers' | 'state'>): string {
  const channel = channelOf(state.kindOfFiling)
  return feeOf(procedure, answers, { channel, today: toDay(new Date(state.submittedAt)) })
}

/** Fees of that moment in words. A figure that no source gives is never printed as 0. */
export function feeOf(procedure: Procedure, answers: Answers, moment: Moment): string {
  const rows = feesFor(procedure, answers, moment).map((fee) => feeRow(fee, answers, moment))
  return rows.length > 0 ? rows.join('; ') : 'Theo quy định của Hội đồng nhân dân thành phố'
}

function feeRow(fee: Fee, answers: Answers, moment: Moment): string {
  const { name, per, count } = fee
  const due = feeDue(fee, answers, moment)
  if (due === null) return `${name.vi}: ${unknownFee(fee)}`
  const sum = due === 0 ? 'không thu' : `${due.toLocaleString('vi-VN')} đồng`
  const each = per === 'copy' ? ` (${textAnswer(answers, count!)} bản)` : ''
  return marked(`${name.vi}: ${sum}${each}`, sourcingOf(fee).mark)
}

function unknownFee({ amountFrom, decidedBy }: Fee): string {
  if (amountFrom) return amountFrom.text.vi
  return decidedBy === 'council'
    ? 'theo nghị quyết của Hội đồng nhân dân thành phố'
    : 'chưa xác định'
}

/** A value that nobody has compared with the law says so. */
function marked(text: string, mark: Mark | undefined): string {
  return mark === 'toBeConfirmed' ? `${text} (căn cứ cần xác nhận)` : text
}

function returnPlace({ events, returning }: PaperFacts): string {
  const result = lastOf(events, 'filed')?.body.result
  const electronic = 'Bản điện tử tại trang hồ sơ của bạn'
  switch (result?.manner) {
    case undefined:
    case 'electronic':
      return electronic
    case 'counter':
      return `${returning.point}; ${electronic.toLowerCase()}`
    case 'post':
      return `Qua bưu điện; ${electronic.toLowerCase()}`
  }
}
