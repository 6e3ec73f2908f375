/** A mother in whose personal store the birth notice lies, come there as it comes in the house: filed, accepted, told by the history. */
import { replayAll } from '../../src/dossier/replay.ts'
import { personalStore } from '../../src/paper/personal-store/subscriber.ts'
import { storeLaw } from '../../src/paper-titles.ts'
import { fileIt, fillIn } from './birth-filing.ts'
import { accept, receptionist } from './birth-life.ts'
import type { Citizen, CitizenDoors } from './citizen-doors.ts'
import { accepted, act } from './office.ts'

/** What the worker does after each event: the histories reach the store. */
export async function tellStore({ deps, database }: CitizenDoors): Promise<void> {
  const subscriber = personalStore(storeLaw(deps.law))
  const { failed } = await replayAll({ db: database.worker, subscriber })
  if (failed > 0) throw new Error(`the store did not hear of ${failed} dossiers`)
}

/** Her declaration was accepted, so the notice is in her store; answers the id of that dossier. */
export async function hasPapers(doors: CitizenDoors, mother: Citizen): Promise<string> {
  await fillIn(mother)
  const id = await fileIt(mother)
  await accept(doors, id)
  await tellStore(doors)
  return id
}

/** She has taken that dossier back, by the two acts that it needs: the same child is to be registered anew. */
export async function takesBack(
  { deps }: CitizenDoors,
  { mother, id, reason }: { mother: Citizen; id: string; reason: string },
): Promise<void> {
  const page = `/ho-so/${id}/rut`
  const sent = await mother.post(page, { ...(await mother.formOn(page, page)), reason })
  if (sent.headers.location !== `/ho-so/${id}`) throw new Error(`not asked: ${sent.body}`)
  accepted(await act(deps.dossier, id, receptionist, { type: 'confirmWithdrawal' }))
}
