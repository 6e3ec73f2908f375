import { lastOf, type PaperFacts } from '../counter/paper-facts.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { Lang } from '../ui/i18n.ts'
import type { TrackingDeps } from './deps.ts'
import { cardOf, type MineCard } from './mine.ts'

/** The card of a dossier that has been opened as a whole. */
export function ownCard(
  deps: TrackingDeps,
  { id, facts, actor, lang }: { id: string; facts: PaperFacts; actor: CitizenActor; lang: Lang },
): MineCard {
  const filed = lastOf(facts.events, 'filed')
  const owner = filed?.private?.ownerName ?? '…'
  const applicant = filed?.private?.applicantName ?? owner
  const manner = filed?.body.result.manner ?? 'counter'
  const row = { id, owner, applicant, state: facts.state, manner, isToRate: false }
  return cardOf(deps, row, { actor, lang })
}
