import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../../checkout.ts'
import { checkForm } from '../form-check.ts'
import { openLaw } from '../law.ts'
import { checkProcedure } from '../procedure-check.ts'
import { DocumentFault, shapeFaults } from '../shape.ts'
import { Procedure } from '../procedure.ts'
import { checkWorkflow } from '../workflow-check.ts'
import { madeFrom } from '../../../test/support/made-document.ts'
import { boxOf } from './boxes.ts'
import { sentBy } from './box.ts'
import { documentSchemas, type DocumentName } from './document-schemas.ts'
import { faultsOf, type Documents } from './faults.ts'
import { toldOf, isAboutExpression } from './rule-words.ts'
import { at, put } from './list-acts.ts'
import type { Json, JsonObject } from './schema-kind.ts'
import { shapeFaultsOf } from './shape-faults.ts'

const dataDir = join(checkout, 'data')
const law = openLaw(dataDir)

const shipped = (file: string): JsonObject =>
  JSON.parse(readFileSync(join(dataDir, file), 'utf8')) as JsonObject
const documents: Documents = {
  procedure: shipped('curated/1.001193.json'),
  form: shipped('forms/khai-sinh.v1.json'),
  workflow: shipped('workflows/khai-sinh.v1.json'),
}

const published = {
  form: (id: string, version: number) =>
    id === 'khai-sinh' && version === 1 ? law.form(id, version) : undefined,
  workflow: (id: string, version: number) =>
    id === 'khai-sinh' && version === 1 ? law.workflow(id, version) : undefined,
}

/** What the check before a release says of one document, the others being the published ones. */
function sentencesOf(name: DocumentName, document: unknown): readonly string[] {
  try {
    if (name === 'procedure') checkProcedure(document, name, published)
    if (name === 'form') checkForm(document, name, law.codeLists.names())
    if (name === 'workflow') checkWorkflow(document, name)
    return []
  } catch (error) {
    if (error instanceof DocumentFault) return error.faults
    throw error
  }
}

const faults = (name: DocumentName, document: JsonObject) =>
  faultsOf(name, { ...documents, [name]: document }, sentencesOf(name, document))

test('the shipped documents have no fault', () => {
  for (const name of ['procedure', 'form', 'workflow'] as const)
    assert.deepEqual(faults(name, documents[name]), [])
})

