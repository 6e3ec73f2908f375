/**
 * What may have happened to a dossier. Events are stored for ever: a kind's shape never changes, a new version is added and
 * older ones are upcast at reading. Bodies hold no personal data and no free text: that stands in `Private`, of which the
 * event keeps only a salted hash, so that lawful erasure leaves the proof whole.
 */
import type { TimeLimit } from '../calendar/deadline.ts'
import type { Clock } from '../calendar/clock.ts'
import type { LocalMinute } from '../lib/time.ts'
import { clockVersions, type ClockBodies } from './clocks/events.ts'
import { holderVersions, type HolderBodies } from './holders/events.ts'
import { legVersions, type LegBodies } from './legs/events.ts'
import { custodyVersions, type CustodyBodies } from './custody/events.ts'
import { lawVersions, type LawBodies } from './laws/events.ts'
import { reorganisationVersions, type ReorganisationBodies } from './reorganisation/events.ts'
import { linkedVersions, type LinkedBodies } from './linked/events.ts'
import { partyVersions, type PartyBodies } from './parties/events.ts'
import { correctionVersions, type CorrectionBodies } from './corrections/events.ts'
import { feeVersions, type FeeBodies } from './fees/events.ts'
import type { PaperMark } from './paper-mark.ts'

export type Source = 'nationalPortal' | 'counter' | 'assisted' | 'agent' | 'post' | 'ownPortal'
export type KindOfFiling = 'selfOnline' | 'assistedOnline' | 'counter' | 'post'
export type Origin = 'live' | 'demo' | 'replay' | 'migration'
/** What the civil register was asked when it was a look-up. */
export type RegisterAbout = 'entry' | 'maritalStatus'
export type ResultManner = 'electronic' | 'counter' | 'post'

/** A file as the history knows it: its name is personal and stands in the private part. */
export type FiledFile = {
  id: string
  sha256: string
  size: number
  mediaType: string
  /** How far it is turned clockwise for reading; the bytes stay as they came. Absent: not at all. */
  turned?: 90 | 180 | 270
  /** What stood against the picture when its sender kept it all the same. Absent: nothing, or nobody measured. */
  remark?: PictureRemark
  /** Taken over with the applicant's consent from an earlier dossier of theirs. Absent: handed in now. */
  reusedFrom?: ReusedFrom
}
/** What the measurement finds against a photograph of a paper. */
export type PictureRemark = 'blurred' | 'empty' | 'dark' | 'small'
/** Levels of the national scale (DuocTaiSuDung): 2 a paper of another dossier, 3 its result. */
export type ReusedFrom = { level: 2 | 3; dossier: string }
export type FiledPaper = { paper: string; files: FiledFile[] }
export type Offices = { receiving: number; competent: number; returning: number }

/** Somebody outside the dossier's scopes may read it for a while: who asked, who of another role granted it, until when. */
export type EmergencyOpened = {
  access: string
  askedBy: number
  askedRole: string
  grantedBy: number
  grantedRole: string
  legalGround: string
  until: LocalMinute
}

