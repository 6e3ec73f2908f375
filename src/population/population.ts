/**
 * The national population register (Cơ sở dữ liệu quốc gia về dân cư) as this house needs it: one question about one person, asked
 * for a stated legal purpose, with something that proves why it may be asked. Pure. What a person's record holds follows
 * Luật Căn cước 26/2023/QH15 Đ9 (to be confirmed: read second-hand); the wire itself is this house's own contract.
 */

export const SEXES = ['male', 'female'] as const
export const MARITAL_STATUSES = ['single', 'married', 'divorced', 'widowed'] as const

/** `commune`: number in force since 01/7/2025. */
export type Residence = { readonly commune: string; readonly detail: string }

export type Household = {
  /** The register's own number of the household. */
  readonly id: string
  /** Personal number of its head (chủ hộ). */
  readonly head: string
  readonly relation: 'head' | 'spouse' | 'child' | 'parent' | 'other'
}

export type Marriage = {
  readonly spouse: string
  readonly registeredOn?: string | undefined
  /** The office that registered it, as its certificate names it. */
  readonly place?: string | undefined
}

/** One person as the register answers; relatives are personal numbers only. */
export type PersonRecord = {
  readonly personalNumber: string
  readonly fullName: string
  /** 'YYYY-MM-DD', or 'YYYY-MM' or 'YYYY' where the register knows no more. */
  readonly birthOn: string
  readonly sex: (typeof SEXES)[number]
  /** Code of the list of peoples ('01'), of the list of states ('VN'). */
  readonly ethnicity: string
  readonly nationality: string
  readonly residence?: Residence | undefined
  readonly household?: Household | undefined
  readonly maritalStatus: (typeof MARITAL_STATUSES)[number]
  readonly marriage?: Marriage | undefined
  readonly mother?: string | undefined
  readonly father?: string | undefined
  readonly children: readonly string[]
}

/** Why the house may be told: the person is named and born as said, or is married to somebody who is. */
export type Proof =
  | { readonly kind: 'named'; readonly fullName: string; readonly birthOn?: string | undefined }
  | { readonly kind: 'spouseOf'; readonly personalNumber: string }

/** The legal purpose, written down by the register with every question. */
export type Purpose = { readonly procedure: string; readonly ground: string }

export type LookUp = {
  readonly personalNumber: string
  readonly proof: Proof
  readonly purpose: Purpose
}

export const SILENCES = ['timeout', 'unreachable', 'malformed', 'refused', 'resting'] as const
/** Why there is no answer; `resting`: not asked, because the register answered nobody just now. */
export type Silence = (typeof SILENCES)[number]

export type LookUpAnswer =
  | { readonly kind: 'found'; readonly record: PersonRecord; readonly asOf: string }
  | { readonly kind: 'notFound' }
  /** The number exists, but not with this name, day of birth or marriage: nothing of the person is told. */
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'unavailable'; readonly because: Silence }

/** Never throws and never waits longer than its time limit: silence is an answer, too. */
export type Population = { lookUp(question: LookUp): Promise<LookUpAnswer> }
