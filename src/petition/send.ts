/** A petition is sent: once for each form, by somebody who has signed in or by nobody who is known. */
import { inContext } from '../db/context.ts'
import { isUuid } from '../lib/ids.ts'
import { NotFound } from '../lib/problem.ts'
import { toDay } from '../lib/time.ts'
import type { Actor, CitizenActor } from '../office/actor.ts'
import type { Directory, Office } from '../office/directory.ts'
import type { Lang } from '../ui/i18n.ts'
import { codeFor, type KeptPhoto } from './code.ts'
import type { PetitionDeps } from './deps.ts'
import { dossierSpokenOf, type SpokenDossier } from './dossier-store.ts'
import { handlerOf } from './petition.ts'
import { insertPetition } from './store.ts'
import type { TypedPetition } from './typed.ts'

const SPOKEN_OF: ReadonlySet<Office['kind']> = new Set(['city', 'centre', 'department', 'commune'])

/** Offices that people deal with today; the city first, for whoever does not know which. */
export function officesSpokenOf({ directory, now }: PetitionDeps): Office[] {
  const today = toDay(now())
  return directory
    .all()
    .filter(({ id, kind }) => SPOKEN_OF.has(kind) && directory.closedOn(id, today) === null)
    .sort((a, b) => Number(b.kind === 'city') - Number(a.kind === 'city'))
}

/** The dossier that somebody wants to speak of. Throws NotFound unless it concerns them. */
export async function spokenDossier(
  { db }: PetitionDeps,
  actor: CitizenActor,
  id: string,
): Promise<SpokenDossier> {
  if (!isUuid(id)) throw new NotFound()
  const dossier = await inContext(db, actor, (tx) => dossierSpokenOf(tx, id, actor.scopes))
  if (dossier === undefined) throw new NotFound()
  return dossier
}

export type Sending = {
  actor: Actor
  lang: Lang
  key: string
  typed: TypedPetition
  photos: readonly KeptPhoto[]
  dossier: SpokenDossier | null
}

/** Answers the code by which its sender reads it. `typed` has no problem. */
export async function sendPetition(deps: PetitionDeps, sending: Sending): Promise<string> {
  const { actor, key, typed, dossier } = sending
  const officeId = Number(typed.office)
  const superior = superiorOf(deps, officeId)
  const isAboutHead = typed.head === 'yes'
  const handlerId = handlerOf(officeId, { isAboutHead, superior })
  const scopes = scopesOf(deps, handlerId)
  const code = codeFor(deps.secret, key)
  const personId = actor.kind === 'citizen' ? actor.personId : null
  const readable = personId === null ? scopes : [...scopes, personId]
  await inContext(deps.db, { scopes: readable }, (tx) =>
    insertPetition(tx, {
      id: key,
      topic: typed.topic,
      officeId,
      handlerId,
      isAboutHead,
      procedureCode: dossier?.procedureCode ?? null,
      language: sending.lang,
      words: typed.words,
      photos: sending.photos,
      code,
      now: deps.now(),
      scopes,
      personId,
      dossier: dossier && { id: dossier.id, code: dossier.code },
      sender:
        typed.named === 'yes'
          ? { fullName: typed.fullName, address: typed.address, contact: typed.contact }
          : null,
    }),
  )
  return code
}

/** The office right above; null at the top. */
export function superiorOf(
  { directory }: Pick<PetitionDeps, 'directory'>,
  officeId: number,
): number | null {
  return directory.ancestorsOf(officeId)[0] ?? null
}

/** Who may read what this office answers. */
export function scopesOf(
  { directory }: { directory: Pick<Directory, 'ancestorsOf'> },
  handlerId: number,
): number[] {
  return [handlerId, ...directory.ancestorsOf(handlerId)]
}
