import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { birthAnswers } from '../../test/support/birth-answers.ts'
import { checkout } from '../checkout.ts'
import { askedQuestions } from './form.ts'
import { formValues, parseFormBody } from './form-body.ts'
import { openLaw } from './law.ts'
import { questionsToAsk, topicsToAsk } from './to-ask.ts'
import { problemsOf, validateAnswers } from './validate.ts'

const law = openLaw(join(checkout, 'data'))
const form = law.form('khai-sinh', 1)
const facts = { today: '2026-11-22' as const, codeLists: law.codeLists }
const checked = (over: Record<string, unknown> = {}) =>
  validateAnswers(form, birthAnswers(over), facts)
const told = (over: Record<string, unknown>) =>
  checked(over).problems.map(({ field, message }) => `${field}: ${message}`)
const warned = (over: Record<string, unknown>) => checked(over).warnings.map(({ code }) => code)

test('a complete declaration has nothing to mend and no doubt', () => {
  const { problems, warnings, answers } = checked()
  assert.deepEqual(problems, [])
  assert.deepEqual(warnings, [])
  assert.equal(answers['child.fullName'], 'Nguyễn Hoàng Minh Anh')
})

test('the mother who files is not asked again what she said about herself', () => {
  const { answers } = checked()
  assert.equal(answers['mother.fullName'], 'Trần Thị Thu Hà')
  assert.deepEqual(answers['mother.residence'], {
    commune: '00004',
    detail: 'số 5, ngõ 12, phố Trúc Bạch',
  })
  const mother = form.topics.find((topic) => topic.id === 'mother')!
  const asked = questionsToAsk(mother, { answers, today: facts.today }).map(
    (question) => question.id,
  )
  assert.deepEqual(asked, ['mother.ethnicity', 'mother.nationality'])
})

test('nobody can slip another person into an answer that is taken from elsewhere', () => {
  assert.equal(
    checked({ 'mother.fullName': 'Người Khác' }).answers['mother.fullName'],
    'Trần Thị Thu Hà',
  )
})

test('everything missing is said at once, in the order of the form', () => {
  const { problems } = validateAnswers(form, {}, facts)
  assert.ok(problems.length >= 15)
  assert.ok(problems.every(({ code }) => code === 'required'))
  const order = askedQuestions(form).map((question) => question.id)
  const places = problems.map(({ field }) => order.indexOf(field!))
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  )
})

test('an unknown father leaves no trace of a father', () => {
  const { answers, problems } = checked({ 'situation.parents': 'motherOnly' })
  assert.deepEqual(problems, [])
  assert.deepEqual(
    Object.keys(answers).filter((id) => /^(father|marriage)\./.test(id)),
    [],
  )
})

test('an abandoned child has no parents in the declaration', () => {
  const { answers, problems } = checked({
    'situation.kind': 'abandoned',
    'requester.relation': 'caretaker',
  })
  assert.deepEqual(problems, [])
  assert.deepEqual(
    Object.keys(answers).filter((id) => /^(mother|father|marriage)\./.test(id)),
    [],
  )
})

test('at least one parent is named unless the child is abandoned', () => {
  assert.match(
    told({ 'situation.parents': undefined, 'requester.relation': 'grandparent' }).join(),
    /Giấy khai sinh ghi tên ai/,
  )
})

