/** The supervisor's pages: each number opens exactly its dossiers, and nobody sees another unit's. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import {
  NOW,
  forgetDossiers,
  madeDossier,
  writeDossiers,
  type MadeDossier,
} from '../../test/support/counted-world.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { CITY, OTHER_WARD, WARD, furnish, staff } from '../../test/support/office.ts'
import { webApp } from '../../test/support/web.ts'
import { checkout } from '../checkout.ts'
import { PUBLIC, type Actor } from '../office/actor.ts'
import { openDirectory, type Directory } from '../office/directory.ts'
import { loadDefinitions } from './definition.ts'
import { measureRoutes } from './routes.ts'

const definitions = loadDefinitions(join(checkout, 'data/kpi'))
const LONG_LIST = 1203

let database: TestDatabase
let directory: Directory
before(async () => {
  database = await withDatabase()
  await furnish(database.owner)
  directory = await openDirectory(database.app)
  await forgetDossiers(database.owner)
  await writeDossiers(database.owner, [
    ...open(WARD, 3),
    ...open(OTHER_WARD, LONG_LIST),
    { ...done(WARD), finished_at: new Date('2025-11-10T03:00:00Z') },
    { ...done(WARD), finished_at: new Date('2025-11-13T03:00:00Z') },
  ])
})
after(() => database.close())

function appFor(actor: Actor): Promise<FastifyInstance> {
  return webApp(async (app) => {
    app.decorateRequest('actor')
    app.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    await measureRoutes(app, { db: database.app, directory, definitions, now: () => NOW })
  })
}

async function get(actor: Actor, url: string) {
  const app = await appFor(actor)
  const answer = await app.inject({ url })
  await app.close()
  return answer
}

const city = staff('supervisor', CITY)
const ward = staff('supervisor', WARD)

/** The number that the table shows for a unit and a figure: the words of its link. */
function cell(body: string, figure: string, unit: string): string | undefined {
  const label = new RegExp(`aria-label="([^",]+(?:,\\d)?), ${figure}, ${unit}"`)
  return label.exec(body)?.[1]
}

test('the supervisor of the city sees every unit that has dossiers, and how many have none', async () => {
  const { statusCode, body } = await get(city, '/giam-sat')
  assert.equal(statusCode, 200)
  assert.equal(cell(body, 'Quá hạn', 'Phường Một'), '3')
  assert.equal(cell(body, 'Quá hạn', 'Phường Hai'), '1.203')
  assert.equal(cell(body, 'Đúng hạn', 'Phường Một'), '50,0')
  assert.match(body, /Số liệu đến 12:00, thứ Ba, 18\/11\/2025/)
  assert.match(body, /2 đơn vị chưa có hồ sơ nào/)
  assert.doesNotMatch(body, /<th scope="row"><a[^>]*>Phường Ba</)
  const all = await get(city, '/giam-sat?all=1')
  assert.match(all.body, /<th scope="row"><a[^>]*>Phường Ba</)
})

test('a ward sees itself alone: on the page, in the lists and in both files', async () => {
  const page = await get(ward, '/giam-sat')
  assert.equal(cell(page.body, 'Quá hạn', 'Phường Một'), '3')
  assert.doesNotMatch(page.body, /Phường Hai|1\.203/)
  const list = await get(ward, '/giam-sat/ho-so?figure=overdue')
  assert.match(list.body, /3 hồ sơ/)
  assert.doesNotMatch(list.body, /H26\.102-/)
  const table = rowsOf((await get(ward, '/giam-sat/bang.csv')).body)
  assert.deepEqual(
    table.map((row) => row['Đơn vị']),
    ['Phường Một'],
  )
  const codes = rowsOf((await get(ward, '/giam-sat/ho-so.csv?figure=overdue')).body)
  assert.equal(codes.length, 3)
})

test('another unit, no unit and a figure that does not exist are all not found', async () => {
  for (const path of ['', '/bang.csv', '/ho-so', '/ho-so.csv'])
    for (const query of [`office=${OTHER_WARD}`, `office=${CITY}`, 'office=999999', 'office=x']) {
      const url = `/giam-sat${path}?figure=open&${query}`
      assert.equal((await get(ward, url)).statusCode, 404, url)
    }
  assert.equal((await get(city, '/giam-sat/ho-so')).statusCode, 404)
  assert.equal((await get(city, '/giam-sat/ho-so?figure=everything')).statusCode, 404)
})

