import type { Db } from '../db/connect.ts'
import type { PartnerDeps } from '../exchange/partner-deps.ts'
import type { IntegrityPolicy } from './policy.ts'

/** What the pages of the house's state ask of the world. */
export type AuditDeps = {
  /** The application role's database. */
  db: Db
  policy: IntegrityPolicy
  now: () => Date
  /** Something may be handed on again: look now. */
  poke: () => void
  /** The agencies of outside legs: what they told is looked at once more with these. */
  partners: PartnerDeps
}
