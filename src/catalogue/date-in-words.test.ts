import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayFromNumber, dayNumber } from '../lib/time.ts'
import { birthDateInWords, showPartDay } from './date-in-words.ts'

for (const [day, words] of [
  ['2026-11-19', 'Ngày mười chín tháng mười một năm hai nghìn không trăm hai mươi sáu'],
  ['2026-01-01', 'Ngày một tháng một năm hai nghìn không trăm hai mươi sáu'],
  ['2025-04-04', 'Ngày bốn tháng tư năm hai nghìn không trăm hai mươi lăm'],
  ['2024-02-29', 'Ngày hai mươi chín tháng hai năm hai nghìn không trăm hai mươi tư'],
  ['2021-12-31', 'Ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi mốt'],
  ['2015-05-15', 'Ngày mười lăm tháng năm năm hai nghìn không trăm mười lăm'],
  ['2014-10-14', 'Ngày mười bốn tháng mười năm hai nghìn không trăm mười bốn'],
  ['2011-11-11', 'Ngày mười một tháng mười một năm hai nghìn không trăm mười một'],
  ['2010-10-10', 'Ngày mười tháng mười năm hai nghìn không trăm mười'],
  ['2005-06-05', 'Ngày năm tháng sáu năm hai nghìn không trăm linh năm'],
  ['2004-07-24', 'Ngày hai mươi tư tháng bảy năm hai nghìn không trăm linh tư'],
  ['2001-08-21', 'Ngày hai mươi mốt tháng tám năm hai nghìn không trăm linh một'],
  ['2000-09-30', 'Ngày ba mươi tháng chín năm hai nghìn'],
  ['1999-03-25', 'Ngày hai mươi lăm tháng ba năm một nghìn chín trăm chín mươi chín'],
  ['1995-11-20', 'Ngày hai mươi tháng mười một năm một nghìn chín trăm chín mươi lăm'],
  ['1975-04-30', 'Ngày ba mươi tháng tư năm một nghìn chín trăm bảy mươi lăm'],
  ['1900-02-22', 'Ngày hai mươi hai tháng hai năm một nghìn chín trăm'],
  ['2100-12-12', 'Ngày mười hai tháng mười hai năm hai nghìn một trăm'],
] as const) {
  test(`${day} is written out for the certificate`, () => {
    assert.equal(birthDateInWords(day), words)
  })
}

test('every day of two centuries is written in plain words, and no two days alike', () => {
  const seen = new Set<string>()
  const last = dayNumber('2099-12-31')
  for (let number = dayNumber('1900-01-01'); number <= last; number++) {
    const words = birthDateInWords(dayFromNumber(number))
    assert.match(words, /^Ngày [\p{Ll} ]+ tháng [\p{Ll} ]+ năm [\p{Ll} ]+$/u)
    assert.doesNotMatch(words, /mươi một\b|mươi năm\b(?! )|mười năm\b(?! )|undefined/u)
    seen.add(words)
  }
  assert.equal(seen.size, last - dayNumber('1900-01-01') + 1)
})

test('a date known in part is shown as far as it is known', () => {
  assert.equal(showPartDay('2026-11-19'), '19/11/2026')
  assert.equal(showPartDay('1996-03'), '03/1996')
  assert.equal(showPartDay('1996'), '1996')
})
