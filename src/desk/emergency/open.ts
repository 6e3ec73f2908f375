/** Looking into the dossier of an emergency: the look is written and alarmed first, then this one dossier may be read. */
import { inContext, inOneDossier } from '../../db/context.ts'
import type { Tx } from '../../db/connect.ts'
import { filesOfDossier } from '../../dossier/store.ts'
import { isUuid, newId } from '../../lib/ids.ts'
import { NotFound } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { readDossier, type OpenedDossier } from '../open-dossier.ts'
import type { EmergencyDeps } from './deps.ts'
import { seesRequests } from './emergency.ts'
import { look, requestById, type AccessRow } from './store.ts'

/** An official sees requests about the dossiers of their offices, and their own. */
export function asRequester<T>(
  deps: EmergencyDeps,
  me: StaffActor,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inContext(deps.result.dossier.db, { scopes: [...me.scopes, me.personId] }, fn)
}

/** One request as this official may see it. NotFound for everybody else. */
export async function requestSeen(
  deps: EmergencyDeps,
  me: StaffActor,
  id: string,
): Promise<AccessRow> {
  if (!isUuid(id)) throw new NotFound()
  const row = await asRequester(deps, me, (tx) => requestById(tx, id))
  if (!row || (row.askedBy !== me.personId && !seesRequests(me))) throw new NotFound()
  return row
}

export type Looking = { id: string; by: StaffActor; what: string }

/** The dossier to read, once; NotFound when the access is not open to this person now. */
export async function openInEmergency(
  deps: EmergencyDeps,
  looking: Looking,
): Promise<OpenedDossier> {
  const dossierId = await lookAt(deps, looking)
  return inOneDossier(deps.result.dossier.db, dossierId, (tx) => readDossier(deps, tx, dossierId))
}

/** One of its files. */
export async function fileInEmergency(deps: EmergencyDeps, looking: Looking, fileId: string) {
  const dossierId = await lookAt(deps, looking)
  const { db } = deps.result.dossier
  const files = await inOneDossier(db, dossierId, (tx) => filesOfDossier(tx, dossierId))
  const file = files.find((each) => each.id === fileId)
  if (!file) throw new NotFound()
  return file
}

async function lookAt(deps: EmergencyDeps, { id, by, what }: Looking): Promise<string> {
  if (!isUuid(id)) throw new NotFound()
  const dossierId = await look(deps.result.dossier.db, {
    id,
    personId: by.personId,
    officeId: by.officeId,
    readingId: newId(deps.result.now()),
    what,
  })
  if (dossierId === undefined) throw new NotFound()
  return dossierId
}
