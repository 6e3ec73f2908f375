import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOfficeId, isPersonId, isUuid, newDossierId, newId, parseDossierId } from './ids.ts'

test('an id carries its moment and is a version 7 UUID', () => {
  const id = newId(new Date('2026-02-13T09:30:00.123Z'))
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const moment = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  assert.equal(new Date(moment).toISOString(), '2026-02-13T09:30:00.123Z')
})

test('later ids sort later, and a burst in one millisecond holds no twins', () => {
  assert.ok(newId(new Date(1_000_000_000_000)) < newId(new Date(1_000_000_000_001)))
  const burst = Array.from({ length: 20_000 }, () => newId(new Date(0)))
  assert.equal(new Set(burst).size, burst.length)
})

test('a dossier id is read back only if it is one', () => {
  const id = newDossierId(new Date())
  assert.equal(parseDossierId(id), id)
  for (const text of ['', 'x', id.toUpperCase(), `${id}0`, id.slice(1), `${id}\n`])
    assert.equal(parseDossierId(text), undefined)
  assert.equal(isUuid(crypto.randomUUID()), true)
})

test('a moment that is no moment is an error', () => {
  assert.throws(() => newId(new Date(NaN)), RangeError)
  assert.throws(() => newId(new Date(-1)), RangeError)
})

test('offices and persons never share a number', () => {
  assert.deepEqual([0, 1, 999_999, 1_000_000].map(isOfficeId), [false, true, true, false])
  assert.deepEqual([999_999, 1_000_000, 1.5, 2 ** 31].map(isPersonId), [false, true, false, false])
})
