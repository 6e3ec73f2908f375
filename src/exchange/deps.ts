import type { Law } from '../catalogue/law.ts'
import type { Db } from '../db/connect.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { SystemActor } from '../office/actor.ts'
import type { Directory } from '../office/directory.ts'
import type { FileStore } from '../paper/files.ts'

/** What the portal's door asks of the house. */
export type ExchangeDeps = {
  /** The application role's database. */
  db: Db
  dossier: DossierDeps
  law: Law
  directory: Directory
  files: FileStore
  /** Key id → secret with which the portal signs. Without any key the door is closed. */
  keys: Readonly<Record<string, string>>
  publicUrl: string
  now: () => Date
}

/** The portal as an actor: it reaches every dossier that it handed over itself, and the doors check that it did. */
export function portalActor(directory: Directory): SystemActor {
  const top = directory.all().filter(({ parentId }) => parentId === null)
  return { kind: 'system', name: 'portal', scopes: top.map(({ id }) => id) }
}
