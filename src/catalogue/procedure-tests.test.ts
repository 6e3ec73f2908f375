import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { openLaw } from './law.ts'
import type { ProcedureExamples } from './procedure-examples.ts'
import { runProcedureTests } from './procedure-tests.ts'
import type { Procedure } from './procedure.ts'
import { untestedParts } from './untested.ts'

const law = openLaw(join(checkout, 'data'))
const procedure = law.procedure('1.001193')!
const against = { form: law.form('khai-sinh', 1), codeLists: law.codeLists }
const examples = JSON.parse(
  readFileSync(join(checkout, 'data/curated/tests/1.001193.json'), 'utf8'),
) as ProcedureExamples

function altered(alter: (procedure: Procedure) => void): Procedure {
  const copy = structuredClone(procedure)
  alter(copy)
  return copy
}

for (const [what, alter, fault] of [
  [
    'a limit',
    (p: Procedure) => (p.cases[0]!.limit.value = { value: 2, unit: 'workingDay' }),
    /limit: expected .*sameDay.*, found .*workingDay/,
  ],
  [
    'a paper',
    (p: Procedure) => (p.papers[3]!.neededIf = "situation.kind == 'surrogacy'"),
    /papers: expected/,
  ],
  [
    'a fee',
    (p: Procedure) => (p.fees[1]!.amount!.value = 50_000),
    /fees: expected .*5000.*, found .*50000/,
  ],
  [
    'the deciding commune',
    (p: Procedure) => (p.competence.by = ['father.residence']),
    /communes: expected/,
  ],
  [
    'a condition',
    (p: Procedure) =>
      p.eligibility.push({
        id: 'never',
        when: 'answered(child.fullName)',
        outcome: 'notEligible',
        words: { vi: 'x', en: 'x' },
        source: 'x',
        mark: 'toBeConfirmed',
      }),
    /eligibility: expected \[\], found .*never/,
  ],
  [
    'which case applies',
    (p: Procedure) => (p.cases[1]!.when = { condition: 'answered(child.fullName)' }),
    /case: expected "1\.001193", found "1\.001193\.01"/,
  ],
] as const) {
  test(`${what} that differs from the examples is named with the example and both values`, () => {
    const faults = runProcedureTests(altered(alter), against, examples)
    assert.ok(faults.length > 0)
    assert.match(faults.join('\n'), fault)
    for (const each of faults) assert.match(each, /^1\.001193, “.+”: /)
  })
}

test('a form that lets an error through fails the example of that error', () => {
  const form = structuredClone(against.form)
  form.rules = form.rules.filter(({ id }) => id !== 'mother-older-than-child')
  const faults = runProcedureTests(procedure, { ...against, form }, examples)
  assert.match(faults.join('\n'), /“Mẹ sinh sau con”: problems: expected .*mother-older-than-child/)
})

test('an error that nobody expected fails the example', () => {
  const [first] = examples.examples
  const one = { ...first!, answers: { 'child.fullName': null } }
  const faults = runProcedureTests(procedure, against, { ...examples, examples: [one] })
  assert.match(faults.join('\n'), /problems: expected \[\], found .*child\.fullName.*required/)
})

test('tests of another version, of no shape, or that begin with nothing are refused with the place', () => {
  assert.match(
    runProcedureTests(procedure, against, { ...examples, version: 2 }).join(),
    /tests of 1\.001193 v2 are not those of 1\.001193 v1/,
  )
  assert.match(
    runProcedureTests(procedure, against, { examples: [] }).join(),
    /tests of 1\.001193: /,
  )
  const lost = { ...examples.examples[0]!, from: 'nobody' }
  assert.match(
    runProcedureTests(procedure, against, { ...examples, examples: [lost] }).join(),
    /begins with “nobody”/,
  )
})

test('what no example has seen is named', () => {
  const [first] = examples.examples
  const parts = untestedParts(procedure, against, { ...examples, examples: [first!] })
  for (const part of [
    'paper authorisation: no example has it',
    'fee late: no example has it',
    'rule mother-older-than-child: no example has it',
    'no example leaves out a required answer',
  ])
    assert.ok(parts.includes(part), part)
})
