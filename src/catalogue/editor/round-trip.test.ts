import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../checkout.ts'
import { cleanInput } from '../../lib/text.ts'
import { Form } from '../../ui/form.ts'
import { madeFrom } from '../../../test/support/made-document.ts'
import { sentBy, type Sent } from './box.ts'
import { boxOf } from './boxes.ts'
import { documentSchemas, type DocumentName } from './document-schemas.ts'
import { settled } from './list-acts.ts'
import { readBox, readDay, readNumber } from './read-boxes.ts'
import type { Json, Schema } from './schema-kind.ts'

const AT = { path: '', place: '', optional: false }

/** What the server finds in the form that a browser posts untouched. */
function posted(sent: readonly Sent[]): Form {
  const fields = new Map<string, string[]>()
  for (const [name, value] of sent)
    fields.set(name, [...(fields.get(name) ?? []), value.replaceAll('\n', '\r\n')])
  return new Form(fields)
}

function thereAndBack(schema: Schema, document: Json): Json | undefined {
  const read = readBox(schema, posted(sentBy(boxOf(schema, document, AT))), AT)
  return read === undefined ? undefined : settled(read, document)
}

const folders: readonly [DocumentName, string][] = [
  ['procedure', 'curated'],
  ['form', 'forms'],
  ['workflow', 'workflows'],
]

for (const [name, folder] of folders) {
  const schema = documentSchemas[name]
  test(`every shipped ${name} comes back from its boxes as it was`, () => {
    const files = readdirSync(join(checkout, 'data', folder)).filter((file) =>
      file.endsWith('.json'),
    )
    assert.ok(files.length > 0)
    for (const file of files) {
      const document = JSON.parse(
        readFileSync(join(checkout, 'data', folder, file), 'utf8'),
      ) as Json
      assert.deepEqual(thereAndBack(schema, document), document, file)
    }
  })

  test(`every ${name} that the schema allows comes back from its boxes as it was`, () => {
    fc.assert(
      fc.property(madeFrom(schema), (document) => {
        assert.deepEqual(thereAndBack(schema, document), document)
      }),
      { numRuns: 150 },
    )
  })
}

test('what was typed wrongly is kept as it was typed, and shown again', () => {
  const { procedure } = documentSchemas
  const wrong = {
    version: 'hai',
    validFrom: '31/02/2026',
    fees: [{ amount: { value: 'năm nghìn' } }],
  }
  const back = thereAndBack(procedure, wrong) as typeof wrong
  assert.equal(back.version, 'hai')
  assert.equal(back.validFrom, '31/02/2026')
  assert.equal(back.fees[0]?.amount.value, 'năm nghìn')
})

test('days and amounts are read as people write them', () => {
  assert.equal(readDay('1/2/2026'), '2026-02-01')
  assert.equal(readDay('2026-02-01'), '2026-02-01')
  assert.equal(readDay('30/02/2026'), '30/02/2026')
  assert.equal(readNumber('5.000'), 5000)
  assert.equal(readNumber('1.000.000'), 1_000_000)
  assert.equal(readNumber('5.00'), '5.00')
  assert.equal(readNumber('007'), 7)
  assert.equal(readNumber('-3'), -3)
  assert.equal(readNumber('0,5'), '0,5')
  assert.equal(readNumber('0,5', false), 0.5)
  assert.equal(readNumber('1.000,25', false), 1000.25)
  assert.equal(readNumber('99999999999999999999'), '99999999999999999999')
  assert.equal(cleanInput(' 5 '), '5')
})
