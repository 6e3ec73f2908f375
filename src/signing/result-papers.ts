/** Results of procedures, as the templates need them: the lines stand ready, the template gives heading, place and form. */
import type { Day } from '../lib/time.ts'

/** What every result carries, whatever it says. */
export type SignedPaper = {
  createdAt: string
  development: boolean
  /** Not yet registered, signed or numbered: marked "BẢN NHÁP". */
  draft: boolean
  signer: { name: string; title: string }
  verifyUrl: string
  qr: readonly string[]
}

/** Sections in the order of the paper; one line holds one to three entries side by side. */
export type LinesOnPaper = readonly {
  title: string | null
  lines: readonly (readonly { label: string; value: string }[])[]
}[]

/** The number in the civil register; the clerk's number comes with the seal. */
type Registered = { number: string; book: string; registeredOn: Day | null }

/** Trích lục khai tử. */
export type DeathExtract = SignedPaper & Registered & { office: string; sections: LinesOnPaper }

/** Giấy chứng nhận kết hôn: wife and husband sign below it, before the registrar. */
export type MarriageCertificate = SignedPaper &
  Registered & { sections: LinesOnPaper; wife: string; husband: string }

/** Giấy xác nhận tình trạng hôn nhân. */
export type MaritalStatus = SignedPaper & {
  office: string
  sections: LinesOnPaper
  status: string
  purpose: string
  /** Sentence about how long it is good for. */
  validity: string
}

/** Bản sao trích lục hộ tịch: all of it is what the register answered. */
export type CivilStatusExtract = SignedPaper & {
  office: string
  /** 'TRÍCH LỤC KHAI SINH'. */
  name: string
  /** Sentence that says from which book it was taken. */
  source: string
  sections: LinesOnPaper
}

/** Giấy phép xây dựng. */
export type BuildingPermit = SignedPaper & {
  office: string
  sections: LinesOnPaper
  conditions: readonly string[]
  /** Sentence about until when the work must begin. */
  validity: string
}
