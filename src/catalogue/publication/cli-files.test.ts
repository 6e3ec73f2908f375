import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../checkout.ts'
import { readDocument } from './cli-files.ts'

const file = (path: string) => join(checkout, 'data', path)
const WORKFLOW = file('workflows/lien-thong-khai-tu.v2.json')
const PROCEDURE = file('curated/2.002622.json')

const examplesOf = (read: ReturnType<typeof readDocument>) =>
  read.tests as Readonly<Record<string, unknown>> | null

test('a workflow is read with its examples, whatever examples were given for the procedure beside it', () => {
  assert.equal(examplesOf(readDocument(WORKFLOW))?.['workflow'], 'lien-thong-khai-tu')
  const given = file('curated/tests/1.001193.json')
  assert.equal(examplesOf(readDocument(WORKFLOW, given))?.['workflow'], 'lien-thong-khai-tu')
  assert.equal(examplesOf(readDocument(PROCEDURE, given))?.['procedure'], '1.001193')
  const acts = file('workflows/tests/lien-thong-khai-tu.v2.json')
  assert.equal(examplesOf(readDocument(WORKFLOW, acts))?.['version'], 2)
  assert.equal(examplesOf(readDocument(PROCEDURE, acts))?.['procedure'], '2.002622')
  assert.equal(readDocument(file('forms/khai-sinh.v1.json')).tests, null)
})
