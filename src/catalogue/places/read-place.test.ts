import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { rawCommunes, type RawCommune } from '../../../test/support/raw-places.ts'
import { checkout } from '../../checkout.ts'
import { readCodeLists } from '../code-list-files.ts'
import type { PlaceReading } from './place.ts'
import { anyCharacter } from '../../../test/support/any-character.ts'

const lists = readCodeLists(join(checkout, 'data'))
const TODAY = '2026-11-28'
const read = (typed: string, on: `${number}-${number}-${number}` = TODAY) =>
  lists.readCommune(typed, on)
const nameOf = (code: string) => lists.communeName(code)?.split(',')[0]

/** 'Phường Hoàn Kiếm < Phường Hàng Bạc', with the house when there is one: what a reader of the test sees. */
function shown(reading: PlaceReading): string {
  const house = reading.house === '' ? '' : `${reading.house} | `
  switch (reading.kind) {
    case 'found': {
      const by = reading.by.map(({ name }) => name).join(' + ')
      return `${house}${nameOf(reading.code)}${by === '' ? '' : ` < ${by}`}`
    }
    case 'split':
    case 'ambiguous': {
      const places = reading.choices.map(
        ({ former, code }) =>
          `${former ? `${former.name} ${former.district.replace(/^\S+ /, '')} > ` : ''}${nameOf(code)}`,
      )
      return `${house}${reading.kind}: ${places.join('; ')}`
    }
    case 'unknown':
      return `unknown: ${reading.nearest[0] ?? ''}`
  }
}

