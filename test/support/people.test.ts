import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findPeople, loadPeople } from '../../standins/people.ts'
import { parseDay } from '../../src/lib/time.ts'

const people = loadPeople()

test('twenty made people stand in for citizens, each of them one of a kind', () => {
  assert.equal(people.length, 20)
  for (const key of ['subject', 'name', 'personalNumber', 'phone', 'email'] as const) {
    assert.equal(new Set(people.map((person) => person[key])).size, 20, key)
  }
})

test('a personal number tells sex and year of birth, as real ones do', () => {
  for (const { name, sex, birthOn, personalNumber } of people) {
    assert.ok(parseDay(birthOn), name)
    assert.match(personalNumber, /^\d{12}$/)
    const century = Number(birthOn.slice(0, 2)) - 19
    assert.equal(Number(personalNumber[3]), 2 * century + (sex === 'female' ? 1 : 0), name)
    assert.equal(personalNumber.slice(4, 6), birthOn.slice(2, 4), name)
  }
})

test('the list has people born before and after 2000', () => {
  const young = people.filter(({ birthOn }) => birthOn >= '2000')
  assert.ok(young.length > 0 && young.length < people.length)
})

test('somebody is found by part of the name or the number', () => {
  const names = (words: string) => findPeople(people, words).map(({ name }) => name)
  assert.deepEqual(names('THU HA'), ['Trần Thị Thu Hà'])
  assert.deepEqual(names('001093999037'), ['Nguyễn Minh Đức'])
  assert.equal(names('').length, 20)
  assert.deepEqual(names('không có ai'), [])
})
