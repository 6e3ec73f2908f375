import type { Law } from '../catalogue/law.ts'
import type { Db } from '../db/connect.ts'
import type { Directory } from '../office/directory.ts'
import type { FileStore } from '../paper/files.ts'
import type { Intake } from '../paper/intake.ts'
import type { SatisfactionDefinition } from './definition.ts'
import type { RatingTerms } from './rating.ts'

/** What ratings ask of the house. */
export type SurveyDeps = {
  db: Db
  law: Law
  directory: Directory
  files: FileStore
  /** The way of a photo that is sent along. */
  intake: Intake
  terms: RatingTerms
  definition: SatisfactionDefinition
  now: () => Date
}
