import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { birthAnswers } from '../../test/support/birth-answers.ts'
import { checkout } from '../checkout.ts'
import { showFee } from './fee-lines.ts'
import { openLaw } from './law.ts'
import {
  caseFor,
  competentCommunes,
  feesFor,
  missingPapers,
  requiredPapers,
  termsFor,
} from './needs.ts'
import type { Channel, Procedure } from './procedure.ts'
import { screened, screeningQuestions, waysOf } from './screening.ts'
import { validateAnswers } from './validate.ts'

const law = openLaw(join(checkout, 'data'))
const procedure = law.procedure('1.001193')!
const form = law.form('khai-sinh', 1)
const today = '2026-11-22' as const
const answersOf = (over: Record<string, unknown>) =>
  validateAnswers(form, birthAnswers(over), { today, codeLists: law.codeLists }).answers
const needs = (over: Record<string, unknown> = {}, channel: Channel = 'online') =>
  requiredPapers(procedure, answersOf(over), { channel, today })
const asked = (over: Record<string, unknown> = {}, channel: Channel = 'online') =>
  needs(over, channel)
    .filter(({ need }) => need !== 'notNeeded')
    .map(({ paper, need }) => `${paper.code} ${need}`)

const proofs = ['birth-notice oneOf', 'witness-statement oneOf', 'birth-pledge oneOf']

test('an ordinary birth filed online needs one proof of birth and nothing else', () => {
  assert.deepEqual(asked(), proofs)
})

test('on paper the signed declaration comes with it', () => {
  assert.deepEqual(asked({}, 'post'), [...proofs, 'paper-declaration required'])
  assert.deepEqual(asked({}, 'counter'), [...proofs, 'paper-declaration required'])
})

test('an abandoned child needs the record in place of a proof of birth', () => {
  assert.deepEqual(asked({ 'situation.kind': 'abandoned', 'requester.relation': 'caretaker' }), [
    'abandonment-record required',
  ])
})

test('surrogacy needs the facility’s confirmation besides', () => {
  assert.deepEqual(asked({ 'situation.kind': 'surrogacy' }), [
    ...proofs,
    'surrogacy-confirmation required',
  ])
})

test('relatives need no authorisation, a person authorised does', () => {
  for (const relation of ['mother', 'father', 'grandparent', 'relative', 'caretaker'])
    assert.ok(
      !asked({ 'requester.relation': relation }).includes('authorisation required'),
      relation,
    )
  assert.ok(asked({ 'requester.relation': 'authorised' }).includes('authorisation required'))
})

test('what is not needed says why', () => {
  const record = needs().find(({ paper }) => paper.code === 'abandonment-record')
  assert.deepEqual([record?.need, record?.why.vi], ['notNeeded', 'Chỉ cần khi bé bị bỏ rơi.'])
})

test('any one paper of a group is enough; without one, all alternatives are named once', () => {
  for (const code of ['birth-notice', 'witness-statement', 'birth-pledge'])
    assert.deepEqual(missingPapers(needs(), new Set([code])), [])
  assert.deepEqual(missingPapers(needs(), new Set()), [
    {
      code: 'paperMissing',
      field: 'birth-notice',
      message:
        'Hãy nộp “Giấy chứng sinh” hoặc “Văn bản của người làm chứng về việc sinh” hoặc “Giấy cam đoan về việc sinh”.',
    },
  ])
})

test('a required paper cannot be replaced by one of another kind', () => {
  const missing = missingPapers(
    needs({ 'situation.kind': 'surrogacy' }),
    new Set(['birth-notice', 'authorisation']),
    'en',
  )
  assert.deepEqual(
    missing.map(({ message }) => message),
    ['Hand in “Health facility’s confirmation of surrogacy”.'],
  )
})

test('on time is free, late costs what Hà Nội takes, copies are paid each', () => {
  const fees = (over: Record<string, unknown>) =>
    feesFor(procedure, answersOf(over), { channel: 'online', today }).map(
      (fee) => `${fee.id}: ${showFee(fee, 'vi')}`,
    )
  assert.deepEqual(fees({ 'child.birthOn': '2026-09-23' }), ['on-time: Không mất phí'])
  assert.deepEqual(fees({ 'child.birthOn': '2026-09-22' }), ['late: 5.000 ₫'])
  assert.deepEqual(fees({ 'copies.wanted': true, 'copies.count': 2 }), [
    'on-time: Không mất phí',
    'copy: 8.000 ₫ mỗi bản',
  ])
})

test('a fee outside its dates or channels does not apply', () => {
  const only: Procedure = {
    ...procedure,
    fees: [{ ...procedure.fees[1]!, channels: ['counter'], validTo: '2026-11-22' }],
  }
  const answers = answersOf({ 'child.birthOn': '2026-09-01' })
  const count = (channel: Channel, on: typeof today | '2026-11-23' | '2025-06-30') =>
    feesFor(only, answers, { channel, today: on }).length
  assert.deepEqual(
    [
      count('counter', today),
      count('online', today),
      count('counter', '2026-11-23'),
      count('counter', '2025-06-30'),
    ],
    [1, 0, 0, 0],
  )
})

