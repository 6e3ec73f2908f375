import type { Db } from '../db/connect.ts'
import type { IntegrityPolicy } from './policy.ts'

/** What the pages of the house's state ask of the world. */
export type AuditDeps = {
  /** The application role's database. */
  db: Db
  policy: IntegrityPolicy
  now: () => Date
  /** Something may be handed on again: look now. */
  poke: () => void
}
