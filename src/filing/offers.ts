/** Papers of the person's store that fit what is asked for and has not come yet. */
import type { Paper } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import type { CitizenActor } from '../office/actor.ts'
import { heldFor, type AskedPaper } from '../paper/personal-store/held-paper.ts'
import { storeOf, type KeptPaper } from '../paper/personal-store/store.ts'
import type { FilingDeps } from './deps.ts'
import { papersWithFiles } from './file-states.ts'
import type { Draft } from './draft.ts'

/** By the code of the paper. */
export type Offers = ReadonlyMap<string, readonly KeptPaper[]>

type Asked = Pick<Paper, 'code' | 'name' | 'mediaTypes' | 'catalogueCode'>

export async function offersFor(
  deps: FilingDeps,
  actor: CitizenActor,
  { draft, papers }: { draft: Draft; papers: readonly Asked[] },
): Promise<Offers> {
  const store = await inContext(deps.db, actor, (tx) => storeOf(tx, actor.personId))
  const offered = store.filter((kept) => isOfferedFor(kept, draft.dossierId))
  const filed = papersWithFiles(draft.files)
  return new Map(
    papers
      .filter(({ code }) => !filed.has(code))
      .map((paper) => [
        paper.code,
        heldFor(askedOf(paper, papers), draft.procedureCode, offered).slice(0, 20),
      ]),
  )
}

/** A paper that this very dossier brought is no answer to what the office found wrong with it. */
export function isOfferedFor(
  { isOffered, dossierId }: Pick<KeptPaper, 'isOffered' | 'dossierId'>,
  answered: string | null | undefined,
): boolean {
  return isOffered && (answered == null || dossierId !== answered)
}

/** A national code that stands at several papers of a procedure tells none of them from the others. */
export function askedOf(paper: Asked, all: readonly Asked[]): AskedPaper {
  const { code, name, mediaTypes, catalogueCode } = paper
  const isTelling = all.filter((each) => each.catalogueCode === catalogueCode).length === 1
  return { code, name, mediaTypes, kindCode: isTelling ? (catalogueCode ?? null) : null }
}