for (const [typed, expected] of [
  ['phường Hàng Bạc, quận Hoàn Kiếm', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  ['P. Hàng Bạc, Q. Hoàn Kiếm, HN', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  ['P.Hàng Bạc Q.Hoàn Kiếm TP.Hà Nội', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  ['hang bac hoan kiem', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  ['Hoàn Kiếm, Hàng Bạc', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  ['Hàng Bạc - Hoàn Kiếm - Hà Nội - Việt Nam', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  ['Hang Bac Ward, Hoan Kiem District, Hanoi', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  ['(phường Hàng Bạc; quận Hoàn Kiếm)', 'Phường Hoàn Kiếm < Phường Hàng Bạc'],
  [
    'Số 12 ngõ 5 Hàng Bạc, phường Hàng Bạc, quận Hoàn Kiếm, Hà Nội',
    'Số 12 ngõ 5 Hàng Bạc | Phường Hoàn Kiếm < Phường Hàng Bạc',
  ],
  ['12/5 Hàng Bạc, Phường Hoàn Kiếm, Hà Nội', '12/5 Hàng Bạc | Phường Hoàn Kiếm'],
  ['Phường Hoàn Kiếm, quận Hoàn Kiếm', 'Phường Hoàn Kiếm'],
  ['Phường Ngọc Hà, Hà Nội', 'Phường Ngọc Hà'],
  [
    'phường Ngọc Hà, quận Ba Đình',
    'split: Phường Ngọc Hà Ba Đình > Phường Ba Đình; Phường Ngọc Hà Ba Đình > Phường Ngọc Hà',
  ],
  [
    'xã Kim Chung, huyện Đông Anh',
    'split: Xã Kim Chung Đông Anh > Xã Thiên Lộc; Xã Kim Chung Đông Anh > Xã Vĩnh Thanh',
  ],
  [
    'xã Kim Chung, Hoài Đức',
    'split: Xã Kim Chung Hoài Đức > Xã Hoài Đức; Xã Kim Chung Hoài Đức > Phường Tây Tựu',
  ],
  [
    'thị trấn Trâu Quỳ',
    'split: Thị trấn Trâu Quỳ Gia Lâm > Xã Gia Lâm; Thị trấn Trâu Quỳ Gia Lâm > Xã Bát Tràng',
  ],
  [
    'TT Trâu Quì, H. Gia Lâm',
    'split: Thị trấn Trâu Quỳ Gia Lâm > Xã Gia Lâm; Thị trấn Trâu Quỳ Gia Lâm > Xã Bát Tràng',
  ],
  [
    'Minh Khai, Hai Bà Trưng',
    'split: Phường Minh Khai Hai Bà Trưng > Phường Bạch Mai; Phường Minh Khai Hai Bà Trưng > Phường Tương Mai',
  ],
  ['Yên Viên, Gia Lâm', 'Xã Phù Đổng < Thị trấn Yên Viên + Xã Yên Viên'],
  ['12 Hàng Bông, Hoàn Kiếm, Hà Nội', '12 Hàng Bông | ambiguous: Phường Hoàn Kiếm'],
  ['phường Hàng Bạcc, quận Hoàn Kiếm', /^unknown: Phường Hàng Bạc, Quận Hoàn Kiếm/],
  ['phường Hàng Bạc, quận Ba Đình', /^unknown: Phường Hàng Bạc, Quận Hoàn Kiếm/],
  ['xã Hàng Bạc, Hoàn Kiếm', 'xã Hàng Bạc | ambiguous: Phường Hoàn Kiếm'],
  ['xã Hàng Bạc, quận Hoàn Kiếm', /^unknown: Phường Hàng Bạc, Quận Hoàn Kiếm/],
  ['P1 Q5 TPHCM', 'Phường Chợ Quán < Phường 1'],
  ['Phường 01, Quận 5, TP. Hồ Chí Minh', 'Phường Chợ Quán < Phường 1'],
  ['Phường Phường Đúc, Huế', 'Phường Thuận Hóa < Phường Phường Đúc'],
  ['xã H’ Neng, Đắk Đoa', "Xã Kon Gang < Xã H' Neng"],
  ['Xã Hneng, huyện Đăk Đoa', "Xã Kon Gang < Xã H' Neng"],
  ['huyện Côn Đảo, Bà Rịa - Vũng Tàu', 'Đặc khu Côn Đảo < Huyện Côn Đảo'],
  ['phuong sa pa, sa pa', 'Phường Sa Pa < Phường Sa Pa + Phường Sa Pả'],
  ['Phường Sa Pả, Sa Pa', 'Phường Sa Pa < Phường Sa Pả'],
  ['xa minh quan tran yen', /^ambiguous: Xã Minh Quán .*; Xã Minh Quân /],
  ['xã Minh Quân, Trấn Yên', 'Phường Âu Lâu < Xã Minh Quân'],
  ['', 'unknown: '],
  [' ,;. ', 'unknown: '],
] as const)
  test(`“${typed}” is read as ${expected}`, () => {
    const answer = shown(read(typed))
    if (typeof expected === 'string') assert.equal(answer, expected)
    else assert.match(answer, expected)
  })

test('Hà Tây ended in 2008: what is known is said, and the communes are asked for', () => {
  const alone = read('tỉnh Hà Tây')
  assert.equal(alone.kind, 'unknown')
  assert.deepEqual([alone.merged?.name, alone.merged?.lastYear], ['Hà Tây', 2008])
  assert.equal(alone.merged?.mark, 'toBeConfirmed')
  const exact = read('phường Văn Quán, thành phố Hà Đông, tỉnh Hà Tây')
  assert.match(shown(exact), /^split: Phường Văn Quán Hà Đông > Phường Hà Đông/)
  const open = read('xã Kim Chung, Hà Tây')
  assert.equal(open.kind, 'ambiguous')
  assert.equal(read('xã Kim Chung, huyện Hoài Đức').merged, undefined)
})

test('a number is read for a day: 00004 was Trúc Bạch until 30/6/2025 and is Ba Đình since', () => {
  assert.equal(shown(read('00004', '2025-06-30')), 'Phường Ba Đình < Phường Trúc Bạch')
  assert.equal(shown(read('00004', '2025-07-01')), 'Phường Ba Đình')
  assert.equal(shown(read('00061', '2025-06-30')), 'Phường Hoàn Kiếm < Phường Hàng Bạc')
  assert.equal(read('00061').kind, 'unknown', 'Hàng Bạc’s number means nothing today')
})

test('all 126 numbers of the city meant another place before, so none is ever read without its day', () => {
  const city = lists.communesOf('01')
  const before = city.map(({ code }) => read(code, '2025-06-30'))
  assert.equal(city.length, 126)
  for (const reading of before)
    assert.ok(reading.kind === 'split' || (reading.kind === 'found' && reading.by.length === 1))
})

test('before 01/7/2025 only the old names count', () => {
  const before = read('phường Ngọc Hà, Hà Nội', '2024-01-01')
  assert.match(shown(before), /^split: Phường Ngọc Hà Ba Đình > Phường Ba Đình/)
  assert.equal(read('phường Hoàn Kiếm, Hà Nội', '2025-06-30').kind, 'unknown')
})

test('a present name of another province does not hide old ones elsewhere; the province tells them apart', () => {
  assert.equal(read('Quang Trung').kind, 'ambiguous')
  assert.equal(shown(read('phường Quang Trung, Thanh Hóa')), 'Phường Quang Trung')
  assert.equal(shown(read('Phường Kinh Bắc, Bắc Ninh')), 'Phường Kinh Bắc < Phường Kinh Bắc')
})

/** Whether the reading is the one that the raw lists give for this commune, or asks about it. */
function leadsTo(reading: PlaceReading, { number, becomes }: RawCommune): boolean {
  switch (reading.kind) {
    case 'found':
      return (
        becomes.length === 1 &&
        reading.code === becomes[0] &&
        reading.by.some((former) => former.number === number)
      )
    case 'split':
      return reading.former.number === number && sameCodes(reading, becomes)
    case 'ambiguous':
      return becomes.every((code) =>
        reading.choices.some((choice) => choice.former?.number === number && choice.code === code),
      )
    case 'unknown':
      return false
  }
}

function sameCodes({ choices }: { choices: readonly { code: string }[] }, codes: string[]) {
  return (
    choices
      .map(({ code }) => code)
      .sort()
      .join() === [...codes].sort().join()
  )
}

const plain = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
const bare = (name: string) =>
  name.replace(/^(Phường|Xã|Thị trấn|Quận|Huyện|Thị xã|Thành phố) /, '')
const short = (name: string) =>
  name
    .replace(/^Phường /, 'P. ')
    .replace(/^Xã /, 'X.')
    .replace(/^Thị trấn /, 'TT. ')
    .replace(/^Quận /, 'Q.')
    .replace(/^Huyện /, 'H. ')
    .replace(/^Thị xã /, 'TX. ')
    .replace(/^Thành phố /, 'TP.')

type Writing = (commune: RawCommune) => string
const withDistrict: Record<string, Writing> = {
  'in full': ({ name, district, province }) => `${name}, ${district}, ${province}`,
  'without province': ({ name, district }) => `${name}, ${district}`,
  'without kinds': ({ name, district }) => `${bare(name)}, ${bare(district)}`,
  abbreviated: ({ name, district }) => `${short(name)}, ${short(district)}, HN`,
  'without diacritics': ({ name, district }) => plain(`${name} ${district} ha noi`),
  'without anything': ({ name, district }) =>
    plain(`${bare(name)} ${bare(district)}`).toLowerCase(),
  'the other way round': ({ name, district }) => `Hà Nội, ${district}, ${name}`,
  'behind a house number': ({ name, district }) => `số 5 ngõ 12, ${name}, ${district}, Hà Nội`,
}
const city = rawCommunes.filter(({ provinceNumber }) => provinceNumber === '01')

for (const [how, write] of Object.entries(withDistrict))
  test(`each of the 526 communes of the city, written ${how}, leads to its successors or is asked about`, () => {
    assert.equal(city.length, 526)
    const wrong = city.filter((commune) => !leadsTo(read(write(commune)), commune))
    assert.deepEqual(wrong.map(write), [])
  })

const withoutDistrict: Record<string, Writing> = {
  'with its kind': ({ name }) => `${name}, Hà Nội`,
  abbreviated: ({ name }) => `${short(name)}, HN`,
  'without its kind': ({ name }) => `${bare(name)}, Hà Nội`,
  'without diacritics': ({ name }) => plain(`${name}, ha noi`),
}
for (const [how, write] of Object.entries(withoutDistrict))
  test(`without its district, ${how}, it is a present name of the city, or found, or asked about`, () => {
    const present = new Set(
      lists.communesOf('01').map(({ name }) => plain(bare(name)).toLowerCase()),
    )
    const wrong = city.filter((commune) => {
      const reading = read(write(commune))
      const isPresent = reading.kind === 'found' && reading.by.length === 0
      return isPresent
        ? !present.has(plain(bare(commune.name)).toLowerCase())
        : !leadsTo(reading, commune)
    })
    assert.deepEqual(wrong.map(write), [])
  })

test('each of the 10,035 communes of the country, in full, leads to exactly its successors', () => {
  assert.equal(rawCommunes.length, 10_035)
  const wrong = rawCommunes.filter((commune) => {
    const reading = read(`${commune.name}, ${commune.district}, ${commune.province}`)
    return reading.kind === 'ambiguous' || !leadsTo(reading, commune)
  })
  assert.deepEqual(wrong, [])
})

test('each of them, folded and run together, leads to its successors or is asked about', () => {
  const wrong = rawCommunes.filter(({ name, district, province, ...commune }) => {
    const typed = plain(`${name} ${district} ${province}`).toLowerCase()
    return !leadsTo(read(typed), { name, district, province, ...commune })
  })
  assert.deepEqual(wrong, [])
})

test('a divided commune is never found without being asked: 471 of the country, 199 of the city', () => {
  const divided = rawCommunes.filter(({ becomes }) => becomes.length > 1)
  assert.equal(divided.length, 471)
  assert.equal(divided.filter(({ provinceNumber }) => provinceNumber === '01').length, 199)
  for (const { name, district, province } of divided)
    assert.equal(read(`${name}, ${district}, ${province}`).kind, 'split')
})

const TONE_PLACES: [string, string][] = [
  ['òa', 'oà'],
  ['óa', 'oá'],
  ['ỏa', 'oả'],
  ['õa', 'oã'],
  ['ọa', 'oạ'],
  ['òe', 'oè'],
  ['óe', 'oé'],
  ['ỏe', 'oẻ'],
  ['õe', 'oẽ'],
  ['ọe', 'oẹ'],
  ['ùy', 'uỳ'],
  ['úy', 'uý'],
  ['ủy', 'uỷ'],
  ['ũy', 'uỹ'],
  ['ụy', 'uỵ'],
]
const toned = (text: string, from: 0 | 1) =>
  TONE_PLACES.reduce((done, pair) => done.replaceAll(pair[from], pair[1 - from]!), text)

/** Ways to type the same that must not matter. */
const sameWritings: ((text: string) => string)[] = [
  (text) => text.normalize('NFD'),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replaceAll('Đ', 'Ð').replaceAll('đ', 'ð'),
  (text) => toned(text.normalize('NFC'), 0),
  (text) => toned(text.normalize('NFC'), 1),
  (text) => [...text].join('\u200B'),
  (text) => `  ${text.replaceAll(' ', '\u00A0 ')}\t`,
  (text) => `${text}, Việt Nam`,
  (text) => text.replaceAll(', ', ' ; '),
]

test('composition, case, Đ and Ð, invisible signs, spaces and the place of tone marks never change the answer', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...rawCommunes),
      fc.array(fc.constantFrom(...sameWritings), { minLength: 1, maxLength: 4 }),
      fc.constantFrom<Writing>(
        withDistrict['without province']!,
        ({ name, province }) => `${name}, ${province}`,
        ({ name }) => name,
      ),
      (commune, changes, write) => {
        const typed = write(commune)
        const other = changes.reduce((text, change) => change(text), typed)
        assert.deepEqual(read(other), read(typed))
      },
    ),
    { numRuns: 2000 },
  )
})

test('without diacritics the answer is the same, or a question that holds it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rawCommunes), (commune) => {
      const typed = `${commune.name}, ${commune.district}, ${commune.province}`
      const exact = read(typed)
      const folded = read(plain(typed))
      if (folded.kind === exact.kind) {
        assert.equal(leadsTo(folded, commune), true)
        return
      }
      assert.equal(folded.kind, 'ambiguous')
      assert.equal(leadsTo(folded, commune), true)
    }),
    { numRuns: 2000 },
  )
})

test('whatever is typed, there is an answer, and what is found is a commune in force', () => {
  const words = fc.constantFrom(
    ..."phường xã quận huyện thị trấn tp hn P. Q. 1 5 , ; - số ngõ Hà Nội Hàng Bạc Hoàn Kiếm Ba Đình Tân H' Ê Đ".split(
      ' ',
    ),
  )
  const texts = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 200 }),
    fc.array(words, { maxLength: 14 }).map((all) => all.join(' ')),
  )
  const city = new Set(lists.places().byCode.keys())
  fc.assert(
    fc.property(texts, (typed) => {
      const reading = read(typed)
      if (reading.kind === 'found') assert.ok(city.has(reading.code))
      if (reading.kind === 'split') assert.ok(reading.choices.length > 1)
    }),
    { numRuns: 3000 },
  )
})
