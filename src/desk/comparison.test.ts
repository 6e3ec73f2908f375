import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { plainBirth } from '../../test/support/desk.ts'
import type { Answers } from '../catalogue/form.ts'
import { openLaw } from '../catalogue/law.ts'
import { checkout } from '../checkout.ts'
import { checklist } from './checklist.ts'
import { compare, differences, type Compared } from './comparison.ts'
import { changedFields, resultContent } from './result-content.ts'

const law = openLaw(join(checkout, 'data'))
const procedure = law.procedure('1.001193', 1)!
const terms = law.terms('1.001193', '1.001193', 1)

function subject(over: Record<string, unknown> = {}, more: Partial<Compared> = {}): Compared {
  return {
    form: law.form('khai-sinh', 1),
    procedure,
    answers: { ...plainBirth(), ...over } as Answers,
    facts: { today: '2026-11-24', codeLists: law.codeLists },
    channel: 'online',
    filed: new Set(['birth-notice']),
    identity: null,
    oldPlaces: new Map(),
    ...more,
  }
}

function differing(compared: Compared): string[] {
  return differences(compare(compared)).map(({ id }) => id)
}

test('an ordinary declaration agrees everywhere, and what was compared is shown all the same', () => {
  assert.deepEqual(differing(subject()), [])
  const rows = compare(subject()).flatMap((group) => group.rows.map(({ id }) => id))
  assert.deepEqual(rows, [
    'number:requester.personalNumber',
    'number:mother.personalNumber',
    'number:father.personalNumber',
    'paper:birth-notice',
  ])
})

test('digits that say another year or sex raise a doubt', () => {
  assert.deepEqual(differing(subject({ 'father.personalNumber': '001193999037' })), [
    'number:father.personalNumber',
  ])
  assert.deepEqual(differing(subject({ 'mother.birthOn': '1995-03-14' })), [])
  assert.deepEqual(
    differing(subject({ 'requester.relation': 'grandparent', 'mother.birthOn': '1995-03-14' })),
    ['number:mother.personalNumber'],
  )
})

test('what the applicant says of themselves stands beside VNeID: same, other accents, other person', () => {
  const identity = {
    full_name: 'Trần Thị Thu Hà',
    personal_number: '001196999000',
    birth_on: '1996-03-14',
  }
  const words = (full_name: string) =>
    compare(subject({}, { identity: { ...identity, full_name } }))
      .flatMap(({ rows }) => rows)
      .find(({ id }) => id === 'identity:requester.fullName')?.words
  assert.equal(words('TRẦN THỊ THU HÀ'), 'Khớp')
  assert.equal(words('Trần Thị Thu Hạ'), 'Khác dấu')
  assert.equal(words('Lê Thị Mai'), 'Khác')
  assert.deepEqual(differing(subject({}, { identity: { ...identity, birth_on: '1996-03-15' } })), [
    'identity:requester.birthOn',
  ])
})

test('an old commune is named with what it became; a divided one is never guessed', () => {
  const old = {
    name: 'Xã Bát Tràng',
    district: 'Huyện Gia Lâm',
    isSplit: false,
    becomes: ['Xã Bát Tràng'],
  }
  const text = 'Xã Bát Tràng, huyện Gia Lâm'
  const row = (isSplit: boolean, becomes: string[]) =>
    compare(
      subject(
        { 'child.homeTown': text },
        { oldPlaces: new Map([[text, { ...old, isSplit, becomes }]]) },
      ),
    )
      .flatMap(({ rows }) => rows)
      .find(({ id }) => id === 'place:child.homeTown')
  assert.equal(row(false, old.becomes)?.against, 'Nay là Xã Bát Tràng')
  assert.equal(row(true, ['Xã A', 'Xã B'])?.against, 'Đã chia vào: Xã A, Xã B')
})

test('a missing paper differs; one paper of a group is enough', () => {
  assert.deepEqual(differing(subject({}, { filed: new Set() })), ['paper:birth-notice'])
  assert.deepEqual(differing(subject({}, { filed: new Set(['birth-pledge']) })), [])
})

test('late registration is looked at; the checklist asks for each paper, each difference, competence and content', () => {
  const late = subject({ 'child.birthOn': '2026-01-05' })
  assert.deepEqual(differing(late), ['rule:registered-late:child.birthOn'])
  const checks = checklist({ procedure, groups: compare(late), filed: late.filed })
  assert.deepEqual(
    checks.map(({ id, isOpen }) => `${id} ${isOpen}`),
    [
      'read:birth-notice false',
      'seen:rule:registered-late:child.birthOn true',
      'competence false',
      'content false',
    ],
  )
})

test('the result says what was declared; a later change is found field by field, a first entry is none', () => {
  const content = (over: Record<string, unknown>, number: string | null = null) => {
    const fields = resultContent({
      terms,
      answers: { ...plainBirth(), ...over },
      entry: null,
      personalNumber: number,
      officeName: 'Ủy ban nhân dân phường Một',
      codeLists: law.codeLists,
    })
    assert.ok(fields.ok)
    return fields.value
  }
  const before = content({})
  assert.equal(before.find(({ label }) => label === 'Giới tính')?.value, 'Nữ')
  assert.deepEqual(changedFields(before, content({ 'child.fullName': 'Nguyễn Hoàng Minh Ánh' })), [
    {
      label: 'Họ, chữ đệm, tên',
      before: 'Nguyễn Hoàng Minh Anh',
      after: 'Nguyễn Hoàng Minh Ánh',
    },
  ])
  assert.deepEqual(changedFields(before, content({}, '001326000123')), [])
  assert.equal(
    content({ 'father.fullName': '' }).find(({ label }) => label === 'Người cha')?.value,
    'để trống',
  )
})
