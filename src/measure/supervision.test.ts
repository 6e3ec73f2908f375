import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { checkout } from '../checkout.ts'
import type { StaffActor } from '../office/actor.ts'
import type { Office } from '../office/directory.ts'
import { csvCell, csvLine } from './csv.ts'
import { definitionsFrom, loadDefinitions, validOn } from './definition.ts'
import { byFigure, percentOf, showShare, type OfficeFigures, type Value } from './figure.ts'
import { lastDayOf, monthsUntil, periodOf, readMonth, showMonth } from './period.ts'
import { joined, withPredecessors } from './past.ts'
import { listHref, readListView, readView, sorted, viewHref } from './supervision.ts'
import { narrowed, watchOf } from './watch.ts'

const NOW = new Date('2025-11-18T05:00:30Z')

test('a month runs from midnight to midnight in Hà Nội', () => {
  const { from, to } = periodOf('2025-12')
  assert.equal(from.toISOString(), '2025-11-30T17:00:00.000Z')
  assert.equal(to.toISOString(), '2025-12-31T17:00:00.000Z')
  assert.equal(lastDayOf('2028-02'), '2028-02-29')
  assert.equal(showMonth('2025-07'), 'tháng 7/2025')
})

test('figures begin with the two-level government and never reach into the future', () => {
  assert.deepEqual(monthsUntil(NOW), ['2025-11', '2025-10', '2025-09', '2025-08', '2025-07'])
  for (const month of ['2025-06', '2025-12', '2025-13', '2025-1', 'x', '2025-11-01'])
    assert.equal(readMonth(month, NOW), undefined, month)
  // The last hours of the month in Greenwich are the next month in Hà Nội.
  assert.equal(readMonth('2025-12', new Date('2025-11-30T17:00:00Z')), '2025-12')
})

test('a share of nothing is no share, and one late dossier among many never reads as none', () => {
  assert.equal(showShare({ counted: 0, of: 0 }), '–')
  assert.equal(showShare({ counted: 9999, of: 10_000 }), '99,9%')
  assert.equal(showShare({ counted: 10_000, of: 10_000 }), '100,0%')
  assert.equal(showShare({ counted: 0, of: 7 }), '0,0%')
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
      const value = { counted: Math.min(a, b), of: Math.max(a, b) }
      const percent = percentOf(value, 2)
      assert.equal(percent === 100, value.of > 0 && value.counted === value.of)
    }),
  )
})

test('the address of a page says what it shows', () => {
  const view = readView({ month: '2025-10', office: '101', sort: 'onTime', all: '1' }, NOW)
  assert.equal(
    viewHref(view),
    '/giam-sat?month=2025-10&office=101&sort=onTime&order=descending&all=1',
  )
  const list = readListView({ figure: 'overdue', part: 'nonsense', after: 'x.y' }, NOW)
  assert.deepEqual(list, {
    month: '2025-11',
    office: null,
    figure: 'overdue',
    part: 'counted',
    after: null,
  })
  const after = { place: '1763442000000000', id: '019a9000-0000-7000-8000-000000000001' }
  const next = new URL(listHref({ ...list, after }), 'http://x')
  assert.deepEqual(readListView(Object.fromEntries(next.searchParams), NOW).after, after)
})

test('an address with a wrong month is refused with the remedy; an impossible office or figure is not found', () => {
  assert.throws(() => readView({ month: '2099-01' }, NOW), { name: 'Invalid', message: /2025-07/ })
  for (const office of ['0', '-1', '1e3', '1234567', 'x'])
    assert.throws(() => readView({ office }, NOW), { name: 'NotFound' }, office)
  for (const figure of ['', 'nothing', 'constructor'])
    assert.throws(() => readListView({ figure }, NOW), { name: 'NotFound' }, figure)
})

const values = (onTime: Value): OfficeFigures['values'] =>
  byFigure((name) => (name === 'onTime' ? onTime : { counted: 0, of: 0 }))
const rows = [
  { officeId: 1, name: 'Đống Đa', values: values({ counted: 0, of: 0 }) },
  { officeId: 2, name: 'Ba Đình', values: values({ counted: 1, of: 2 }) },
  { officeId: 3, name: 'Ô Chợ Dừa', values: values({ counted: 3, of: 3 }) },
  { officeId: 4, name: 'Ba Vì', values: values({ counted: 2, of: 4 }) },
]
const order = (sort: 'name' | 'onTime', way: 'ascending' | 'descending') =>
  sorted(rows, { sort, order: way, isShare: () => true }).map(({ officeId }) => officeId)

test('units are sorted by share, those without one last; equal ones and names in Vietnamese order', () => {
  assert.deepEqual(order('onTime', 'ascending'), [2, 4, 3, 1])
  assert.deepEqual(order('onTime', 'descending'), [3, 2, 4, 1])
  assert.deepEqual(order('name', 'ascending'), [2, 4, 1, 3])
})

const office = (id: number, parentId: number | null): Office => ({
  id,
  kind: 'commune',
  name: `Đơn vị ${id}`,
  shortName: `Đơn vị ${id}`,
  parentId,
  address: null,
  agencyCode: `H26.${id}`,
  agencyCodeIsStandIn: true,
})
const offices = [office(1, null), office(101, 1), office(102, 1)]

