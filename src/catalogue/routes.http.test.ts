import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { checkout } from '../checkout.ts'
import { withDatabase, type TestDatabase } from '../../test/support/database.ts'
import { webApp } from '../../test/support/web.ts'
import { importAll } from './import.ts'
import { openLaw } from './law.ts'
import { catalogueRoutes } from './routes.ts'

const dataDir = join(checkout, 'data')
let database: TestDatabase
let app: FastifyInstance

before(async () => {
  database = await withDatabase()
  await importAll(database.owner, { dataDir })
  const now = () => new Date('2026-11-22T09:00:00+07:00')
  app = await webApp((web) =>
    catalogueRoutes(web, { db: database.app, law: openLaw(dataDir), now }),
  )
})
after(async () => {
  await app.close()
  await database.close()
})

/** The page as people read it: without tags, entities and runs of spaces. */
async function read(url: string, status = 200): Promise<string> {
  const response = await app.inject({ url })
  assert.equal(response.statusCode, status, url)
  return response.body
    .replace(/<(script|style)\b[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}

test('the home page asks what one needs and shows no figure that nobody measured', async () => {
  const page = await read('/')
  assert.match(page, /Bạn cần làm giấy tờ gì\?/)
  assert.match(page, /Đăng ký khai sinh 1\.001193 · Trong ngày làm việc/)
  assert.doesNotMatch(page, /%/)
})

test('every door of the home page leads to something', async () => {
  const { body } = await app.inject({ url: '/' })
  const doors = [...body.matchAll(/href="(\/tim\?q=[^"]+)"/g)].map(([, href]) =>
    href!.replaceAll('&amp;', '&'),
  )
  assert.equal(doors.length, 8)
  for (const door of doors) assert.doesNotMatch(await read(door), /Chưa tìm thấy/, door)
})

test('searching without diacritics leads to the birth registration in two clicks', async () => {
  const { body } = await app.inject({ url: '/tim?q=lam+giay+khai+sinh+cho+con' })
  const first = /class="row" href="([^"]+)"/.exec(body)?.[1]
  assert.equal(first, '/thu-tuc/1.001193')
})

test('the procedure page says what, how long, how much, where, and from which source', async () => {
  const page = await read('/thu-tuc/1.001193')
  assert.match(page, /Trong ngày làm việc\. Nộp sau 15:00 thì trả ngày làm việc tiếp theo/)
  assert.match(page, /Không mất phí/)
  assert.match(page, /5\.000 ₫/)
  assert.match(page, /163\/QĐ-BTP/)
  assert.match(page, /từ 01\/07\/2025/)
  assert.match(page, /theo nguồn thứ cấp/)
  assert.match(page, /Giấy chứng sinh/)
  assert.doesNotMatch(page, /\b0 ₫|0 đ\b/)
})

