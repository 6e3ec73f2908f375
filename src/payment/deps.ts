import type { Procedure } from '../catalogue/procedure.ts'
import type { Db } from '../db/connect.ts'
import type { DossierDeps } from '../dossier/handle.ts'
import type { SystemActor } from '../office/actor.ts'
import type { Directory } from '../office/directory.ts'
import type { PaperRenderer } from '../signing/render.ts'
import type { PaymentGateway } from './gateway.ts'
import type { Treasury } from './vietqr.ts'

export type FeeLaw = { procedure(code: string, version: number): Procedure | undefined }

/** What payment asks of the house. */
export type PaymentDeps = {
  db: Db
  law: FeeLaw
  directory: Directory
  dossier: DossierDeps
  papers: PaperRenderer
  /** The gateway while one is connected; undefined: nobody can pay online. */
  gateway: () => PaymentGateway | undefined
  /** The treasury's account for transfers; undefined: no VietQR is shown. */
  treasury: Treasury | undefined
  /** No slash at the end. */
  publicUrl: string
  isTrial: boolean
  now: () => Date
  /** Told of messages that nobody believed; never who paid. */
  onRefusal?: (why: string) => void
}

/** The house itself, when money arrives: it reaches every dossier and does nothing but tell what was paid. */
export function paymentActor(directory: Directory): SystemActor {
  const top = directory.all().filter(({ parentId }) => parentId === null)
  return { kind: 'system', name: 'payment', scopes: top.map(({ id }) => id) }
}
