import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { changesOfCountry, rawCommunes } from '../../../test/support/raw-places.ts'
import { checkout } from '../../checkout.ts'
import { bringTo, targets } from '../import-store.ts'
import { readUnits } from './unit-rows.ts'
import { unitById, unitsOfNumber, wholeUnitsNamed } from './units-store.ts'

let database: TestDatabase
before(async () => {
  database = await withDatabase()
  await bring()
})
after(() => database.close())

async function bring(): Promise<number> {
  const { units, numbers, successors } = readUnits(join(checkout, 'data'))
  return database.owner.transaction().execute(async (tx) => {
    const counts = [
      await bringTo(tx, targets.unit, units),
      await bringTo(tx, targets.unitNumber, numbers),
      await bringTo(tx, targets.unitSuccessor, successors),
    ]
    return counts.reduce((sum, { changed }) => sum + changed, 0)
  })
}

const names = (units: readonly { name: string }[]) => units.map(({ name }) => name)

test('the tables hold what independent counts of the files give, and a second run changes nothing', async () => {
  const { rows } = await sql<{ level: string; old: boolean; n: number }>`
    select level, valid_to is not null as old, count(*)::int as n from unit group by 1, 2 order by 1, 2`.execute(
    database.app,
  )
  assert.deepEqual(
    rows.map(({ level, old, n }) => `${level} ${old ? 'old' : 'new'} ${n}`),
    [
      'commune new 3321',
      'commune old 10035',
      'district old 696',
      'province new 34',
      'province old 63',
    ],
  )
  const { rows: pairs } = await sql<{ n: number }>`
    select count(*)::int as n from unit_successor s join unit u on u.id = s.unit_id where u.level <> 'province'`.execute(
    database.app,
  )
  assert.equal(pairs[0]?.n, changesOfCountry)
  assert.equal(await bring(), 0)
})

test('every old commune has the successors of the raw list', async () => {
  const { rows } = await sql<{ number: string; becomes: string[] }>`
    select n.number, array_agg(sn.number order by sn.number) as becomes
      from unit u join unit_number n on n.unit_id = u.id
           join unit_successor s on s.unit_id = u.id join unit_number sn on sn.unit_id = s.successor_id
     where u.level = 'commune' and u.valid_to is not null group by n.number`.execute(database.app)
  const stored = new Map(rows.map(({ number, becomes }) => [number, becomes.join()]))
  const wrong = rawCommunes.filter(
    ({ number, becomes }) => stored.get(number) !== [...becomes].sort().join(),
  )
  assert.deepEqual(wrong, [])
})

test('number 00004 was Trúc Bạch until 30/6/2025 and is Ba Đình since; no number names two communes on one day', async () => {
  assert.deepEqual(names(await unitsOfNumber(database.app, '00004', '2025-06-30')), [
    'Phường Trúc Bạch',
  ])
  assert.deepEqual(names(await unitsOfNumber(database.app, '00004', '2025-07-01')), [
    'Phường Ba Đình',
  ])
  assert.equal((await unitsOfNumber(database.app, '00004')).length, 2)
  const { rows } = await sql`
    select 1 from unit_number a join unit ua on ua.id = a.unit_id
      join unit_number b on b.number = a.number and b.unit_id > a.unit_id join unit ub on ub.id = b.unit_id
     where ua.level = ub.level
       and daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]')`.execute(
    database.app,
  )
  assert.equal(rows.length, 0)
})

test('a unit says what it became and what it came from, under an id of our own', async () => {
  const [trucBach] = await unitsOfNumber(database.app, '00004', '2025-06-30')
  const old = await unitById(database.app, trucBach?.id ?? 0)
  assert.deepEqual(names(old?.becomes ?? []), ['Phường Ba Đình'])
  assert.equal(old?.unit.within, 'Quận Ba Đình, Thành phố Hà Nội')
  const now = await unitById(database.app, old?.becomes[0]?.id ?? 0)
  assert.ok(names(now?.cameFrom ?? []).includes('Phường Trúc Bạch'))
  assert.equal(await unitById(database.app, 1), undefined)
})

test('a district ended with its communes; a province lists its districts; an island district became a special zone', async () => {
  const [district] = await wholeUnitsNamed(database.app, 'quan hoan kiem')
  const page = await unitById(database.app, district?.id ?? 0)
  assert.deepEqual(page?.becomes, [])
  const hangBac = page?.parts.find(({ name }) => name === 'Phường Hàng Bạc')
  assert.deepEqual(names(hangBac?.becomes ?? []), ['Phường Hoàn Kiếm'])
  const provinces = await wholeUnitsNamed(database.app, 'Bắc Giang')
  const bacGiang = provinces.find(({ level }) => level === 'province')
  assert.deepEqual(names((await unitById(database.app, bacGiang?.id ?? 0))?.becomes ?? []), [
    'Tỉnh Bắc Ninh',
  ])
  const [island] = await wholeUnitsNamed(database.app, 'huyện Lý Sơn')
  assert.deepEqual(names((await unitById(database.app, island?.id ?? 0))?.becomes ?? []), [
    'Đặc khu Lý Sơn',
  ])
})

test('looking up a number or a unit goes through the indexes', async () => {
  await sql`analyze unit, unit_number, unit_successor`.execute(database.owner)
  const plan = async (query: string) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(query)}`.execute(
      database.app,
    )
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  assert.doesNotMatch(
    await plan(
      `select u.name from unit_number n join unit u on u.id = n.unit_id where n.number = '00004'`,
    ),
    /Seq Scan/,
  )
  assert.doesNotMatch(await plan('select name from unit where parent_id = 1200002'), /Seq Scan/)
  assert.doesNotMatch(
    await plan('select unit_id from unit_successor where successor_id = 2000004'),
    /Seq Scan/,
  )
})