test('the start button leads to filing only where something can be filed', async () => {
  const curated = await app.inject({ url: '/thu-tuc/1.001193' })
  assert.match(curated.body, /href="\/nop\/1\.001193"/)
  const listed = await app.inject({ url: '/thu-tuc/1.000656' })
  assert.doesNotMatch(listed.body, /href="\/nop\//)
})

test('a few questions leave exactly my papers', async () => {
  const usual = await read('/thu-tuc/1.001193')
  assert.doesNotMatch(usual, /Biên bản về việc trẻ bị bỏ rơi/)
  const abandoned = await read(
    '/thu-tuc/1.001193?situation.kind=abandoned&requester.relation=authorised&channel=post',
  )
  const papers = abandoned.slice(
    abandoned.indexOf('Giấy tờ bạn cần'),
    abandoned.indexOf('Trường hợp của bạn có khác'),
  )
  assert.match(papers, /Biên bản về việc trẻ bị bỏ rơi/)
  assert.match(papers, /Văn bản ủy quyền có chứng thực/)
  assert.match(papers, /Tờ khai đăng ký khai sinh/)
  assert.doesNotMatch(papers, /Giấy chứng sinh /)
})

test('what is not known is said to be unknown, never zero', async () => {
  const page = await read('/thu-tuc/1.000656')
  assert.match(page, /Bao lâu Chưa xác định/)
  assert.match(page, /Bao nhiêu tiền Chưa xác định/)
})

test('a procedure of another province says that it is not filed here', async () => {
  const other = await database.app
    .selectFrom('procedure')
    .select('code')
    .where('not_received', '=', 'otherProvince')
    .limit(1)
    .executeTakeFirstOrThrow()
  assert.match(await read(`/thu-tuc/${other.code}`), /Không nộp tại Hà Nội/)
})

test('a police procedure says that a national authority handles it', async () => {
  assert.match(await read('/thu-tuc/1.004222'), /cơ quan trung ương hoặc ngành dọc/)
})

test('the English pages are English as a whole, apart from marked Vietnamese names', async () => {
  for (const url of [
    '/?lang=en',
    '/tim?q=khai+sinh&lang=en',
    '/thu-tuc/1.001193?lang=en',
    '/diem-phuc-vu?q=ba+dinh&lang=en',
    '/nap-du-lieu?lang=en',
  ]) {
    const { body } = await app.inject({ url })
    const page = body
      .replace(/<(title|head)\b[^]*?<\/\1>/g, '')
      .replace(/<(\w+)[^>]*\blang="vi"[^>]*>[^]*?<\/\1>/g, '')
      .replace(/<[^>]+>/g, ' ')
    const vietnamese = /[\p{L}’ ]*[ạảãầấậẩẫằắặẳẵẹẻẽềếệểễỉĩịọỏõồốộổỗờớợởỡụủũừứựửữỳỵỷỹđĐ][\p{L} ]*/giu
    const words = (page.match(vietnamese) ?? [])
      .map((text) => text.trim())
      .filter((text) => !/Hà Nội|Một Cửa|Tiếng Việt/.test(text))
    assert.deepEqual([...new Set(words)], [], url)
  }
})

test('what was typed comes back literally and runs nothing', async () => {
  const { body } = await app.inject({
    url: `/tim?q=${encodeURIComponent('<script>alert(1)</script>')}`,
  })
  assert.doesNotMatch(body, /<script>alert/)
  assert.match(body, /&lt;script>alert\(1\)/)
})

test('an unknown code and a hostile one are not found', async () => {
  for (const code of ['9.999999', "1.001193'--", '%3Cscript%3E'])
    assert.equal((await app.inject({ url: `/thu-tuc/${code}` })).statusCode, 404, code)
})

test('a page number that is none is the first page; a far one is empty', async () => {
  const first = await read('/tim?q=dat+dai')
  assert.equal(
    await read('/tim?q=dat+dai&trang=-3').then((page) => page.includes('Trang 1 trong')),
    true,
  )
  assert.match(first, /Trang 1 trong/)
  assert.equal((await app.inject({ url: '/tim?q=dat+dai&trang=499' })).statusCode, 200)
})

test('service points are found by the new name and by the old one', async () => {
  assert.match(await read('/diem-phuc-vu'), /127 điểm phục vụ/)
  assert.match(await read('/diem-phuc-vu?q=ba+dinh'), /Số 2, phố Trúc Bạch/)
  assert.match(
    await read('/diem-phuc-vu?q=phường+Hàng+Bạc'),
    /Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội \(cũ\) nay thuộc Phường Hoàn Kiếm, Thành phố Hà Nội/,
  )
})

test('the import report shows the sources’ limits beside the decided one', async () => {
  const page = await read('/nap-du-lieu')
  assert.match(page, /qty = 1, unit = OTHER/)
  assert.match(page, /so = 1, don_vi = null/)
  assert.match(page, /Hai thủ tục khác nhau cùng một mã: 1 1\.014325/)
  assert.match(page, /5\.670/)
})
