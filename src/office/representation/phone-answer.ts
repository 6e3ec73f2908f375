/** Asking for a code on the phone of the represented person, and confirming by it. */
import { newId } from '../../lib/ids.ts'
import { toDay } from '../../lib/time.ts'
import type { CitizenActor } from '../actor.ts'
import type { RepresentationDeps } from './handle.ts'
import { mayConfirm } from './law.ts'
import { isCode } from './phone-code.ts'
import { beginCode, tryNewest, useCode, whoAnswers } from './phone-code-store.ts'
import { standingOn } from './representation.ts'
import { answerRepresentation, representationById, type RepresentationRow } from './store.ts'

export type CodeDeps = {
  readonly secret: string
  /** A trial without a carrier shows the code on the page. */
  readonly showsCodes?: boolean
}

type Asked = { id: number; actor: CitizenActor }

/** Only whoever asked to represent, while it waits for an answer, and only where a code suffices. */
function mayUseCode(
  { representation: law, now }: RepresentationDeps,
  row: RepresentationRow | undefined,
  actor: CitizenActor,
): row is RepresentationRow {
  return (
    row?.personId === actor.personId &&
    standingOn(row, toDay(now())) === 'asked' &&
    mayConfirm(law, row.kind, 'phoneCode')
  )
}

/** The same answer whether the phone is known or not. */
export async function sendCode(
  deps: RepresentationDeps,
  { id, actor }: Asked,
): Promise<'sent' | 'tooMany' | 'notYours'> {
  const at = deps.now()
  return deps.db.transaction().execute(async (tx) => {
    const row = await representationById(tx, id)
    if (!mayUseCode(deps, row, actor)) return 'notYours'
    const isBegun = await beginCode(tx, { id: newId(at), representation: id, at })
    return isBegun ? 'sent' : 'tooMany'
  })
}

/** A wrong code, a used or old one, and one that was never sent: all the same. */
export async function confirmByCode(
  deps: RepresentationDeps & CodeDeps,
  { id, actor, typed }: Asked & { typed: string },
): Promise<'done' | 'wrong' | 'notYours'> {
  const at = deps.now()
  return deps.db.transaction().execute(async (tx) => {
    const row = await representationById(tx, id)
    if (!mayUseCode(deps, row, actor)) return 'notYours'
    const code = await tryNewest(tx, { representation: id, at })
    if (code === undefined || !isCode(deps.secret, code.id, typed) || !code.isSent) return 'wrong'
    await useCode(tx, code.id, at)
    const by = await whoAnswers(tx, id)
    const isDone = await answerRepresentation(tx, { id, at, by, source: 'phoneCode' })
    return isDone ? 'done' : 'notYours'
  })
}
