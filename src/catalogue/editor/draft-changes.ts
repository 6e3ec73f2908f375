/** What a release of the package would change of the law that is in force. */
import type { Day } from '../../lib/time.ts'
import { toDay } from '../../lib/time.ts'
import { changesOf, type Change } from './changes.ts'
import type { EditorDeps } from './deps.ts'
import { documentNames, documentSchemas, type DocumentName } from './document-schemas.ts'
import { draftOf, type Package } from './package.ts'
import { without, type JsonObject } from './schema-kind.ts'

export type DocumentChanges = {
  document: DocumentName
  /** The version that is compared with; undefined when there is none. */
  from: number | undefined
  changes: readonly Change[]
}

/** Document by document; a document that is used as published already is not named. */
export function packageChanges(deps: EditorDeps, pack: Package): DocumentChanges[] {
  const base = inForce(deps, pack)
  return documentNames
    .filter((document) => draftOf(pack, document) !== undefined)
    .map((document) => {
      const before = base[document]
      const schema = without(documentSchemas[document], ['version', 'id'])
      const version = before?.['version']
      return {
        document,
        from: typeof version === 'number' ? version : undefined,
        changes: changesOf(schema, before ?? {}, pack.documents[document]),
      }
    })
}

/** Today's version; where none is in force, the newest one that was published. */
function inForce(
  { law, now }: EditorDeps,
  { code }: Package,
): Partial<Record<DocumentName, JsonObject>> {
  const today: Day = toDay(now())
  const procedure = law.procedureOn(code, today) ?? law.versionsOf(code).at(-1)?.procedure
  if (!procedure) return {}
  const { form, workflow } = procedure
  return {
    procedure,
    form: law.form(form.id, form.version),
    workflow: law.workflow(workflow.id, workflow.version),
  }
}
