/** Representation: who may act for which person or organisation, in what, and how long. Pure (BLDS 2015 Đ134–143). */
import type { Day } from '../../lib/time.ts'

export const KINDS = [
  'parentOfMinor',
  'guardian',
  'authorisedFamily',
  'spouse',
  'legalRepresentative',
  'authorisedStaff',
] as const
/** cha mẹ của con chưa thành niên · người giám hộ · người thân được ủy quyền · vợ chồng · đại diện theo pháp luật · nhân viên được ủy quyền */
export type Kind = (typeof KINDS)[number]

export const RIGHTS = ['file', 'follow', 'pay', 'collect'] as const
/** nộp và bổ sung · theo dõi · nộp phí · nhận kết quả. Whoever has any of them may read: nobody pays for what they cannot see. */
export type Right = (typeof RIGHTS)[number]

export type State = 'asked' | 'confirmed' | 'refused' | 'revoked'
export type Standing = State | 'expired' | 'later'

/** On what ground it counts as confirmed. */
export type Source = 'represented' | 'phoneCode' | 'register' | 'counter' | 'legalRepresentative'

export type PartyKind = 'person' | 'organisation'

/** Whose matter it is: a person by personal number and name, an organisation by tax code. */
export type PartyIdentity = {
  readonly kind: PartyKind
  readonly number: string
  readonly name: string
}

export type Term = { readonly validFrom: Day; readonly validTo: Day }

export type Representation = Term & {
  readonly id: number
  readonly kind: Kind
  readonly state: State
  /** Codes of the procedures that it covers; null: all. */
  readonly procedures: readonly string[] | null
  readonly may: readonly Right[]
}

export function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text)
}

export function isRight(text: string): text is Right {
  return RIGHTS.some((right) => right === text)
}

/** What the representation is worth on that day. Both days of its term are included. */
export function standingOn({ state, validFrom, validTo }: Representation, day: Day): Standing {
  if (state === 'refused' || state === 'revoked') return state
  if (day > validTo) return 'expired'
  if (state === 'asked') return 'asked'
  return day < validFrom ? 'later' : 'confirmed'
}

/** May the representative do this for the represented, in this procedure, on that day? */
export function covers(
  representation: Representation,
  asked: { right: Right; procedure: string; on: Day },
): boolean {
  const { procedures, may } = representation
  return (
    standingOn(representation, asked.on) === 'confirmed' &&
    (procedures === null || procedures.includes(asked.procedure)) &&
    (asked.right === 'follow' || may.includes(asked.right))
  )
}

/** Twelve digits of a person; ten of an organisation, thirteen of its branch (Thông tư 105/2020/TT-BTC Đ5, second-hand). */
export function isNumberOf(kind: PartyKind, number: string): boolean {
  return kind === 'person' ? /^\d{12}$/.test(number) : /^\d{10}(-?\d{3})?$/.test(number)
}
