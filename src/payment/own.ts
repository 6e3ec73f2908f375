/** The fees of a dossier as its applicant, its owner and whoever acts for the owner may see them. */
import { inContext } from '../db/context.ts'
import { isOpen } from '../dossier/dossier.ts'
import { isTheirs } from '../dossier/parties/access.ts'
import { filesOfDossier, stateById } from '../dossier/store.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import type { CitizenActor } from '../office/actor.ts'
import type { Lang } from '../ui/i18n.ts'
import { mayDo } from './access.ts'
import type { PaymentDeps } from './deps.ts'
import { claimable, type Claimable } from './exemption.ts'
import { ensureLines, standingOf } from './lines-store.ts'
import type { Standing } from './standing.ts'

export type OwnFees = {
  id: string
  code: string
  procedureName: string
  /** Where the result is handed out, and money is taken. */
  counterName: string
  standing: Standing
  claims: Claimable
  files: readonly { id: string; name: string }[]
  isOpen: boolean
  canPayOnline: boolean
  /** Whoever acts for the owner without the right to pay reads what is owed, and no more. */
  mayPay: boolean
}

/** NotFound for everybody else's dossier, and for one that is not there. */
export async function ownFees(
  deps: PaymentDeps,
  { actor, id, lang }: { actor: CitizenActor; id: string; lang: Lang },
): Promise<OwnFees> {
  if (!isUuid(id)) throw new NotFound()
  return inContext(deps.db, actor, async (tx) => {
    const state = await stateById(tx, id)
    if (!state || !isTheirs(actor, state)) throw new NotFound()
    await ensureLines(tx, deps.law, id)
    const standing = await standingOf(tx, id)
    const { code, version } = state.procedure
    const procedure = deps.law.procedure(code, version)
    const files = await filesOfDossier(tx, id)
    return {
      id,
      code: state.code,
      procedureName: procedure?.shortName[lang] ?? code,
      counterName: deps.directory.find(state.offices.returning)?.name ?? '…',
      standing,
      claims: claimable(procedure, standing),
      files: files.map((file) => ({ id: file.id, name: file.name })),
      isOpen: isOpen(state),
      canPayOnline: deps.gateway() !== undefined,
      mayPay: mayDo('payOnline', actor, state),
    }
  })
}
