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
  'receivedForAnother',
  'handedToCompetent',
  'suspected',
  'awaitingFee',
  'suspended',
  'apologised',
  'atLegs',
  'legRunning',
  'legAsked',
  'legDone',
  'undecided',
  'finished',
  'correcting',
  'correctionSigned',
  'revoking',
  'revoked',
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
/** While it is open, papers come and go, offices change, it is linked to another; the place of return until the result is there. */
const FINISHED = (status: number) => ({
  takeOriginals: status,
  changeOffices: status,
  link: status,
  recordPaid: status,
  ...TOLD(status),
})
const OPEN = (status: number) => ({ changeReturnPlace: status, ...FINISHED(status) })
/** Somebody holds it: it may be handed over, given to another, and returned to the queue, which is status 4 still. */
const HELD = (status: number) => ({
  handOver: status,
  reassign: status,
  release: status,
  ...OPEN(status),
})
/** The limit runs: an interruption stops it; the agency head may apologise. */
const RUNNING = { suspendClock: 4, apologise: 4, ...HELD(4) } as const
/** Before the leader signs, an officer's dossier may be stopped, cost a fee, and its applicant may want it back. */
const UNSIGNED = { stop: 8, requestWithdrawal: 4, requestFee: 6, ...RUNNING } as const
/** Until it stands in the register, papers may still be asked for. */
const UNREGISTERED = { ...UNSIGNED, requestSupplement: 5 } as const
const { suspendClock: _suspend, apologise: _sorry, ...STANDS } = UNREGISTERED
const { apologise: _apologise, ...APOLOGISED } = UNREGISTERED
const SUBMITTED = { requestSupplement: 5, requestWithdrawal: 1, refuse: 3, ...OPEN(1) } as const
const SUPPLEMENT = { stop: 8, ...OPEN(5) } as const
const SUPPLEMENT_IN = { stop: 8, suspendClock: 5, ...HELD(5) } as const
const ISSUED = { deliver: 10, ...FINISHED(9) } as const

