import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { openLaw } from './law.ts'
import type { ProcedureExamples } from './procedure-examples.ts'
import { runProcedureTests } from './procedure-tests.ts'
import type { Procedure } from './procedure.ts'
import { untestedParts } from './untested.ts'

const curated = join(checkout, 'data/curated')
const law = openLaw(join(checkout, 'data'))
const files = readdirSync(curated).filter((name) => name.endsWith('.json'))

function documentOf(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(curated, ...path), 'utf8'))
}

for (const file of files) {
  const { code, version, form } = documentOf(file) as Procedure
  const procedure = law.procedure(code, version)!
  const against = { form: law.form(form.id, form.version), codeLists: law.codeLists }

  test(`${file}: every example comes out as the law says`, () => {
    assert.deepEqual(runProcedureTests(procedure, against, documentOf('tests', file)), [])
  })

  test(`${file}: every case, paper, fee, condition and rule is seen by an example`, () => {
    const examples = documentOf('tests', file) as ProcedureExamples
    assert.deepEqual(untestedParts(procedure, against, examples), [])
  })
}