test('a fee that the council decides is never printed as nothing', () => {
  const [first] = procedure.fees
  const amount = { ...first!.amount!, value: null }
  const fee = { ...first!, amount, decidedBy: 'council' as const }
  assert.match(showFee(fee, 'vi'), /Hội đồng nhân dân/)
  assert.doesNotMatch(showFee(fee, 'en'), /0|free/i)
})

test('the ordinary case applies; a case without a published condition is never chosen by itself', () => {
  assert.equal(caseFor(procedure, answersOf({}), { channel: 'online', today }).code, '1.001193')
})

test('a case with a condition comes before the ordinary one', () => {
  const special: Procedure = {
    ...procedure,
    cases: procedure.cases.map((each) =>
      each.code === '1.001193.01'
        ? { ...each, when: { condition: "situation.kind == 'surrogacy'" } }
        : each,
    ),
  }
  assert.equal(
    caseFor(special, answersOf({ 'situation.kind': 'surrogacy' }), { channel: 'online', today })
      .code,
    '1.001193.01',
  )
  assert.equal(caseFor(special, answersOf({}), { channel: 'online', today }).code, '1.001193')
})

test('the mother’s commune decides, or the father’s; the same one counts once; abroad decides nothing', () => {
  const communes = (over: Record<string, unknown>) => competentCommunes(procedure, answersOf(over))
  assert.deepEqual(communes({}), [
    { question: 'mother.residence', commune: '00004' },
    { question: 'father.residence', commune: '00070' },
  ])
  const together = { commune: '00004', detail: 'số 5' }
  assert.deepEqual(communes({ 'father.residence': together }), [
    { question: 'mother.residence', commune: '00004' },
  ])
  assert.deepEqual(communes({ 'father.residence': { country: 'FR', detail: 'Paris' } }).length, 1)
})

test('a dossier takes along the law of its day', () => {
  const terms = termsFor(procedure, law.workflow('khai-sinh', 1), '1.001193')
  assert.deepEqual(terms.limit, { value: 1, unit: 'sameDay' })
  assert.equal(terms.resultCode, 'KQ.G15.000031')
  assert.deepEqual(
    terms.workflow.steps.map((step) => step.task),
    ['examine', 'draft', 'confirm', 'register', 'submit', 'sign', 'seal', 'deliver'],
  )
  assert.deepEqual(law.terms('1.001193', '1.001193', 1), terms)
  assert.throws(() => law.terms('1.001193', '1.001193.99'), /has no case 1\.001193\.99/)
})

test('the screening asks only what the papers depend on', () => {
  const questions = screeningQuestions(procedure, form)
  assert.deepEqual(
    questions.map((question) => question.id),
    ['situation.kind', 'requester.relation', 'screen.joint'],
  )
  const query = { 'situation.kind': 'junk', channel: 'pigeon' }
  assert.deepEqual(screened(questions, { query, today }), {
    answers: { 'situation.kind': 'ordinary', 'requester.relation': 'mother' },
    channel: 'online',
    isScreened: false,
    asked: questions,
    leads: [],
    chosen: {},
  })
})

test('the screening asks yes or no where a paper depends on it, and only when it matters', () => {
  const copies = law.procedure('2.000635')!
  const questions = screeningQuestions(copies, law.form(copies.form.id, copies.form.version))
  const seen = (query: Record<string, string>) => {
    const mine = screened(questions, { query, today })
    const needed = requiredPapers(copies, mine.answers, { channel: mine.channel, today })
    return {
      asked: mine.asked.map(({ id }) => id),
      papers: needed.filter(({ need }) => need !== 'notNeeded').map(({ paper }) => paper.code),
    }
  }
  const usual = ['requester.kind', 'requester.relation']
  assert.deepEqual(seen({}), { asked: usual, papers: [] })
  const authorised = { 'requester.relation': 'authorised' }
  assert.deepEqual(seen(authorised), {
    asked: [...usual, 'requester.closeRelative'],
    papers: ['authorisation-certified'],
  })
  assert.deepEqual(seen({ ...authorised, 'requester.closeRelative': 'yes' }).papers, [
    'authorisation-plain',
  ])
  assert.deepEqual(seen({ ...authorised, 'requester.kind': 'organisation' }), {
    asked: ['requester.kind'],
    papers: ['organisation-letter'],
  })
})

test('what is only done at the counter is screened for the counter', () => {
  const certified = law.procedure('2.000815')!
  assert.deepEqual(waysOf(certified), ['counter'])
  const query = { channel: 'online' }
  assert.equal(screened([], { query, ways: waysOf(certified), today }).channel, 'counter')
})

test('an address counts for the competence only while its condition holds', () => {
  const competence = {
    ...procedure.competence,
    onlyIf: [{ question: 'mother.residence', when: "situation.parents != 'fatherOnly'" }],
  }
  const address = (commune: string) => ({ commune, detail: 'số 5' })
  const answers = {
    'mother.residence': address('00004'),
    'father.residence': address('00070'),
    'situation.parents': 'both',
  }
  const communes = (over: object) =>
    competentCommunes({ ...procedure, competence }, { ...answers, ...over }).map(
      ({ commune }) => commune,
    )
  assert.deepEqual(communes({}), ['00004', '00070'])
  assert.deepEqual(communes({ 'situation.parents': 'fatherOnly' }), ['00070'])
})
