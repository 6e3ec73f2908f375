import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountInWords } from './amount-in-words.ts'

const TABLE: readonly [dong: number, words: string][] = [
  [0, 'Không đồng'],
  [5, 'Năm đồng'],
  [10, 'Mười đồng'],
  [15, 'Mười lăm đồng'],
  [21, 'Hai mươi mốt đồng'],
  [105, 'Một trăm linh năm đồng'],
  [110, 'Một trăm mười đồng'],
  [1000, 'Một nghìn đồng'],
  [1001, 'Một nghìn không trăm linh một đồng'],
  [5000, 'Năm nghìn đồng'],
  [8000, 'Tám nghìn đồng'],
  [16_000, 'Mười sáu nghìn đồng'],
  [21_000, 'Hai mươi mốt nghìn đồng'],
  [75_500, 'Bảy mươi lăm nghìn năm trăm đồng'],
  [100_000, 'Một trăm nghìn đồng'],
  [115_000, 'Một trăm mười lăm nghìn đồng'],
  [135_000, 'Một trăm ba mươi lăm nghìn đồng'],
  [205_000, 'Hai trăm linh năm nghìn đồng'],
  [1_000_000, 'Một triệu đồng'],
  [1_005_000, 'Một triệu không trăm linh năm nghìn đồng'],
  [1_250_000, 'Một triệu hai trăm năm mươi nghìn đồng'],
  [2_000_010, 'Hai triệu không trăm mười đồng'],
  [31_415_926, 'Ba mươi mốt triệu bốn trăm mười lăm nghìn chín trăm hai mươi sáu đồng'],
  [1_000_000_000, 'Một tỷ đồng'],
  [
    999_999_999_999,
    'Chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín đồng',
  ],
]

test('an amount is written out as receipts write it', () => {
  for (const [dong, words] of TABLE) assert.equal(amountInWords(dong), words)
})

test('what is no whole number of đồng has no words', () => {
  for (const dong of [-1, 1.5, Number.NaN, 10 ** 12])
    assert.throws(() => amountInWords(dong), RangeError)
})
