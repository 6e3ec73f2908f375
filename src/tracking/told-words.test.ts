import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { choiceTermsFrom, readChoiceTerms } from '../notice/load-choices.ts'
import { momentOf, MOMENTS, TOLD_KINDS, wantedAddresses } from '../notice/moments.ts'
import type { Address } from '../notice/notice.ts'
import { mayAsk, readCode, tried } from '../notice/phone-check.ts'
import { followWording } from './follow-wording.ts'

test('every kind of message has words of its own in both languages, and every moment some message', () => {
  for (const lang of ['vi', 'en'] as const) {
    const words: Readonly<Record<string, string>> = followWording(lang).told.kind
    assert.deepEqual(
      TOLD_KINDS.filter((kind) => words[kind] === undefined),
      [],
    )
    assert.deepEqual(
      MOMENTS.filter((moment) => !TOLD_KINDS.some((kind) => momentOf(kind) === moment)),
      [],
    )
  }
})

test('the channels of a moment are those chosen; none means the page, one that does not reach means the other', () => {
  const sms: Address = { channel: 'sms', recipient: '84912345678' }
  const mail: Address = { channel: 'mail', recipient: 'a@b.vn' }
  const both = [sms, mail]
  assert.deepEqual(wantedAddresses(both, {}, 'accepted'), both)
  assert.deepEqual(wantedAddresses(both, { received: ['mail'] }, 'accepted'), [mail])
  assert.deepEqual(wantedAddresses(both, { received: ['mail'] }, 'resultReady'), both)
  assert.deepEqual(wantedAddresses([sms], { received: ['mail'] }, 'accepted'), [sms])
  assert.deepEqual(wantedAddresses(both, { received: [] }, 'accepted'), [
    { channel: 'page', recipient: '' },
  ])
  assert.deepEqual(wantedAddresses(both, { received: [] }, 'overdue'), both, 'staff do not choose')
})

test('a code is six digits, right once, for its minutes and tries, and asked for so often a day', () => {
  const terms = { minutes: 10, tries: 5, codesADay: 2 }
  const expiresAt = new Date('2026-11-30T12:10:00+07:00')
  const check = {
    phone: '84912345678',
    salt: 's',
    codeHash: 'h',
    tries: 0,
    expiresAt,
    askedOn: '2026-11-30',
    asked: 1,
  }
  const at = (time: string, hash = 'h') => ({
    now: new Date(`2026-11-30T${time}+07:00`),
    hash,
    terms,
  })
  assert.equal(tried(check, at('12:09:59')), 'right')
  assert.equal(tried(check, at('12:10:00')), 'gone')
  assert.equal(tried(check, at('12:00:00', 'x')), 'wrong')
  assert.equal(tried({ ...check, tries: 5 }, at('12:00:00')), 'gone')
  assert.equal(tried(undefined, at('12:00:00')), 'gone')
  assert.ok(mayAsk(check, '2026-11-30', terms))
  assert.ok(!mayAsk({ ...check, asked: 2 }, '2026-11-30', terms))
  assert.ok(mayAsk({ ...check, asked: 2 }, '2026-12-01', terms))
  assert.equal(readCode(' 482-913 '), '482913')
  for (const typed of ['', '48291', '4829133', 'abcdef']) assert.equal(readCode(typed), undefined)
})

test('the terms are data with their mark; ten minutes and five tries are the most they may say', () => {
  const terms = readChoiceTerms(join(checkout, 'data'))
  assert.deepEqual(terms.mustReach, ['fee', 'supplement'])
  const said = { note: 'n', mark: 'toBeConfirmed' }
  const document = (phoneCheck: object) => ({
    version: 1,
    validFrom: '2026-01-01',
    mustReach: { moments: [], ...said },
    phoneCheck: { minutes: 10, tries: 5, codesADay: 5, ...said, ...phoneCheck },
  })
  assert.ok(choiceTermsFrom(document({})))
  assert.throws(() => choiceTermsFrom(document({ minutes: 11 })), /minutes/)
  assert.throws(() => choiceTermsFrom(document({ tries: 6 })), /tries/)
})
