import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { codeLists } from '../../test/support/birth.ts'
import * as answers from '../../test/support/result-answers.ts'
import { askedQuestions } from '../catalogue/form.ts'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { permitLines } from './building-permit.ts'
import { unsignedContent } from './contents.ts'
import { deathLines } from './death-extract.ts'
import { sectionsFrom } from './from-answers.ts'
import type { ResultKind } from './kinds.ts'
import { statusLines } from './marital-status.ts'
import { marriageLines } from './marriage-certificate.ts'
import { checkedLines, questionsRead, type PaperLines, type Source } from './paper-lines.ts'

const facts = {
  entry: { book: '01/2026', number: '7/2026', registeredOn: '2026-11-24', personalNumber: '' },
  officeName: 'Ủy ban nhân dân phường Ba Đình',
  signer: null,
  verifyUrl: '',
  qr: [],
  createdAt: '',
  development: false,
  codeLists,
}
const label = { vi: 'Mục', en: 'Field' }

/** What stands on the paper for one source. */
function shown(from: Source, given: Record<string, unknown>, ifGiven = false): string | undefined {
  const lines: PaperLines = {
    paper: 'giấy',
    required: [],
    sections: [{ title: null, lines: [[{ label, from, ...(ifGiven && { ifGiven: true }) }]] }],
  }
  const made = sectionsFrom(lines, { ...facts, answers: given })
  assert.ok(made.ok)
  return made.value[0]!.lines[0]?.[0]?.value
}

const cases: [Source, Record<string, unknown>, string][] = [
  [{ as: 'text', answer: ['a.one', 'a.two'] }, { 'a.one': '', 'a.two': 'hai' }, 'hai'],
  [{ as: 'day', answer: ['a.on'] }, { 'a.on': '1941-03' }, '03/1941'],
  [{ as: 'dayInWords', answer: ['a.on'] }, { 'a.on': '1941' }, ''],
  [{ as: 'figure', answer: ['a.size'] }, { 'a.size': 1234.5 }, '1.234,5'],
  [{ as: 'figure', answer: ['a.size'] }, { 'a.size': 0 }, '0'],
  [
    { as: 'place', answer: ['a.at'] },
    { 'a.at': { commune: '00004', detail: 'số 5' } },
    'số 5, Phường Ba Đình, Thành phố Hà Nội',
  ],
  [{ as: 'list', answer: ['a.sex'], list: 'sex' }, { 'a.sex': 'female' }, 'Nữ'],
  [{ as: 'choice', answer: ['a.kind'], words: { house: 'Nhà' } }, { 'a.kind': 'house' }, 'Nhà'],
  [{ as: 'identity', of: 'a' }, { 'a.personalNumber': '001' }, 'Căn cước số 001'],
  [{ as: 'identity', of: 'a' }, { 'a.idPaper': 'Hộ chiếu C12' }, 'Hộ chiếu C12'],
  [{ as: 'identity', of: 'a', business: 'a.code' }, { 'a.code': '010' }, 'Mã số 010'],
  [{ as: 'moment', time: ['a.time'], day: ['a.on'] }, { 'a.on': '2026-11-02' }, 'ngày 02/11/2026'],
  [
    { as: 'document', number: ['a.no'], by: ['a.by'], on: ['a.on'] },
    { 'a.no': '12', 'a.by': 'Bệnh viện', 'a.on': '2026-11-02' },
    'Số 12, Bệnh viện, ngày 02/11/2026',
  ],
  [{ as: 'document', number: ['a.no'], by: ['a.by'], on: ['a.on'] }, { 'a.by': 'Bệnh viện' }, ''],
  [{ as: 'joined', answers: ['a.one', 'a.two'], with: '; ' }, { 'a.two': 'hai' }, 'hai'],
  [
    { as: 'certified', answer: ['a.one'], certificate: ['a.no'] },
    { 'a.one': 'Công ty', 'a.no': 'HN-1' },
    'Công ty (chứng chỉ HN-1)',
  ],
  [{ as: 'office' }, {}, 'Ủy ban nhân dân phường Ba Đình, thành phố Hà Nội'],
  [{ as: 'registeredOn' }, {}, '24/11/2026'],
]
for (const [from, given, value] of cases)
  test(`"${from.as}" of ${JSON.stringify(given)} is “${value}”`, () => {
    assert.equal(shown(from, given), value)
  })