test('trips and guidance: each count opens its dossiers, by month, and a ward sees itself alone', async () => {
  const { owner } = database
  await sql`
    insert into trip_count (dossier_id, office_id, trips, supplement_trips, our_fault_trips, last_on, scopes)
    select d.id, d.competent_office_id, 4, 3, 1, '2025-11-10', d.scopes
      from (select distinct on (competent_office_id) * from dossier order by competent_office_id, id) d`.execute(
    owner,
  )
  await sql`
    insert into guidance (id, office_id, day, number, given_by, outcome, place, procedure_code, procedure_name, missing,
                          name_until, scopes)
    values (gen_random_uuid(), ${WARD}, '2025-11-11', 1, 1, 'sentAway', 'counter', '1.001193', 'Khai sinh', '[]', '2025-12-11',
            array[${CITY}, ${WARD}]::int[])`.execute(owner)
  const page = await get(city, '/giam-sat/di-lai')
  assert.equal(page.statusCode, 200)
  for (const words of ['Phường Một', 'Phường Hai', 'Đi lại do hướng dẫn thiếu'])
    assert.ok(page.body.includes(words), words)
  const own = await get(ward, '/giam-sat/di-lai')
  assert.match(own.body, /Phường Một/)
  assert.doesNotMatch(own.body, /Phường Hai/)
  const href = /href="([^"]*loai=ours)"/.exec(own.body)![1]!.replaceAll('&amp;', '&')
  const list = await get(ward, href)
  assert.equal(list.statusCode, 200)
  assert.equal(list.body.split('H26.').length - 1, 1)
  const before = await get(ward, '/giam-sat/di-lai?thang=2025-10')
  assert.match(before.body, /Tháng này chưa có lượt nào/)
  for (const query of [`don-vi=${OTHER_WARD}&loai=ours`, `don-vi=${WARD}&loai=khong-co`])
    assert.equal((await get(ward, `/giam-sat/di-lai/ho-so?${query}`)).statusCode, 404, query)
})

test('a month that is none is answered with what to type', async () => {
  const { statusCode, body } = await get(city, '/giam-sat?month=2025-13')
  assert.equal(statusCode, 422)
  assert.match(body, /Kỳ số liệu phải là một tháng/)
})

test('only supervisors and leaders come in; others are refused or sent to sign in', async () => {
  for (const role of ['receptionist', 'officer', 'clerk', 'controller', 'admin'] as const)
    for (const path of ['/giam-sat', '/giam-sat/ho-so.csv?figure=open'])
      assert.equal((await get(staff(role, CITY), path)).statusCode, 403, role)
  assert.equal((await get(staff('leader', WARD), '/giam-sat')).statusCode, 200)
  const door = await get(PUBLIC, '/giam-sat/ho-so?figure=open')
  assert.equal(door.statusCode, 303)
  assert.match(String(door.headers.location), /^\/can-bo\/dang-nhap\?next=/)
})

test('a leader of one ward who is officer in another sees the ward they lead', async () => {
  const both = {
    ...staff('leader', WARD),
    roles: [
      { role: 'leader' as const, officeId: WARD },
      { role: 'officer' as const, officeId: OTHER_WARD },
    ],
    scopes: [WARD, OTHER_WARD],
  }
  const { body } = await get(both, '/giam-sat')
  assert.equal(cell(body, 'Quá hạn', 'Phường Một'), '3')
  assert.doesNotMatch(body, /Phường Hai/)
})

test('a list goes on page by page to its last dossier, nearest due first', async () => {
  const app = await appFor(city)
  const seen = new Set<string>()
  let url: string | undefined = `/giam-sat/ho-so?figure=overdue&office=${OTHER_WARD}`
  let pages = 0
  while (url !== undefined) {
    const { body }: { body: string } = await app.inject({ url })
    for (const [, code] of body.matchAll(/>(H26\.102-[\d-]+)</g)) seen.add(code!)
    url = /<a href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    pages += 1
  }
  await app.close()
  assert.equal(seen.size, LONG_LIST)
  assert.equal(pages, Math.ceil(LONG_LIST / 50))
})

