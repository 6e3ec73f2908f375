import type { Db } from '../db/connect.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { SystemActor } from '../office/actor.ts'
import type { Directory } from '../office/directory.ts'
import type { FileStore } from '../paper/files.ts'
import type { Partners } from './partner.ts'

/** What the door of the agencies outside asks of the house. */
export type PartnerDeps = {
  /** The application role's database. */
  db: Db
  dossier: DossierDeps
  directory: Directory
  files: FileStore
  partners: Partners
  /** Key id ('police', 'police.2') → secret with which an agency signs. Without any key the door is closed. */
  keys: Readonly<Record<string, string>>
  now: () => Date
}

/** An agency as an actor: it reaches every dossier, and the door lets it do nothing but on a leg of its own. */
export function partnerActor(directory: Directory): SystemActor {
  const top = directory.all().filter(({ parentId }) => parentId === null)
  return { kind: 'system', name: 'partner', scopes: top.map(({ id }) => id) }
}
