/** Which page a fault is mended on. Pure. */
import type { Fault } from './fault.ts'
import type { Package } from './package.ts'
import { fieldId } from '../../ui/fields.tsx'
import { editorPaths } from './paths.ts'
import { FORM, sectionOf, TESTS, WORKFLOW } from './sections.ts'
import { TESTS_PATH } from './rule-words.ts'

export function sectionOfFault({ sections }: Package, { document, path }: Fault): string {
  if (path === TESTS_PATH) return TESTS
  if (document === 'procedure' && path === 'form') return FORM
  if (document === 'procedure' && path === 'workflow') return WORKFLOW
  return sectionOf(sections, document, path)?.slug ?? sections[0]!.slug
}

/** Leads to the box itself. */
export function hrefOfFault(pack: Package, fault: Fault): string {
  const slug = sectionOfFault(pack, fault)
  if (slug === TESTS) return editorPaths.tests(pack.id)
  const anchor = fault.path === '' ? '' : `#${fieldId(fault.path)}`
  return `${editorPaths.section(pack.id, slug)}${anchor}`
}
