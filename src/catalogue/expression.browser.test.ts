/** The language is one: the browser's copy gives what the server gives, for the same expressions and the same answers. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import { launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import {
  anyAmount,
  anyCondition,
  anyLabels,
  anyWorldAnswers,
  worldNames,
} from '../../test/support/expressions.ts'
import { asset } from '../ui/assets.ts'
import { evaluate, holds, numberOf } from './evaluate.ts'
import { checkExpression } from './expression-check.ts'
import { explain } from './expression-explain.ts'
import { makeLabels, type Labelled } from './expression-labels.ts'
import { printExpression } from './expression-print.ts'
import { readExplanation } from './expression-read.ts'
import { parseExpression } from './expression.ts'

let browser: TestBrowser
let page: Page
before(async () => {
  browser = await launchBrowser()
  page = await browser.newPage({ width: 1280 })
  await page.addScriptTag({ content: asset('expression.js').body.toString() })
})
after(() => browser.close())

const today = '2026-11-22' as const
type Sample = { text: string; answers: Record<string, unknown>; things: Labelled[] }
const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.oneof(anyCondition, anyAmount).map(printExpression) },
  { weight: 1, arbitrary: fc.string() },
)
const samples: Sample[] = fc
  .sample(fc.tuple(anyText, anyWorldAnswers, anyLabels), { numRuns: 4000, seed: 766 })
  .map(([text, answers, things]) => ({ text, answers, things }))

function onServer({ text, answers, things }: Sample): unknown {
  const labels = makeLabels(things, 'vi')
  const parsed = parseExpression(text)
  const words = explain(text, labels, 'vi')
  const back = readExplanation(words, labels, 'vi')
  return {
    holds: holds(text, { answers, today }),
    number: numberOf(text, { answers, today }) ?? null,
    value: (parsed.ok ? evaluate(parsed.expression, { answers, today }) : parsed.at) ?? null,
    faults: checkExpression(text, worldNames),
    words,
    back: back.ok ? printExpression(back.expression) : back.at,
  }
}

/** The same as `onServer`, as it runs in the page. */
const IN_BROWSER = `(samples, names) => samples.map(({ text, answers, things }) => {
  const it = window.expressionLanguage
  const today = '${today}'
  const labels = it.makeLabels(things, 'vi')
  const parsed = it.parseExpression(text)
  const words = it.explain(text, labels, 'vi')
  const back = it.readExplanation(words, labels, 'vi')
  const none = (value) => value === undefined ? null : value
  return {
    holds: it.holds(text, { answers, today }),
    number: none(it.numberOf(text, { answers, today })),
    value: none(parsed.ok ? it.evaluate(parsed.expression, { answers, today }) : parsed.at),
    faults: it.checkExpression(text, new Map(names)),
    words,
    back: back.ok ? it.printExpression(back.expression) : back.at,
  }
})`

test('4,000 expressions over answers give the same in a real browser: value, faults, explanation, reading back', async () => {
  const expression = `(${IN_BROWSER})(${JSON.stringify(samples)}, ${JSON.stringify([...worldNames])})`
  const inBrowser = await page.evaluate<unknown[]>(expression)
  assert.equal(inBrowser.length, samples.length)
  for (const [i, sample] of samples.entries())
    assert.deepEqual(inBrowser[i], onServer(sample), sample.text)
  const held = samples.filter(({ text, answers }) => holds(text, { answers, today })).length
  const counted = samples.filter(({ text, answers }) => numberOf(text, { answers, today })).length
  assert.ok(held > 400 && counted > 400, `${held} hold, ${counted} give a number`)
})