for (const [what, over, expected] of [
  ['no name', { 'child.fullName': '  ' }, 'child.fullName: Hãy nhập họ, chữ đệm và tên của con.'],
  [
    'a name with digits',
    { 'child.fullName': 'Nguyễn 3' },
    'child.fullName: Mục “Họ, chữ đệm và tên của con” chỉ gồm chữ cái, dấu cách, dấu gạch nối. Hãy bỏ số và ký hiệu.',
  ],
  [
    'HTML for a name',
    { 'child.fullName': '<b>An</b>' },
    'child.fullName: Mục “Họ, chữ đệm và tên của con” chỉ gồm chữ cái, dấu cách, dấu gạch nối. Hãy bỏ số và ký hiệu.',
  ],
  [
    'a name without end',
    { 'child.fullName': 'An '.repeat(60) },
    'child.fullName: Mục “Họ, chữ đệm và tên của con” dài quá 100 ký tự. Hãy viết ngắn hơn.',
  ],
  [
    'a list for a name',
    { 'child.fullName': ['An'] },
    'child.fullName: Mục “Họ, chữ đệm và tên của con” gửi không đúng kiểu. Hãy nhập lại.',
  ],
  [
    'a birth tomorrow',
    { 'child.birthOn': '2026-11-23' },
    'child.birthOn: Mục “Ngày sinh của con” phải là ngày đã qua. Bạn đã nhập 23/11/2026.',
  ],
  [
    'the thirtieth of February',
    { 'child.birthOn': '2026-02-30' },
    'child.birthOn: Mục “Ngày sinh của con” phải là ngày có thật, ví dụ 19 11 2026.',
  ],
  [
    'a birth before 1900',
    { 'child.birthOn': '1899-12-31' },
    'child.birthOn: Mục “Ngày sinh của con” phải từ ngày 01/01/1900 trở đi.',
  ],
  [
    'half a date',
    { 'child.birthOn': { day: '19', month: '', year: '2026' } },
    'child.birthOn: Mục “Ngày sinh của con” còn thiếu ngày, tháng hoặc năm. Hãy nhập đủ.',
  ],
  [
    'a year alone for the child',
    { 'child.birthOn': '2026' },
    'child.birthOn: Mục “Ngày sinh của con” còn thiếu ngày, tháng hoặc năm. Hãy nhập đủ.',
  ],
  [
    'a year of two digits',
    { 'child.birthOn': { day: '19', month: '11', year: '26' } },
    'child.birthOn: Mục “Ngày sinh của con”: năm phải có bốn chữ số, ví dụ 1996.',
  ],
  [
    'words for a date',
    { 'child.birthOn': 'hôm qua' },
    'child.birthOn: Mục “Ngày sinh của con” còn thiếu ngày, tháng hoặc năm. Hãy nhập đủ.',
  ],
  [
    'letters in the date boxes',
    { 'child.birthOn': { day: 'mười', month: '11', year: '2026' } },
    'child.birthOn: Mục “Ngày sinh của con” phải là ngày có thật, ví dụ 19 11 2026.',
  ],
  [
    'a strange date object',
    { 'child.birthOn': { day: '1', month: '1', year: '2026', hour: '5' } },
    'child.birthOn: Mục “Ngày sinh của con” gửi không đúng kiểu. Hãy nhập lại.',
  ],
  ['no sex', { 'child.sex': undefined }, 'child.sex: Hãy chọn giới tính của con.'],
  [
    'a sex outside the list',
    { 'child.sex': 'x' },
    'child.sex: Mục “Giới tính của con” không có lựa chọn này. Hãy chọn trong danh sách.',
  ],
  [
    'an ethnicity outside the list',
    { 'child.ethnicity': '77' },
    'child.ethnicity: Mục “Dân tộc của con” không có lựa chọn này. Hãy chọn trong danh sách.',
  ],
  [
    'no ethnicity for a Vietnamese child',
    { 'child.ethnicity': undefined },
    'child.ethnicity: Hãy chọn dân tộc của con.',
  ],
  [
    'eleven digits',
    { 'requester.personalNumber': '00119601208' },
    'requester.personalNumber: Số định danh cá nhân gồm 12 chữ số. Bạn đã nhập 11 chữ số.',
  ],
  [
    'letters in the personal number',
    { 'requester.personalNumber': '00119601208A' },
    'requester.personalNumber: Số định danh cá nhân chỉ gồm 12 chữ số. Hãy bỏ chữ cái và ký hiệu.',
  ],
  [
    'a foreign phone',
    { 'requester.phone': '+1 202 555 0100' },
    'requester.phone: Số điện thoại phải là số ở Việt Nam, ví dụ 0912 345 678. Hãy xem lại.',
  ],
  [
    'a short phone',
    { 'requester.phone': '091234567' },
    'requester.phone: Số điện thoại phải là số ở Việt Nam, ví dụ 0912 345 678. Hãy xem lại.',
  ],
  [
    'half a mail address',
    { 'requester.email': 'ha@' },
    'requester.email: Thư điện tử phải có dạng ten@noigui.vn. Hãy xem lại.',
  ],
  [
    'no commune',
    { 'requester.residence': { commune: '', detail: 'số 5' } },
    'requester.residence.commune: Hãy chọn phường, xã cho mục “Nơi cư trú của người yêu cầu”.',
  ],
  [
    'an old commune that was divided',
    { 'requester.residence': { commune: 'phường Đội Cấn, quận Ba Đình', detail: 'số 5' } },
    'requester.residence.choice: “phường Đội Cấn, quận Ba Đình” đã được chia vào: Phường Ba Đình, Thành phố Hà Nội; Phường Ngọc Hà, Thành phố Hà Nội. Hãy chọn nơi có địa chỉ của bạn.',
  ],
  [
    'a number that is no commune',
    { 'requester.residence': { commune: '99999', detail: 'số 5' } },
    'requester.residence.commune: Không có phường, xã tên “99999” từ ngày 01/7/2025. Hãy chọn tên mới trong danh sách.',
  ],
  [
    'no street',
    { 'requester.residence': { commune: '00004', detail: '' } },
    'requester.residence.detail: Hãy ghi số nhà, đường, thôn hoặc tổ dân phố.',
  ],
  [
    'text for an address',
    { 'requester.residence': 'phường Ba Đình' },
    'requester.residence: Mục “Nơi cư trú của người yêu cầu” gửi không đúng kiểu. Hãy nhập lại.',
  ],
  [
    'an unknown country',
    { 'father.residence': { country: 'ZZ', detail: 'Paris' } },
    'father.residence.country: Không có nước này trong danh sách. Hãy chọn lại.',
  ],
  [
    'twenty-one copies',
    { 'copies.wanted': true, 'copies.count': '21' },
    'copies.count: Mục “Số bản sao” phải là số từ 1 đến 20.',
  ],
  [
    'half a copy',
    { 'copies.wanted': true, 'copies.count': 1.5 },
    'copies.count: Mục “Số bản sao” phải là số từ 1 đến 20.',
  ],
  ['copies wanted, none said', { 'copies.wanted': 'yes' }, 'copies.count: Hãy nhập số bản sao.'],
  [
    'neither yes nor no',
    { 'copies.wanted': 'có lẽ' },
    'copies.wanted: Mục “Bạn có cần bản sao giấy khai sinh không?” gửi không đúng kiểu. Hãy nhập lại.',
  ],
  [
    'result by post without an address',
    { 'result.manner': 'post' },
    'result.address: Hãy nhập địa chỉ nhận thư.',
  ],
  [
    'no place of marriage',
    { 'marriage.place': undefined },
    'marriage.place: Hãy nhập nơi đăng ký kết hôn.',
  ],
  [
    'a mother younger than her child',
    { 'requester.birthOn': '2026-11-20' },
    'mother.birthOn: Ngày sinh của mẹ phải trước ngày sinh của con. Hãy xem lại hai ngày này.',
  ],
  [
    'a father younger than his child',
    { 'father.birthOn': '2026-11-20' },
    'father.birthOn: Ngày sinh của cha phải trước ngày sinh của con. Hãy xem lại hai ngày này.',
  ],
  [
    'a marriage before the father was born',
    { 'marriage.registeredOn': '1990' },
    'marriage.registeredOn: Ngày đăng ký kết hôn phải sau ngày sinh của cha. Hãy xem lại hai ngày này.',
  ],
  [
    'a mother who is not named',
    { 'situation.parents': 'fatherOnly' },
    'requester.relation: Bạn là mẹ của bé nhưng giấy khai sinh không ghi tên mẹ. Hãy xem lại một trong hai mục.',
  ],
  [
    'a father who is not named',
    {
      'situation.parents': 'motherOnly',
      'requester.relation': 'father',
      'mother.fullName': 'Trần Thị Thu Hà',
      'mother.birthOn': '1996',
      'mother.residence': { commune: '00004', detail: '' },
    },
    'requester.relation: Bạn là cha của bé nhưng giấy khai sinh không ghi tên cha. Hãy xem lại một trong hai mục.',
  ],
  [
    'a field the form does not have',
    { status: '10' },
    'status: Tờ khai không có mục “status”. Hãy bỏ mục này.',
  ],
] as const) {
  test(`${what} is refused with what to mend`, () => {
    assert.ok(told(over).includes(expected), told(over).join('\n'))
  })
}

