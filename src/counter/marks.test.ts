import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOnPage } from '../dossier/paper-mark.ts'
import { marksInWords, placeInWords } from './mark-words.ts'
import { frameOf, marksIn, marksProblems, type MarkableFile } from './marks.ts'
import { readSupplementRequest, type RequestFacts } from './supplement-request.ts'

const notice: MarkableFile = { id: 'a', name: 'giấy.pdf', pages: 2 }
const other: MarkableFile = { id: 'b', name: 'ảnh.jpg', pages: 1 }
const typed = (values: Record<string, string>) => ({ text: (name: string) => values[name] ?? '' })
const fieldsOf = (values: Record<string, string>): (string | undefined)[] =>
  marksProblems(marksIn(typed(values)), {
    files: [notice],
    field: 'paper',
    wordsAt: (n) => `word.${n}`,
  }).map(({ field }) => field)

test('a mark is a frame inside a page that there is, with a word or two', () => {
  assert.deepEqual(marksIn(typed({ 'place.0': 'a 2 0.1 0.2 0.30001 0.4', 'word.0': ' mờ ' })), [
    { n: 0, mark: { file: 'a', page: 2, x: 0.1, y: 0.2, width: 0.3, height: 0.4, words: 'mờ' } },
  ])
  assert.deepEqual(fieldsOf({ 'place.0': 'a 1 0 0 1 1', 'word.0': 'mờ' }), [])
  for (const place of [
    'a 3 0 0 1 1',
    'a 0 0 0 1 1',
    'a 1.5 0 0 1 1',
    'a 1 -0.1 0 1 1',
    'a 1 0.5 0 0.6 1',
    'a 1 0 0.5 1 0.6',
    'a 1 0 0 0 1',
    'a 1 NaN 0 1 1',
    'b 1 0 0 1 1',
  ])
    assert.deepEqual(fieldsOf({ 'place.0': place, 'word.0': 'mờ' }), ['paper'], place)
  assert.deepEqual(fieldsOf({ 'place.0': 'a 1 0 0 1 1' }), ['word.0'])
  assert.deepEqual(fieldsOf({ 'place.0': 'a 1 0 0 1 1', 'word.0': 'x'.repeat(101) }), ['word.0'])
  assert.ok(!isOnPage({ file: 'a', page: 1, x: 0, y: 0, width: Infinity, height: 1 }))
})

test('ten marks a paper are taken, eleven are not', () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, n) => [
        [`place.${n}`, 'a 1 0 0 0.1 0.1'],
        [`word.${n}`, 'mờ'],
      ]).flat(),
    )
  assert.deepEqual(fieldsOf(many(10)), [])
  assert.deepEqual(fieldsOf(many(11)), ['paper'])
})

test('parts of a page that are chosen become one frame; where it lies can be said in words', () => {
  assert.equal(frameOf([]), undefined)
  assert.deepEqual(frameOf([0]), { x: 0, y: 0, width: 0.3333, height: 0.3333 })
  assert.deepEqual(frameOf([4, 8]), { x: 0.3333, y: 0.3333, width: 0.6667, height: 0.6667 })
  const at = { file: 'a', page: 2, x: 0.7, y: 0.8, width: 0.2, height: 0.1 }
  assert.equal(placeInWords(at, { lang: 'vi', isOnePage: false }), 'trang 2, góc dưới bên phải')
  assert.equal(placeInWords(at, { lang: 'en', isOnePage: true }), 'bottom right corner')
  assert.equal(
    marksInWords([{ ...at, words: 'mờ' }]),
    ' Chỗ đánh dấu: mờ (trang 2, góc dưới bên phải).',
  )
  assert.equal(marksInWords([]), '')
  const wide = { ...at, x: 0, y: 0, width: 1, height: 0.3333 }
  assert.equal(
    placeInWords(wide, { lang: 'vi', isOnePage: true }),
    'từ góc trên bên trái đến góc trên bên phải',
  )
})

const facts: RequestFacts = {
  papers: [
    { code: 'birth-notice', name: 'Giấy chứng sinh', files: [notice] },
    { code: 'marriage', name: 'Giấy kết hôn', files: [other] },
  ],
  library: {
    faults: [{ id: 'unreadable', what: 'Mờ.', how: 'Chụp lại.' }],
    supplementBases: [{ id: 'one-stop', text: 'NĐ 118', mark: 'verified' }],
    grounds: [],
  } as unknown as RequestFacts['library'],
  needsGround: false,
}
const request = (more: Record<string, string>) =>
  readSupplementRequest(
    typed({
      reason: 'Mờ.',
      basis: 'one-stop',
      'fault.birth-notice': 'unreadable',
      'own.birth-notice': 'Không thấy dấu.',
      'place.0': 'a 1 0 0 0.5 0.5',
      'word.0': 'mờ',
      ...more,
    }),
    facts,
  )

test('the first fault of a paper carries its marks; a paper without a fault cannot be marked', () => {
  const { request: read, problems } = request({})
  assert.deepEqual(problems, [])
  assert.deepEqual(
    read.faults.map(({ marks }) => marks?.map(({ words }) => words)),
    [['mờ'], undefined],
  )
  const silent = request({ 'place.1': 'b 1 0 0 1 1', 'word.1': 'mờ' })
  assert.deepEqual(
    silent.problems.map(({ field }) => field),
    ['fault.marriage'],
  )
})

test('a mark on a file of another dossier is refused', () => {
  const { problems } = request({ 'place.1': 'stranger 1 0 0 1 1', 'word.1': 'mờ' })
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['markPlace'],
  )
})
