import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLang, texts } from './i18n.ts'
import { failureWording } from './failure-wording.ts'
import { limitInWords, statusNames, weekdayNames, wording } from './wording.ts'

test('a text is read in the language of the page', () => {
  const t = texts({
    vi: { hello: 'Xin chào', days: (n: number) => `${n} ngày` },
    en: { hello: 'Hello', days: (n: number) => `${n} days` },
  })
  assert.equal(t('vi').hello, 'Xin chào')
  assert.equal(t('en').days(3), '3 days')
})

test('the compiler refuses a text that has no English', () => {
  // @ts-expect-error: `more` is missing in English.
  texts({ vi: { title: 'Một', more: 'Hai' }, en: { title: 'One' } })
  // @ts-expect-error: `extra` exists only in English.
  texts({ vi: { title: 'Một' }, en: { title: 'One', extra: 'Two' } })
  assert.ok(isLang('vi') && isLang('en') && !isLang('fr') && !isLang(['vi']))
})

test('no English text of the frame has a Vietnamese letter left, but names', () => {
  const vietnamese = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i
  const names = /Một Cửa|Hà Nội|Tiếng Việt/g
  const failure = failureWording('en')
  const plain = [statusNames('en'), weekdayNames('en'), failure.title, failure.remedy, failure.work]
  const counted = Object.values(limitInWords('en')).map((say) => say(2))
  const words = Object.values(wording('en')).filter((text) => typeof text === 'string')
  for (const text of [...plain.flatMap((each) => Object.values(each)), ...counted, ...words]) {
    assert.doesNotMatch(text.replace(names, ''), vietnamese)
  }
})

test('one working day is singular in English', () => {
  assert.equal(limitInWords('en').workingDay(1), '1 working day')
  assert.equal(limitInWords('en').workingDay(3), '3 working days')
  assert.equal(limitInWords('vi').workingDay(3), '3 ngày làm việc')
})
