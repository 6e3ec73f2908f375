/** Which originals the counter holds of a dossier. Pure. */
import { papersAt, RESULT_PAPER } from '../dossier/custody/originals.ts'
import type { OpenDossier } from './open-dossier.ts'
import { lastOf } from './paper-facts.ts'

/** Papers whose originals lie at the office, without the result itself. */
export function originalsAt({ state }: Pick<OpenDossier, 'state'>, officeId: number): string[] {
  return papersAt(state, officeId).filter((paper) => paper !== RESULT_PAPER)
}

/** As far as anybody knows: of dossiers from before originals were followed, those named at acceptance. */
export function originalsKept(
  opened: Pick<OpenDossier, 'state' | 'events'>,
  officeId: number,
): readonly string[] {
  if (opened.state.custody !== undefined) return originalsAt(opened, officeId)
  return lastOf(opened.events, 'accepted')?.body.originals ?? []
}
