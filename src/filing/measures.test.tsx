import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { openLaw } from '../catalogue/law.ts'
import type { ProcedureExamples } from '../catalogue/procedure-examples.ts'
import { questionOf } from '../catalogue/form.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { checkout } from '../checkout.ts'
import { DenseForm } from '../counter/dense-fields.tsx'
import { PageFactsProvider } from '../ui/page-context.ts'
import { fieldNames, knownFields } from './draft.ts'
import { QuestionField } from './question-field.tsx'

const law = openLaw(join(checkout, 'data'))
const form = law.form('cap-giay-phep-xay-dung', 1)
const today = '2026-11-23' as const
const { given } = JSON.parse(
  readFileSync(join(checkout, 'data/curated/tests/1.013225.v2.json'), 'utf8'),
) as ProcedureExamples
const { codeLists } = law
const problems = [{ code: 'decimal', field: 'site.area', message: 'Hãy xem lại.' }]
const values = { 'site.area': '62,5 m2' }

function html(part: JSX.Element): string {
  const facts = {
    lang: 'vi' as const,
    url: '/',
    viewer: null,
    csrf: () => 'token',
    newKey: () => 'key',
  }
  return renderToString(<PageFactsProvider value={facts}>{part}</PageFactsProvider>)
}
const boxOf = (page: string) => /<input[^>]*name="site\.area"[^>]*>/.exec(page)?.[0] ?? ''

test('a citizen types an area into a box with a keyboard for numbers, and keeps what was typed when it is wrong', () => {
  const question = questionOf(form, 'site.area')!
  const page = html(
    <QuestionField {...{ question, values, problems, isRequired: true, codeLists, today }} />,
  )
  const box = boxOf(page)
  assert.match(box, /inputmode="decimal"/)
  assert.match(box, /value="62,5 m2"/)
  assert.match(box, /aria-invalid="true"/)
  assert.match(page, /Hãy xem lại\./)
})

test('the counter’s dense page has the same box', () => {
  const { answers } = validateAnswers(form, given['house']!, { today, codeLists })
  const page = html(
    <DenseForm {...{ form, values, problems, codeLists, scope: { answers, today } }} />,
  )
  assert.match(boxOf(page), /inputmode="decimal".*value="62,5 m2"/)
  assert.match(page, /Diện tích lô đất \(m²\)/)
})

test('a draft keeps what was typed into the box of an area', () => {
  assert.deepEqual(fieldNames(questionOf(form, 'site.area')!), ['site.area'])
  assert.deepEqual(knownFields(form, { 'site.area': '62,5', 'site.area.unit': 'm2' }), {
    'site.area': '62,5',
  })
})
