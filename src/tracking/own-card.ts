import { lastOf, type PaperFacts } from '../counter/paper-facts.ts'
import type { Lang } from '../ui/i18n.ts'
import type { TrackingDeps } from './deps.ts'
import { cardOf, type MineCard } from './mine.ts'

/** The card of a dossier that has been opened as a whole. */
export function ownCard(
  deps: TrackingDeps,
  { id, facts, lang }: { id: string; facts: PaperFacts; lang: Lang },
): MineCard {
  const filed = lastOf(facts.events, 'filed')
  const owner = filed?.private?.ownerName ?? '…'
  const manner = filed?.body.result.manner ?? 'counter'
  return cardOf(deps, { id, owner, state: facts.state, manner, isToRate: false }, lang)
}
