import type { PaperDeps } from '../counter/papers.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { FileStore } from '../paper/files.ts'
import type { Lang } from '../ui/i18n.ts'

/** What a person is still filling in; filing answers it. */
export type DraftCard = {
  href: string
  title: string
  partsDone: number
  parts: number
  expiresAt: Date
  /** Said instead of how far it has come. */
  more?: string
}

/** What following a dossier asks of the house. */
export type TrackingDeps = PaperDeps & {
  dossier: DossierDeps
  files: FileStore
  draftsOf(actor: CitizenActor, lang: Lang): Promise<DraftCard[]>
}
