/**
 * Files and stored documents put together to one law. A stored document that cannot be used is left out and named; the others, and what
 * was in force of its code before, stay.
 */
import { checkForm } from '../form-check.ts'
import { finder, frozen, publishedVersion, type Documents, type PublishedVersion } from '../law.ts'
import { checkProcedure } from '../procedure-check.ts'
import { DocumentFault } from '../shape.ts'
import { checkWorkflow } from '../workflow-check.ts'
import type { StoredCalendar } from './calendar-store.ts'
import { newestCalendar } from './newest-calendar.ts'
import type { DocumentKind } from './publication.ts'
import { fromStored, type StoredDocument } from './stored.ts'

export type Assembled = { readonly documents: Documents; readonly faults: readonly string[] }

/** The documents of the files, with those of the database beside them; where both have a version, the stored one counts. */
export function assemble(
  files: Documents,
  stored: readonly StoredDocument[],
  calendars: readonly StoredCalendar[] = [],
): Assembled {
  const { calendar, faults: ofCalendars } = newestCalendar(files.calendar, calendars)
  const faults: string[] = [...ofCalendars]
  const usable = <T>(kind: DocumentKind, check: (body: unknown, name: string) => T) =>
    stored
      .filter((each) => each.kind === kind)
      .flatMap((each) => {
        const name = `${kind} ${each.code} v${each.version}`
        try {
          return [{ each, document: frozen(check(fromStored(kind, each.body), name)) }]
        } catch (error) {
          faults.push(error instanceof DocumentFault ? error.message : `${name}: ${String(error)}`)
          return []
        }
      })
  const names = files.codeLists.names()
  const ownForms = usable('form', (body, name) => checkForm(body, name, names))
  const ownFlows = usable('workflow', checkWorkflow)
  const forms = merged(
    files.forms,
    ownForms.map(({ document }) => document),
    nameById,
  )
  const workflows = merged(
    files.workflows,
    ownFlows.map(({ document }) => document),
    nameById,
  )
  const published = { form: finder(forms), workflow: finder(workflows) }
  const own = usable('procedure', (body, name) => checkProcedure(body, name, published))
  const versions = merged(
    files.versions,
    own.map(({ each, document }) => publishedVersion(document, each)),
    nameOfVersion,
  )
  return { documents: { ...files, forms, workflows, versions, calendar }, faults }
}

function merged<T>(files: readonly T[], stored: readonly T[], nameOf: (each: T) => string): T[] {
  const known = new Set(stored.map(nameOf))
  return [...files.filter((each) => !known.has(nameOf(each))), ...stored]
}

function nameById({ id, version }: { id: string; version: number }): string {
  return `${id} v${version}`
}

function nameOfVersion({ procedure, version }: PublishedVersion): string {
  return `${procedure.code} v${version}`
}
