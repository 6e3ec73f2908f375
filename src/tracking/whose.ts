/** In whose name a dossier stands, as whoever looks at it reads it. Pure. */
import type { DossierState } from '../dossier/dossier.ts'
import { isOwn, representationFor } from '../dossier/parties/access.ts'
import type { CitizenActor } from '../office/actor.ts'

export type Whose =
  | { is: 'own' }
  /** One acts for that person or organisation. */
  | { is: 'represented'; name: string }
  /** Somebody else filed it in one's name, or for a matter of one's own. */
  | { is: 'filedForMe'; by: string }

export function whoseIs(
  actor: CitizenActor,
  state: Pick<DossierState, 'applicantPersonId' | 'owner' | 'procedure'>,
  applicant: string,
): Whose {
  const held = isOwn(actor, state) ? undefined : representationFor(actor, state, 'follow')
  if (held !== undefined) return { is: 'represented', name: held.name }
  return state.applicantPersonId === actor.personId
    ? { is: 'own' }
    : { is: 'filedForMe', by: applicant }
}
