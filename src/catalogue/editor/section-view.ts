/** What a section's page shows, from the part of the document as it stands or as it was typed. */
import { canonical, sha256Hex } from '../../lib/canonical.ts'
import type { CodeLists } from '../code-lists.ts'
import { explain } from '../expression-explain.ts'
import { labelsOf } from '../form-labels.ts'
import type { Box } from './box.ts'
import { boxOf } from './boxes.ts'
import type { Spoken } from './expression-box.tsx'
import type { View } from './box-view.tsx'
import { expressionFaults, expressionsIn, namesFor, readableForm } from './expressions.ts'
import { draftOf, type Package } from './package.ts'
import { editorPaths } from './paths.ts'
import { partOf, type Section } from './sections.ts'
import type { JsonObject } from './schema-kind.ts'

/** The part of the stored document that the section edits. */
export function storedPart(pack: Package, { part }: Section): JsonObject {
  return partOf(pack.documents[part.document], part)
}

/** Of what the section edits: another section that was saved meanwhile disturbs nobody. */
export function seenHash(part: JsonObject): string {
  return sha256Hex(canonical(part))
}

export function placeOf({ part }: Section): { path: string; place: string; optional: boolean } {
  return { path: part.root, place: part.root.replaceAll(/\.\d+/g, ''), optional: false }
}

export function sectionBox(section: Section, part: JsonObject): Box {
  return boxOf(section.part.schema, part, placeOf(section))
}

type Shown = {
  pack: Package
  section: Section
  part: JsonObject
  openAt?: string
  codeLists: CodeLists
}

/** Faults of the stored document belong to the boxes only while nothing was typed beside it. */
export function sectionView(shown: Shown): View {
  const { pack, section, openAt } = shown
  const { document } = section.part
  const isTyped = openAt !== undefined
  const faults = isTyped ? [] : pack.faults.filter((fault) => fault.document === document)
  return {
    faults: new Map(faults.map(({ path, message }) => [path, message])),
    spoken: spokenOf(shown),
    action: editorPaths.section(pack.id, section.slug),
    openAt,
  }
}

/** Each expression in Vietnamese, or its faults; without a readable form only its faults. */
function spokenOf({ pack, section, part, codeLists }: Shown): View['spoken'] {
  const { document, schema } = section.part
  const form = readableForm(pack.documents.form)
  const names = namesFor(document, form)
  const labels = form && labelsOf(form, 'vi', codeLists)
  return new Map(
    expressionsIn(schema, part, placeOf(section)).map((placed) => [
      placed.path,
      said(expressionFaults(placed, names), labels && (() => explain(placed.text, labels, 'vi'))),
    ]),
  )
}

function said(faults: readonly string[], explained: (() => string) | undefined): Spoken {
  return faults.length > 0 || !explained ? { faults } : { faults, says: explained() }
}

/** Only drafts are edited: what is published already gets a new version first. */
export function isEditable(pack: Package, { part }: Section): boolean {
  return pack.isOpen && draftOf(pack, part.document) !== undefined
}
