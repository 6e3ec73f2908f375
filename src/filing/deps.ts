import type { PaperDeps } from '../counter/papers.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { PrefillRules } from '../catalogue/prefill.ts'
import type { RepresentationLaw } from '../office/representation/law.ts'
import type { FileStore } from '../paper/files.ts'
import type { Population } from '../population/population.ts'
import type { Intake } from '../paper/intake.ts'

/** What filing asks of the house. */
export type FilingDeps = PaperDeps & {
  dossier: DossierDeps
  files: FileStore
  /** The population register and what a form may be told of it; without it people type by hand. */
  population?: { register: Population; rules: PrefillRules } | undefined
  /** The way of the files that people send. */
  intake: Intake
  representation: RepresentationLaw
}
