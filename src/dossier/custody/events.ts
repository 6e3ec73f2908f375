/** What may happen around the receipt of a dossier, its place of return and its paper originals. */
import type { LocalMinute } from '../../lib/time.ts'

export type CustodyBodies = {
  /** An office that is no counter of the competent one received it for that one (phi địa giới, NĐ 118/2025 Đ14.4). */
  receivedForAnother: { office: number; to: number; handOverBy: LocalMinute }
  /** It went to the competent office: with the papers of a slip, or (`null`) electronically alone. */
  handedToCompetent: { from: number; to: number; handOverBy: LocalMinute; slip: string | null }
  /** The competent office has it: from here its limit counts (NĐ 309/2026 Đ8), not from the handing over. */
  arrivedAtCompetent: { office: number; slip: string }
  /** The limit counts from another moment than that of acceptance, which is recorded right after this. */
  receiptDated: { at: LocalMinute; way: 'post' | 'crossOffice' }
  returnPlaceChanged: { from: number; to: number }
  originalsTaken: { papers: string[]; office: number }
  originalsMoved: {
    /** The hand-over slip (phiếu bàn giao) that names the papers. */
    slip: string
    papers: string[]
    /** Offices; `null` is the applicant. */
    from: number | null
    to: number | null
    step: 'sent' | 'received' | 'returned'
  }
  /** Named on the slip and not in the bundle: both offices look for it. */
  originalsMissing: { slip: string; papers: string[]; from: number; to: number }
  originalsFound: { papers: string[]; office: number }
  originalsReturned: {
    papers: string[]
    from: number
    receiver: 'applicant' | 'authorised'
    /** Whoever took them signed for them on paper (NĐ 61/2018 Đ20.2). */
    isSigned: boolean
  }
}

export const custodyVersions: Record<keyof CustodyBodies, number> = {
  receivedForAnother: 1,
  handedToCompetent: 1,
  arrivedAtCompetent: 1,
  receiptDated: 1,
  returnPlaceChanged: 1,
  originalsTaken: 1,
  originalsMoved: 1,
  originalsMissing: 1,
  originalsFound: 1,
  originalsReturned: 1,
}
