import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { changesOfCity, rawCommunes } from '../../../test/support/raw-places.ts'
import { checkout } from '../../checkout.ts'
import { readTable } from '../table.ts'
import { isNamed, mentionsIn, partsSaid } from './part-said.ts'
import { readFormer } from './place-files.ts'

const dataDir = join(checkout, 'data')
const former = readFormer(dataDir).filter(({ provinceNumber }) => provinceNumber === '01')
const texts = new Map(
  readTable(join(dataDir, 'units', 'hanoi_126.csv.gz')).map((row) => [
    row['ma_xa'] ?? '',
    (row['truoc_sap_xep'] ?? '').normalize('NFC'),
  ]),
)

test('the two sources agree: all 794 changes of the city stand in the texts, and no text names another commune', () => {
  const missing: string[] = []
  const more: string[] = []
  for (const [code, text] of texts) {
    const mentions = mentionsIn(text)
    const parts = former.filter(({ becomes }) => becomes.includes(code))
    for (const unit of parts)
      if (!mentions.some((mention) => isNamed(unit, mention))) missing.push(`${unit.name} ${code}`)
    for (const mention of mentions)
      if (!parts.some((unit) => isNamed(unit, mention))) more.push(`${code}: ${mention.words}`)
  }
  assert.equal(former.flatMap(({ becomes }) => becomes).length, 794)
  assert.deepEqual({ missing, more }, { missing: [], more: [] })
})

test('the list of the country and that of the city give the same changes; 199 communes are marked as divided', () => {
  const ofCountry = rawCommunes
    .filter(({ provinceNumber }) => provinceNumber === '01')
    .flatMap(({ number, becomes }) => becomes.map((code) => `${number} ${code}`))
  const ofCity = changesOfCity.map(([number, code]) => `${number} ${code}`)
  assert.deepEqual(ofCountry.sort(), ofCity.sort())
  const divided = new Set(
    changesOfCity.filter(([, , mark]) => mark === '1').map(([number]) => number),
  )
  assert.equal(divided.size, 199)
  const counted = former.filter(({ becomes }) => becomes.length > 1).map(({ number }) => number)
  assert.deepEqual(new Set(counted), divided)
})

test('what the source says of a part is quoted, and understood only where it is plain', () => {
  const said = partsSaid(former, texts)
  const of = (name: string, code: string) => {
    const unit = former.find((each) => each.name === name && each.becomes.includes(code))
    return said.get(`${unit?.number}-${code}`)
  }
  assert.deepEqual(of('Phường Đội Cấn', '00004'), {
    words: 'một phần diện tích TN, quy mô dân số của các phường Đội Cấn',
    share: 'part',
  })
  assert.deepEqual(of('Phường Đội Cấn', '00008'), {
    words: 'Phường Đội Cấn (phần còn lại sau khi sáp nhập vào phường Ba Đình)',
    share: 'rest',
  })
  assert.deepEqual(of('Thị trấn Trâu Quỳ', '00565'), {
    words: 'một phần diện tích TN, toàn bộ quy mô dân số của Thị trấn Trâu Quỳ',
    share: null,
  })
  assert.equal(of('Phường Kim Mã', '00008'), undefined, 'the text only names it')
})

test('only divided communes have parts, and the words of a part name it', () => {
  const said = partsSaid(former, texts)
  const byNumber = new Map(former.map((unit) => [unit.number, unit]))
  assert.ok(said.size > 250)
  for (const [value, { words }] of said) {
    const unit = byNumber.get(value.split('-')[0] ?? '')
    assert.ok(unit && unit.becomes.length > 1, value)
    assert.ok(
      mentionsIn(words).some((mention) => isNamed(unit, mention)),
      words,
    )
  }
})