test('the file of a long list holds every dossier once, with the words of the page', async () => {
  const { headers, body } = await get(
    city,
    `/giam-sat/ho-so.csv?figure=overdue&office=${OTHER_WARD}`,
  )
  assert.match(String(headers['content-type']), /^text\/csv; charset=utf-8/)
  assert.match(String(headers['content-disposition']), /ho-so-overdue-102-2025-11\.csv/)
  assert.ok(body.startsWith('\uFEFF'), 'spreadsheets read it as UTF-8')
  const rows = rowsOf(body)
  assert.equal(new Set(rows.map((row) => row['Mã hồ sơ'])).size, LONG_LIST)
  assert.equal(rows.length, LONG_LIST)
  assert.equal(rows[0]!['Đơn vị giải quyết'], 'Phường Hai')
  assert.equal(rows[0]!['Trạng thái'], 'Đang xử lý')
  assert.equal(rows[0]!['Hẹn trả lần đầu'], '12/11/2025 17:00')
  assert.doesNotMatch(body, /Nguyễn/, 'names of people stay inside the dossiers')
})

test('the file of the table gives each share with what it was counted from', async () => {
  const [row] = rowsOf((await get(ward, '/giam-sat/bang.csv')).body)
  assert.equal(row!['Đã xử lý xong'], '2')
  assert.equal(row!['Đúng hạn (hồ sơ)'], '1')
  assert.equal(row!['Đúng hạn (%)'], '50')
})

test('a share opens those it counts and, beside them, the others', async () => {
  const url = `/giam-sat/ho-so?figure=onTime&office=${WARD}`
  const counted = await get(city, url)
  assert.match(counted.body, /Đúng hạn <span class="count">1</)
  assert.match(counted.body, /Trễ hẹn <span class="count">1</)
  const late = await get(city, `${url}&part=rest`)
  assert.match(late.body, /<h1>Trễ hẹn<\/h1>/)
  assert.match(late.body, /10:00 13\/11\/2025/)
  assert.doesNotMatch(late.body, /10:00 10\/11\/2025/)
})

test('clicking a heading sorts by it, clicking again turns the order', async () => {
  const units = (body: string) =>
    [...body.matchAll(/<th scope="row"><a[^>]*>([^<]+)</g)].map(([, name]) => name)
  const down = await get(city, '/giam-sat?sort=overdue')
  assert.deepEqual(units(down.body), ['Phường Hai', 'Phường Một'])
  assert.match(down.body, /aria-sort="descending"/)
  const turned = /aria-sort="descending"><a href="([^"]+)"/.exec(down.body)![1]!
  const up = await get(city, turned.replaceAll('&amp;', '&'))
  assert.deepEqual(units(up.body), ['Phường Một', 'Phường Hai'])
})

test('earlier months keep what was finished in them, and what is open is still that of now', async () => {
  const { body } = await get(city, '/giam-sat?month=2025-10')
  assert.match(body, /tháng 10\/2025/)
  assert.equal(cell(body, 'Đã xử lý xong', 'Phường Một'), undefined)
  assert.equal(cell(body, 'Quá hạn', 'Phường Một'), '3')
})

function rowsOf(csv: string): Record<string, string>[] {
  return parse(csv, { bom: true, columns: true })
}

/** Dossiers in work, promised for the twelfth. */
function open(office: number, many: number): MadeDossier[] {
  return fc.sample(madeDossier, many).map((made) => ({
    ...made,
    status: 4,
    is_open: true,
    competent_office_id: office,
    receiving_office_id: office,
    accepted_at: new Date('2025-11-10T02:00:00Z'),
    due_at: new Date('2025-11-12T10:00:00Z'),
    first_due_at: new Date('2025-11-12T10:00:00Z'),
    paused_at: null,
    finished_at: null,
    supplement_rounds: 0,
    has_e_result: false,
  }))
}

function done(office: number): MadeDossier {
  return { ...open(office, 1)[0]!, status: 10, is_open: false, has_e_result: true }
}
