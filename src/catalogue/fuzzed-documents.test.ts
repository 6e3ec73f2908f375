/** Whatever an editor does to a published document: it is refused with the place and the reason, or it still works. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyBreakage, broken, type Json } from '../../test/support/broken-documents.ts'
import { checkout } from '../checkout.ts'
import { explain } from './expression-explain.ts'
import { checkForm } from './form-check.ts'
import { labelsOf } from './form-labels.ts'
import { toJsonSchema } from './form-schema.ts'
import { askedQuestions, isAsked, type FormDefinition } from './form.ts'
import { openLaw } from './law.ts'
import {
  caseFor,
  competentCommunes,
  eligibilityFor,
  feesFor,
  requiredPapers,
  termsFor,
} from './needs.ts'
import { checkProcedure } from './procedure-check.ts'
import { channels, type Procedure } from './procedure.ts'
import { DocumentFault } from './shape.ts'
import { shownAnswers } from './shown-answers.ts'
import { topicsToAsk } from './to-ask.ts'
import { validateAnswers } from './validate.ts'
import { checkWorkflow } from './workflow-check.ts'
import { onward, stepOf, type Workflow } from './workflow.ts'
import { endOfLeg } from './workflow-legs.ts'

const law = openLaw(join(checkout, 'data'))
const facts = { today: '2026-11-22' as const, codeLists: law.codeLists, lang: 'vi' as const }

type Shipped = { name: string; document: Json }
function shipped(folder: string): Shipped[] {
  const path = join(checkout, 'data', folder)
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, document: JSON.parse(readFileSync(join(path, name), 'utf8')) as Json }))
}

/** A place is a pointer into the document, the document as a whole, or something with its own name in it. */
const PLACE =
  /^(\/|the (document|form|procedure|workflow|start step)|topic |rule |step |leg |legs: |case |fee |paper |note |legal basis |workflow |eligibility |competence|filing|screening|deepLink|onlineLevel|channels|receivedAtCounter: |two |there is no |no step |\d+ cases |[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+(, column \w+)?: )/

function refused(fault: unknown): void {
  assert.ok(fault instanceof DocumentFault, String((fault as Error).stack))
  assert.ok(fault.faults.length > 0)
  for (const each of fault.faults) {
    assert.match(each, PLACE)
    assert.ok(each.length > 12 && !each.includes('undefined'), each)
  }
}

type Tried<T> = { check: (document: unknown) => T; works: (checked: T) => void }

/** How many of the broken documents were refused. */
function breakAll<T>({ name, document }: Shipped, { check, works }: Tried<T>, runs: number): void {
  works(check(document))
  let count = 0
  fc.assert(
    fc.property(fc.array(anyBreakage, { minLength: 1, maxLength: 3 }), (breakages) => {
      let checked: T
      try {
        checked = check(JSON.parse(JSON.stringify(broken(document, breakages))))
      } catch (fault) {
        count += 1
        return refused(fault)
      }
      works(checked)
    }),
    { numRuns: runs },
  )
  assert.ok(count > runs / 3, `${name}: only ${count} of ${runs} refused`)
}

const typed = ['', 'x', 'yes', '3', 'VN', '2026-11-19', '001099012086', true, 7, null, {}, []]

/** Answers by chance, but the same for the same form: every option is met once. */
function rawAnswers(form: FormDefinition, round: number): Record<string, unknown> {
  return Object.fromEntries(
    askedQuestions(form).map((question, i) => {
      const options = question.kind === 'choice' ? (question.options ?? []) : []
      const option = options[(i + round) % Math.max(1, options.length)]
      return [question.id, option?.code ?? typed[(i * 7 + round) % typed.length]]
    }),
  )
}

function formWorks(form: FormDefinition): void {
  toJsonSchema(form, law.codeLists)
  const labels = labelsOf(form, 'vi', law.codeLists)
  for (const topic of form.topics)
    if (topic.visibleIf) assert.ok(explain(topic.visibleIf, labels, 'vi'))
  for (let round = 0; round < 4; round++) {
    const { answers } = validateAnswers(form, rawAnswers(form, round), facts)
    const topics = topicsToAsk(form, { answers, today: facts.today })
    assert.ok(topics.every((topic) => topic.questions.some(isAsked)))
    shownAnswers(form, answers, facts)
  }
}

for (const each of shipped('forms')) {
  test(`data/forms/${each.name}, broken 250 times, is refused in place or can still be filled in`, () => {
    const check = (document: unknown) => checkForm(document, each.name, law.codeLists.names())
    breakAll(each, { check, works: formWorks }, 250)
  })
}

function procedureWorks(procedure: Procedure): void {
  const form = law.form(procedure.form.id, procedure.form.version)
  const workflow = law.workflow(procedure.workflow.id, procedure.workflow.version)
  for (const channel of channels) {
    const moment = { channel, today: facts.today }
    for (let round = 0; round < 3; round++) {
      const { answers } = validateAnswers(form, rawAnswers(form, round), facts)
      const found = caseFor(procedure, answers, moment)
      if (procedure.filing === 'open') termsFor(procedure, workflow, found.code)
      requiredPapers(procedure, answers, moment)
      feesFor(procedure, answers, moment)
      eligibilityFor(procedure, answers, moment)
      competentCommunes(procedure, answers)
    }
  }
}

const published = {
  form: (id: string, version: number) => attempt(() => law.form(id, version)),
  workflow: (id: string, version: number) => attempt(() => law.workflow(id, version)),
}
function attempt<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch {
    return undefined
  }
}

for (const each of shipped('curated')) {
  test(`data/curated/${each.name}, broken 100 times, is refused in place or still says what is needed`, () => {
    const check = (document: unknown) => checkProcedure(document, each.name, published)
    breakAll(each, { check, works: procedureWorks }, 100)
  })
}

/** From every step the work comes to an end, and every leg has a step with which it ends. */
function workflowWorks(workflow: Workflow): void {
  for (const { id } of workflow.steps) {
    const seen = new Set<string>()
    const open = [id]
    let ends = false
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue
      seen.add(next)
      const after = onward(stepOf(workflow, next))
      ends ||= after.length === 0
      open.push(...after)
    }
    assert.ok(ends, `from ${id} the work never ends`)
  }
  for (const { id } of workflow.legs ?? [])
    assert.ok(endOfLeg(workflow, id), `leg ${id} never ends`)
}

for (const each of shipped('workflows')) {
  test(`data/workflows/${each.name}, broken 300 times, is refused in place or still comes to its end`, () => {
    const check = (document: unknown) => checkWorkflow(document, each.name)
    breakAll(each, { check, works: workflowWorks }, 300)
  })
}

test('no document at all is refused like any other', () => {
  for (const nothing of [
    null,
    undefined,
    0,
    '',
    [],
    {},
    'x',
    { topics: [null, { questions: [null, 3] }] },
  ]) {
    assert.throws(() => checkForm(nothing, 'x', []), DocumentFault)
    assert.throws(() => checkProcedure(nothing, 'x', published), DocumentFault)
    assert.throws(() => checkWorkflow(nothing, 'x'), DocumentFault)
  }
})
