/** What an answer may mean for the right to a procedure. */
export const eligibilityOutcomes = ['notEligible', 'elsewhere', 'examine'] as const
export type EligibilityOutcome = (typeof eligibilityOutcomes)[number]
