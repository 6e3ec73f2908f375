import type { Db } from '../db/connect.ts'
import type { Directory } from '../office/directory.ts'
import type { Definitions } from './definition.ts'

/** What supervision asks of the world. */
export type MeasureDeps = {
  /** The application role's database. */
  db: Db
  directory: Pick<Directory, 'all' | 'get' | 'ancestorsOf'>
  definitions: Definitions
  now: () => Date
}
