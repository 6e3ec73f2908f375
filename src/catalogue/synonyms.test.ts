import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkout } from '../checkout.ts'
import { DocumentFault } from './shape.ts'
import { phrasesFrom, readSynonyms } from './synonyms.ts'

const document = (synonyms: unknown[], specialCases: unknown[] = []) => ({
  version: 2,
  note: '',
  synonyms,
  specialCases,
})
const faultsOf = (synonyms: unknown[], specialCases: unknown[] = []) => {
  try {
    phrasesFrom(document(synonyms, specialCases))
  } catch (fault) {
    assert.ok(fault instanceof DocumentFault)
    return fault.message
  }
  return ''
}

test('the published phrases are read, every meaning with its place', () => {
  const { synonyms, specialCases } = readSynonyms(join(checkout, 'data'))
  assert.ok(synonyms.length > 900)
  assert.ok(specialCases.some(({ phrase }) => phrase === 'lưu động'))
  assert.deepEqual(
    synonyms.filter(({ folded }) => folded === 'dkks').map(({ means }) => means),
    ['đăng ký khai sinh'],
  )
})

test('a phrase with several meanings keeps their order', () => {
  const { synonyms } = phrasesFrom(document([['Sổ đỏ', 'cấp đổi', 'cấp lại']]))
  assert.deepEqual(synonyms, [
    { folded: 'so do', position: 0, phrase: 'Sổ đỏ', means: 'cấp đổi' },
    { folded: 'so do', position: 1, phrase: 'Sổ đỏ', means: 'cấp lại' },
  ])
})

test('what cannot be right is refused with its place', () => {
  assert.match(
    faultsOf([
      ['sổ đỏ', 'a'],
      ['so do', 'b'],
    ]),
    /“so do” stands twice/,
  )
  assert.match(faultsOf([['!!!', 'a']]), /“!!!” has no letters/)
  assert.match(faultsOf([['một hai ba bốn năm sáu bảy tám chín', 'a']]), /more than eight words/)
  assert.match(faultsOf([['xin', '', 'cấp']]), /“xin” is a filler and means something/)
  assert.match(faultsOf([['xin', 'cấp', 'cap']]), /means “cap” twice/)
  assert.match(faultsOf([], ['lưu động', 'Luu dong']), /“luu dong” stands twice/)
  assert.notEqual(faultsOf([['một mình']]), '')
  assert.notEqual(faultsOf([[1, 2]]), '')
})
