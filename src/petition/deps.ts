import type { Law } from '../catalogue/law.ts'
import type { Db } from '../db/connect.ts'
import type { Directory } from '../office/directory.ts'
import type { Intake } from '../paper/intake.ts'
import type { PetitionTerms } from './terms.ts'

/** What petitions ask of the house. */
export type PetitionDeps = {
  db: Db
  law: Law
  directory: Directory
  /** The way of pictures that are sent along. */
  intake: Intake
  terms: PetitionTerms
  /** Of the house: codes and seals are made with it. */
  secret: string
  now: () => Date
}
