/** Asked inside the transaction that files: whose matter it is, and whether the representation still holds. */
import type { Tx } from '../../db/connect.ts'
import type { Day } from '../../lib/time.ts'
import type { Actor } from '../../office/actor.ts'
import { partyOf, procedureOfParty } from '../../office/representation/party-store.ts'
import { useRepresentation } from '../../office/representation/store.ts'
import type { Command, FileCommand } from '../commands.ts'
import type { DossierState } from '../dossier.ts'
import { isOwn, representationFor, rightFor } from './access.ts'
import type { PartyBodies } from './events.ts'

type Naming = { by: Actor; command: FileCommand; procedure: string; on: Day }

/** The owner to be named; null: it is the filing account's own matter, or nobody's number is known. `over`: no right any more. */
export async function ownerNamed(
  tx: Tx,
  { by, command, procedure, on }: Naming,
): Promise<PartyBodies['ownerNamed'] | null | 'over'> {
  const { representation: id, owner } = command
  if (id !== undefined) {
    if (by.kind !== 'citizen') return 'over'
    const use = { id, personId: by.personId, right: 'file' as const, procedure, on }
    const used = await useRepresentation(tx, use)
    if (used === undefined) return 'over'
    const within = await procedureOfParty(tx, used.party, procedure)
    return { party: used.party, within, representation: { id, kind: used.kind } }
  }
  if (owner === undefined || (by.kind === 'citizen' && by.personalNumber === owner.number))
    return null
  const party = await partyOf(tx, owner)
  return { party, within: await procedureOfParty(tx, party, procedure) }
}

/** A representative who acts on a dossier: whether they still may at this moment. Everybody else acts in their own right. */
export async function stillRepresents(
  tx: Tx,
  { by, command, state, on }: { by: Actor; command: Command; state: DossierState; on: Day },
): Promise<boolean> {
  if (by.kind !== 'citizen' || isOwn(by, state)) return true
  const right = rightFor(command.type)
  const held = representationFor(by, state, right)
  // What the actor brought along does not allow it: that is answered by the rules.
  if (held === undefined) return true
  const use = { id: held.id, personId: by.personId, right, procedure: state.procedure.code, on }
  return (await useRepresentation(tx, use)) !== undefined
}
