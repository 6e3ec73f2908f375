import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { checkout } from '../../checkout.ts'
import { formsOf } from '../../demo/page-form.ts'
import { Form } from '../../ui/form.ts'
import type { View } from './box-view.tsx'
import { settled } from './list-acts.ts'
import { typedPart } from './save-section.ts'
import type { JsonObject } from './schema-kind.ts'
import { Boxes } from './section-page.tsx'
import { sectionBox } from './section-view.ts'
import { partOf, sectionsOf, type Section } from './sections.ts'

const dataDir = join(checkout, 'data')
const NO_VIEW: View = { faults: new Map(), spoken: new Map(), action: '/here' }

function shipped(folder: string): Map<string, JsonObject> {
  const names = readdirSync(join(dataDir, folder)).filter((name) => name.endsWith('.json'))
  return new Map(
    names.map((name) => [
      name,
      JSON.parse(readFileSync(join(dataDir, folder, name), 'utf8')) as JsonObject,
    ]),
  )
}

/** The section's page as a browser would send it untouched, read back. */
function postedFrom(section: Section, part: JsonObject): unknown {
  const boxes = <Boxes box={sectionBox(section, part)} view={NO_VIEW} />
  const page = renderToString(
    <form method="post" action="/here">
      {boxes}
    </form>,
  )
  const fields = new Map<string, string[]>()
  for (const [name, value] of formsOf(page)[0]!.filled)
    // A browser drops the first line break of a text area.
    fields.set(name, [...(fields.get(name) ?? []), value.replace(/^\n/, '')])
  return settled(typedPart(section, new Form(fields)), part, section.part.elsewhere)
}

for (const [document, folder] of [
  ['procedure', 'curated'],
  ['form', 'forms'],
  ['workflow', 'workflows'],
] as const)
  test(`every page of every shipped ${document} sends back what it shows`, () => {
    for (const [name, body] of shipped(folder)) {
      const sections = sectionsOf(document === 'form' ? body : { topics: [] })
      const own = sections.filter(({ part }) => part.document === document)
      assert.ok(own.length > 0)
      for (const section of own) {
        const part = partOf(body, section.part)
        assert.deepEqual(postedFrom(section, part), part, `${name}, ${section.title}`)
      }
    }
  })
