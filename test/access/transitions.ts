/**
 * What is lawful: for every situation a dossier can be in, the commands that may be carried out and the official status that follows
 * (QĐ 766 and the portal's list TrangThaiHoSo 1–10); and who may give each command. Whatever is not written here is refused.
 */
import type { CommandType } from '../../src/dossier/commands.ts'

/** Which official status may follow which (the portal's list with the law of each step); the same one may always stay. */
export const NEXT_STATUS: Readonly<Record<number, readonly number[]>> = {
  1: [2, 3, 5, 6, 7],
  2: [4, 5, 6, 7, 8],
  3: [],
  4: [5, 6, 7, 8, 9],
  // Back to 1: a supplement before acceptance is not yet accepted (NĐ 118/2025 Đ17: the clock starts with a complete dossier).
  5: [1, 2, 3, 4, 7, 8],
  6: [2, 4, 7, 8, 9],
  7: [],
  8: [],
  9: [10],
  10: [],
}

export const SITUATIONS = [
  'none',
  'submitted',
  'submittedWithdrawing',
  'supplementBefore',
  'supplementBeforeWithdrawing',
  'accepted',
  'held',
  'examined',
  'drafted',
  'confirmed',
  'registered',
  'forSigning',
  'signed',
  'heldWithdrawing',
  'supplementIn',
  'supplementInWithdrawing',
  'consulting',
  'awaitingOpinion',
  'finished',
  'delivered',
  'refused',
  'withdrawn',
  'stopped',
] as const
export type Situation = (typeof SITUATIONS)[number]

/** What the house itself notes in any dossier, also after its end: who was let in by two persons. */
const TOLD = (status: number) => ({
  recordEmergencyOpened: status,
  recordEmergencyEnded: status,
})
const ENDED = (status: number) => TOLD(status)
/** Before the leader signs, an officer's dossier may be stopped and its applicant may want it back. */
const UNSIGNED = { stop: 8, requestWithdrawal: 4, ...TOLD(4) } as const
/** Until it stands in the register, papers may still be asked for. */
const UNREGISTERED = { ...UNSIGNED, requestSupplement: 5 } as const

export const LAWFUL: Readonly<Record<Situation, Partial<Record<CommandType, number>>>> = {
  none: { file: 1 },
  submitted: { accept: 2, refuse: 3, requestSupplement: 5, requestWithdrawal: 1, ...TOLD(1) },
  // The applicant wants it back: it is not accepted any more; the counter confirms, or answers as before.
  submittedWithdrawing: { refuse: 3, requestSupplement: 5, confirmWithdrawal: 7, ...TOLD(1) },
  supplementBefore: { supplement: 1, requestWithdrawal: 5, stop: 8, ...TOLD(5) },
  supplementBeforeWithdrawing: { supplement: 1, confirmWithdrawal: 7, stop: 8, ...TOLD(5) },
  accepted: { claim: 4, requestSupplement: 5, stop: 8, requestWithdrawal: 2, ...TOLD(2) },
  held: { examine: 4, ...UNREGISTERED },
  examined: { sendDraft: 4, ...UNREGISTERED },
  drafted: { confirmDraft: 4, returnDraft: 4, ...UNREGISTERED },
  confirmed: { recordRegisterEntry: 4, ...UNREGISTERED },
  registered: { submitForSigning: 4, ...UNSIGNED },
  forSigning: { recordSigned: 4, declineSigning: 4, ...UNSIGNED },
  signed: { recordSealed: 9, ...TOLD(4) },
  heldWithdrawing: { requestSupplement: 5, confirmWithdrawal: 7, stop: 8, ...TOLD(4) },
  supplementIn: { supplement: 4, requestWithdrawal: 5, stop: 8, ...TOLD(5) },
  supplementInWithdrawing: { supplement: 4, confirmWithdrawal: 7, stop: 8, ...TOLD(5) },
  // Another office is asked beside the work, and then is all that is waited for.
  consulting: { sendDraft: 4, completeStep: 4, ...UNREGISTERED },
  awaitingOpinion: { completeStep: 4, ...UNREGISTERED },
  finished: { deliver: 10, ...TOLD(9) },
  delivered: ENDED(10),
  refused: ENDED(3),
  withdrawn: ENDED(7),
  stopped: ENDED(8),
}

export const ACTORS = [
  'receptionist',
  'officer',
  'otherOfficer',
  'leader',
  'clerk',
  'supervisor',
  'controller',
  'admin',
  'receptionistElsewhere',
  'officerElsewhere',
  'leaderElsewhere',
  'clerkElsewhere',
  'applicant',
  'citizen',
  'agent',
  'portal',
  'civilRegister',
  'clock',
  'public',
] as const
export type ActorName = (typeof ACTORS)[number]

const HOLDER = ['officer'] as const
const ANY_OFFICER = ['officer', 'otherOfficer'] as const

/** `officer` holds the dossier where somebody does; `otherOfficer` sits beside them. */
export const WHO_MAY: Readonly<Record<CommandType, readonly ActorName[]>> = {
  file: ['receptionist', 'applicant', 'portal'],
  accept: ['receptionist'],
  refuse: ['receptionist'],
  requestSupplement: ['receptionist', ...ANY_OFFICER],
  supplement: ['receptionist', 'applicant', 'portal'],
  claim: ANY_OFFICER,
  examine: HOLDER,
  sendDraft: HOLDER,
  confirmDraft: ['receptionist', 'applicant', 'portal', 'clock'],
  returnDraft: ['receptionist', 'applicant', 'portal'],
  recordRegisterEntry: ['civilRegister'],
  submitForSigning: HOLDER,
  declineSigning: ['leader'],
  recordSigned: ['leader'],
  recordSealed: ['clerk'],
  deliver: ['receptionist', 'applicant'],
  requestWithdrawal: ['receptionist', 'applicant', 'portal'],
  confirmWithdrawal: ['receptionist'],
  stop: [...ANY_OFFICER, 'leader'],
  recordEmergencyOpened: ['clock'],
  recordEmergencyEnded: ['clock'],
  // The step of the table asks an officer of the other ward; silence is the clock's.
  completeStep: ['officerElsewhere', 'clock'],
  reprojectClock: ['clock'],
  suspendClock: ['clock'],
  resumeSuspended: ['clock'],
  requestFee: ANY_OFFICER,
  recordFee: ['receptionist', 'portal'],
  apologise: ['leader'],
  handOver: HOLDER,
  reassign: ['leader'],
  release: HOLDER,
  acknowledgeLeg: ANY_OFFICER,
  reportLeg: [],
  askLeg: ANY_OFFICER,
  answerLeg: ['receptionist', 'applicant', 'portal'],
  endLeg: [...ANY_OFFICER, 'clock'],
  returnLegResult: ['receptionist', 'applicant', 'clock'],
  moveOriginals: ['receptionist', ...ANY_OFFICER],
  moveToLaw: ['clock'],
  changeOffices: ['clock'],
  link: ['receptionist', 'clock'],
  suspectDuplicate: ['receptionist', 'clock', 'portal'],
  clearDuplicate: ['receptionist'],
}
