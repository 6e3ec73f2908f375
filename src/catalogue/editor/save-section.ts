/** One section of a draft is saved: into the newest text of the document, unless somebody else changed this very section. */
import { Conflict } from '../../lib/problem.ts'
import type { StaffActor } from '../../office/actor.ts'
import { editDraft } from '../publication/acts.ts'
import { changesOf } from './changes.ts'
import type { EditorDeps } from './deps.ts'
import { answered } from './door.ts'
import { put, settled } from './list-acts.ts'
import { draftOf, openPackage, type Package } from './package.ts'
import { readBox, type Body } from './read-boxes.ts'
import { isObject, type JsonObject } from './schema-kind.ts'
import { sectionsOf, type Section } from './sections.ts'
import { placeOf, seenHash, storedPart } from './section-view.ts'
import type { Overtaken } from './section-page.tsx'

/** What was typed, with the marks of the page still in it. */
export function typedPart(section: Section, body: Body): JsonObject {
  const read = readBox(section.part.schema, body, placeOf(section))
  return isObject(read) ? read : {}
}

export type Saving = {
  me: StaffActor
  key: string
  section: Section
  typed: JsonObject
  /** Hash of the stored part that the page was made from. */
  seen: string
}

export type Saved = { pack: Package; section: Section } | { overtaken: Overtaken }

export async function saveSection(deps: EditorDeps, pack: Package, saving: Saving): Promise<Saved> {
  const { me, key, section } = saving
  const draft = draftOf(pack, section.part.document)
  if (!draft || !pack.isOpen)
    throw new Conflict('Phần này không sửa được nữa. Hãy mở lại bản thảo.', 'closed')
  const stored = storedPart(pack, section)
  const mine = settled(saving.typed, stored, section.part.elsewhere) as JsonObject
  const body = bodyWith(draft.body as JsonObject, section, mine)
  const outcome = await editDraft(deps, {
    personId: me.personId,
    key,
    id: draft.id,
    body,
    tests: draft.tests,
    // What another saved since the page was opened counts only if it touched this section.
    revision: saving.seen === seenHash(stored) ? draft.revision : -1,
  })
  if (!outcome.ok && outcome.refusal.code === 'otherRevision')
    return { overtaken: overtakenBy(pack, section, mine) }
  answered(outcome)
  const fresh = await openPackage(deps, pack.id)
  const again = sectionsOf(fresh.documents.form).find(({ slug }) => slug === section.slug)
  return { pack: fresh, section: again ?? section }
}

/** The whole document with the section's members as they were typed; a member that was left out is left out. */
function bodyWith(document: JsonObject, { part }: Section, mine: JsonObject): JsonObject {
  const names = Object.keys(part.schema.properties ?? {})
  const replaced = (held: JsonObject): JsonObject => ({
    ...Object.fromEntries(Object.entries(held).filter(([name]) => !names.includes(name))),
    ...mine,
  })
  if (part.root === '') return replaced(document)
  const path = part.root.split('.')
  const held = path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    document,
  )
  return put(document, path, replaced(isObject(held as JsonObject) ? (held as JsonObject) : {}))
}

export function overtakenBy(pack: Package, section: Section, mine: JsonObject): Overtaken {
  const draft = draftOf(pack, section.part.document) ?? pack.procedure
  return {
    name: draft.editedByName,
    at: draft.editedAt,
    changes: changesOf(section.part.schema, storedPart(pack, section), mine),
  }
}
