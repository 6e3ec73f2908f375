import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCodeLists } from '../catalogue/code-list-files.ts'
import { checkout } from '../checkout.ts'
import { oldPlacesIn, placeText } from './old-places.ts'

const codeLists = readCodeLists(join(checkout, 'data'))
const found = (text: string) => oldPlacesIn([text], { codeLists, on: '2026-11-28' }).get(text)

test('an old commune with its district is shown to the officer with what it became', () => {
  assert.deepEqual(found('số 5, phường Hàng Bạc, quận Hoàn Kiếm, Hà Nội'), {
    name: 'Phường Hàng Bạc',
    district: 'Quận Hoàn Kiếm',
    isSplit: false,
    becomes: ['Phường Hoàn Kiếm'],
  })
  const split = found('Đội Cấn, Ba Đình')
  assert.deepEqual([split?.isSplit, split?.becomes], [true, ['Phường Ba Đình', 'Phường Ngọc Hà']])
})

test('without its district it may be a street, and a present name is nothing to look at', () => {
  for (const text of ['Hàng Bạc', 'số 5 phố Trúc Bạch', 'Phường Ba Đình, Hà Nội', ''])
    assert.equal(found(text), undefined, text)
})

test('of an address what was typed is looked at, else its words', () => {
  const address = { commune: '00070', detail: 'số 5' }
  assert.equal(placeText({ ...address, typed: 'Hàng Bạc, Hoàn Kiếm' }), 'Hàng Bạc, Hoàn Kiếm')
  assert.equal(placeText(address), 'số 5')
  assert.equal(placeText(true), undefined)
})
