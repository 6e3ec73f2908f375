/** Drafts as cards of "Hồ sơ của tôi". */
import { isPrepared } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import { showDay } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { DraftCard } from '../tracking/deps.ts'
import { momentIn } from '../tracking/when.ts'
import type { Lang } from '../ui/i18n.ts'
import type { FilingDeps } from './deps.ts'
import { stillFor } from './for-another.ts'
import { valueOf } from './for-whom.ts'
import { filingAsKept, offered, type Filing } from './load.ts'
import { prepareWording } from './prepare-wording.ts'
import { preparedFrom } from './prepared.ts'
import { showCode } from './prepared-code.ts'
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
        return whom === undefined ? [] : [filingAsKept(deps, { ...asking, ...whom })]
      }),
  )
  const open = filings.filter((filing) => filing !== undefined)
  return Promise.all(open.map((filing) => cardOf(deps, filing, { actor, lang })))
}

async function cardOf(
  deps: FilingDeps,
  filing: Filing,
  { actor, lang }: { actor: CitizenActor; lang: Lang },
): Promise<DraftCard> {
  const { steps, procedure, draft, represented } = filing
  const prepared = isPrepared(procedure) ? await preparedFrom(deps, { actor }, draft.id) : undefined
  const whose = `?cho=${valueOf(represented)}`
  const card = {
    href: `/nop/${procedure.code}${whose}`,
    title: [procedure.shortName[lang], ...(represented ? [represented.name] : [])].join(' · '),
    partsDone: steps.filter((step) => stepState(filing, step) === 'done').length,
    parts: steps.length,
    expiresAt: draft.expiresAt,
  }
  if (prepared === undefined) return card
  const t = prepareWording(lang)
  const { used } = prepared
  const more = used
    ? t.cardUsed(momentIn(lang, used.at))
    : t.card(showCode(prepared.code), showDay(prepared.expiresAt))
  return { ...card, href: `/nop/${procedure.code}/da-soan${whose}`, more }
}
