import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { mainOf, summaryOf, vietnameseIn } from '../../../test/support/page-checks.ts'
import { withImportedDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { webApp } from '../../../test/support/web.ts'
import { checkout } from '../../checkout.ts'
import { openLaw } from '../law.ts'
import { catalogueRoutes } from '../routes.ts'

const dataDir = join(checkout, 'data')
let database: TestDatabase
let app: FastifyInstance
before(async () => {
  database = await withImportedDatabase()
  const deps = {
    db: database.app,
    law: openLaw(dataDir),
    now: () => new Date('2026-11-28T03:00:00Z'),
  }
  app = await webApp((web) => catalogueRoutes(web, deps))
})
after(async () => {
  await app.close()
  await database.close()
})

const words = (html: string) =>
  mainOf(html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&quot;', '"')
async function read(url: string): Promise<string> {
  const answer = await app.inject({ url })
  assert.equal(answer.statusCode, 200, answer.body)
  return words(answer.body)
}
const names = (typed: string, more = '') => `/ten-cu-ten-moi?q=${encodeURIComponent(typed)}${more}`
const BEFORE = '&ngay.day=30&ngay.month=6&ngay.year=2025'

test('an old ward and what it is now, each with its day', async () => {
  assert.match(
    await read(names('phường Hàng Bạc, quận Hoàn Kiếm')),
    /Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội \(cũ\) nay thuộc Phường Hoàn Kiếm, Thành phố Hà Nội \./,
  )
  assert.match(
    await read(names('hoan kiem, ha noi')),
    /Phường Hoàn Kiếm, Thành phố Hà Nội là tên đang dùng/,
  )
})

test('a divided ward lists its parts with what the source says of each', async () => {
  const page = await read(names('phường Đội Cấn, quận Ba Đình'))
  assert.match(page, /Phường Đội Cấn, Quận Ba Đình \(cũ\) đã được chia vào:/)
  assert.match(page, /Phường Ba Đình, Thành phố Hà Nội Nguồn ghi: “một phần diện tích TN/)
  assert.match(page, /Phường Ngọc Hà, Thành phố Hà Nội Nguồn ghi: “Phường Đội Cấn \(phần còn lại/)
})

test('any day can be asked: the same name and the same number mean other places before 01/7/2025', async () => {
  assert.match(await read(names('phường Ngọc Hà, Hà Nội')), /là tên đang dùng/)
  assert.match(await read(names('phường Ngọc Hà, Hà Nội', BEFORE)), /đã được chia vào:/)
  const number = await read(names('00004'))
  assert.match(number, /Phường Trúc Bạch, Quận Ba Đình, Thành phố Hà Nội Mã 00004, đến 30\/6\/2025/)
  assert.match(number, /Phường Ba Đình, Thành phố Hà Nội Mã 00004, từ 01\/7\/2025/)
  assert.doesNotMatch(await read(names('00004', BEFORE)), /từ 01\/7\/2025 /)
})

test('a day that does not exist is an error beside its boxes, and what was typed stays', async () => {
  const answer = await app.inject({
    url: names('Hàng Bạc', '&ngay.day=31&ngay.month=2&ngay.year=2025'),
  })
  assert.equal(answer.statusCode, 422)
  assert.match(summaryOf(answer.body)[0] ?? '', /Ngày này không có thật/)
  assert.match(answer.body, /value="Hàng Bạc"/)
})

test('a unit has a page under our own id; its bare number is no address', async () => {
  const { headers, body } = await app.inject({ url: names('quận Hoàn Kiếm') })
  assert.match(String(headers['content-type']), /html/)
  const href = /href="(\/ten-cu-ten-moi\/\d{7})"/.exec(body)?.[1] ?? ''
  const district = await read(href)
  assert.match(district, /Quận Hoàn Kiếm, Thành phố Hà Nội/)
  assert.match(district, /Phường Hàng Bạc → Phường Hoàn Kiếm/)
  for (const id of ['00004', '9999999', 'x', '1000004%00', "1'"])
    assert.equal((await app.inject({ url: `/ten-cu-ten-moi/${id}` })).statusCode, 404)
})

test('what is unknown gives the nearest names; Hà Tây says what is known of it; nothing typed asks nothing', async () => {
  assert.match(
    await read(names('phường Hàng Bạcc')),
    /Tên gần giống Phường Hàng Bạc, Quận Hoàn Kiếm/,
  )
  assert.match(
    await read(names('Hà Tây')),
    /Tỉnh Hà Tây đã nhập vào thành phố Hà Nội năm 2008 \(chưa kiểm lại/,
  )
  assert.doesNotMatch(await read('/ten-cu-ten-moi'), /Không có nơi nào/)
})

test('service points are found by an old name, by a divided one and by a number of the day', async () => {
  const one = await read(`/diem-phuc-vu?q=${encodeURIComponent('phường Hàng Bạc, quận Hoàn Kiếm')}`)
  assert.match(one, /\(cũ\) nay thuộc Phường Hoàn Kiếm/)
  assert.match(one, /1 điểm phục vụ/)
  assert.match(one, /Điểm phục vụ hành chính công phường Hoàn Kiếm/)
  const two = await read(`/diem-phuc-vu?q=${encodeURIComponent('Đội Cấn, Ba Đình')}`)
  assert.match(two, /đã được chia vào:/)
  assert.match(two, /phường Ba Đình/)
  assert.match(two, /phường Ngọc Hà/)
  const many = await read('/diem-phuc-vu?q=duc+giang')
  assert.doesNotMatch(many, /Bắc Giang/)
  assert.match(await read('/diem-phuc-vu'), /Tên cũ – tên mới/)
})

test('what was typed comes back as text and runs nothing', async () => {
  const { body } = await app.inject({ url: names('<script>alert(1)</script>') })
  assert.doesNotMatch(body, /<script>alert/)
})

test('in English the pages are English, with names marked as Vietnamese, and fit the budget', async () => {
  for (const typed of [
    'phuong hang bac, quan hoan kiem',
    'doi can',
    'ba dinh',
    'xyz',
    'quan hoan kiem',
    'ha tay',
  ]) {
    const { body } = await app.inject({ url: names(typed, '&lang=en') })
    const strange = vietnameseIn(mainOf(body)).filter((word) => !/Nội/.test(word))
    assert.deepEqual(strange, [], typed)
    assert.ok(Buffer.byteLength(body) < 40_000, `${typed}: ${Buffer.byteLength(body)}`)
  }
})
