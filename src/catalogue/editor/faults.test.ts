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
import { runWorkflowTests } from '../workflow-tests.ts'
import { anyBreakage, broken } from '../../../test/support/broken-documents.ts'
import { madeFrom } from '../../../test/support/made-document.ts'
import { boxOf } from './boxes.ts'
import { sentBy } from './box.ts'
import { documentSchemas, type DocumentName } from './document-schemas.ts'
import { faultsOf, type Documents } from './faults.ts'
import { toldOf, isAboutExpression } from './rule-words.ts'
import { at, put } from './list-acts.ts'
import { isObject, type Json, type JsonObject } from './schema-kind.ts'
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

const JOINT = shipped('workflows/lien-thong-khai-tu.v2.json')
const joint: Documents = {
  ...documents,
  form: shipped('forms/lien-thong-khai-tu.v1.json'),
  workflow: JOINT,
}
const jointFaults = (workflow: JsonObject) =>
  faultsOf('workflow', { ...joint, workflow }, sentencesOf('workflow', workflow))

for (const [what, name, whole] of [
  ['procedure', 'procedure', documents.procedure],
  ['form', 'form', documents.form],
  ['workflow', 'workflow', documents.workflow],
  ['joint workflow', 'workflow', JOINT],
] as const)
  test(`whatever box of a ${what} is spoilt, each fault is said in Vietnamese, and no fault is lost`, () => {
    const paths = sentBy(
      boxOf(documentSchemas[name], whole, { path: '', place: '', optional: false }),
    )
      .map(([path]) => path)
      .filter((path) => !path.includes('~'))
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...SPOILS), (path, spoil) => {
        const names = path.split('.')
        const spoilt = put(whole, names, spoil)
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

/** What a joint workflow can get wrong as a whole, each at the box where it is mended. */
for (const [what, path, value, fault] of [
  ['a leg that does not exist', 'steps.4.leg', 'sai', ['steps.4.leg', /“sai”/]],
  ['the end of no leg', 'steps.10.task', 'leg', ['steps.10.leg', /phải ghi chặng/]],
  [
    'an officer who ends a partner’s leg',
    'steps.5.waitsFor',
    'officer',
    ['steps.5.waitsFor', /cơ quan ngoài/],
  ],
  [
    'a partner outside a leg',
    'steps.10.waitsFor',
    'partner',
    ['steps.10.waitsFor', /chỉ bước làm xong/],
  ],
  [
    'an act of the lead office in the leg of another',
    'legs.0.office',
    { by: 'fixed', office: 3 },
    ['steps.0.leg', /death/],
  ],
  [
    'an office rule at an act of its own',
    'steps.0.officeRule',
    { by: 'competence' },
    ['steps.0.officeRule', /theo quy tắc/],
  ],
  ['work of ours in a partner’s leg', 'steps.5.task', 'examine', ['steps.5.task', /residence/]],
  ['two legs of one code', 'legs.1.id', 'death', ['legs.1.id', /cùng mã death/]],
  ['a leg without a step', 'steps.5.leg', 'merit', ['legs.1', /residence chưa có bước/]],
  ['a leg outside with two steps', 'steps.5.leg', 'merit', ['legs.5.where', /chỉ có một bước/]],
  [
    'an office of ours at a leg outside',
    'legs.1.office',
    { by: 'competence' },
    ['legs.1.office', /không có cơ quan/],
  ],
  [
    'a leg outside that was inside',
    'legs.4.where',
    'outside',
    ['legs.4.partner', /mã hệ thống nhận/],
  ],
  ['a leg outside without a name', 'legs.4.where', 'outside', ['legs.4.agency', /tên cơ quan/]],
  [
    'a leg inside that was outside',
    'legs.5.where',
    'inside',
    ['legs.5.office', /phải ghi cơ quan/],
  ],
  ['a partner of a leg inside', 'legs.5.where', 'inside', ['legs.5.partner', /không có hệ thống/]],
  ['a leg that nothing ends', 'steps.4.task', 'sign', ['legs.0', /đúng một bước/]],
  ['a leg with two beginnings', 'steps.10.next', ['submit'], ['legs.0', /bắt đầu ở nhiều bước/]],
  ['a leg that is left too early', 'steps.2.next', ['sign', 'deliver'], ['legs.0', /dẫn ra ngoài/]],
  [
    'a leg that goes on after its end',
    'steps.4.next',
    ['submit', 'residence'],
    ['legs.0', /ở lại trong chặng/],
  ],
  ['a leg without a way to its end', 'steps.0.next', ['deliver'], ['legs.0', /không có đường/]],
  ['the same act twice', 'steps.0.allows', ['stop', 'stop'], ['steps.0.allows', /hai lần/]],
  [
    'steps longer than their leg',
    'steps.0',
    {
      ...(at(JOINT, ['steps', '0']) as JsonObject),
      budget: { value: 9, unit: 'workingHour' },
      budgetMark: 'verified',
    },
    ['legs.0.limit', /9 giờ làm việc.*8 giờ/],
  ],
  ['two steps of one code', 'steps.1.id', 'examine', ['steps.1.id', /cùng mã/]],
  [
    'a choice of a step that does not exist',
    'steps.10.back',
    ['không-có'],
    ['steps.10.back', /không-có/],
  ],
  [
    'a way without an end',
    'steps.10.next',
    ['examine'],
    ['steps.0.next', /không bao giờ kết thúc/],
  ],
  [
    'a choice beside what follows',
    'steps.0.choose',
    ['register', 'submit'],
    ['steps.0.choose', /chỉ một trong hai/],
  ],
  [
    'silence that says nothing',
    'steps.5.silence',
    'consent',
    ['steps.5.legalBasis', /căn cứ pháp lý/],
  ],
  [
    'silence without a time',
    'steps.5.silence',
    'consent',
    ['steps.5.budget', /thời gian để trả lời/],
  ],
  ['silence of no consultation', 'steps.5.silence', 'consent', ['steps.5.silence', /lấy ý kiến/]],
  ['a join of one step', 'steps.1.join', 'all', ['steps.1.join', /không có gì để chờ/]],
] as const)
  test(`${what} is named at its box`, () => {
    const workflow = put(JOINT, path.split('.'), value as Json)
    const found = jointFaults(workflow)
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

test('a joint workflow of ours has no fault; one that does not say when the whole stands is told to', () => {
  assert.deepEqual(jointFaults(JOINT), [])
  const { wholePause: _, ...silent } = JOINT
  assert.deepEqual(
    jointFaults(silent).map(({ path }) => path),
    ['wholePause'],
  )
})

/** Steps, legs and rules put where others belong: what no single box can tell. */
for (const file of ['lien-thong-khai-tu.v2', 'lien-thong-hai-cap.v1', 'dang-ky-thuong-tru.v1'])
  test(`however the workflow ${file} is broken, each fault is said in Vietnamese, and no fault is lost`, () => {
    const whole = shipped(`workflows/${file}.json`)
    fc.assert(
      fc.property(fc.array(anyBreakage, { minLength: 1, maxLength: 2 }), (breakages) => {
        const workflow = JSON.parse(JSON.stringify(broken(whole, breakages))) as JsonObject
        if (!isObject(workflow)) return
        const said = sentencesOf('workflow', workflow)
        const found = faultsOf('workflow', { ...joint, workflow }, said)
        if (said.length > 0) assert.ok(found.length > 0, said.join())
        for (const fault of found) assert.equal(fault.lang, undefined, fault.message)
      }),
      { numRuns: 150 },
    )
  })

test('examples of a workflow that do not come out as written are told in Vietnamese', () => {
  const tests = shipped('workflows/tests/lien-thong-khai-tu.v2.json')
  const first = 'examples.0'
  for (const [path, value, words] of [
    ['version', 3, /phiên bản 3/],
    [
      `${first}.begins`,
      ['seal'],
      /lúc bắt đầu: quy trình cho chờ ở examine, ví dụ ghi chờ ở seal\./,
    ],
    [`${first}.acts.0.active`, [], /chờ ở register, ví dụ ghi không còn bước nào chờ/],
    [`${first}.acts.0.step`, 'sign', /bị từ chối \(bước này chưa tới lượt\)/],
    [`${first}.acts.6.wholeStands`, false, /thời hạn chung dừng, khác với ví dụ/],
    [`${first}.acts.0`, { does: 'x' }, /Không đọc được ví dụ/],
  ] as const) {
    const changed = put(tests, path.split('.'), value as Json)
    const found = runWorkflowTests(law.workflow('lien-thong-khai-tu', 2), changed)
    const told = found.map((each) => toldOf(JOINT, each)?.message ?? each)
    assert.ok(
      told.some((each) => words.test(each)),
      told.join('\n'),
    )
    assert.ok(!told.some((each) => found.includes(each)), told.join('\n'))
  }
  const none = 'tests: there are none; a workflow that branches is published with its examples'
  assert.match(toldOf(JOINT, none)!.message, /phải có ví dụ chạy thử/)
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
