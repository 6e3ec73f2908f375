/** A draft with the documents beside it: the form and the workflow that its procedure names, drafted too or published. */
import { isUuid } from '../../lib/ids.ts'
import { NotFound } from '../../lib/problem.ts'
import type { Draft } from '../publication/draft.ts'
import { packageFaults } from '../publication/check.ts'
import { draftOfVersion, draftsByIds } from '../publication/store.ts'
import type { EditorDeps } from './deps.ts'
import type { DocumentName } from './document-schemas.ts'
import type { Fault } from './fault.ts'
import { faultsOf, type Documents } from './faults.ts'
import { at } from './list-acts.ts'
import type { Json, JsonObject } from './schema-kind.ts'
import { sectionsOf, type Section } from './sections.ts'
import { isAboutExample, runTests, type TestRun } from './test-run.ts'

export type Package = {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly procedure: Draft
  /** The drafts that are edited, checked and released together; the procedure first. */
  readonly drafts: readonly Draft[]
  readonly documents: Documents
  readonly sections: readonly Section[]
  readonly faults: readonly Fault[]
  readonly tests: TestRun
  /** Nobody may edit what was released or discarded. */
  readonly isOpen: boolean
}

/** NotFound for whatever is no draft of a procedure. */
export async function openPackage(deps: EditorDeps, id: string): Promise<Package> {
  const [procedure] = isUuid(id) ? await draftsByIds(deps.db, [id]) : []
  if (procedure?.kind !== 'procedure') throw new NotFound()
  const body = procedure.body as JsonObject
  const form = await beside(deps, 'form', body)
  const workflow = await beside(deps, 'workflow', body)
  const documents = { procedure: body, form: form.body, workflow: workflow.body }
  const drafts = [procedure, form.draft, workflow.draft].filter((each) => each !== undefined)
  const isOpen = isOpenDraft(procedure)
  const tests = runTests(procedure.tests as Json, documents, deps.law.codeLists)
  return {
    id,
    code: procedure.code,
    version: procedure.version,
    procedure,
    drafts,
    documents,
    sections: sectionsOf(form.body),
    faults: isOpen ? [...documentFaults(deps, drafts, documents), ...tests.faults] : [],
    tests,
    isOpen,
  }
}

export function isOpenDraft({ state }: Draft): boolean {
  return state === 'draft' || state === 'checked'
}

/** The draft of that document within the package; undefined when the published one is used. */
export function draftOf({ drafts }: Package, name: DocumentName): Draft | undefined {
  return drafts.find(({ kind }) => kind === name)
}

type Beside = { draft: Draft | undefined; body: JsonObject }

async function beside(
  { db, law }: EditorDeps,
  kind: 'form' | 'workflow',
  procedure: JsonObject,
): Promise<Beside> {
  const [code, version] = [at(procedure, [kind, 'id']), at(procedure, [kind, 'version'])]
  if (typeof code !== 'string' || typeof version !== 'number') return { draft: undefined, body: {} }
  const draft = await draftOfVersion(db, { kind, code, version })
  if (draft && isOpenDraft(draft)) return { draft, body: draft.body as JsonObject }
  try {
    const published = kind === 'form' ? law.form(code, version) : law.workflow(code, version)
    return { draft: undefined, body: published as unknown as JsonObject }
  } catch {
    return { draft: undefined, body: {} }
  }
}

/** What the check before a release finds, led to the boxes; the examples of the procedure are run apart. */
function documentFaults(deps: EditorDeps, drafts: readonly Draft[], documents: Documents): Fault[] {
  const found = packageFaults(drafts, deps.law)
  return drafts.flatMap((draft, index) => {
    const sentences = (found[index]?.faults ?? []).filter(
      (each) => draft.kind !== 'procedure' || !isAboutExample(each),
    )
    return faultsOf(draft.kind, documents, sentences)
  })
}

/** The short name of the procedure; '' while it has none. */
export function nameOfProcedure({ documents }: Package): string {
  const vi = at(documents.procedure, ['shortName', 'vi'])
  return typeof vi === 'string' ? vi : ''
}