type CoreBodies = {
  filed: {
    code: string
    procedure: { code: string; version: number; caseCode: string; name: string }
    form: { id: string; version: number }
    workflow: { id: string; version: number }
    source: Source
    kindOfFiling: KindOfFiling
    /** Who typed for the applicant, when somebody did; the account that filed never decides (domain §11.10). */
    helper: string | null
    offices: Offices
    applicantPersonId: number | null
    papers: FiledPaper[]
    result: { manner: ResultManner; copies: number }
    /** Since version 2: steps of the workflow that these answers do not need; absent: none. */
    skips?: string[]
    /** Since version 3: the mandate under which an agent prepared it, which is also its scope; absent: no agent. */
    mandate?: number
  }
  accepted: { limit: TimeLimit; clock: Clock; calendarVersion: number; originals: string[] }
  refused: { legalBasis: string }
  supplementRequested: {
    round: number
    stage: 'acceptance' | 'processing'
    papers: string[]
    legalBasis: string
    /** Recorded legal ground of a second request; QĐ 766 counts it as overdue at once. */
    ground: string | null
    answerBy: LocalMinute | null
    clock: Clock | null
  }
  supplemented: {
    papers: FiledPaper[]
    clock: Clock | null
    /** Both figures are always kept: NĐ 61/2018 Đ19.4 restarts, QĐ 766 subtracts. */
    dueIfPaused: LocalMinute | null
    dueIfRestarted: LocalMinute | null
    /** Since version 2: the same after what was supplied, when that decides it anew. */
    skips?: string[]
  }
  claimed: { holder: number }
  examined: { checks: { id: string; ok: boolean }[] }
  draftSent: { documentId: string; sha256: string; answerBy: LocalMinute }
  draftConfirmed: { by: 'applicant' | 'counter' | 'silence'; sha256: string }
  draftReturned: Record<string, never>
  registerEntryRecorded: {
    register: string
    book: string
    number: string
    registeredOn: string
    reference: string
    /** It was looked up, nothing was entered: the entry that was found, or a status (then book and number may be ''). */
    found?: RegisterAbout
  }
  submittedForSigning: { documentId: string; sha256: string }
  signingDeclined: Record<string, never>
  resultSigned: {
    documentId: string
    documentHash: string
    signedHash: string
    by: number
    capacity: string
    certificate: string
  }
  resultSealed: {
    documentId: string
    signedHash: string
    sealedHash: string
    number: string
    on: string
    certificate: string
    clock: Clock
  }
  /**
   * `bothPresent`: the two parties were there in person and signed (marriage). `instead`: the result had been revoked before, and
   * what was handed over is the decision that says so.
   */
  delivered: {
    manner: ResultManner
    receiver: 'applicant' | 'authorised'
    bothPresent?: true
    instead?: 'revocation'
  }
  withdrawalRequested: Record<string, never>
  withdrawalConfirmed: Record<string, never>
  stopped: { legalBasis: string }
  emergencyOpened: EmergencyOpened
  emergencyEnded: { access: string; early: boolean }
  stepCompleted: {
    step: string
    /** The steps to which the work goes on, as chosen or as the workflow says; it may lie before. */
    next: string[]
    by: 'person' | 'silence'
    /** The stopped clock, when nothing is left to do after it; else null. */
    clock: Clock | null
  }
}

export type EventBodies = CoreBodies &
  ClockBodies &
  HolderBodies &
  LegBodies &
  CustodyBodies &
  LawBodies &
  ReorganisationBodies &
  LinkedBodies &
  PartyBodies &
  CorrectionBodies &
  FeeBodies

export type EventKind = keyof EventBodies

/** The present version of each kind; a fixture of every version ever written stays in the tests. */
export const eventVersions: Record<EventKind, number> = {
  filed: 3,
  accepted: 1,
  refused: 1,
  supplementRequested: 1,
  supplemented: 2,
  claimed: 1,
  examined: 1,
  draftSent: 1,
  draftConfirmed: 1,
  draftReturned: 1,
  registerEntryRecorded: 1,
  submittedForSigning: 1,
  signingDeclined: 1,
  resultSigned: 1,
  resultSealed: 1,
  delivered: 1,
  withdrawalRequested: 1,
  withdrawalConfirmed: 1,
  stopped: 1,
  emergencyOpened: 1,
  emergencyEnded: 1,
  stepCompleted: 1,
  ...clockVersions,
  ...holderVersions,
  ...legVersions,
  ...custodyVersions,
  ...lawVersions,
  ...reorganisationVersions,
  ...linkedVersions,
  ...partyVersions,
  ...correctionVersions,
  ...feeVersions,
}

/**
 * Where answers of a declaration came from, by question. `says`: what the source says of one that the person answered otherwise, with
 * their remark.
 */
export type HeldAtFiling = Readonly<
  Record<
    string,
    {
      source: 'identity' | 'population'
      asOf?: string
      /** Followed by law from what the source says of both parents. */
      from?: 'parents'
      says?: unknown
      remark?: string
    }
  >
>

/** Answers and free text of one event; every member optional, so that any of them may be erased alone. */
export type Private = {
  answers?: Record<string, unknown>
  held?: HeldAtFiling
  ownerName?: string
  applicantName?: string
  phone?: string
  email?: string
  language?: 'vi' | 'en'
  /** File id → what the applicant called it. */
  fileNames?: Record<string, string>
  reason?: string
  /** Paper code → what is wrong with it. */
  faults?: { paper: string; fault: string; questions?: string[]; marks?: PaperMark[] }[]
  note?: string
  personalNumber?: string
  /** What the civil register answered to a look-up: the content of the paper that is made of it. */
  registerFound?: Record<string, unknown>
  receiverName?: string
}

/** An event as `decide` makes it: not yet numbered, dated or hashed. */
export type NewEvent = {
  [K in EventKind]: { kind: K; body: EventBodies[K]; private?: Private }
}[EventKind]

/** An event as it stands in the history. */
export type DossierEvent = NewEvent & {
  seq: number
  version: number
  occurredAt: Date
  recordedAt: Date
  actor: string
  officeId: number | null
  origin: Origin
}
