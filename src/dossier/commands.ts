/** What may be asked of a dossier. Imperatives; the outcome is either events or a lawful no. */
import type {
  EmergencyOpened,
  FiledPaper,
  HeldAtFiling,
  KindOfFiling,
  RegisterAbout,
  Offices,
  ResultManner,
  Source,
} from './events.ts'
import type { ClockCommand } from './clocks/commands.ts'
import type { HolderCommand } from './holders/commands.ts'
import type { LegCommand } from './legs/commands.ts'
import type { CustodyCommand } from './custody/commands.ts'
import type { PostalReceipt } from './custody/receipt.ts'
import type { LawCommand } from './laws/commands.ts'
import type { ReorganisationCommand } from './reorganisation/commands.ts'
import type { LinkedCommand } from './linked/commands.ts'
import type { PaperMark } from './paper-mark.ts'
import type { PartyIdentity } from '../office/representation/representation.ts'
import type { LinkedBodies } from './linked/events.ts'
import type { CorrectionCommand } from './corrections/commands.ts'
import type { FeeCommand } from './fees/commands.ts'

export type FileCommand = {
  type: 'file'
  source: Source
  kindOfFiling: KindOfFiling
  /** Code given by the National Portal; kept. Absent: ours, from the competent office's counter of the day. */
  portalCode?: string
  offices: Offices
  applicantPersonId: number | null
  /** The applicant's mandate under which an agent prepared it. */
  mandate?: number
  papers: FiledPaper[]
  result: { manner: ResultManner; copies: number }
  answers: Record<string, unknown>
  /** Where the answers that nobody typed came from. */
  held?: HeldAtFiling
  ownerName: string
  applicantName: string
  phone?: string
  email?: string
  language?: 'vi' | 'en'
  fileNames: Record<string, string>
  /** Whose matter it is, by number, as far as the answers say it. */
  owner?: PartyIdentity
  /** The representation under which it is filed: then its party is the owner. */
  representation?: number
  /** The ended dossier from which it follows (domain §2.1: re-opening is a new dossier). */
  follows?: LinkedBodies['linked']
}

/** `questions`: of the declaration, by their ids, when only these have to be mended. `marks`: where on its pictures it is seen. */
export type SupplementFault = {
  paper: string
  fault: string
  questions?: string[]
  marks?: PaperMark[]
}

/** How what the counter has goes out, and to whom. */
export type Handing = {
  manner: ResultManner
  receiver: 'applicant' | 'authorised'
  receiverName?: string
  /** The originals that lie at the same counter go back with it, signed for. */
  withOriginals?: true
}

export type Command =
  | FileCommand
  | ClockCommand
  | HolderCommand
  | LegCommand
  | CustodyCommand
  | LawCommand
  | ReorganisationCommand
  | LinkedCommand
  | CorrectionCommand
  | FeeCommand
  /** `postal`: when what came by post was handed over to us. */
  | { type: 'accept'; originals: string[]; postal?: PostalReceipt }
  | { type: 'refuse'; reason: string; legalBasis: string }
  | {
      type: 'requestSupplement'
      faults: SupplementFault[]
      reason: string
      legalBasis: string
      /** Needed from the second request on. */
      ground?: string
    }
  | {
      type: 'supplement'
      papers: FiledPaper[]
      answers?: Record<string, unknown>
      fileNames: Record<string, string>
      note?: string
      /** Of which the counter takes the paper originals in. */
      originals?: string[]
    }
  | { type: 'claim' }
  | { type: 'examine'; checks: { id: string; ok: boolean }[]; note?: string }
  | { type: 'sendDraft'; documentId: string; sha256: string }
  | { type: 'confirmDraft'; by: 'applicant' | 'counter' | 'silence' }
  | { type: 'returnDraft'; note: string }
  | {
      type: 'recordRegisterEntry'
      register: string
      book: string
      number: string
      registeredOn: string
      reference: string
      /** With a birth only. */
      personalNumber?: string
      /** What a look-up answered; absent: an act was entered. */
      found?: { about: RegisterAbout; content: Record<string, unknown> }
    }
  | { type: 'submitForSigning'; documentId: string; sha256: string }
  | { type: 'declineSigning'; reason: string }
  | {
      type: 'recordSigned'
      documentId: string
      documentHash: string
      signedHash: string
      capacity: string
      certificate: string
      /** The delegation under which another leader's signature is given. */
      delegation?: string
    }
  | {
      type: 'recordSealed'
      documentId: string
      signedHash: string
      sealedHash: string
      number: string
      on: string
      certificate: string
    }
  | ({
      type: 'deliver'
      /** Both parties are at the counter, and have signed. */
      bothPresent?: true
    } & Handing)
  /** The decision that took the result back, instead of the result that was never handed out; it ends the dossier. */
  | ({ type: 'handOverRevocation' } & Handing)
  | { type: 'requestWithdrawal'; reason: string }
  | { type: 'confirmWithdrawal'; withOriginals?: true }
  | { type: 'stop'; reason: string; legalBasis: string }
  | ({ type: 'recordEmergencyOpened'; reason: string } & EmergencyOpened)
  | { type: 'recordEmergencyEnded'; access: string; early: boolean }
  /** `chosen`: which step begins, where the workflow leaves a choice or the work goes back (then `note` says why). */
  | { type: 'completeStep'; step: string; chosen?: string; note?: string }

export type CommandType = Command['type']
