import type { PaperDeps } from '../counter/papers.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { FileStore } from '../paper/files.ts'
import type { Intake } from '../paper/intake.ts'

/** What filing asks of the house. */
export type FilingDeps = PaperDeps & {
  dossier: DossierDeps
  files: FileStore
  /** The way of the files that people send. */
  intake: Intake
}
