/** Whose matter a dossier is, when that is somebody else than the account that filed it. */
import type { Kind } from '../../office/representation/representation.ts'

export type PartyBodies = {
  ownerNamed: {
    /** The owner's party, and the scope of this procedure of theirs: both are scopes of the dossier. */
    party: number
    within: number
    /** The representation under which it was filed. Then it is the owner's dossier, and the account's only while that lives. */
    representation?: { id: number; kind: Kind }
  }
}

export const partyVersions: Record<keyof PartyBodies, number> = { ownerNamed: 1 }
