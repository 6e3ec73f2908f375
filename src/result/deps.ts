import type { CodeLists } from '../catalogue/code-lists.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { FileStore } from '../paper/files.ts'
import type { Keyring } from '../signing/keys.ts'
import type { PaperRenderer } from '../signing/render.ts'
import type { Timestamper } from '../signing/signer.ts'

/** What the making of results asks of the world. */
export type ResultDeps = {
  dossier: DossierDeps
  files: FileStore
  papers: PaperRenderer
  keyring: Keyring
  timestamper?: Timestamper
  codeLists: () => CodeLists
  /** The address of the public verification page stands on the paper. No slash at the end. */
  publicUrl: string
  now: () => Date
}