test('figures of an office with its predecessors: those that went wholly into it, however long ago, never a divided one', () => {
  const gone = (id: number, into: number, isDivided = false): Office => ({
    ...office(id, 1),
    closed: { lastDay: '2025-06-30', successorId: into, isDivided },
  })
  const all = [...offices, gone(201, 101), gone(202, 201), gone(203, 101, true)]
  assert.deepEqual(withPredecessors(101, all), [101, 201, 202])
  const figures = [101, 102, 201, 202, 203].map((officeId, nth) => ({
    officeId,
    values: values({ counted: nth + 1, of: 10 }),
  }))
  const lines = joined(figures, all.slice(1), all)
  assert.deepEqual(
    lines.map(({ officeId, values: { onTime } }) => [officeId, onTime.counted, onTime.of]),
    [
      [101, 1 + 3 + 4, 30],
      [102, 2, 10],
      [203, 5, 10],
    ],
  )
  const view = readView({ past: '1' }, NOW)
  assert.match(viewHref(view), /past=1/)
  assert.equal(
    readView(Object.fromEntries(new URL(viewHref(view), 'http://x').searchParams), NOW).past,
    true,
  )
})
const places = { all: () => offices, ancestorsOf: (id: number) => (id === 1 ? [] : [1]) }
const someone = (...roles: StaffActor['roles']): StaffActor => ({
  kind: 'staff',
  personId: 1_000_001,
  name: 'Lê Thu An',
  title: 'Công chức',
  officeId: 101,
  officeName: 'Đơn vị 101',
  assignmentId: 1,
  role: roles[0]!.role,
  roles,
  scopes: roles.map(({ officeId }) => officeId),
})

test('who supervises the city sees every unit, a ward only itself', () => {
  const seen = (...roles: StaffActor['roles']) =>
    watchOf(someone(...roles), places).offices.map(({ id }) => id)
  assert.deepEqual(seen({ role: 'supervisor', officeId: 1 }), [1, 101, 102])
  assert.deepEqual(seen({ role: 'leader', officeId: 102 }), [102])
})

test('an officer of one ward who supervises another sees the figures of that other alone', () => {
  const both = someone({ role: 'officer', officeId: 101 }, { role: 'supervisor', officeId: 102 })
  const watch = watchOf(both, places)
  assert.deepEqual(watch.scopes, [102])
  assert.throws(() => narrowed(watch, 101), { name: 'NotFound' })
  assert.deepEqual(
    narrowed(watch, 102).offices.map(({ id }) => id),
    [102],
  )
})

test('no cell of a CSV file can be run as a formula, and every cell comes back as it was meant', () => {
  const nasty = ['=1+1', '+84', '-1', '@SUM(A1)', '\t=1', ' =1', '|cmd', '＝1', '\r=1', '%0A']
  for (const cell of nasty) assert.match(csvCell(cell), /^"?'/, JSON.stringify(cell))
  assert.equal(csvCell(-3), '-3')
  assert.equal(csvCell(null), '')
  assert.equal(csvCell('Phường Ba Đình'), 'Phường Ba Đình')
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (cells) => {
      const read = parse(csvLine(cells), { relax_column_count: true })[0] as string[]
      assert.equal(read.length, cells.length)
      read.forEach((cell, i) => {
        assert.ok(cell === cells[i] || cell === `'${cells[i]}`)
        assert.doesNotMatch(cell, /^\s*[=+@-]/)
      })
    }),
  )
})

const folder = join(checkout, 'data/kpi')

test('every figure has a definition from the first day of the two-level government on', () => {
  const valid = validOn(loadDefinitions(folder), '2025-07-01')
  for (const definition of Object.values(valid)) {
    assert.ok(definition.validFrom <= '2025-07-01', definition.name)
    assert.match(definition.definition, /\.$/)
  }
})

test('a month keeps the definition that was in force in it', () => {
  const before = loadDefinitions(folder)
  const documents = byFigure((name) => ({
    name,
    versions: before[name].map(({ name: _, ...version }) => version),
  }))
  const changed = documents.onTime.versions[0]!
  const later = { ...changed, version: 2, validFrom: '2026-01-01' as const, title: 'Đúng hẹn' }
  const onTime = { name: 'onTime' as const, versions: [changed, later] }
  const both = definitionsFrom({ ...documents, onTime })
  assert.equal(validOn(both, '2025-12-31').onTime.title, 'Đúng hạn')
  assert.equal(validOn(both, '2026-01-31').onTime.title, 'Đúng hẹn')
})

test('definitions that are wrong are refused as a whole, with every fault', () => {
  const right = loadDefinitions(folder)
  const documents = byFigure((name): unknown => ({
    name,
    versions: right[name].map(({ name: _, ...version }) => version),
  }))
  const { name: _, ...onTime } = right.onTime[0]!
  const broken: [unknown, RegExp][] = [
    [{ name: 'onTime', versions: [] }, /onTime: \/versions/],
    [{ name: 'open', versions: [onTime] }, /onTime\.json định nghĩa open/],
    [{ name: 'onTime', versions: [{ ...onTime, validFrom: '2025-02-30' }] }, /không phải là ngày/],
    [{ name: 'onTime', versions: [{ ...onTime, version: 2 }] }, /sai thứ tự/],
    [{ name: 'onTime', versions: [onTime, { ...onTime, version: 2 }] }, /không sau phiên bản/],
    [{ name: 'onTime', versions: [{ ...onTime, denominator: null }] }, /mẫu số/],
    [{ name: 'onTime', versions: [{ ...onTime, condition: 'guessed' }] }, /condition/],
  ]
  for (const [document, fault] of broken)
    assert.throws(() => definitionsFrom({ ...documents, onTime: document }), fault)
  const two = { ...documents, onTime: { name: 'onTime', versions: [] }, open: null }
  assert.throws(() => definitionsFrom(two), /onTime[^]*open|open[^]*onTime/)
})
