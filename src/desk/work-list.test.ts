import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { listHref, readFilter, searchWordsOf, SOURCES, TABS, type WorkFilter } from './work-list.ts'

function queryOf(href: string): Record<string, string> {
  return Object.fromEntries(new URL(href, 'http://x').searchParams)
}

const place = fc.record(
  {
    due: fc.integer({ min: 0, max: 4_000_000_000_000 }).map((time) => new Date(time)),
    id: fc.uuid({ version: 7 }),
  },
  { noNullPrototype: true },
)
const filters: fc.Arbitrary<WorkFilter> = fc.record<WorkFilter>(
  {
    tab: fc.constantFrom(...TABS),
    words: fc.constantFrom('', 'Minh Anh', 'H26.101-20261124-0001', "O'Brien \\ & | !"),
    procedure: fc.constantFrom('', '1.001193'),
    status: fc.constantFrom(null, 2, 4, 5),
    source: fc.constantFrom(null, ...SOURCES),
    after: fc.option(place),
    before: fc.constant(null),
  },
  { noNullPrototype: true },
)

test('the address says the whole list: what is read from it makes the same address', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const { after, before } = filter
      assert.deepEqual(readFilter(queryOf(listHref(filter, { after, before }))), filter)
    }),
  )
})

test('whatever somebody types into the address is a list, never a fault', () => {
  const odd = { muc: 'x', 'trang-thai': '99', kenh: ['post'], sau: 'abc.def', truoc: '1.2', tim: 7 }
  assert.deepEqual(readFilter(odd), readFilter({}))
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (query) => {
      assert.ok(TABS.includes(readFilter(query).tab))
    }),
  )
})

test('another tab or filter begins at the first page', () => {
  const filter = readFilter({
    muc: 'qua-han',
    sau: `1.${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`,
  })
  assert.notEqual(filter.after, null)
  assert.equal(listHref(filter, { tab: 'dang-giu' }), '/viec')
})

test('words are found without tones, each as the beginning of a word', () => {
  assert.deepEqual(searchWordsOf('  Nguyễn  ĐỨC '), ['nguyen', 'duc'])
})
