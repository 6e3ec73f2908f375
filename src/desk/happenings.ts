/** The history in plain words, for officials: what happened, who did it where, and the working time between. Pure. */
import type { Calendar } from '../calendar/calendar.ts'
import { isPaused, promiseOf, type Clock } from '../calendar/clock.ts'
import { showMoney } from '../catalogue/fee-lines.ts'
import type { ClockBodies } from '../dossier/clocks/events.ts'
import { stepOf, type Workflow } from '../catalogue/workflow.ts'
import { originalName } from '../dossier/custody/names.ts'
import type { DossierEvent, EventBodies, RegisterAbout } from '../dossier/events.ts'
import type { LegBodies } from '../dossier/legs/events.ts'
import { showDay, showDue, showMoment, toLocalMinute } from '../lib/time.ts'
import type { IconName } from '../ui/icons.tsx'
import { showWorked, workedBetween } from './countdown.ts'

export type Happening = {
  seq: number
  icon: IconName
  title: string
  lines: string[]
  at: Date
  who: string
  where: string | null
  /** Working time since the event before; null for the first, and where the calendar does not reach. */
  since: string | null
  /** The letter that was sent, by its hash. */
  letter?: string
}

export type Telling = {
  calendar: Calendar
  names: ReadonlyMap<number, string>
  /** Vietnamese name of a paper of the procedure. */
  paperName: (code: string) => string
  /** Vietnamese title of a step of the workflow. */
  stepName: (id: string) => string
  /** Vietnamese title of a leg of a joint procedure. */
  legName?: (id: string) => string | undefined
}

/** Newest first. */
export function happenings(history: readonly DossierEvent[], telling: Telling): Happening[] {
  return history.map((event, index) => happening(event, history[index - 1], telling)).toReversed()
}

function happening(
  event: DossierEvent,
  before: DossierEvent | undefined,
  telling: Telling,
): Happening {
  const { icon, title, lines } = said(event, telling)
  return {
    seq: event.seq,
    icon,
    title,
    lines: lines.filter((line) => line !== ''),
    at: event.occurredAt,
    who: whoWords(event.actor, telling.names),
    where: event.officeId === null ? null : (telling.names.get(event.officeId) ?? null),
    since: before ? sinceWords(before, event, telling.calendar) : null,
    ...(event.kind === 'apologised' && { letter: event.body.paper.sha256 }),
  }
}

function sinceWords(before: DossierEvent, event: DossierEvent, calendar: Calendar): string | null {
  const [from, to] = [toLocalMinute(before.occurredAt), toLocalMinute(event.occurredAt)]
  const minutes = workedBetween(calendar, from, to)
  return minutes === null ? null : showWorked(minutes)
}

const SYSTEMS: Readonly<Record<string, string>> = {
  portal: 'Cổng Dịch vụ công quốc gia',
  civilRegister: 'Cơ sở dữ liệu hộ tịch',
  clock: 'Hệ thống, khi hết thời gian',
  dispatcher: 'Hệ thống',
  demo: 'Dữ liệu thử nghiệm',
}

/** 'staff:1000003' → the name; a citizen is "Người nộp". */
export function whoWords(actor: string, names: ReadonlyMap<number, string>): string {
  const [kind = '', id = ''] = actor.split(':', 2)
  if (kind === 'system') return SYSTEMS[id] ?? 'Hệ thống'
  if (kind === 'staff') return names.get(Number(id)) ?? 'Cán bộ'
  if (kind !== 'citizen') return 'Người dân'
  const name = names.get(Number(id))
  return name === undefined ? 'Người nộp' : `Người nộp: ${name}`
}

type Said = { icon: IconName; title: string; lines: string[] }

