import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openLaw } from '../catalogue/law.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Task } from '../catalogue/workflow.ts'
import { checkout } from '../checkout.ts'
import { PAPER_FOLDERS } from '../signing/render.ts'
import { allKinds, kindOfTemplate, titleOfKind, type KindOfResult } from './kinds.ts'
import { isLookUp } from './register-questions.ts'

const law = openLaw(join(checkout, 'data'))
const procedures = law
  .codes()
  .flatMap((code) => law.versionsOf(code).map(({ procedure }) => procedure))

/** Where the steps of that task stand in the workflow of a procedure. */
function placesOf({ workflow: { id, version } }: Procedure, task: Task): number[] {
  return law
    .workflow(id, version)
    .steps.flatMap((step, place) => (step.task === task ? [place] : []))
}

/** What of the procedure does not fit the kind of its result. */
function misfits(procedure: Procedure, { asks }: KindOfResult): string[] {
  const asked = placesOf(procedure, 'register')
  const [shown = Infinity] = placesOf(procedure, 'confirm')
  const submitted = placesOf(procedure, 'submit')[0]!
  const [at = -1] = asked
  if (asks === null) return asked.length === 0 ? [] : ['asks the register for nothing']
  if (asked.length !== 1) return [`asks the register ${asked.length} times`]
  if (isLookUp(asks)) return at < Math.min(shown, submitted) ? [] : ['looks up after the draft']
  return at < submitted && (shown === Infinity || at > shown)
    ? []
    : ['enters before the applicant has seen the draft']
}

test('every published procedure with a paper of the house asks the register when its kind of result needs it', () => {
  const faults = procedures.flatMap((procedure) => {
    const { template } = procedure.result
    if (template === null) return []
    return misfits(procedure, kindOfTemplate(template)).map(
      (fault) => `${procedure.code}: ${fault}`,
    )
  })
  assert.deepEqual(faults, [])
  const used = new Set(procedures.map(({ result }) => result.template))
  assert.deepEqual(
    allKinds.filter(({ template }) => !used.has(template)).map(({ template }) => template),
    [],
  )
})

test('a procedure that looks up too late, or enters too early, is found', () => {
  const [extract, death] = ['2.000635', '1.000656'].map((code) => law.procedure(code)!)
  const steps = { ...extract!, workflow: { id: 'khai-tu', version: 1 } }
  assert.deepEqual(misfits(steps, kindOfTemplate('civil-status-extract')), [
    'looks up after the draft',
  ])
  const early = { ...death!, workflow: { id: 'ban-sao-ho-tich', version: 2 } }
  assert.deepEqual(misfits(early, kindOfTemplate('death-extract')), [
    'enters before the applicant has seen the draft',
  ])
  const none = { ...death!, workflow: { id: 'cap-giay-phep-xay-dung', version: 1 } }
  assert.deepEqual(misfits(none, kindOfTemplate('death-extract')), ['asks the register 0 times'])
})

test('each kind has a book of its own letters, a paper and a title in both languages', () => {
  assert.equal(new Set(allKinds.map(({ book }) => book)).size, allKinds.length)
  for (const { paper, title, originals, kind } of allKinds) {
    assert.ok(existsSync(join(checkout, 'data/templates/papers', PAPER_FOLDERS[paper], '1.typ')))
    assert.ok(title.vi !== title.en && originals >= 1)
    assert.deepEqual(titleOfKind(kind), title)
  }
})

test('a template that the house does not have is said by name; a kind of another house has a general title', () => {
  assert.throws(() => kindOfTemplate('dog-licence'), /dog-licence/)
  assert.equal(titleOfKind('somethingElse').vi, 'Kết quả giải quyết thủ tục hành chính')
})
