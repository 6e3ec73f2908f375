/** Drafts as cards of "Hồ sơ của tôi". */
import { inContext } from '../db/context.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { DraftCard } from '../tracking/deps.ts'
import type { Lang } from '../ui/i18n.ts'
import type { FilingDeps } from './deps.ts'
import { stillFor } from './for-another.ts'
import { valueOf } from './for-whom.ts'
import { findFiling, offered } from './load.ts'
import { stepState } from './steps.ts'
import { openDrafts } from './store.ts'

/** What the person is still filling in; a procedure that may no longer be filed here is left out. */
export async function draftCards(
  deps: FilingDeps,
  actor: CitizenActor,
  lang: Lang,
): Promise<DraftCard[]> {
  const drafts = await inContext(deps.db, actor, (tx) => openDrafts(tx, actor.personId, deps.now()))
  const filings = await Promise.all(
    drafts
      .filter(({ procedureCode }) => offered(deps, procedureCode) !== undefined)
      .flatMap((draft) => {
        const asking = { actor, lang, code: draft.procedureCode }
        const whom = stillFor(actor, draft)
        return whom === undefined ? [] : [findFiling(deps, { ...asking, ...whom })]
      }),
  )
  return filings.flatMap((filing) => {
    if (!filing) return []
    const { steps, procedure, draft, represented } = filing
    const done = steps.filter((step) => stepState(filing, step) === 'done').length
    return [
      {
        href: `/nop/${procedure.code}?cho=${valueOf(represented)}`,
        title: [procedure.shortName[lang], ...(represented ? [represented.name] : [])].join(' · '),
        partsDone: done,
        parts: steps.length,
        expiresAt: draft.expiresAt,
      },
    ]
  })
}
