/** How well a value of the law is known. Unverified values are shown with their mark and never become constants. */
export type Mark = 'verified' | 'secondHand' | 'toBeConfirmed'

/** A value of the law with where it comes from. */
export type Sourced<T> = { value: T; source: string; mark: Mark; note?: string }
