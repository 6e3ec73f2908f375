/** What the buttons of a file do: take it back, turn it, send it as it is, take one over from the personal store. */
import { inContext } from '../db/context.ts'
import { isUuid, newId } from '../lib/ids.ts'
import type { Problem } from '../lib/problem.ts'
import { storeOf } from '../paper/personal-store/store.ts'
import type { FilingDeps } from './deps.ts'
import { DraftGone } from './gone.ts'
import { offeredFor } from './offers.ts'
import { keepAnyway, turnFile } from './paper-store.ts'
import { papersWording } from './papers-wording.ts'
import { addFile, removeFile } from './store.ts'
import type { Target } from './uploads.ts'

type Buttons = { raw(name: string): string }

/** Does what the pressed button says; a button for a file that is not there does nothing. */
export async function actOnFiles(
  deps: FilingDeps,
  form: Buttons,
  target: Target,
): Promise<Problem[]> {
  const acts = { _remove: removeFile, _turn: turnFile, _keep: keepAnyway } as const
  for (const name of ['_remove', '_turn', '_keep'] as const) {
    const id = form.raw(name)
    if (!isUuid(id)) continue
    const of = { draftId: target.draftId, id, now: deps.now() }
    await inContext(deps.db, target.actor, (tx) => acts[name](tx, of))
  }
  const wanted = form.raw('_reuse')
  return wanted === '' ? [] : reuse(deps, wanted, target)
}

/** Every page that the person holds of this paper: the press of the button is the consent, kept with the dossier. */
async function reuse(deps: FilingDeps, code: string, target: Target): Promise<Problem[]> {
  const paper = target.papers.find((each) => each.code === code)
  if (paper === undefined) return []
  const { personId } = target.actor
  return inContext(deps.db, target.actor, async (tx) => {
    const store = await storeOf(tx, personId)
    const held = offeredFor(paper, { ...target, answered: target.dossierId }, store)
    if (held.length === 0)
      return [{ code: 'notHeld', field: code, message: papersWording(target.lang).gone }]
    for (const each of held) {
      const stored = { sha256: each.sha256, size: each.size ?? 0, mediaType: each.mediaType }
      const now = deps.now()
      const added = await addFile(tx, target.draftId, {
        id: newId(now),
        paper: code,
        name: each.name === '' ? `${each.title[target.lang]}.pdf` : each.name,
        ...stored,
        turned: each.turned,
        reusedFrom: { level: each.level, dossier: each.dossierId },
        personId,
        now,
        most: paper.maxFiles,
      })
      if (added === 'draftGone') throw new DraftGone(target.procedureCode)
    }
    return []
  })
}
