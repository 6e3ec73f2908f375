import type { FilingDeps } from '../deps.ts'
import type { PersonalDataLaw } from './law.ts'
import type { Statement } from './statement.ts'

/** What the pages of one's own data ask of the house. */
export type OwnRecordsDeps = Omit<FilingDeps, 'files'> & {
  personalData: PersonalDataLaw
  statement: Statement
}
