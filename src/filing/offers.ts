/** Papers of the person's store that fit what is asked for and has not come yet. */
import type { Paper } from '../catalogue/procedure.ts'
import { inContext } from '../db/context.ts'
import type { CitizenActor } from '../office/actor.ts'
import { heldFor, type AskedPaper } from '../paper/personal-store/held-paper.ts'
import { named } from '../paper/personal-store/named.ts'
import { storeOf, type KeptPaper } from '../paper/personal-store/store.ts'
import type { Lang } from '../ui/i18n.ts'
import type { FilingDeps } from './deps.ts'
import { papersWithFiles } from './file-states.ts'
import type { Draft } from './draft.ts'

/** By the code of the paper. */
export type Offers = ReadonlyMap<string, readonly KeptPaper[]>

type Asked = Pick<Paper, 'code' | 'name' | 'mediaTypes' | 'catalogueCode' | 'speaksOf'>

type Looking = { draft: Draft; papers: readonly Asked[]; owner: string }

export async function offersFor(
  deps: FilingDeps,
  { actor, lang }: { actor: CitizenActor; lang: Lang },
  { draft, papers, owner }: Looking,
): Promise<Offers> {
  const held = await inContext(deps.db, actor, (tx) => storeOf(tx, actor.personId))
  const store = held.map((paper) => named(paper, deps.law, lang))
  const { procedureCode, dossierId: answered } = draft
  const filed = papersWithFiles(draft.files)
  return new Map(
    papers
      .filter(({ code }) => !filed.has(code))
      .map((paper) => [
        paper.code,
        offeredFor(paper, { papers, procedureCode, answered, owner }, store).slice(0, 20),
      ]),
  )
}

export type OfferedIn = {
  papers: readonly Asked[]
  procedureCode: string
  /** The dossier whose request for supplements is answered. */
  answered: string | null | undefined
  /** Whose matter it is, as the form says it so far. */
  owner: string
}

/** What of the store answers this paper of this matter. */
export function offeredFor(paper: Asked, of: OfferedIn, store: readonly KeptPaper[]): KeptPaper[] {
  const offered = store.filter(
    (kept) => isOfferedFor(kept, of.answered) && isOfOwner(paper, kept, of.owner),
  )
  return heldFor(askedOf(paper, of.papers), of.procedureCode, offered)
}

/** The birth notice of a sister is no birth notice of this child. Accents tell names apart: Hà and Hạ are two children. */
function isOfOwner({ speaksOf }: Asked, { ownerName }: KeptPaper, owner: string): boolean {
  if (speaksOf === undefined) return true
  return owner !== '' && ownerName?.toLocaleLowerCase('vi') === owner.toLocaleLowerCase('vi')
}

/** A paper that this very dossier brought is no answer to what the office found wrong with it. */
function isOfferedFor(
  { isOffered, dossierId }: Pick<KeptPaper, 'isOffered' | 'dossierId'>,
  answered: string | null | undefined,
): boolean {
  return isOffered && (answered == null || dossierId !== answered)
}

/** A national code that stands at several papers of a procedure tells none of them from the others. */
function askedOf(paper: Asked, all: readonly Asked[]): AskedPaper {
  const { code, name, mediaTypes, catalogueCode } = paper
  const isTelling = all.filter((each) => each.catalogueCode === catalogueCode).length === 1
  return { code, name, mediaTypes, kindCode: isTelling ? (catalogueCode ?? null) : null }
}
