/** Drafts as cards of "Hồ sơ của tôi". */
import { isPrepared } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import { showDay } from '../lib/time.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { DraftCard } from '../tracking/deps.ts'
import type { Lang } from '../ui/i18n.ts'
import type { FilingDeps } from './deps.ts'
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
      .map(({ procedureCode }) => filingAsKept(deps, { actor, lang, code: procedureCode })),
  )
  const open = filings.filter((filing) => filing !== undefined)
  return Promise.all(open.map((filing) => cardOf(deps, filing, { actor, lang })))
}

async function cardOf(
  deps: FilingDeps,
  filing: Filing,
  { actor, lang }: { actor: CitizenActor; lang: Lang },
): Promise<DraftCard> {
  const { steps, procedure, draft } = filing
  const prepared = isPrepared(procedure) ? await preparedFrom(deps, { actor }, draft.id) : undefined
  const card = {
    href: `/nop/${procedure.code}`,
    title: procedure.shortName[lang],
    partsDone: steps.filter((step) => stepState(filing, step) === 'done').length,
    parts: steps.length,
    expiresAt: draft.expiresAt,
  }
  if (prepared === undefined) return card
  const more = prepareWording(lang).card(showCode(prepared.code), showDay(prepared.expiresAt))
  return { ...card, href: `${card.href}/da-soan`, more }
}
