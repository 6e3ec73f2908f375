/** Dossiers that follow from one another, suspected duplicates. */
export type Link = 'correction' | 'complaint' | 'resubmission'

export type LinkedBodies = {
  /** It follows from another dossier, which stays closed (domain §2.1: re-opening is a new dossier). */
  linked: { dossier: string; code: string; why: Link }
  /** Same applicant, procedure and period: a person decides, nothing is merged by itself. */
  duplicateSuspected: { of: { dossier: string; code: string }[] }
  duplicateCleared: { outcome: 'separate' | 'withdrawn' }
}

export const linkedVersions: Record<keyof LinkedBodies, number> = {
  linked: 1,
  duplicateSuspected: 1,
  duplicateCleared: 1,
}