function said(event: DossierEvent, telling: Telling): Said {
  switch (event.kind) {
    case 'filed':
      return { icon: 'send', title: 'Nộp hồ sơ', lines: [`Mã ${event.body.code}`] }
    case 'accepted':
      return {
        icon: 'inbox',
        title: 'Tiếp nhận hồ sơ',
        lines: [`Hẹn trả ${showDue(event.body.clock.dueAt)}`],
      }
    case 'refused':
      return withReason('error', 'Từ chối tiếp nhận', event)
    case 'supplementRequested':
      return supplementSaid(event, telling)
    case 'supplemented':
      return {
        icon: 'fileadd',
        title: 'Bổ sung hồ sơ',
        lines: [
          papersLine(
            event.body.papers.map(({ paper }) => paper),
            telling,
          ),
          event.body.clock ? `Hẹn trả mới: ${showDue(event.body.clock.dueAt)}` : '',
        ],
      }
    case 'claimed':
      return {
        icon: 'user',
        title: 'Nhận xử lý',
        lines: [`Người giữ hồ sơ: ${telling.names.get(event.body.holder) ?? 'cán bộ'}`],
      }
    case 'examined':
      return {
        icon: 'check',
        title: 'Thẩm tra xong',
        lines: [`Đã xác nhận ${event.body.checks.length} mục`, event.private?.note ?? ''],
      }
    case 'draftSent':
      return {
        icon: 'edit',
        title: 'Gửi bản nháp cho người dân',
        lines: [`Chờ trả lời đến ${showDue(event.body.answerBy)}; không trả lời là đồng ý`],
      }
    case 'draftConfirmed':
      return { icon: 'done', title: CONFIRMED[event.body.by], lines: [] }
    case 'draftReturned':
      return {
        icon: 'undo',
        title: 'Người dân báo bản nháp có chỗ sai',
        lines: [event.private?.note ?? ''],
      }
    case 'registerEntryRecorded':
      if (event.body.found)
        return {
          icon: 'files',
          title: 'Tra cứu cơ sở dữ liệu hộ tịch',
          lines: [FOUND_WORDS[event.body.found](event.body)],
        }
      return {
        icon: 'files',
        title: 'Ghi vào cơ sở dữ liệu hộ tịch',
        lines: [
          `Sổ ${event.body.book}, số ${event.body.number}, ngày ${dayWords(event.body.registeredOn)}`,
        ],
      }
    case 'submittedForSigning':
      return { icon: 'send', title: 'Trình ký', lines: [] }
    case 'signingDeclined':
      return withReason('undo', 'Lãnh đạo trả lại', event)
    case 'resultSigned':
      return { icon: 'sign', title: 'Lãnh đạo đã ký', lines: [event.body.capacity] }
    case 'resultSealed':
      return {
        icon: 'stamp',
        title: 'Cấp số và đóng dấu',
        lines: [`Số ${event.body.number}, ngày ${dayWords(event.body.on)}`],
      }
    case 'delivered':
      return {
        icon: 'door',
        title: event.body.instead === undefined ? 'Trả kết quả' : 'Trả quyết định thu hồi kết quả',
        lines: [MANNERS[event.body.manner]],
      }
    case 'withdrawalRequested':
      return withReason('undo', 'Người nộp yêu cầu rút hồ sơ', event)
    case 'withdrawalConfirmed':
      return { icon: 'undo', title: 'Đã rút hồ sơ', lines: [] }
    case 'stopped':
      return withReason('pause', 'Dừng xử lý', event)
    case 'emergencyOpened':
      return {
        icon: 'warn',
        title: 'Mở truy cập khẩn cấp',
        lines: [
          `${nameOf(event.body.askedBy, telling)} được xem đến ${showDue(event.body.until)}, ${nameOf(event.body.grantedBy, telling)} đồng ý`,
          event.private?.reason ?? '',
          `Căn cứ: ${event.body.legalGround}`,
        ],
      }
    case 'emergencyEnded':
      return {
        icon: 'lock',
        title: 'Hết truy cập khẩn cấp',
        lines: [event.body.early ? 'Kết thúc trước hạn' : 'Tự hết hạn'],
      }
    case 'stepCompleted':
      return stepSaid(event, telling)
    case 'clockReprojected':
    case 'clockSuspended':
    case 'clockResumed':
    case 'feeRequested':
    case 'feeRecorded':
    case 'apologised':
      return clockSaid(event)
    case 'feePaid': {
      const { amount, reference, method } = event.body
      const lines = [PAID_BY[method], `Mã giao dịch ${reference}`]
      return { icon: 'check', title: `Đã nộp ${showMoney(amount)}`, lines }
    }
    case 'holderChanged':
      return {
        icon: 'user',
        title: HOLDER_CHANGES[event.body.how],
        lines: [
          event.body.to === null ? 'Về hàng đợi của cơ quan' : nameOf(event.body.to, telling),
          event.private?.reason ?? '',
        ],
      }
    case 'legHolderChanged':
      return {
        icon: 'user',
        title: `${HOLDER_CHANGES[event.body.how]}: chặng ${event.body.leg}`,
        lines: [
          event.body.to === null ? 'Về hàng đợi của cơ quan' : nameOf(event.body.to, telling),
          event.private?.reason ?? '',
        ],
      }
    case 'stoodIn':
      return {
        icon: 'user',
        title: `Làm thay ${nameOf(event.body.person, telling)}`,
        lines: [STAND_INS[event.body.ground]],
      }
    case 'legOpened':
    case 'legAcknowledged':
    case 'legReported':
    case 'legAsked':
    case 'legAnswered':
    case 'legEnded':
    case 'legResultReturned':
    case 'legClockChanged':
      return legSaid(event, telling)
    case 'officesResolved':
      return {
        icon: 'door',
        title: 'Xác định cơ quan theo địa chỉ đã khai',
        lines: Object.values(event.body.offices).map((id) => telling.names.get(id) ?? ''),
      }
    case 'wholeClockChanged':
      return {
        icon: 'clock',
        title: WHOLE_CHANGES[event.body.change],
        lines: [
          event.body.change === 'resumed' ? `Hẹn trả ${showDue(event.body.clock.dueAt)}` : '',
        ],
      }
    case 'legsFinished':
      return { icon: 'done', title: 'Mọi chặng liên thông đã kết thúc', lines: [] }
    case 'receivedForAnother':
      return {
        icon: 'inbox',
        title: 'Nhận hộ nơi có thẩm quyền',
        lines: [`Chậm nhất chuyển đi: ${showMoment(event.body.handOverBy)}`],
      }
    case 'handedToCompetent':
      return {
        icon: 'send',
        title: 'Chuyển hồ sơ đến nơi có thẩm quyền',
        lines: [event.body.slip === null ? 'Chuyển bản điện tử' : 'Kèm phiếu bàn giao bản chính'],
      }
    case 'arrivedAtCompetent':
      return { icon: 'inbox', title: 'Nơi có thẩm quyền nhận được hồ sơ', lines: [] }
    case 'receiptDated':
      return {
        icon: 'clock',
        title: RECEIPTS[event.body.way],
        lines: [`Tính từ ${showMoment(event.body.at)}`, event.private?.reason ?? ''],
      }
    case 'returnPlaceChanged':
      return { icon: 'door', title: 'Đổi nơi trả kết quả', lines: [] }
    case 'originalsTaken':
    case 'originalsMoved':
    case 'originalsMissing':
    case 'originalsFound':
    case 'originalsReturned':
      return {
        icon: 'box',
        title: originalsTitle(event),
        lines: [papersLine(event.body.papers, telling), event.private?.note ?? ''],
      }
    case 'movedToLaw':
      return {
        icon: 'files',
        title: 'Chuyển sang phiên bản thủ tục mới',
        lines: [
          `Theo ${event.body.decision.number}`,
          event.body.clock ? `Hẹn trả ${showDue(event.body.clock.clock.dueAt)}` : '',
          event.private?.reason ?? '',
        ],
      }
    case 'officesChanged':
      return {
        icon: 'door',
        title: 'Chuyển đơn vị theo sắp xếp tổ chức',
        lines: [`Theo ${event.body.reorganisation.number}`],
      }
    case 'otherOfficesChanged':
      return {
        icon: 'door',
        title: 'Chuyển nơi phối hợp theo sắp xếp tổ chức',
        lines: [`Theo ${event.body.reorganisation.number}`],
      }
    case 'officesUndecided':
      return {
        icon: 'warn',
        title: 'Chờ xác định đơn vị giải quyết',
        lines: [
          `Đơn vị cũ được chia theo ${event.body.reorganisation.number}; đơn vị mặc định đang giữ hồ sơ`,
        ],
      }
    case 'officesDecided':
      return {
        icon: 'check',
        title: 'Đã xác định đơn vị giải quyết',
        lines: [`Theo ${event.body.reorganisation.number}`, event.private?.reason ?? ''],
      }
    case 'ownerNamed':
      return {
        icon: 'user',
        title: 'Ghi chủ hồ sơ',
        lines: [
          event.body.representation
            ? 'Nộp theo đại diện, chủ hồ sơ xem được'
            : 'Chủ hồ sơ xem được hồ sơ này',
        ],
      }
    case 'linked':
      return {
        icon: 'files',
        title: 'Nối tiếp hồ sơ trước',
        lines: [`Hồ sơ ${event.body.code}`],
      }
    case 'duplicateSuspected':
      return {
        icon: 'warn',
        title: 'Có thể trùng với hồ sơ khác',
        lines: [event.body.of.map(({ code }) => code).join(', ')],
      }
    case 'duplicateCleared':
      return withReason(
        'check',
        event.body.outcome === 'separate'
          ? 'Đã xem xét: không trùng'
          : 'Đã xem xét: trùng, người nộp rút',
        event,
      )
    case 'correctionPrepared':
      return withReason('edit', 'Soạn bản đính chính kết quả', event)
    case 'correctionDropped':
      return withReason('undo', 'Bỏ bản đính chính', event)
    case 'correctionSigned':
      return { icon: 'sign', title: 'Lãnh đạo đã ký bản đính chính', lines: [event.body.capacity] }
    case 'resultCorrected':
      return {
        icon: 'stamp',
        title: 'Đính chính kết quả: bản cũ được thay thế',
        lines: [`Số ${event.body.number}, ngày ${dayWords(event.body.on)}`],
      }
    case 'revocationDecided':
      return {
        icon: 'warn',
        title: 'Lãnh đạo quyết định thu hồi kết quả',
        lines: [
          `Quyết định ${event.body.decision.number}, ngày ${dayWords(event.body.decision.on)}`,
          event.private?.reason ?? '',
          `Căn cứ: ${event.body.legalBasis}`,
        ],
      }
    case 'resultRevoked':
      return {
        icon: 'error',
        title: 'Thu hồi kết quả',
        lines: [`Theo quyết định ${event.body.decision.number}`],
      }
  }
}