test('every message that can be said exists in English as well, without Vietnamese words', () => {
  const wrong = {
    'child.fullName': '3',
    'child.birthOn': '2027-01-01',
    'requester.phone': '1',
    'requester.residence': { commune: 'x', detail: '' },
    'child.sex': 'x',
    junk: '1',
  }
  const { problems } = validateAnswers(form, birthAnswers(wrong), { ...facts, lang: 'en' })
  assert.ok(problems.length >= 6)
  for (const { message } of problems)
    assert.doesNotMatch(message, /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựđ]/i, message)
})

test('a commune of several provinces is asked about, never guessed; with its province it is found', () => {
  assert.match(
    told({ 'father.residence': { commune: 'Ba Đình', detail: '' } }).join(),
    /Có nhiều nơi tên “Ba Đình”: Phường Ba Đình, Thành phố Hà Nội; Xã Ba Đình/,
  )
  for (const typed of [
    'Phường Ba Đình, Hà Nội',
    'phuong ba dinh, tp ha noi',
    'P. Ba Đình, Thành phố Hà Nội',
    'PHƯỜNG BA ĐÌNH,HÀ NỘI',
  ])
    assert.deepEqual(
      checked({ 'father.residence': { commune: typed, detail: '' } }).answers['father.residence'],
      { commune: '00004', detail: '' },
      typed,
    )
})

