/** The state of a dossier as it is kept, read past row security. */
import type { Db } from '../../src/db/connect.ts'
import type { DossierState } from '../../src/dossier/dossier.ts'
import { stateById } from '../../src/dossier/store.ts'

export async function stateAsKept({ owner }: { owner: Db }, id: string): Promise<DossierState> {
  const state = await owner.transaction().execute((tx) => stateById(tx, id))
  if (!state) throw new Error(`no dossier ${id}`)
  return state
}
