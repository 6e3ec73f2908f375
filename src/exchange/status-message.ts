/**
 * What the portal is told of a dossier (domain: DongBoHoSo, CapNhatTienTrinh, CapNhatTrangThai). Member names are the portal's.
 * `SoThuTu` orders the messages of a dossier: whoever keeps the one with the highest number ends in the right state, whatever
 * was lost, repeated or overtaken on the way. Pure.
 */
import type { Terms } from '../catalogue/terms.ts'
import { stepOf } from '../catalogue/workflow.ts'
import { evolve, statusOf, type DossierState, type Procedure } from '../dossier/dossier.ts'
import type { DossierEvent, EventKind } from '../dossier/events.ts'
import { procedureAfter } from '../dossier/laws/evolve.ts'
import { toInstant, toLocalMinute, type LocalMinute } from '../lib/time.ts'
import type { Handler, Service } from './store.ts'

export type Message = { seq: number; place: 1 | 2; service: Service; body: object }

/** What happened, in the words that the applicant reads on the portal; null for what concerns the house alone. */
const WHAT: Readonly<Record<EventKind, string | null>> = {
  filed: null,
  accepted: 'Tiếp nhận hồ sơ',
  refused: 'Từ chối tiếp nhận hồ sơ',
  supplementRequested: 'Yêu cầu bổ sung hồ sơ',
  supplemented: 'Nhận hồ sơ bổ sung',
  claimed: 'Phân công thụ lý hồ sơ',
  examined: 'Thẩm tra hồ sơ',
  draftSent: 'Gửi bản nháp kết quả cho người nộp',
  draftConfirmed: 'Người nộp xác nhận bản nháp',
  draftReturned: 'Người nộp đề nghị sửa bản nháp',
  registerEntryRecorded: 'Ghi sổ hộ tịch',
  submittedForSigning: 'Trình ký kết quả',
  signingDeclined: 'Lãnh đạo trả lại để sửa',
  resultSigned: 'Lãnh đạo ký kết quả',
  resultSealed: 'Văn thư lấy số, đóng dấu',
  delivered: 'Trả kết quả',
  withdrawalRequested: 'Người nộp yêu cầu rút hồ sơ',
  withdrawalConfirmed: 'Xác nhận rút hồ sơ',
  stopped: 'Dừng xử lý hồ sơ',
  emergencyOpened: null,
  emergencyEnded: null,
  stepCompleted: 'Hoàn thành một bước xử lý',
  clockSuspended: 'Tạm dừng tính thời hạn',
  clockResumed: 'Tính tiếp thời hạn',
  feeRequested: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  feeRecorded: 'Đã thực hiện nghĩa vụ tài chính',
  feePaid: 'Đã nộp phí, lệ phí',
  apologised: 'Xin lỗi và hẹn lại ngày trả kết quả',
  clockReprojected: 'Tính lại ngày hẹn trả theo lịch làm việc mới',
  holderChanged: 'Phân công lại người thụ lý',
  legHolderChanged: null,
  stoodIn: null,
  legOpened: 'Chuyển chặng liên thông',
  legAcknowledged: 'Cơ quan liên thông đã nhận',
  legReported: null,
  legAsked: 'Cơ quan liên thông yêu cầu bổ sung',
  legAnswered: 'Đã bổ sung cho cơ quan liên thông',
  legEnded: 'Chặng liên thông kết thúc',
  legResultReturned: 'Trả kết quả của chặng liên thông',
  legClockChanged: null,
  officesResolved: null,
  wholeClockChanged: 'Thời hạn của cả hồ sơ thay đổi theo các chặng',
  legsFinished: 'Mọi chặng liên thông đã kết thúc',
  receivedForAnother: 'Nơi nhận hộ đã nhận hồ sơ',
  handedToCompetent: 'Đã chuyển hồ sơ đến nơi có thẩm quyền',
  arrivedAtCompetent: 'Nơi có thẩm quyền đã nhận được hồ sơ',
  receiptDated: null,
  returnPlaceChanged: 'Đổi nơi trả kết quả',
  originalsTaken: null,
  originalsMoved: null,
  originalsMissing: null,
  originalsFound: null,
  originalsReturned: null,
  movedToLaw: 'Chuyển sang phiên bản thủ tục mới',
  officesChanged: 'Chuyển đơn vị theo sắp xếp tổ chức',
  otherOfficesChanged: null,
  officesUndecided: null,
  officesDecided: 'Xác định đơn vị giải quyết sau sắp xếp tổ chức',
  linked: null,
  ownerNamed: null,
  duplicateSuspected: null,
  duplicateCleared: null,
  correctionPrepared: null,
  correctionDropped: null,
  correctionSigned: null,
  resultCorrected: 'Đính chính kết quả đã cấp',
  revocationDecided: null,
  resultRevoked: 'Thu hồi kết quả đã cấp',
}

