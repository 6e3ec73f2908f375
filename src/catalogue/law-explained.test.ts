/** Every condition and amount of the published law can be told to a person, in both languages, without losing its meaning. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { explain, isAmount } from './expression-explain.ts'
import { normalCondition } from './expression-normal.ts'
import { readExplanation } from './expression-read.ts'
import { parseExpression } from './expression.ts'
import { labelsOf } from './form-labels.ts'
import { openLaw } from './law.ts'

const law = openLaw(join(checkout, 'data'))
const MEMBERS = /^(visibleIf|requiredIf|neededIf|when|must|condition)$/
const NO_CONDITION = new Set(['otherwise', 'unpublished'])

/** Every expression in a document, wherever it stands. */
function expressionsIn(value: unknown, member = ''): string[] {
  if (typeof value === 'string')
    return MEMBERS.test(member) && !NO_CONDITION.has(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  const { amountFrom } = value as { amountFrom?: { value: string } }
  const inner = Object.entries(value).flatMap(([name, each]) => expressionsIn(each, name))
  return amountFrom ? [amountFrom.value, ...inner] : inner
}

for (const procedure of law.procedures()) {
  test(`${procedure.code}: every condition is explained and read back, without a code name in it`, () => {
    const form = law.form(procedure.form.id, procedure.form.version)
    const texts = new Set(expressionsIn([form, procedure]))
    assert.ok(texts.size > 0)
    for (const lang of ['vi', 'en'] as const) {
      const labels = labelsOf(form, lang, law.codeLists)
      for (const text of texts) {
        const parsed = parseExpression(text)
        assert.ok(parsed.ok, text)
        const words = explain(text, labels, lang)
        const wanted = isAmount(parsed.expression, labels)
          ? parsed.expression
          : normalCondition(parsed.expression)
        assert.deepEqual(
          readExplanation(words, labels, lang),
          { ok: true, expression: wanted },
          words,
        )
        assert.doesNotMatch(words, /[a-z][A-Za-z0-9]*\.[a-z]|\bmã “|the code “|answered|==/, words)
      }
    }
  })
}
