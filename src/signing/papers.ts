/**
 * What each paper is made of. Instants in local minutes ('YYYY-MM-DDTHH:mm', Hà Nội time), days 'YYYY-MM-DD'; the template
 * writes them in the words of state papers. `qr` comes from `qrMatrix`.
 */
import type { Day, LocalMinute } from '../lib/time.ts'
import type {
  BuildingPermit,
  CivilStatusExtract,
  DeathExtract,
  MaritalStatus,
  MarriageCertificate,
} from './result-papers.ts'

type Agency = { superior: string | null; name: string }
type Procedure = { code: string; name: string }

type DossierPaper = {
  /** ISO instant at which the paper was made. */
  createdAt: string
  /** Prints the mark of a trial paper. */
  development: boolean
  code: string
  /** The office code in the dossier's code is a stand-in: printed as "mã tạm, chưa công bố". */
  codeIsProvisional: boolean
  agency: Agency
  trackingUrl: string
  qr: readonly string[]
}

type Applicant = {
  owner: string
  submitter: string
  address: string | null
  phone: string | null
  email: string | null
  request: string
  procedure: Procedure
}

/** Xác nhận đã nộp hồ sơ: submission, not yet acceptance. */
export type SubmissionReceipt = DossierPaper & {
  procedure: Procedure
  applicant: string
  kindOfFiling: string | null
  submittedAt: LocalMinute
  competentOffice: string
  answerBy: LocalMinute
  dueIfAcceptedToday: LocalMinute | null
  papers: readonly {
    name: string
    /** Size in bytes; the hash as 64 hexadecimal digits. */
    files: readonly { name: string; size: number; sha256: string }[]
  }[]
}

/** Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả. */
export type Form01 = DossierPaper &
  Applicant & {
    receivingPoint: string
    competentOffice: string
    papers: readonly { name: string; kind: string; count: number }[]
    sets: number
    limit: string
    receivedAt: LocalMinute
    /** When the clock starts, if not at once. */
    countsFrom: LocalMinute | null
    dueAt: LocalMinute
    provisional: boolean
    /** The counting convention in words. */
    convention: string
    fee: string
    returnPlace: string
    receiver: string
  }

/** Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ. */
export type Form02 = DossierPaper &
  Applicant & {
    askedAt: LocalMinute
    wanted: readonly { what: string; how: string | null }[]
    reason: string
    legalBasis: string | null
    answerBy: LocalMinute | null
    officer: string
    officerPhone: string | null
  }

/** Mẫu 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ. */
export type Form03 = DossierPaper &
  Applicant & {
    submittedAt: LocalMinute
    refusedAt: LocalMinute
    receivingPoint: string
    reasons: readonly { reason: string; legalBasis: string | null }[]
    guidance: string | null
    officer: string
  }

/** Văn bản xin lỗi và đề nghị gia hạn: mẫu 04 of TT 03/2025/TT-VPCP, named by what it is because numbers changed meaning. */
export type ApologyLetter = DossierPaper & {
  owner: string
  address: string | null
  request: string
  procedure: Procedure
  category: string | null
  receivedAt: LocalMinute
  promisedBefore: LocalMinute
  promisedAt: LocalMinute
  apologisedAt: LocalMinute
  competentOffice: string
  reason: string
  legalBasis: string
  signer: { name: string; title: string }
}

/** Giấy nhận hồ sơ thay nơi có thẩm quyền: no date is promised, the limit counts from the competent office's receipt. */
export type ReceiptForAnother = DossierPaper &
  Applicant & {
    receivingPoint: string
    competentOffice: string
    papers: readonly { name: string; kind: string; count: number }[]
    limit: string
    receivedAt: LocalMinute
    /** Until when it is on its way. */
    handOverBy: LocalMinute
    returnPlace: string
    receiver: string
  }

/** Phiếu bàn giao between two offices: what goes, who gives, who takes. */
export type HandoverSlip = {
  createdAt: string
  development: boolean
  agency: Agency
  number: string
  from: string
  to: string
  madeAt: LocalMinute
  giver: string
  /** Null until the bundle was opened. */
  taker: string | null
  takenAt: LocalMinute | null
  lines: readonly { code: string; owner: string; paper: string; result: string }[]
  qr: readonly string[]
  slipUrl: string
}

/** Phiếu hướng dẫn hoàn thiện hồ sơ before anything is filed (NĐ 61/2018 Đ15). */
export type GuidanceSlip = {
  createdAt: string
  development: boolean
  agency: Agency
  number: string
  forName: string | null
  procedure: Procedure
  givenAt: LocalMinute
  wanted: readonly { what: string; how: string | null }[]
  note: string | null
  legalBasis: string | null
  officer: string
  guideUrl: string
  qr: readonly string[]
}

/** A question with its answer, or with room for one: boxes to tick, dotted lines, a date, rows of a table, words only. */
export type DeclarationRow = {
  label: string
  value: string | null
  note?: string
  table?: { heads: readonly string[]; rows: readonly (readonly string[])[] }
  room?: { options: readonly string[] } | { lines: number } | 'date' | 'words'
}

/** Tờ khai: questions and answers of any form, as the applicant confirmed them. */
export type Declaration = {
  createdAt: string
  development: boolean
  title: string
  addressee: string | null
  code: string | null
  codeIsProvisional: boolean
  sections: readonly {
    title: string
    /** When the whole part is filled in, on a form that is still empty. */
    note?: string
    rows: readonly DeclarationRow[]
  }[]
  promise: string | null
  /** Null on an empty form: dots stand there. */
  declaredAt: LocalMinute | null
  declarant: string
  signatureNote: string
}

/** Bản thể hiện biên nhận thanh toán: says that money came, and is no tax document. */
export type FeeReceipt = DossierPaper & {
  procedure: Procedure
  reference: string
  paymentId: string
  method: string
  paidAt: LocalMinute
  /** In đồng, and written out. */
  amount: number
  amountInWords: string
  lines: readonly { name: string; copies: number | null; amount: number; ground: string }[]
  /** When the money was given back. */
  refundedAt: LocalMinute | null
}

export type ParentOnPaper = {
  name: string
  bornYear: string
  ethnicity: string
  nationality: string
  residence: string
}

/** Giấy khai sinh. `number` and `book` come from the civil register; the clerk's number comes with the seal. */
export type BirthCertificate = {
  createdAt: string
  development: boolean
  number: string
  book: string
  symbol: string | null
  child: {
    name: string
    bornOn: Day
    bornOnWords: string
    gender: string
    ethnicity: string
    nationality: string
    birthplace: string
    homeTown: string
    personalNumber: string
  }
  /** An unknown father is an empty block. */
  mother: ParentOnPaper | null
  father: ParentOnPaper | null
  requester: { name: string; identity: string }
  registeredAt: string
  registeredOn: Day
  note: string | null
  signer: { name: string; title: string }
  verifyUrl: string
  qr: readonly string[]
}

/** Every template that a caller sets, with what it is made of. */
export type Papers = {
  submissionReceipt: SubmissionReceipt
  form01: Form01
  form02: Form02
  form03: Form03
  apologyLetter: ApologyLetter
  receiptForAnother: ReceiptForAnother
  handoverSlip: HandoverSlip
  guidanceSlip: GuidanceSlip
  feeReceipt: FeeReceipt
  declaration: Declaration
  birthCertificate: BirthCertificate
  deathExtract: DeathExtract
  marriageCertificate: MarriageCertificate
  maritalStatus: MaritalStatus
  civilStatusExtract: CivilStatusExtract
  buildingPermit: BuildingPermit
}
