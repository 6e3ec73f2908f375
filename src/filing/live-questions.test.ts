/** What the browser shows at once is what the server would show after the answers are saved. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { openLaw } from '../catalogue/law.ts'
import { isAsked, type Asked, type FormDefinition, type Topic } from '../catalogue/form.ts'
import { shownQuestions } from '../catalogue/live.ts'
import { isTopicVisible, questionsToAsk } from '../catalogue/to-ask.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { checkout } from '../checkout.ts'
import { placedQuestions } from './live-questions.ts'

const law = openLaw(join(checkout, 'data'))
const facts = { today: '2026-11-22' as const, codeLists: law.codeLists, lang: 'vi' as const }
const forms: FormDefinition[] = readdirSync(join(checkout, 'data/forms')).map((file) => {
  const { id, version } = JSON.parse(
    readFileSync(join(checkout, 'data/forms', file), 'utf8'),
  ) as FormDefinition
  return law.form(id, version)
})

function typedOf(question: Asked): fc.Arbitrary<string> {
  if (question.kind === 'yesNo') return fc.constantFrom('yes', 'no', '')
  if (question.kind === 'choice') {
    const codes = question.options ?? law.codeLists.entries(question.codeList ?? '').slice(0, 3)
    return fc.constantFrom('', ...codes.map(({ code }) => code))
  }
  if (question.kind === 'integer') return fc.constantFrom('', '0', '1', ' 2 ', '3', '1.000', 'ba')
  if (question.kind === 'money') return fc.constantFrom('', '0', '1.000.000', '60,000', 'x')
  if (question.kind === 'decimal') return fc.constantFrom('', '62,5', '250', '1.250', 'x')
  return fc.constant('')
}

const typedForm = (form: FormDefinition): fc.Arbitrary<Record<string, string>> =>
  fc.record(
    Object.fromEntries(
      form.topics
        .flatMap(({ questions }) => questions.filter(isAsked))
        .map((q) => [q.id, typedOf(q)]),
    ),
  )

/** Ids that the server shows on the topic's page. */
function shownByServer(form: FormDefinition, topic: Topic, raw: Record<string, string>): string[] {
  const { answers } = validateAnswers(form, raw, facts)
  return questionsToAsk(topic, { answers, today: facts.today }).map(({ id }) => id)
}

const live = forms.flatMap((form) =>
  form.topics
    .filter(
      (topic) =>
        placedQuestions(topic, { validated: validateAnswers(form, {}, facts), facts, held: {} })
          .page,
    )
    .map((topic) => ({ form, topic })),
)

test('the first page of a birth registration is one that answers at once', () => {
  assert.ok(live.some(({ form, topic }) => form.id === 'khai-sinh' && topic.id === 'situation'))
  assert.ok(live.length >= 5, `${live.length} topics`)
})

for (const { form, topic } of live) {
  test(`${form.id}, ${topic.id}: the browser shows what the server shows after saving`, () => {
    fc.assert(
      fc.property(typedForm(form), typedForm(form), (before, typedHere) => {
        const validated = validateAnswers(form, before, facts)
        const isVisible = isTopicVisible(topic, { ...validated, today: facts.today })
        const { page } = placedQuestions(topic, { validated, facts, held: {} })
        if (!page || !isVisible) return
        const here = new Set(page.questions.map(({ id }) => id))
        const after = Object.fromEntries(
          Object.keys(before).map((id) => [id, (here.has(id) ? typedHere : before)[id] ?? '']),
        )
        const byBrowser = shownQuestions(page, (id) => typedHere[id] ?? '')
        const byServer = shownByServer(form, topic, after)
        assert.deepEqual(
          byBrowser,
          byServer.filter((id) => here.has(id)),
        )
      }),
      { numRuns: 300 },
    )
  })
}