const STAND_INS = {
  absence: 'Người được thay vắng mặt',
  signing: 'Theo văn bản ủy quyền ký',
} as const

type ClockEvent = Extract<DossierEvent, { kind: keyof ClockBodies }>

const PAID_BY = { online: 'Trực tuyến', transfer: 'Chuyển khoản', cash: 'Tiền mặt' } as const

const SUSPENDED = {
  outage: 'Tạm dừng tính thời hạn vì gián đoạn',
  verification: 'Tạm dừng tính thời hạn để xác minh',
} as const

function clockSaid(event: ClockEvent): Said {
  const due = `Hẹn trả ${showDue(promiseOf(event.body.clock))}`
  const reason = event.private?.reason ?? ''
  switch (event.kind) {
    case 'clockReprojected': {
      const title = 'Tính lại ngày hẹn trả theo lịch làm việc mới'
      return { icon: 'calendar', title, lines: [due, reason] }
    }
    case 'clockSuspended':
      return withReason('pause', SUSPENDED[event.body.cause], event)
    case 'clockResumed':
      return { icon: 'clock', title: 'Tính tiếp thời hạn', lines: [ranOn(event.body.clock, due)] }
    case 'feeRequested': {
      const title = `Yêu cầu nộp ${showMoney(event.body.amount)}`
      return { ...withReason('fileadd', title, event) }
    }
    case 'feeRecorded': {
      const { amount, reference, clock } = event.body
      const title = `Đã nộp ${showMoney(amount)}`
      return { icon: 'check', title, lines: [`Biên lai ${reference}`, ranOn(clock, due)] }
    }
    case 'apologised': {
      const { promisedBefore } = event.body
      return {
        icon: 'edit',
        title: 'Xin lỗi và hẹn lại ngày trả kết quả',
        lines: [`${due} (trước đó ${showDue(promisedBefore)})`, reason],
      }
    }
  }
}

