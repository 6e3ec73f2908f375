import type { PaperDeps } from '../counter/papers.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { RepresentationLaw } from '../office/representation/law.ts'
import type { FileStore } from '../paper/files.ts'

/** What filing asks of the house. */
export type FilingDeps = PaperDeps & {
  dossier: DossierDeps
  files: FileStore
  representation: RepresentationLaw
}