for (const [what, name, path, value, fault] of [
  ['a missing word', 'procedure', 'name.en', '', ['name.en', /tiếng Anh/]],
  [
    'an amount in letters',
    'procedure',
    'fees.1.amount.value',
    'năm',
    ['fees.1.amount.value', /số nguyên từ 0/],
  ],
  [
    'a day that does not exist',
    'procedure',
    'validFrom',
    '31/02/2027',
    ['validFrom', /ngày có thật/],
  ],
  ['a code that is none', 'procedure', 'filing', 'maybe', ['filing', /chọn trong danh sách/]],
  ['a list that may not be empty', 'procedure', 'legalBasis', [], ['legalBasis', /ít nhất 1/]],
  [
    'a misspelt expression',
    'procedure',
    'fees.1.neededIf',
    'daysBetween(child.born, today) > 60',
    ['fees.1.neededIf', /Ký tự thứ 13: không có câu hỏi nào tên child\.born/],
  ],
  [
    'a broken expression',
    'procedure',
    'papers.0.neededIf',
    'situation.kind ==',
    ['papers.0.neededIf', /kết thúc quá sớm/],
  ],
  ['two ordinary cases', 'procedure', 'cases.1.when', 'otherwise', ['cases', /đúng một/]],
  [
    'two papers of one code',
    'procedure',
    'papers.1.code',
    'birth-notice',
    ['papers.1.code', /cùng mã/],
  ],
  [
    'a foreign case',
    'procedure',
    'cases.1.code',
    '1.000656',
    ['cases.1.code', /bắt đầu bằng 1\.001193/],
  ],
  [
    'a paper of no case',
    'procedure',
    'papers.0.cases',
    ['1.001193.09'],
    ['papers.0.cases', /1\.001193\.09/],
  ],
  ['no form', 'procedure', 'form.version', 9, ['form', /phiên bản 9/]],
  ['no workflow', 'procedure', 'workflow.id', 'none', ['workflow', /none/]],
  ['no address', 'procedure', 'competence.by', ['child.sex'], ['competence.by', /child\.sex/]],
  [
    'no counting question',
    'procedure',
    'fees.2.count',
    'child.sex',
    ['fees.2.count', /child\.sex/],
  ],
  [
    'an unknown limit of an open procedure',
    'procedure',
    'cases.0.limit.value',
    null,
    ['cases.0.limit', /phải có thời hạn/],
  ],
  [
    'an open procedure of another system',
    'procedure',
    'handledIn',
    'unknown',
    ['handledIn', /hệ thống của thành phố/],
  ],
  ['an end before the beginning', 'procedure', 'validTo', '2020-01-01', ['validTo', /sớm hơn/]],
  [
    'a fee that ends before it begins',
    'procedure',
    'fees.0.validTo',
    '2020-01-01',
    ['fees.0.validTo', /sớm hơn/],
  ],
  [
    'a partial level without its reason',
    'procedure',
    'onlineLevel.value',
    'partial',
    ['onlineLevel.reason', /lý do/],
  ],
  [
    'two amounts',
    'procedure',
    'fees.0.amountFrom',
    { value: '5', source: 'x', mark: 'verified', text: { vi: 'a', en: 'b' } },
    ['fees.0.amount', /một trong hai/],
  ],
  ['an owner that nobody asks for', 'form', 'owner', 'child.age', ['owner', /child\.age/]],
  [
    'two questions of one id',
    'form',
    'topics.0.questions.1.id',
    'situation.kind',
    ['topics.0.questions.1.id', /cùng mã/],
  ],
  ['two topics of one id', 'form', 'topics.1.id', 'situation', ['topics.1.id', /cùng mã/]],
  [
    'a code list that does not exist',
    'form',
    'topics.0.questions.0',
    { id: 'situation.kind', kind: 'choice', label: { vi: 'a', en: 'b' }, codeList: 'none' },
    ['topics.0.questions.0.codeList', /none/],
  ],
  [
    'a question that depends on a later one',
    'form',
    'topics.0.visibleIf',
    "child.sex == 'male'",
    ['topics.0.visibleIf', /child\.sex/],
  ],
  [
    'a rule about no question',
    'form',
    'rules.0.field',
    'child.age',
    ['rules.0.field', /child\.age/],
  ],
  ['a start that does not exist', 'workflow', 'start', 'begin', ['start', /begin/]],
  [
    'a step that leads nowhere',
    'workflow',
    'steps.0.next',
    ['nowhere'],
    ['steps.0.next', /nowhere/],
  ],
  ['a step that is never reached', 'workflow', 'start', 'draft', ['steps.0', /examine/]],
  [
    'a budget without its mark',
    'workflow',
    'steps.0.budget',
    { value: 1, unit: 'workingDay' },
    ['steps.0.budgetMark', /đi cùng nhau/],
  ],
] as const)
  test(`${what} is named at its box`, () => {
    const found = faults(name, put(documents[name], path.split('.'), value as Json))
    const [place, words] = fault
    assert.ok(
      found.some((each) => each.path === place && words.test(each.message)),
      JSON.stringify(found),
    )
    assert.deepEqual(
      found.filter(({ lang }) => lang === 'en'),
      [],
    )
  })

test('what has the shape of the schema for one has it for the other', () => {
  fc.assert(
    fc.property(madeFrom(documentSchemas.procedure), (document) => {
      const strict = shapeFaultsOf(documentSchemas.procedure, document)
      if (strict.length === 0) assert.deepEqual(shapeFaults(Procedure, document), [])
    }),
    { numRuns: 100 },
  )
})

/** Every box of the documents, spoilt by one of these. */
const SPOILS: readonly Json[] = ['', 'sai', -1, null, [], {}, true, '2020-01-01', ['x']]

for (const name of ['procedure', 'form', 'workflow'] as const)
  test(`whatever box of a ${name} is spoilt, each fault is said in Vietnamese, and no fault is lost`, () => {
    const paths = sentBy(
      boxOf(documentSchemas[name], documents[name], { path: '', place: '', optional: false }),
    )
      .map(([path]) => path)
      .filter((path) => !path.includes('~'))
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...SPOILS), (path, spoil) => {
        const names = path.split('.')
        const spoilt = put(documents[name], names, spoil)
        const said = sentencesOf(name, spoilt)
        const found = faultsOf(name, { ...documents, [name]: spoilt }, said)
        if (said.length > 0)
          assert.ok(found.length > 0, `${path} ${JSON.stringify(spoil)}: ${said.join()}`)
        for (const fault of found) assert.equal(fault.lang, undefined, `${path}: ${fault.message}`)
        assert.equal(at(spoilt, names), spoil)
      }),
      { numRuns: 600 },
    )
  })

test('a sentence without Vietnamese words is shown as it is, never left out', () => {
  const found = faultsOf('workflow', documents, ['/steps/0: something new', 'something else'])
  assert.deepEqual(found, [
    { document: 'workflow', path: 'steps.0', message: '/steps/0: something new', lang: 'en' },
    { document: 'workflow', path: '', message: 'something else', lang: 'en' },
  ])
  assert.equal(toldOf(documents.workflow, 'something else'), undefined)
  assert.equal(isAboutExpression('“x”, character 3: y'), true)
})
