import type { PaperDeps } from '../counter/papers.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { ChoiceTerms } from '../notice/load-choices.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { FileStore } from '../paper/files.ts'
import type { PaperVerdict } from '../result/verification.ts'
import type { RatingTerms } from '../survey/rating.ts'
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
  /** How long a rating is asked for after the hand-over. */
  rating: Pick<RatingTerms, 'offeredDays'>
  /** Which moments must reach people, and how a changed phone is proved. */
  choices: ChoiceTerms
  /** What the house says of the result with this code on it, its stored file read and checked. */
  verdictOf(token: string): Promise<PaperVerdict>
}
