import assert from 'node:assert/strict'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import type { Day } from '../lib/time.ts'
import { toJsonSchema } from './form-schema.ts'
import { openLaw } from './law.ts'
import { shownAnswers } from './shown-answers.ts'
import { validateAnswers } from './validate.ts'
import { birthAnswers } from '../../test/support/birth-answers.ts'
import { Value } from 'typebox/value'

const dataDir = join(checkout, 'data')
const law = openLaw(dataDir)
type Json = Record<string, unknown>

/** One folder is ours to alter, the others are led to. */
function copyOf(folder: string, dir: string): void {
  for (const name of readdirSync(dataDir))
    if (name === folder) cpSync(join(dataDir, name), join(dir, name), { recursive: true })
    else symlinkSync(join(dataDir, name), join(dir, name))
}

/** Opens the law with one document altered. */
function openAltered(file: string, alter: (document: Json) => void): void {
  const dir = mkdtempSync(join(tmpdir(), 'motcua-law-'))
  try {
    copyOf(dirname(file), dir)
    const document = JSON.parse(readFileSync(join(dir, file), 'utf8')) as Json
    alter(document)
    writeFileSync(join(dir, file), JSON.stringify(document))
    openLaw(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
const each = (document: Json, list: string) => document[list] as Json[]
const questions = (document: Json) =>
  each(document, 'topics').flatMap((topic) => each(topic, 'questions'))

test('the law is published and cannot be changed in memory', () => {
  const procedure = law.procedure('1.001193')
  assert.equal(procedure?.name.vi, 'Thủ tục đăng ký khai sinh')
  assert.throws(() => Object.assign(procedure, { name: 'x' }), TypeError)
  assert.throws(() => Object.assign(procedure.cases[0]!.limit, { value: 99 }), TypeError)
  assert.equal(law.procedure('1.005461'), undefined)
  assert.equal(law.procedure('1.001193', 2), undefined)
  assert.throws(() => law.form('khai-sinh', 2), /never published/)
})

test('an unaltered copy of the law opens', () => {
  assert.doesNotThrow(() => openAltered('curated/1.001193.json', () => undefined))
})

const PROCEDURE = 'curated/1.001193.json'
const FORM = 'forms/khai-sinh.v1.json'
const FLOW = 'workflows/khai-sinh.v1.json'

for (const [what, file, alter, fault] of [
  ['a missing name', PROCEDURE, (d: Json) => delete d['name'], /1\.001193\.json.*\n.*name/],
  ['a misspelt member', PROCEDURE, (d: Json) => (d['feez'] = []), /feez|additional/],
  [
    'a limit of no unit',
    PROCEDURE,
    (d: Json) => ((each(d, 'cases')[0]!['limit'] as Json)['value'] = { value: 1, unit: 'OTHER' }),
    /\/cases\/0\/limit\/value\/unit/,
  ],
  [
    'a value without a source',
    PROCEDURE,
    (d: Json) => delete (d['decision'] as Json)['source'],
    /\/decision.*source/,
  ],
  [
    'a result code that is none',
    PROCEDURE,
    (d: Json) => ((d['result'] as Json)['code'] = 'adjfsbj'),
    /\/result\/code/,
  ],
  [
    'two papers of one code',
    PROCEDURE,
    (d: Json) => (each(d, 'papers')[1]!['code'] = 'birth-notice'),
    /two papers have the code birth-notice/,
  ],
  [
    'a paper that depends on an unknown answer',
    PROCEDURE,
    (d: Json) => (each(d, 'papers')[0]!['neededIf'] = 'child.age > 3'),
    /paper birth-notice: .*child\.age/,
  ],
  [
    'no ordinary case',
    PROCEDURE,
    (d: Json) => (each(d, 'cases')[0]!['when'] = 'unpublished'),
    /0 cases apply otherwise/,
  ],
  [
    'a case of another procedure',
    PROCEDURE,
    (d: Json) => (each(d, 'cases')[1]!['code'] = '1.000656.01'),
    /does not belong to 1\.001193/,
  ],
  [
    'a form that was never published',
    PROCEDURE,
    (d: Json) => ((d['form'] as Json)['version'] = 9),
    /there is no form khai-sinh v9/,
  ],
  [
    'competence by an answer that is no address',
    PROCEDURE,
    (d: Json) => ((d['competence'] as Json)['by'] = ['child.sex']),
    /child\.sex is not an address/,
  ],
  [
    'a routing condition on an answer that does not exist',
    PROCEDURE,
    (d: Json) =>
      ((d['competence'] as Json)['onlyIf'] = [{ question: 'mother.residence', when: 'no.such' }]),
    /competence mother\.residence: .*no\.such/,
  ],
  [
    'a routing condition on an address that does not count',
    PROCEDURE,
    (d: Json) =>
      ((d['competence'] as Json)['onlyIf'] = [
        { question: 'child.birthPlace', when: "situation.kind == 'ordinary'" },
      ]),
    /child\.birthPlace is not among the addresses/,
  ],
  [
    'routing by the day',
    PROCEDURE,
    (d: Json) =>
      ((d['competence'] as Json)['onlyIf'] = [
        { question: 'mother.residence', when: 'daysBetween(child.birthOn, today) > 60' },
      ]),
    /may not depend on the day/,
  ],
  [
    'a step of the workflow that depends on an answer of no kind',
    FLOW,
    (d: Json) => (each(d, 'steps')[1]!['when'] = "situation.kind == 'never'"),
    /workflow khai-sinh, step draft: .*situation\.kind never is/,
  ],
  [
    'a step whose condition cannot be read',
    FLOW,
    (d: Json) => (each(d, 'steps')[1]!['when'] = 'copies.wanted =='),
    /step draft: “copies\.wanted ==”, character 17/,
  ],
  [
    'a day that does not exist',
    PROCEDURE,
    (d: Json) => (d['validFrom'] = '2025-02-30'),
    /validFrom 2025-02-30 is not a day/,
  ],
  [
    'an end before the beginning',
    PROCEDURE,
    (d: Json) => (d['validTo'] = '2024-01-01'),
    /ends 2024-01-01 before it begins/,
  ],
  [
    'an open procedure whose limit nobody knows',
    PROCEDURE,
    (d: Json) => ((each(d, 'cases')[1]!['limit'] as Json)['value'] = null),
    /cannot be open.*limit of case 1\.001193\.01/,
  ],
  [
    'an open procedure without a result code',
    PROCEDURE,
    (d: Json) => ((d['result'] as Json)['code'] = null),
    /cannot be open.*result code/,
  ],
  [
    'an open procedure without a template of its result',
    PROCEDURE,
    (d: Json) => ((d['result'] as Json)['template'] = null),
    /cannot be open.*template/,
  ],
  [
    'an open procedure that no residence leads to an office',
    PROCEDURE,
    (d: Json) => ((d['competence'] as Json)['by'] = []),
    /cannot be open.*office is competent/,
  ],
  [
    'an open procedure that does not say how long a draft may be looked at',
    PROCEDURE,
    (d: Json) => ((d['draftSilence'] as Json)['value'] = null),
    /cannot be open.*draft/,
  ],
  [
    'an open procedure with limits by channel',
    PROCEDURE,
    (d: Json) => {
      const { limit, limitText } = each(d, 'cases')[0]!
      each(d, 'cases')[0]!['byChannel'] = [{ channels: ['post'], limit, limitText }]
    },
    /cannot be open.*limits by channel/,
  ],
  [
    'a fee computed for each copy',
    PROCEDURE,
    (d: Json) => {
      const fee = each(d, 'fees')[2]!
      delete fee['amount']
      const text = { vi: 'x', en: 'x' }
      fee['amountFrom'] = { value: '8000', source: 'x', mark: 'secondHand', text }
    },
    /fee copy: an expression gives the amount of the whole dossier/,
  ],
  [
    'a fee counted by an answer that is no number',
    PROCEDURE,
    (d: Json) => (each(d, 'fees')[2]!['count'] = 'child.fullName'),
    /fee copy: child\.fullName is not a number of the form/,
  ],
  [
    'two conditions of eligibility with one id',
    PROCEDURE,
    (d: Json) => {
      const words = { vi: 'x', en: 'x' }
      const one = { id: 'x', when: 'answered(child.sex)', outcome: 'examine', words }
      const both = { ...one, source: 'x', mark: 'secondHand' }
      each(d, 'eligibility').push(both, both)
    },
    /two conditions of eligibility have the code x/,
  ],
  [
    'what is fully online with a reason to be less',
    PROCEDURE,
    (d: Json) => ((d['onlineLevel'] as Json)['reason'] = { vi: 'x', en: 'x' }),
    /onlineLevel: full has no reason/,
  ],
  [
    'an open procedure of another system',
    PROCEDURE,
    (d: Json) => (d['handledIn'] = 'unknown'),
    /cannot be open.*handled in unknown/,
  ],
  [
    'a national system without its address',
    PROCEDURE,
    (d: Json) => Object.assign(d, { handledIn: 'nationalSystem', filing: 'guideOnly' }),
    /deepLink/,
  ],
  [
    'a fee without an amount',
    PROCEDURE,
    (d: Json) => delete each(d, 'fees')[0]!['amount'],
    /fee on-time: has either an amount or an expression/,
  ],
  [
    'a fee whose expression gives no number',
    PROCEDURE,
    (d: Json) => {
      const fee = each(d, 'fees')[0]!
      delete fee['amount']
      const text = { vi: 'x', en: 'x' }
      fee['amountFrom'] = { value: 'child.sex', source: 'x', mark: 'secondHand', text }
    },
    /fee on-time: .*child\.sex/,
  ],
  [
    'a fee per copy that nobody counts',
    PROCEDURE,
    (d: Json) => delete each(d, 'fees')[2]!['count'],
    /fee copy: no question counts the copies/,
  ],
  [
    'two amounts of one fee at the same time',
    PROCEDURE,
    (d: Json) => each(d, 'fees').push({ ...each(d, 'fees')[1]!, validFrom: '2026-01-01' }),
    /fee late: two rows for H26 from 2026-01-01/,
  ],
  [
    'a paper of a case that does not exist',
    PROCEDURE,
    (d: Json) => (each(d, 'papers')[0]!['cases'] = ['1.001193.09']),
    /paper birth-notice: there is no case 1\.001193\.09/,
  ],
  [
    'a form that speaks of a paper which the procedure does not have',
    FORM,
    (d: Json) => {
      const words = { vi: 'Giấy đỏ', en: 'Red paper' }
      each(each(d, 'topics')[0]!, 'questions').push({
        id: 'situation.red',
        kind: 'file',
        label: words,
        paper: 'red-paper',
      })
    },
    /form: situation\.red leads to the paper red-paper, which the procedure does not have/,
  ],
  [
    'two limits of a case for one channel',
    PROCEDURE,
    (d: Json) => {
      const { limit, limitText } = each(d, 'cases')[0]!
      const own = { channels: ['online'], limit, limitText }
      each(d, 'cases')[0]!['byChannel'] = [own, own]
    },
    /case 1\.001193: two limits for the channel online/,
  ],
  [
    'what is partly online without the published reason',
    PROCEDURE,
    (d: Json) => ((d['onlineLevel'] as Json)['value'] = 'partial'),
    /onlineLevel: partial needs its published reason/,
  ],
  [
    'a condition of eligibility that depends on nothing',
    PROCEDURE,
    (d: Json) =>
      each(d, 'eligibility').push({
        id: 'x',
        when: 'child.age > 3',
        outcome: 'examine',
        words: { vi: 'x', en: 'x' },
        source: 'x',
        mark: 'secondHand',
      }),
    /eligibility x: .*child\.age/,
  ],
  [
    'a question of no kind',
    FORM,
    (d: Json) => (questions(d)[0]!['kind'] = 'essay'),
    /khai-sinh\.v1\.json.*\n.*no kind of question “essay”/,
  ],
  [
    'two questions of one id',
    FORM,
    (d: Json) => (questions(d)[1]!['id'] = 'situation.kind'),
    /two questions have the id situation\.kind/,
  ],
  [
    'a choice without options',
    FORM,
    (d: Json) => delete questions(d)[0]!['options'],
    /either its own options or a code list/,
  ],
  [
    'a code list that does not exist',
    FORM,
    (d: Json) =>
      (questions(d).find((q) => String(q['id']) === 'child.sex')!['codeList'] = 'colours'),
    /no code list colours/,
  ],
  [
    'a question that depends on a later one',
    FORM,
    (d: Json) => (questions(d)[0]!['visibleIf'] = 'answered(child.fullName)'),
    /depends on child\.fullName, which is not asked before it/,
  ],
  [
    'a name taken from a date',
    FORM,
    (d: Json) =>
      ((questions(d).find((q) => String(q['id']) === 'mother.fullName')!['sameAs'] as Json)[
        'question'
      ] = 'requester.birthOn'),
    /taken from requester\.birthOn, which is not a personName/,
  ],
  [
    'a rule about no question',
    FORM,
    (d: Json) => (each(d, 'rules')[0]!['field'] = 'child.shoe'),
    /no question child\.shoe/,
  ],
  [
    'a rule that cannot be read',
    FORM,
    (d: Json) => (each(d, 'rules')[0]!['must'] = 'a and'),
    /rule requester-is-named-mother: .*ends too early/,
  ],
  [
    'a label in one language',
    FORM,
    (d: Json) => delete (questions(d)[0]!['label'] as Json)['en'],
    /label.*en/,
  ],
  [
    'a step that leads nowhere',
    FLOW,
    (d: Json) => (each(d, 'steps')[0]!['next'] = ['nowhere']),
    /leads to nowhere/,
  ],
  [
    'a step nobody reaches',
    FLOW,
    (d: Json) => (each(d, 'steps')[0]!['next'] = ['confirm']),
    /step draft is never reached/,
  ],
  [
    'a budget without a mark',
    FLOW,
    (d: Json) => (each(d, 'steps')[0]!['budget'] = { value: 2, unit: 'workingHour' }),
    /a budget and its mark/,
  ],
] as [string, string, (document: Json) => void, RegExp][]) {
  test(`${what} is refused, naming the file and what to mend`, () => {
    assert.throws(() => openAltered(file, alter), fault)
  })
}

test('a published version stands once', () => {
  const dir = mkdtempSync(join(tmpdir(), 'motcua-law-'))
  copyOf('forms', dir)
  cpSync(join(dir, FORM), join(dir, 'forms/copy.json'))
  assert.throws(() => openLaw(dir), /khai-sinh v1 is published twice/)
  rmSync(dir, { recursive: true })
})

test('a file that is no JSON is named', () => {
  const dir = mkdtempSync(join(tmpdir(), 'motcua-law-'))
  copyOf('forms', dir)
  writeFileSync(join(dir, FORM), '{')
  assert.throws(() => openLaw(dir), /khai-sinh\.v1\.json must be mended/)
  rmSync(dir, { recursive: true })
})

const form = law.form('khai-sinh', 1)
const facts = { today: '2026-11-22' as const, codeLists: law.codeLists }

test('the JSON Schema takes what the validator takes and refuses what is not in the form', () => {
  const schema = toJsonSchema(form, law.codeLists)
  assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema')
  const { answers } = validateAnswers(form, birthAnswers(), facts)
  assert.deepEqual(Value.Errors(schema, answers), [])
  assert.notDeepEqual(Value.Errors(schema, { ...answers, role: 'admin' }), [])
  assert.notDeepEqual(Value.Errors(schema, { ...answers, 'child.sex': 'x' }), [])
  assert.notDeepEqual(Value.Errors(schema, { ...answers, 'requester.personalNumber': '1' }), [])
  const { 'child.fullName': _name, ...nameless } = answers
  assert.notDeepEqual(Value.Errors(schema, nameless), [])
})

test('answers are shown in words, section by section, hidden ones not at all', () => {
  const { answers } = validateAnswers(
    form,
    birthAnswers({ 'situation.parents': 'motherOnly' }),
    facts,
  )
  const shown = (lang: 'vi' | 'en') => shownAnswers(form, answers, { ...facts, lang })
  const row = (id: string, lang: 'vi' | 'en' = 'vi') =>
    shown(lang)
      .flatMap((section) => section.rows)
      .find((each) => each.id === id)
  assert.deepEqual(
    shown('vi').map((section) => section.id),
    ['situation', 'requester', 'contact', 'child', 'birth', 'mother', 'result'],
  )
  assert.equal(row('child.birthOn')?.value, '19/11/2026')
  assert.equal(row('child.sex')?.value, 'Nữ')
  assert.equal(row('child.sex', 'en')?.value, 'Female')
  assert.equal(row('child.ethnicity')?.value, 'Kinh')
  assert.equal(row('requester.phone')?.value, '0912 345 678')
  assert.equal(row('requester.personalNumber')?.value, '001 196 012 086')
  assert.equal(
    row('requester.residence')?.value,
    'số 5, ngõ 12, phố Trúc Bạch, Phường Ba Đình, Thành phố Hà Nội',
  )
  assert.equal(row('requester.email')?.value, '')
  assert.equal(row('copies.wanted', 'en')?.value, 'No')
  assert.equal(row('mother.fullName')?.isTaken, true)
  assert.equal(row('father.fullName'), undefined)
})

test('54 peoples, every country and the stateless, 63 old provinces, 3,321 communes', () => {
  const { codeLists } = law
  assert.equal(codeLists.entries('ethnicity').length, 55)
  assert.equal(codeLists.label('ethnicity', '99', 'vi'), 'Khác')
  assert.equal(codeLists.label('nationality', 'VN', 'vi'), 'Việt Nam')
  assert.equal(codeLists.label('nationality', 'XX', 'en'), 'Stateless')
  assert.equal(codeLists.entries('identityProvince').length, 63)
  assert.equal(codeLists.communesOf('01').length, 126)
  assert.equal(codeLists.entries('nothing').length, 0)
})

const PERMIT = 'curated/1.013225.v2.json'

for (const [what, file, alter, fault] of [
  [
    'a case of ours with a word of capitals',
    PERMIT,
    (d: Json) => (each(d, 'cases')[1]!['code'] = '1.013225-House'),
    /\/cases\/1\/code/,
  ],
  [
    'a case of ours that belongs to another procedure',
    PERMIT,
    (d: Json) => (each(d, 'cases')[1]!['code'] = '1.013226-nha-o-rieng-le'),
    /case 1\.013226-nha-o-rieng-le does not belong to 1\.013225/,
  ],
  [
    'a note with a source but no mark',
    PERMIT,
    (d: Json) => delete each(d, 'notes')[0]!['mark'],
    /note 1: a source and its mark stand together/,
  ],
  [
    'a law with a mark but no source',
    PERMIT,
    (d: Json) => (each(d, 'legalBasis')[0]!['mark'] = 'verified'),
    /legal basis 50\/2014\/QH13: a source and its mark stand together/,
  ],
  [
    'a way of filing that does not exist',
    PERMIT,
    (d: Json) => (d['channels'] = ['pigeon']),
    /\/channels\/0/,
  ],
  [
    'a national system without a link to it',
    'curated/3.000347.json',
    (d: Json) => delete d['deepLink'],
    /deepLink: a procedure of a national system says where it is filed/,
  ],
  [
    'a fee that depends on a question that the form does not ask',
    'curated/3.000333.json',
    (d: Json) => ((each(d, 'fees')[3]!['amountFrom'] as Json)['value'] = 'request.sheets * 5000'),
    /fee more-copies: .*request\.sheets/,
  ],
  [
    'two fees of one kind on the same day',
    'curated/3.000347.json',
    (d: Json) => (each(d, 'fees')[1]!['validTo'] = '2026-01-01'),
    /fee licence: two rows for VN from 2026-01-01/,
  ],
] as [string, string, (document: Json) => void, RegExp][]) {
  test(`${what} is refused`, () => {
    assert.throws(() => openAltered(file, alter), fault)
  })
}

test('the building permit has the limit of its day: the law changed on 7 July 2026', () => {
  const limits = (day: Day) =>
    law
      .procedureOn('1.013225', day)
      ?.cases.slice(0, 2)
      .map(({ limit }) => limit.value)
  assert.deepEqual(limits('2026-07-06'), [
    { value: 20, unit: 'calendarDay' },
    { value: 15, unit: 'calendarDay' },
  ])
  assert.deepEqual(limits('2026-07-07'), [
    { value: 10, unit: 'workingDay' },
    { value: 7, unit: 'workingDay' },
  ])
  assert.equal(law.procedureOn('1.013225', '2025-06-30'), undefined)
  assert.deepEqual(
    [1, 2].map((version) => law.procedure('1.013225', version)?.version),
    [1, 2],
  )
})

test('the joint procedures begin on 1 September 2026 and name all their results', () => {
  for (const code of ['2.002621', '2.002622']) {
    assert.equal(law.procedureOn(code, '2026-08-31'), undefined)
    const joint = law.procedureOn(code, '2026-09-01')!
    assert.equal([joint.result, ...joint.otherResults!].length, 3)
    const legs = joint.notes.filter(({ vi }) => vi.startsWith('Chặng '))
    assert.ok(legs.length >= 4 && legs.every(({ source, mark }) => source && mark))
  }
})

test('what the police handle is prepared here at most, ours is filed here, and what is unknown stays null', () => {
  const doors = {
    open: '1.001193 1.000656 1.000894 1.004873 2.000635 2.002621 2.002622 1.013225',
    prepare: '2.000815 2.000884 3.000333 3.000347 1.004222 1.004194 1.001612',
    guideOnly: '3.000346 1.013226',
  }
  for (const [filing, codes] of Object.entries(doors))
    for (const code of codes.split(' ')) assert.equal(law.procedure(code)?.filing, filing, code)
  for (const code of ['3.000333', '3.000347', '3.000346', '1.004222', '1.004194', '1.001612']) {
    const procedure = law.procedure(code)!
    assert.equal(procedure.handledIn, 'nationalSystem')
    assert.match(procedure.deepLink!.url, /^https:\/\/dichvucong\.gov\.vn\/thu-tuc-hanh-chinh\/\w/)
  }
  assert.equal(law.procedure('3.000333')!.cases[0]!.limit.value, null)
  for (const version of [1, 2]) {
    const [fee] = law.procedure('1.013225', version)!.fees
    assert.deepEqual([fee!.amount!.value, fee!.decidedBy, fee!.locality], [null, 'council', 'H26'])
  }
})
