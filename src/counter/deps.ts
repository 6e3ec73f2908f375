import type { CrossOfficeRules } from '../catalogue/cross-office.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { FileStore } from '../paper/files.ts'
import type { Pictures } from '../paper/pictures.ts'
import type { Scanner } from '../paper/scanner.ts'
import type { BroughtDeclarations } from './brought.ts'
import type { PaperDeps } from './papers.ts'

/** What the counter asks of the world. */
export type CounterDeps = PaperDeps & {
  dossier: DossierDeps
  /** What may be received for another office, and which counters receive as an office's own. */
  crossOffice: CrossOfficeRules
  files: FileStore
  /** Looks at what is scanned at the counter; absent where none is configured. */
  scanner?: Scanner | null
  /** Shows pages of files, so that faults are marked on them; where it is absent, faults are named in words alone. */
  pictures?: Pictures
  /** Proves that a file kept for a form that came back with errors is ours. */
  secret: string
  /** Declarations that people prepared and bring along; absent where none are kept. */
  brought?: BroughtDeclarations
}