/** Of several causes one is gone; while another is left, no date is promised anew. */
function ranOn(clock: Clock, due: string): string {
  return isPaused(clock) ? 'Vẫn còn lý do khác để tạm dừng' : due
}

const HOLDER_CHANGES = {
  claimed: 'Nhận xử lý',
  handedOver: 'Bàn giao hồ sơ',
  reassigned: 'Phân công lại',
  released: 'Trả hồ sơ về hàng đợi',
} as const

const MOVES = {
  sent: 'Bàn giao bản chính',
  received: 'Nhận bản chính',
  returned: 'Trả bản chính',
} as const

const WHOLE_CHANGES = {
  paused: 'Tạm dừng thời hạn của cả hồ sơ: chỉ còn chờ người dân',
  resumed: 'Thời hạn của cả hồ sơ tính tiếp',
  stopped: 'Thời hạn của cả hồ sơ kết thúc',
} as const

type LegEvent = Extract<DossierEvent, { kind: keyof LegBodies; body: { leg: string } }>
const RECEIPTS = {
  post: 'Thời hạn tính từ lúc ký biên bản giao nhận với bưu chính',
  crossOffice: 'Thời hạn tính từ lúc nơi có thẩm quyền nhận được',
} as const

function originalsTitle(event: Extract<DossierEvent, { kind: `originals${string}` }>): string {
  switch (event.kind) {
    case 'originalsTaken':
      return 'Giữ bản chính'
    case 'originalsMoved':
      return MOVES[event.body.step]
    case 'originalsMissing':
      return 'Thiếu bản chính so với phiếu bàn giao'
    case 'originalsFound':
      return 'Đã tìm thấy bản chính'
    case 'originalsReturned':
      return 'Trả bản chính cho người nộp'
  }
}

