/** Which citizens a dossier belongs to: the account that filed it, its owner, whoever represents the owner at this moment. */
import type { CitizenActor, Represents } from '../../office/actor.ts'
import type { Right } from '../../office/representation/representation.ts'
import type { CommandType } from '../commands.ts'
import type { DossierState } from '../dossier.ts'

type Owned = Pick<DossierState, 'applicantPersonId' | 'owner' | 'procedure'>

/** Filed in another's name it is not the account's own: whoever no longer represents the owner has nothing to do with it. */
export function isOwn(actor: CitizenActor, { applicantPersonId, owner }: Owned): boolean {
  const isApplicants = owner?.representation === undefined && applicantPersonId === actor.personId
  return isApplicants || (owner !== undefined && (actor.parties ?? []).includes(owner.party))
}

/** The living representation under which the actor may do that for the owner; undefined when there is none. */
export function representationFor(
  actor: CitizenActor,
  { owner, procedure }: Owned,
  right: Right,
): Represents | undefined {
  if (owner === undefined) return undefined
  return (actor.represents ?? []).find(
    ({ party, procedures, may }) =>
      party === owner.party &&
      (procedures === null || procedures.includes(procedure.code)) &&
      (right === 'follow' || may.includes(right)),
  )
}

/** May this citizen open the dossier as theirs? The same as the scopes of the actor say of the scopes of the dossier. */
export function isTheirs(actor: CitizenActor, dossier: Owned): boolean {
  return isOwn(actor, dossier) || representationFor(actor, dossier, 'follow') !== undefined
}

const COLLECTING: readonly CommandType[] = [
  'deliver',
  'handOverRevocation',
  'returnLegResult',
  'changeReturnPlace',
]

/** What a representative must be allowed for that command: filing includes what completes and ends it. */
export function rightFor(command: CommandType): Right {
  return COLLECTING.includes(command) ? 'collect' : 'file'
}

export function mayActAsApplicant(
  actor: CitizenActor,
  dossier: Owned,
  command: CommandType,
): boolean {
  return isOwn(actor, dossier) || representationFor(actor, dossier, rightFor(command)) !== undefined
}
