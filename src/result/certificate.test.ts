import assert from 'node:assert/strict'
import { test } from 'node:test'
import { birth, codeLists } from '../../test/support/birth.ts'
import { birthCertificate, type CertificateFacts } from './certificate.ts'

const facts: CertificateFacts = {
  answers: birth(),
  entry: {
    book: '01/2026',
    number: '128/2026',
    registeredOn: '2026-11-24',
    personalNumber: '001326000012',
  },
  officeName: 'Ủy ban nhân dân phường Ba Đình',
  signer: { name: 'Phạm Thị Minh Họa', title: 'Phó Chủ tịch' },
  verifyUrl: 'https://motcua.example.vn/kiem-tra/x',
  qr: ['10', '01'],
  createdAt: '2026-11-24T02:05:09.000Z',
  development: true,
  codeLists,
}

function paper(over: Partial<CertificateFacts> = {}) {
  const made = birthCertificate({ ...facts, ...over })
  assert.ok(made.ok)
  return made.value
}

test('the certificate says who was born, in figures and in words, and what the register gave', () => {
  assert.deepEqual(paper().child, {
    name: 'Nguyễn Hoàng Minh Anh',
    bornOn: '2026-11-19',
    bornOnWords: 'Ngày mười chín tháng mười một năm hai nghìn không trăm hai mươi sáu',
    gender: 'Nữ',
    ethnicity: 'Kinh',
    nationality: 'Việt Nam',
    birthplace: 'Bệnh viện Phụ sản Hà Nội, Phường Giảng Võ, Thành phố Hà Nội',
    homeTown: 'Phường Ba Đình, thành phố Hà Nội',
    personalNumber: '001326000012',
  })
  const { number, book, registeredOn, registeredAt, signer, draft } = paper()
  assert.deepEqual([number, book, registeredOn], ['128/2026', '01/2026', '2026-11-24'])
  assert.equal(registeredAt, 'Ủy ban nhân dân phường Ba Đình, thành phố Hà Nội')
  assert.deepEqual(signer, { name: 'Phạm Thị Minh Họa', title: 'Phó Chủ tịch' })
  assert.equal(draft, false)
})

test('parents are named with the year of birth and where they live', () => {
  assert.deepEqual(paper().mother, {
    name: 'Trần Thị Thu Hà',
    bornYear: '1996',
    ethnicity: 'Kinh',
    nationality: 'Việt Nam',
    residence: 'số 12 ngõ 5, Phường Ba Đình, Thành phố Hà Nội',
  })
  assert.equal(paper().father?.bornYear, '1993')
})

test('an address given by an old name stands on the certificate by its present one', () => {
  const typed = {
    commune: '00004',
    detail: 'số 5',
    typed: 'P. Trúc Bạch, Q. Ba Đình',
    formerCode: '00004',
  }
  const { mother } = paper({ answers: { ...birth(), 'mother.residence': typed } })
  assert.equal(mother?.residence, 'số 5, Phường Ba Đình, Thành phố Hà Nội')
})

test('the part of a father who is not determined stays empty', () => {
  const alone = birth()
  for (const id of Object.keys(alone)) if (id.startsWith('father.')) delete alone[id]
  assert.equal(paper({ answers: alone }).father, null)
})

test('a draft carries no number, no signer and no day of registration, and says that it is one', () => {
  const draft = paper({ entry: null, signer: null })
  assert.equal(draft.draft, true)
  assert.deepEqual([draft.number, draft.book, draft.child.personalNumber], ['', '', ''])
  assert.equal(draft.registeredOn, null)
})

test('the person who came is named with the paper that they showed', () => {
  assert.equal(paper().requester.identity, 'Căn cước số 001196999000')
  const passport = {
    ...birth(),
    'requester.personalNumber': undefined,
    'requester.idKind': 'passport',
    'requester.idNumber': 'C1234567',
    'requester.idIssued': '02/01/2024, Cục Quản lý xuất nhập cảnh',
  }
  assert.equal(
    paper({ answers: passport }).requester.identity,
    'Hộ chiếu số C1234567, 02/01/2024, Cục Quản lý xuất nhập cảnh',
  )
})

test('a declaration that was lawfully erased makes no paper', () => {
  const made = birthCertificate({ ...facts, answers: {} })
  assert.equal(made.ok ? '' : made.refusal.code, 'answersMissing')
})

test('an office whose name says its city is not given it twice', () => {
  const city = paper({ officeName: 'Ủy ban nhân dân thành phố Hà Nội' })
  assert.equal(city.registeredAt, 'Ủy ban nhân dân thành phố Hà Nội')
})