export const LAWFUL: Readonly<Record<Situation, Partial<Record<CommandType, number>>>> = {
  none: { file: 1 },
  submitted: { accept: 2, suspectDuplicate: 1, ...SUBMITTED },
  // The applicant wants it back: it is not accepted any more; the counter confirms, or answers as before.
  submittedWithdrawing: {
    refuse: 3,
    requestSupplement: 5,
    confirmWithdrawal: 7,
    suspectDuplicate: 1,
    ...OPEN(1),
  },
  supplementBefore: { supplement: 1, requestWithdrawal: 5, ...SUPPLEMENT },
  supplementBeforeWithdrawing: { supplement: 1, confirmWithdrawal: 7, ...SUPPLEMENT },
  // In the queue of the office: nobody hands it over, but the leader may give it to somebody.
  accepted: {
    claim: 4,
    reassign: 4,
    requestSupplement: 5,
    stop: 8,
    requestWithdrawal: 2,
    requestFee: 6,
    suspendClock: 2,
    apologise: 2,
    ...OPEN(2),
  },
  held: { examine: 4, ...UNREGISTERED },
  examined: { sendDraft: 4, ...UNREGISTERED },
  drafted: { confirmDraft: 4, returnDraft: 4, ...UNREGISTERED },
  confirmed: { recordRegisterEntry: 4, ...UNREGISTERED },
  registered: { submitForSigning: 4, ...UNSIGNED },
  forSigning: { recordSigned: 4, declineSigning: 4, ...UNSIGNED },
  signed: { recordSealed: 9, ...RUNNING },
  heldWithdrawing: {
    requestSupplement: 5,
    confirmWithdrawal: 7,
    stop: 8,
    suspendClock: 4,
    ...HELD(4),
  },
  supplementIn: { supplement: 4, requestWithdrawal: 5, ...SUPPLEMENT_IN },
  supplementInWithdrawing: { supplement: 4, confirmWithdrawal: 7, ...SUPPLEMENT_IN },
  // Another office is asked beside the work, and then is all that is waited for.
  consulting: { sendDraft: 4, completeStep: 4, ...UNREGISTERED },
  awaitingOpinion: { completeStep: 4, ...UNREGISTERED },
  // Filed at another ward: it takes it for the deciding one and hands it over; only there is it accepted (domain §11.6).
  receivedForAnother: { handToCompetent: 1, suspectDuplicate: 1, ...SUBMITTED },
  handedToCompetent: { accept: 2, suspectDuplicate: 1, ...SUBMITTED },
  // A person looks first whether it is the same matter as another.
  suspected: { clearDuplicate: 1, ...SUBMITTED },
  awaitingFee: { recordFee: 4, stop: 8, requestWithdrawal: 6, suspendClock: 6, ...HELD(6) },
  suspended: { examine: 4, resumeSuspended: 4, ...STANDS },
  apologised: { examine: 4, ...APOLOGISED },
  // Its own result is sealed; the other agencies work: nothing of the whole is stopped or withdrawn any more.
  atLegs: { acknowledgeLeg: 4, reportLeg: 4, ...RUNNING },
  legRunning: { askLeg: 4, reportLeg: 4, endLeg: 4, ...RUNNING },
  legAsked: { answerLeg: 4, reportLeg: 4, endLeg: 4, ...RUNNING },
  legDone: { returnLegResult: 4, ...RUNNING },
  // The office was divided: the work goes on where it is until a person has decided.
  undecided: { examine: 4, decideOffices: 4, ...UNREGISTERED },
  finished: { prepareCorrection: 9, decideRevocation: 9, ...ISSUED },
  correcting: { signCorrection: 9, dropCorrection: 9, decideRevocation: 9, ...ISSUED },
  correctionSigned: { correctResult: 9, dropCorrection: 9, decideRevocation: 9, ...ISSUED },
  // What was taken back is not handed out any more: the person gets the decision instead, once the clerk has entered it.
  revoking: { revokeResult: 9, ...FINISHED(9) },
  revoked: { handOverRevocation: 10, ...FINISHED(9) },
  // What was issued with an error is mended also afterwards.
  delivered: { prepareCorrection: 10, decideRevocation: 10, ...ENDED(10) },
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
  'partner',
  'payment',
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
  handOverRevocation: ['receptionist', 'applicant'],
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
  recordFee: ['receptionist', 'portal', 'payment'],
  recordPaid: ['payment'],
  apologise: ['leader'],
  handOver: HOLDER,
  reassign: ['leader'],
  release: HOLDER,
  // A leg inside the house is worked on at its own office; this one is outside.
  claimLeg: [],
  acknowledgeLeg: ANY_OFFICER,
  reportLeg: [],
  askLeg: ANY_OFFICER,
  answerLeg: ['receptionist', 'applicant', 'portal'],
  endLeg: [...ANY_OFFICER, 'clock'],
  returnLegResult: ['receptionist', 'applicant', 'clock'],
  receiveForAnother: ['receptionist'],
  handToCompetent: ['receptionist'],
  changeReturnPlace: ['receptionist', 'applicant'],
  takeOriginals: ['receptionist', ...ANY_OFFICER, 'clerk'],
  sendOriginals: ['receptionist', ...ANY_OFFICER, 'clerk'],
  receiveOriginals: ['receptionist', ...ANY_OFFICER, 'clerk'],
  findOriginals: ['receptionist', ...ANY_OFFICER, 'clerk'],
  returnOriginals: ['receptionist'],
  moveToLaw: ['clock'],
  changeOffices: ['clock'],
  decideOffices: ['leader', 'supervisor'],
  link: ['receptionist', 'clock'],
  suspectDuplicate: ['receptionist', 'clock', 'portal'],
  clearDuplicate: ['receptionist'],
  prepareCorrection: [...ANY_OFFICER, 'clerk'],
  dropCorrection: [...ANY_OFFICER, 'leader', 'clerk'],
  signCorrection: ['leader'],
  correctResult: ['clerk'],
  decideRevocation: ['leader'],
  revokeResult: ['clerk'],
}