const LEG_TITLES: Record<LegEvent['kind'], string> = {
  legOpened: 'Chuyển chặng liên thông',
  legAcknowledged: 'Cơ quan liên thông đã nhận',
  legReported: 'Cơ quan liên thông báo tình trạng',
  legAsked: 'Cơ quan liên thông yêu cầu bổ sung',
  legAnswered: 'Bổ sung cho cơ quan liên thông',
  legEnded: 'Chặng liên thông kết thúc',
  legResultReturned: 'Trả kết quả của chặng liên thông',
  legClockChanged: 'Thời hạn của chặng tính theo cả hồ sơ',
}

export const LEG_OUTCOMES = {
  done: 'Đã xong',
  refused: 'Bị từ chối',
  stopped: 'Đã dừng',
} as const

function legSaid(event: LegEvent, { legName, names }: Telling): Said {
  const lines = [event.private?.reason ?? event.private?.note ?? '']
  switch (event.kind) {
    case 'legOpened': {
      const { office, acknowledgeBy } = event.body
      if (office !== null) lines.push(names.get(office) ?? '')
      if (acknowledgeBy) lines.push(`Phải xác nhận trước ${showDue(acknowledgeBy)}`)
      break
    }
    case 'legAcknowledged':
    case 'legAnswered':
      if (event.body.clock) lines.push(`Hạn của chặng ${showDue(event.body.clock.dueAt)}`)
      break
    case 'legAsked':
      if (event.body.answerBy) lines.push(`Người dân bổ sung trước ${showDue(event.body.answerBy)}`)
      if (event.body.noticeLate) lines.push('Báo thiếu giấy tờ muộn hơn thời gian quy định')
      break
    case 'legEnded':
      lines.push(LEG_OUTCOMES[event.body.outcome], event.body.result?.name ?? '')
      break
    case 'legReported':
      lines.push(`Mã tình trạng ${event.body.status}`)
      break
    case 'legResultReturned':
      lines.push(MANNERS[event.body.manner])
      break
    case 'legClockChanged':
      break
  }
  const name = legName?.(event.body.leg)
  const title = LEG_TITLES[event.kind]
  return { icon: 'send', title: name === undefined ? title : `${title}: ${name}`, lines }
}