/** Whether the portal hears of such an event at all. */
export function isToldToPortal(kind: EventKind): boolean {
  return WHAT[kind] !== null
}

/** The state after every event of a whole history, by the event's number. */
export function statesAfter(
  history: readonly DossierEvent[],
  termsOf: (procedure: Procedure) => Terms,
): Map<number, DossierState> {
  const states = new Map<number, DossierState>()
  let state: DossierState | null = null
  for (const event of history) {
    state = evolve(state, event, termsOf(procedureAfter(state, event)))
    states.set(event.seq, state)
  }
  return states
}

export type Told = {
  event: DossierEvent
  before: DossierState | null
  after: DossierState
  terms: Terms
  handler: Handler
}

/** The messages of one event: its step, and the official state when it has changed. The filing itself is the portal's own. */
export function messagesOf(told: Told): Message[] {
  const { event, before, after } = told
  const what = WHAT[event.kind]
  if (what === null) return []
  const progress: Message = {
    seq: event.seq,
    place: 1,
    service: 'CapNhatTienTrinh',
    body: progressOf(told, what),
  }
  const isChanged = before === null || statusOf(before) !== statusOf(after)
  if (!isChanged && !changesDue(event.kind)) return [progress]
  const status: Message = {
    seq: event.seq,
    place: 2,
    service: 'CapNhatTrangThai',
    body: statusMessage(told),
  }
  return [progress, status]
}

/** A second supplement within one state still moves the promised day, and so does another law. */
function changesDue(kind: EventKind): boolean {
  return kind === 'supplemented' || kind === 'movedToLaw'
}

function progressOf({ event, after, terms, handler }: Told, what: string): object {
  const step = after.active[0]
  return {
    MaHoSo: after.code,
    SoThuTu: event.seq,
    TienTrinh: {
      NguoiXuLy: handler.name,
      ChucDanh: handler.title,
      ThoiDiemXuLy: moment(event.occurredAt),
      PhongBanXuLy: handler.office,
      NoiDungXuLy: what,
      TrangThai: statusOf(after),
      BuocTiepTheo: step === undefined ? '' : stepOf(terms.workflow, step).title.vi,
      NgayBatDau: moment(after.acceptedAt),
      NgayKetThucTheoQuyDinh: localMoment(after.clock?.dueAt),
    },
  }
}

function statusMessage({ event, after }: Told): object {
  const status = statusOf(after)
  return {
    MaHoSo: after.code,
    MaTTHC: after.procedure.code,
    TenTTHC: after.procedure.name,
    SoThuTu: event.seq,
    TrangThaiHoSo: status,
    ThoiDiem: moment(event.occurredAt),
    NgayNopHoSo: moment(after.submittedAt),
    NgayTiepNhan: moment(after.acceptedAt),
    NgayHenTra: localMoment(after.clock?.dueAt),
    NgayTuChoi: status === 3 ? moment(after.finishedAt) : '',
    NgayKetThucXuLy: status === 9 || status === 10 ? moment(after.finishedAt) : '',
    NgayTra: moment(after.returnedAt),
    DanhSachHoSoBoSung: supplementsOf(after),
    DanhSachGiayToKetQua: resultsOf(after),
  }
}

function supplementsOf({ phase }: DossierState): object[] {
  if (phase.at !== 'awaitingSupplement') return []
  return [{ DanhSachGiayToBoSung: phase.papers, NgayHenTraMoi: '', TrangThaiBoSung: 1 }]
}

function resultsOf({ result }: DossierState): object[] {
  if (!result?.sealedHash) return []
  return [{ MaKetQua: result.number, HashTepTin: result.sealedHash, NgayCap: result.on }]
}

/** yyyyMMddHHmmss in Hà Nội time; empty when it has not happened. */
function moment(when: Date | string | null): string {
  if (when === null) return ''
  const at = typeof when === 'string' ? new Date(when) : when
  const seconds = String(at.getUTCSeconds()).padStart(2, '0')
  return `${toLocalMinute(at).replace(/[-T:]/g, '')}${seconds}`
}

function localMoment(when: LocalMinute | undefined): string {
  return when === undefined ? '' : moment(toInstant(when))
}