test('a line that is there only when it is given leaves nothing behind', () => {
  const from: Source = { as: 'text', answer: ['a.one'] }
  assert.equal(shown(from, {}, true), undefined)
  assert.equal(shown(from, {}), '')
})

test('what a paper must say and the declaration does not is named, all of it at once', () => {
  const made = sectionsFrom(permitLines, { ...facts, answers: { 'owner.name': 'A' } })
  assert.ok(!made.ok)
  assert.equal(
    made.refusal.message,
    'Tờ khai thiếu địa chỉ xây dựng, tổng diện tích sàn, chiều cao công trình, số tầng nên chưa lập được giấy phép xây dựng. Hãy yêu cầu bổ sung.',
  )
})

test('lines with a misspelt source, a wrong question id or four entries are refused by name', () => {
  const good = { label, from: { as: 'text', answer: ['a.one'] } }
  const with_ = (entries: unknown[]) => ({
    paper: 'giấy',
    required: [],
    sections: [{ title: null, lines: [entries] }],
  })
  assert.ok(checkedLines(with_([good]), 'thử'))
  for (const bad of [
    [{ label, from: { as: 'txt', answer: ['a.one'] } }],
    [{ label, from: { as: 'text', answer: ['A one'] } }],
    [{ label, from: { as: 'text', answer: [] } }],
    [{ label: { vi: 'Mục' }, from: good.from }],
    [good, good, good, good],
  ])
    assert.throws(() => checkedLines(with_(bad), 'thử'), /thử/)
})

const READ: Readonly<Record<string, PaperLines>> = {
  'death-extract': deathLines,
  'marriage-certificate': marriageLines,
  'marital-status': statusLines,
  'building-permit': permitLines,
}

test('every question that a paper reads stands in the form of each procedure that gives it', () => {
  const law = openLaw(join(checkout, 'data'))
  const lost = law.codes().flatMap((code) => {
    const { form, result } = law.procedure(code) ?? law.versionsOf(code)[0]!.procedure
    const lines = READ[result.template ?? '']
    if (!lines) return []
    const ids = new Set(askedQuestions(law.form(form.id, form.version)).map(({ id }) => id))
    return questionsRead(lines)
      .filter((any) => !any.some((id) => ids.has(id)))
      .map((any) => `${code} (${form.id}): ${any.join(' or ')}`)
  })
  assert.deepEqual(lost, [])
  assert.ok(questionsRead(deathLines).some((any) => any.includes('deceased.personalNumber')))
})

test('nobody reads an empty paper: a page shows each kind from the same lines, with English words', () => {
  const kinds: [ResultKind, Record<string, unknown>][] = [
    ['deathExtract', answers.death()],
    ['marriageCertificate', answers.marriage()],
    ['maritalStatusConfirmation', answers.maritalStatus()],
    ['buildingPermit', answers.building()],
  ]
  for (const [kind, given] of kinds) {
    const made = unsignedContent(kind, { ...facts, answers: given })
    assert.ok(made.ok, kind)
    const titles = made.value.sections.map(({ title, heading }) => (title ?? heading)?.en)
    assert.equal(new Set(titles).size, titles.length, `${kind}: ${titles.join(', ')}`)
    assert.ok(!titles.includes(undefined), kind)
    const entries = made.value.sections.flatMap(({ lines }) => lines.flat())
    assert.ok(entries.filter(({ value }) => value !== '').length >= 8, kind)
    for (const entry of entries) assert.notEqual(entry.label.en, entry.label.vi)
    assert.ok(made.value.fields.length >= 8)
  }
})
