import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { everyAnswer, everyKind } from '../../test/support/every-kind.ts'
import { formValues, parseFormBody } from '../catalogue/form-body.ts'
import { openLaw } from '../catalogue/law.ts'
import { sentWithRows } from '../catalogue/sent-boxes.ts'
import { boxNames } from '../catalogue/table-rows.ts'
import { askedQuestions } from '../catalogue/form.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { checkout } from '../checkout.ts'
import { PageFactsProvider } from '../ui/page-context.ts'
import { atFirstBox, DenseForm } from './dense-fields.tsx'

const { codeLists } = openLaw(join(checkout, 'data'))
const form = everyKind(codeLists)
const today = '2026-11-28' as const

function shown(values: Record<string, string>): string {
  const read = validateAnswers(form, parseFormBody(form, values), { today, codeLists })
  const problems = atFirstBox(form, read.problems)
  const scope = { answers: read.answers, today }
  const facts = {
    lang: 'vi' as const,
    url: '/',
    viewer: null,
    csrf: () => 'token',
    newKey: () => 'key',
  }
  return renderToString(
    <PageFactsProvider value={facts}>
      <DenseForm {...{ form, values, problems, codeLists, scope }} />
    </PageFactsProvider>,
  )
}
const has = (page: string, name: string) => page.includes(`name="${name}"`)

test('the counter’s dense page has the boxes of every kind, empty and with what was typed', () => {
  const empty = shown({})
  const full = shown(formValues(form, everyAnswer()))
  const conditional = new Set(['household.book', 'household.members'])
  for (const question of askedQuestions(form).filter(({ id }) => !conditional.has(id)))
    for (const name of boxNames(question).filter((each) => !each.endsWith('.choice')))
      if (question.kind !== 'address' || name !== `${question.id}.country` || question.abroad)
        for (const page of [empty, full]) assert.ok(has(page, name), name)
  assert.match(full, /name="household\.members\.1\.fullName"[^>]*value="Lê Thị Hai"/)
  assert.ok(has(full, 'household.members.0.days') && !has(full, 'household.members.1.days'))
  assert.ok(has(full, 'household.book') && !has(empty, 'household.book'))
  assert.match(full, /Tổng vốn góp<br\/><b>1\.100\.000 đồng/)
  assert.equal(full.match(/name="one\.wishes"[^>]*checked/g)?.length, 2)
  assert.match(empty, /Bạn chỉ khai điều mình biết\./)
})

test('every problem of the dense page stands at a box that is there', () => {
  const values = { 'household.members.rows': '1', 'household.members.0.home.detail': 'x' }
  const { problems } = validateAnswers(form, parseFormBody(form, values), { today, codeLists })
  const page = shown(values)
  assert.ok(problems.some(({ field }) => field === 'household.members.0.home.commune'))
  for (const { field = '' } of atFirstBox(form, problems))
    assert.ok(page.includes(`id="f-${field.replace(/[^A-Za-z0-9_-]+/g, '-')}"`), field)
})

test('the buttons for rows work on what was typed: one more, one less, the others move up', () => {
  const names = askedQuestions(form).flatMap(boxNames)
  const press = (values: Record<string, string>, row: string) => {
    const text = (name: string) => (name === '_row' ? row : (values[name] ?? ''))
    const texts = (name: string) => [text(name)]
    const sent = names.filter((name) => values[name] !== undefined)
    return formValues(form, parseFormBody(form, sentWithRows(form, { text, texts }, sent)))
  }
  const typed = formValues(form, everyAnswer())
  const more = press(typed, 'add:household.members')
  assert.equal(more['household.members.rows'], '3')
  assert.ok(has(shown(more), 'household.members.2.fullName'))
  const less = press(more, 'drop:household.members.0')
  assert.equal(less['household.members.rows'], '2')
  assert.equal(less['household.members.0.fullName'], 'Lê Thị Hai')
  assert.equal(less['household.members.0.tasks'], 'keeps')
  assert.equal(less['household.members.0.home.detail'], 'số 5, ngõ 12')
  assert.equal(less['one.text'], 'Thợ mộc')
})