/** Where each rule comes from: the law, or a choice of ours that says so. What was read only in a predecessor says 61→118?. */
export const SOURCES: Readonly<Record<CommandType, string>> = {
  file: 'NĐ 118/2025 Đ17; NĐ 61/2018 Đ16',
  accept: 'NĐ 118/2025 Đ17.3 (NĐ 309/2026 Đ8); QĐ 45/2016 Đ7.4',
  refuse: 'NĐ 61/2018 Đ17; NĐ 63/2010 Đ18.5',
  requestSupplement: 'NĐ 61/2018 Đ15.3, Đ19.4; NĐ 118/2025 Đ17.2a',
  supplement: 'NĐ 61/2018 Đ19.4',
  claim: 'NĐ 61/2018 Đ19.1',
  examine: 'NĐ 61/2018 Đ19.1–5',
  sendDraft: '1.001193, National Portal: draft to the applicant',
  confirmDraft: '1.001193: at most one day, silence agrees',
  returnDraft: '1.001193',
  recordRegisterEntry: 'Luật Hộ tịch 60/2014',
  submitForSigning: 'NĐ 61/2018 Đ19',
  declineSigning: 'NĐ 61/2018 Đ19',
  recordSigned: 'NĐ 30/2020 Đ32.2; domain §11.10',
  recordSealed: 'NĐ 30/2020 Đ32.2; status 9 ends the clock (766F)',
  deliver: 'NĐ 61/2018 Đ20',
  handOverRevocation: 'NĐ 61/2018 Đ20',
  requestWithdrawal: 'TrangThaiHoSo 7',
  confirmWithdrawal: 'TrangThaiHoSo 7',
  stop: 'TrangThaiHoSo 8; NĐ 301/2026',
  recordEmergencyOpened: 'rules of the product',
  recordEmergencyEnded: 'rules of the product',
  completeStep: 'NĐ 61/2018 Đ19.5; silence by the law that the step names',
  reprojectClock: 'domain §4.3: never silent',
  suspendClock: 'NĐ 301/2026 (outage, verification)',
  resumeSuspended: 'NĐ 301/2026',
  requestFee: 'TrangThaiHoSo 6',
  recordFee: 'TrangThaiHoSo 6; domain §11.2',
  recordPaid: 'domain §7, §11.2',
  apologise: 'NĐ 61/2018 Đ19.9 (61→118?)',
  handOver: 'rules of the product (one holder)',
  reassign: 'NĐ 61/2018 Đ19.1',
  release: 'rules of the product (one holder)',
  claimLeg: 'rules of the product (one holder)',
  acknowledgeLeg: 'NĐ 301/2026: two working hours',
  reportLeg: 'DVCLT statuses, second-hand',
  askLeg: 'NĐ 301/2026: within 24 hours',
  answerLeg: 'NĐ 301/2026: seven working days',
  endLeg: 'NĐ 301/2026',
  returnLegResult: 'NĐ 301/2026: as soon as it exists',
  receiveForAnother: 'NĐ 309/2026 → NĐ 118/2025 Đ14.4',
  handToCompetent: 'NĐ 118/2025 Đ18.2',
  changeReturnPlace: 'NĐ 118/2025 Đ17',
  takeOriginals: 'NĐ 61/2018 Đ20.2',
  sendOriginals: 'NĐ 61/2018 Đ19',
  receiveOriginals: 'NĐ 61/2018 Đ19',
  findOriginals: 'NĐ 61/2018 Đ21',
  returnOriginals: 'NĐ 61/2018 Đ20.2',
  moveToLaw: 'domain §0, §11.8; a named decision',
  changeOffices: 'NQ 1656/NQ-UBTVQH15 and later decisions',
  decideOffices: 'rules of the product',
  link: 'TrangThaiHoSo 8: re-opening is a new dossier',
  suspectDuplicate: 'rules of the product',
  clearDuplicate: 'rules of the product',
  prepareCorrection: 'NĐ 61/2018 Đ21',
  dropCorrection: 'NĐ 61/2018 Đ21',
  signCorrection: 'NĐ 61/2018 Đ21; NĐ 30/2020 Đ32.2',
  correctResult: 'NĐ 61/2018 Đ21; NĐ 30/2020 Đ32.2',
  decideRevocation: 'rules of the product (two persons)',
  revokeResult: 'rules of the product (two persons)',
}

/** Where others than usual act: the counter of another ward that took the dossier, and the agency of a leg outside. */
const ANOTHER_COUNTER: Partial<Record<CommandType, readonly ActorName[]>> = {
  handToCompetent: ['receptionistElsewhere'],
  requestSupplement: ['receptionist', 'receptionistElsewhere', ...ANY_OFFICER],
  requestWithdrawal: ['receptionist', 'receptionistElsewhere', 'applicant', 'portal'],
  changeReturnPlace: ['receptionist', 'receptionistElsewhere', 'applicant'],
  takeOriginals: ['receptionist', 'receptionistElsewhere', ...ANY_OFFICER, 'clerk'],
  link: ['receptionist', 'receptionistElsewhere', 'clock'],
  suspectDuplicate: ['receptionist', 'receptionistElsewhere', 'clock', 'portal'],
}
const AGENCY: Partial<Record<CommandType, readonly ActorName[]>> = {
  acknowledgeLeg: ['partner'],
  reportLeg: ['partner'],
  askLeg: ['partner'],
  endLeg: ['partner'],
  returnLegResult: ['receptionist', 'applicant', 'partner', 'clock'],
}
export const WHO_IN: Partial<Record<Situation, typeof AGENCY>> = {
  receivedForAnother: ANOTHER_COUNTER,
  handedToCompetent: ANOTHER_COUNTER,
  atLegs: AGENCY,
  legRunning: AGENCY,
  legAsked: AGENCY,
  legDone: AGENCY,
}

export function whoMay(situation: Situation, type: CommandType): readonly ActorName[] {
  return WHO_IN[situation]?.[type] ?? WHO_MAY[type]
}
