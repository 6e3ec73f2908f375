/** docs/expressions.md is executed: what it shows is what happens. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { evaluate } from './evaluate.ts'
import { checkExpression } from './expression-check.ts'
import { explain } from './expression-explain.ts'
import { printExpression } from './expression-print.ts'
import { readExplanation } from './expression-read.ts'
import { parseExpression, type Expression } from './expression.ts'
import { formNames } from './form-names.ts'
import { labelsOf } from './form-labels.ts'
import { openLaw } from './law.ts'
import { momentNames } from './procedure.ts'

const page = readFileSync(join(checkout, 'docs/expressions.md'), 'utf8')
const law = openLaw(join(checkout, 'data'))
const form = law.form('khai-sinh', 1)
const names = formNames(form, momentNames)
const today = '2026-11-22' as const

/** The rows of the table below a heading, cell by cell, without back quotes. */
function rows(heading: string): string[][] {
  const section = page.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
  const lines = section.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  )
}

function read(text: string): Expression {
  const parsed = parseExpression(text)
  assert.ok(parsed.ok, text)
  return parsed.expression
}

test('the faults of the page are found where it says', () => {
  const shown = rows('Refused with a place and a reason')
  assert.ok(shown.length >= 5)
  for (const [text = '', at, reason] of shown)
    assert.deepEqual(checkExpression(text, names, { lang: 'en' }), [{ at: Number(at), reason }])
})

test('the explanations of the page are what a reader is told, and lead back', () => {
  const shown = rows('Explained, and read back')
  assert.ok(shown.length >= 9)
  for (const [text = '', vi = '', en = ''] of shown)
    for (const [lang, words] of [
      ['vi', vi],
      ['en', en],
    ] as const) {
      const labels = labelsOf(form, lang, law.codeLists)
      assert.equal(explain(text, labels, lang), words)
      const back = readExplanation(words, labels, lang)
      assert.ok(back.ok, words)
      const again = explain(printExpression(back.expression), labels, lang)
      assert.equal(again, words)
    }
})

test('the values of the page are what comes out', () => {
  const shown = rows('Evaluated')
  assert.ok(shown.length >= 7)
  for (const [text = '', answers = '', gives] of shown) {
    const value = evaluate(read(text), {
      answers: JSON.parse(answers) as Record<string, unknown>,
      today,
    })
    assert.equal(value === undefined ? '—' : String(value), gives, text)
  }
})
