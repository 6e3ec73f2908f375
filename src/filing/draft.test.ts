import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { askedQuestions } from '../catalogue/form.ts'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import type { CitizenActor } from '../office/actor.ts'
import { chosenOffice, competentOffices } from './competence.ts'
import { expiryOf, fieldNames, heldAnswers, knownFields, readDraft } from './draft.ts'
import { identityAnswers, openedBy, typedFromHeld, valuesOf } from './held.ts'
import { placeOf, stepAfter, stepBefore, stepsOf } from './steps.ts'
import { anyCharacter } from '../../test/support/any-character.ts'

const law = openLaw(join(checkout, 'data'))
const form = law.form('khai-sinh', 1)
const procedure = law.procedure('1.001193')!
const facts = { today: '2026-11-20', codeLists: law.codeLists } as const
const mother: CitizenActor = {
  kind: 'citizen',
  personId: 1_000_001,
  name: 'Trần Thị Thu Hà',
  birthOn: '1996-03-14',
  personalNumber: '001196999000',
  phone: '0990000001',
  scopes: [1_000_001],
}

test('the identity answers what it knows, as the form asks it', () => {
  assert.deepEqual(valuesOf(identityAnswers(form, mother, facts)), {
    'requester.fullName': 'Trần Thị Thu Hà',
    'requester.birthOn': '1996-03-14',
    'requester.idKind': 'identityCard',
    'requester.personalNumber': '001196999000',
    'requester.phone': '0990000001',
  })
})

test('what the form cannot read of the identity is asked instead', () => {
  const foreign = { ...mother, phone: '12345', birthOn: '2027-01-01', name: '???' }
  const { personalNumber: _none, ...unnumbered } = foreign
  assert.deepEqual(identityAnswers(form, unnumbered, facts), {})
})

test('a disputed answer is typed anew, beginning with what the identity says', () => {
  const identity = identityAnswers(form, mother, facts)
  const ids = openedBy(form, 'requester.personalNumber')
  assert.deepEqual(ids, ['requester.idKind', 'requester.personalNumber'])
  assert.deepEqual(
    Object.keys(heldAnswers(form, identity, { disputed: ids, raw: {} })).toSorted(),
    ['requester.birthOn', 'requester.fullName', 'requester.phone'],
  )
  assert.deepEqual(
    typedFromHeld(form, { held: identity, ids: ['requester.birthOn'] }, facts.codeLists),
    {
      'requester.birthOn.day': '14',
      'requester.birthOn.month': '03',
      'requester.birthOn.year': '1996',
    },
  )
})

test('a disputed place begins with the name of its commune, not with a number that nobody knows', () => {
  const value = { commune: '00004', detail: 'số 5' }
  const held = { 'requester.residence': { value, source: 'population' } } as const
  const typed = typedFromHeld(form, { held, ids: ['requester.residence'] }, facts.codeLists)
  assert.equal(typed['requester.residence.commune'], 'Phường Ba Đình, Thành phố Hà Nội')
  assert.equal(typed['requester.residence.detail'], 'số 5')
})

test('a held answer counts, whatever is typed under its name', () => {
  const held = identityAnswers(form, mother, facts)
  const raw = { 'requester.fullName': 'Kẻ Gian', 'requester.birthOn.year': '1900' }
  const { answers } = readDraft(form, { raw, held }, facts)
  assert.equal(answers['requester.fullName'], 'Trần Thị Thu Hà')
  assert.equal(answers['requester.birthOn'], '1996-03-14')
})

test('no draft whatever breaks its reading, and its steps always lead to the last look', () => {
  const names = askedQuestions(form).flatMap(fieldNames)
  const drafts = fc.dictionary(fc.constantFrom(...names, 'khác'), fc.string({ unit: anyCharacter }))
  fc.assert(
    fc.property(drafts, (raw) => {
      const validated = readDraft(form, { raw: knownFields(form, raw), held: {} }, facts)
      const steps = stepsOf(form, validated, { today: facts.today, offices: 1, papers: 1 })
      assert.equal(steps.at(-1)?.kind, 'check')
      assert.equal(stepAfter(steps, 'không có').kind, steps[0]?.kind)
      for (const [i, step] of steps.entries()) {
        assert.deepEqual(placeOf(steps, step.slug), { at: i + 1, of: steps.length })
        assert.equal(stepBefore(steps, step.slug), steps[i - 1])
      }
    }),
    { numRuns: 100 },
  )
})

const baDinh = { commune: '00004', id: 101, name: 'UBND phường Ba Đình' }
const ngocHa = { commune: '00008', id: 102, name: 'UBND phường Ngọc Hà' }
const at = (commune: string) => ({ commune, detail: '' })
const offices = (answers: Record<string, { commune: string; detail: string }>) =>
  competentOffices({ procedure, form, answers }, [baDinh, ngocHa]).map(({ id }) => id)

test('the office is that of the mother’s or the father’s residence; two wards are a choice', () => {
  assert.deepEqual(
    offices({ 'mother.residence': at('00004'), 'father.residence': at('00004') }),
    [101],
  )
  assert.deepEqual(
    offices({ 'mother.residence': at('00008'), 'father.residence': at('00004') }),
    [102, 101],
  )
  assert.deepEqual(
    offices({ 'mother.residence': at('48001'), 'father.residence': at('00004') }),
    [101],
  )
})

test('the applicant’s own ward decides only when neither parent lives in the city', () => {
  const grandmother = { 'requester.residence': at('00008') }
  assert.deepEqual(offices({ ...grandmother, 'mother.residence': at('00004') }), [101])
  assert.deepEqual(offices(grandmother), [102])
  assert.deepEqual(offices({}), [])
})

test('of two offices none is taken for granted; a choice that is no longer offered does not count', () => {
  assert.equal(chosenOffice([baDinh, ngocHa], null), undefined)
  assert.equal(chosenOffice([baDinh, ngocHa], 102), ngocHa)
  assert.equal(chosenOffice([baDinh, ngocHa], 999), undefined)
  assert.equal(chosenOffice([baDinh], 102), baDinh)
})

test('a draft lives for thirty days after the last change', () => {
  const saved = new Date('2026-11-20T03:00:00Z')
  assert.equal(expiryOf(saved).toISOString(), '2026-12-20T03:00:00.000Z')
})