function stepSaid(event: DossierEvent & { kind: 'stepCompleted' }, { stepName }: Telling): Said {
  const { step, next, by } = event.body
  const done = stepName(step)
  return {
    icon: by === 'silence' ? 'clock' : 'check',
    title:
      by === 'silence' ? `Hết thời gian trả lời, coi như đồng ý: ${done}` : `Xong bước: ${done}`,
    lines: [
      next.length === 0 ? '' : `Bước tiếp theo: ${next.map(stepName).join(', ')}`,
      event.private?.note ?? '',
    ],
  }
}

function nameOf(personId: number, { names }: Telling): string {
  return names.get(personId) ?? 'Cán bộ'
}

const CONFIRMED = {
  applicant: 'Người dân đồng ý với bản nháp',
  counter: 'Người dân đồng ý với bản nháp tại quầy',
  silence: 'Hết thời gian xem bản nháp, coi như đồng ý',
} as const

export const MANNERS = {
  electronic: 'Bản điện tử',
  counter: 'Tại quầy',
  post: 'Qua bưu chính',
} as const

function supplementSaid(
  event: DossierEvent & { kind: 'supplementRequested' },
  telling: Telling,
): Said {
  const { round, papers, ground } = event.body
  return {
    icon: 'fileadd',
    title: round > 1 ? `Yêu cầu bổ sung lần ${round}` : 'Yêu cầu bổ sung',
    lines: [
      papersLine(papers, telling),
      event.private?.reason ?? '',
      ground ? `Căn cứ: ${ground}` : '',
    ],
  }
}

function papersLine(papers: readonly string[], { paperName }: Telling): string {
  return papers.length === 0
    ? ''
    : `Giấy tờ: ${papers.map((code) => originalName(code, paperName)).join(', ')}`
}

function withReason(icon: IconName, title: string, event: DossierEvent): Said {
  const basis = 'legalBasis' in event.body ? `Căn cứ: ${event.body.legalBasis}` : ''
  return { icon, title, lines: [event.private?.reason ?? '', basis] }
}

type Looked = EventBodies['registerEntryRecorded']

const FOUND_WORDS: Readonly<Record<RegisterAbout, (body: Looked) => string>> = {
  entry: ({ book, number, registeredOn }) =>
    `Có việc hộ tịch: sổ ${book}, số ${number}, đăng ký ngày ${dayWords(registeredOn)}`,
  maritalStatus: ({ registeredOn }) =>
    `Tình trạng hôn nhân đúng như tờ khai; trả lời ngày ${dayWords(registeredOn)}`,
}

function dayWords(day: string): string {
  return day.length === 10 ? showDay(day as Parameters<typeof showDay>[0]) : day
}

/** What the dossier waits for, in the words of its workflow; null before acceptance and after the end. */
export function stepTitle(workflow: Workflow, step: string | null): string | null {
  return step === null ? null : stepOf(workflow, step).title.vi
}