test('where the tone mark stands and how letters are composed makes no difference', () => {
  for (const typed of ['Phường Yên Hoà', 'Phường Yên Hòa', 'Phường Yên Hòa'.normalize('NFD')])
    assert.deepEqual(
      checked({ 'father.residence': { commune: typed, detail: '' } }).answers['father.residence'],
      { commune: '00175', detail: '' },
    )
})

test('names are kept as people are called: NFC, Đ for Ð, one word or many, hyphens, foreign letters', () => {
  const name = (typed: string) => checked({ 'child.fullName': typed }).answers['child.fullName']
  assert.equal(name('  Nguyễn  Ðức\u200b An '.normalize('NFD')), 'Nguyễn Đức An')
  for (const kept of [
    'An',
    "Y H'Rin Niê",
    'Lò Thị Pa-Cô',
    'José García',
    'Nguyễn Hoàng Phúc Bảo Minh Anh',
  ])
    assert.equal(name(kept), kept)
})

test('a name pasted in the letters of TCVN3 is never taken over in silence: what it means is shown, to be typed', () => {
  const { problems, answers } = checked({ 'child.fullName': 'NguyÔn V¨n Ph­¬ng' })
  assert.equal(answers['child.fullName'], undefined)
  assert.deepEqual(
    problems.map(({ code, message }) => [code, message]),
    [
      [
        'personName',
        'Mục “Họ, chữ đệm và tên của con” đang ở bảng mã cũ (TCVN3). Hãy gõ lại: Nguyễn Văn Phương.',
      ],
    ],
  )
})

test('phones are kept in one form, however they were typed', () => {
  for (const typed of [
    '0912 345 678',
    '+84 912 345 678',
    '84912345678',
    '0084912345678',
    '0912.345.678',
    '(091) 234-5678',
  ])
    assert.equal(
      checked({ 'requester.phone': typed }).answers['requester.phone'],
      '0912345678',
      typed,
    )
  assert.equal(
    checked({ 'requester.phone': '024 3825 1022' }).answers['requester.phone'],
    '02438251022',
  )
})

test('a personal number that seems not to fit raises a doubt for the officer and stops nobody', () => {
  assert.deepEqual(warned({ 'requester.personalNumber': '001096012086' }), ['doubtSex'])
  assert.deepEqual(warned({ 'requester.personalNumber': '001197012086' }), [
    'doubtYear',
    'doubtYear',
  ])
  assert.deepEqual(warned({ 'requester.personalNumber': '999196012086' }), [
    'doubtProvince',
    'doubtProvince',
  ])
  assert.deepEqual(checked({ 'requester.personalNumber': '999297012086' }).problems, [])
})

for (const [what, over, code] of [
  ['late registration', { 'child.birthOn': '2026-09-22' }, 'registered-late'],
  ['parents who are not married', { 'situation.married': false }, 'recognition-needed'],
  [
    'a mother of fifteen',
    { 'requester.birthOn': '2011-11-20', 'requester.personalNumber': '001311012086' },
    'mother-very-young',
  ],
  [
    'a mother of sixty-one',
    { 'requester.birthOn': '1965-01-01', 'requester.personalNumber': '001165012086' },
    'mother-very-old',
  ],
  [
    'a relative under age',
    {
      'requester.relation': 'relative',
      'requester.birthOn': '2010-01-01',
      'requester.personalNumber': '001310012086',
      'mother.fullName': 'Trần Thị Thu Hà',
      'mother.birthOn': '1996',
      'mother.residence': { commune: '00004', detail: '' },
    },
    'requester-of-age',
  ],
  [
    'a Vietnamese child of foreigners',
    { 'mother.nationality': 'FR', 'father.nationality': 'FR' },
    'nationality-of-parents',
  ],
] as const) {
  test(`${what} is told to the officer and stops nobody`, () => {
    assert.deepEqual(checked(over).problems, [])
    assert.ok(warned(over).includes(code), warned(over).join())
  })
}

test('an address abroad takes a country and words', () => {
  const abroad = { country: 'FR', detail: '12 rue de la Paix, Paris' }
  assert.deepEqual(checked({ 'father.residence': abroad }).answers['father.residence'], abroad)
  assert.match(
    told({ 'father.residence': { country: 'FR', detail: '' } }).join(),
    /father\.residence\.detail/,
  )
  assert.match(
    told({ 'requester.residence': { country: 'FR', commune: '', detail: 'Paris' } }).join(),
    /^$/,
  )
})

test('the problems of one page are those of its questions and of the parts of their addresses', () => {
  const { problems } = checked({
    'requester.phone': '1',
    'child.sex': '',
    'requester.residence': { commune: 'x', detail: 'y' },
  })
  const contact = form.topics.find((topic) => topic.id === 'contact')!
  assert.deepEqual(
    problemsOf(contact, problems).map(({ field }) => field),
    ['requester.residence.commune', 'requester.phone'],
  )
})

test('pages without a question for this person are skipped', () => {
  const pages = (over: Record<string, unknown>) =>
    topicsToAsk(form, { answers: checked(over).answers, today: facts.today }).map(
      (topic) => topic.id,
    )
  assert.deepEqual(pages({}), [
    'situation',
    'requester',
    'contact',
    'child',
    'birth',
    'mother',
    'father',
    'marriage',
    'result',
  ])
  assert.deepEqual(pages({ 'situation.parents': 'motherOnly' }), [
    'situation',
    'requester',
    'contact',
    'child',
    'birth',
    'mother',
    'result',
  ])
})

test('what a page sends comes back into its boxes and means the same', () => {
  const raw = birthAnswers()
  const flat = formValues(form, raw)
  assert.equal(flat['child.birthOn.day'], '19')
  assert.equal(flat['father.birthOn.year'], '1994')
  assert.equal(flat['requester.residence.commune'], '00004')
  assert.equal(flat['situation.married'], 'yes')
  const again = validateAnswers(
    form,
    parseFormBody(form, { ...flat, _csrf: 'x', _key: 'y' }),
    facts,
  )
  assert.deepEqual(again, validateAnswers(form, raw, facts))
})

test('a field that a page does not have is not swallowed by the reader of forms', () => {
  const raw = parseFormBody(form, {
    ...formValues(form, birthAnswers()),
    'child.birthOn.hour': '5',
    role: 'admin',
  })
  const fields = validateAnswers(form, raw, facts).problems.map(({ field }) => field)
  assert.deepEqual(new Set(fields), new Set(['child.birthOn.hour', 'role']))
  assert.equal(fields.length, 2)
})

test('validated answers are valid and stay as they are', () => {
  const once = checked({
    'requester.phone': '+84 912 345 678',
    'copies.wanted': 'yes',
    'copies.count': ' 3 ',
  })
  const twice = validateAnswers(form, once.answers, facts)
  assert.deepEqual(twice.answers, once.answers)
  assert.deepEqual(twice.problems, [])
})

const ids = askedQuestions(form).map((question) => question.id)
const junk = fc.oneof(
  fc.anything(),
  fc.string(),
  fc.constantFrom('VN', '01', 'yes', 'mother', 'both', '00004', '2026-01-01', {
    commune: '00004',
    detail: 'x',
  }),
)

test('whatever is sent, the validator answers, and what it keeps it would keep again', () => {
  const body = fc.dictionary(
    fc.oneof(fc.constantFrom(...ids), fc.string(), fc.constantFrom('__proto__', 'constructor')),
    junk,
    { maxKeys: 40 },
  )
  fc.assert(
    fc.property(body, fc.constantFrom('vi' as const, 'en' as const), (raw, lang) => {
      const { answers, problems } = validateAnswers(
        form,
        { ...birthAnswers(), ...raw },
        { ...facts, lang },
      )
      assert.ok(Object.keys(answers).every((id) => ids.includes(id)))
      assert.ok(problems.every(({ message, field }) => message.length > 5 && field !== undefined))
      assert.deepEqual(validateAnswers(form, answers, facts).answers, answers)
    }),
    { numRuns: 500 },
  )
})
