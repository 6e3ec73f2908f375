import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { checkout } from '../checkout.ts'
import { withImportedDatabase, type TestDatabase } from '../../test/support/database.ts'
import { webApp } from '../../test/support/web.ts'
import { openDb } from '../db/connect.ts'
import { forgetLasting } from '../interruption/in-force.ts'
import { PUBLIC_PATH } from '../interruption/wording.ts'
import { openLaw } from './law.ts'
import { paths } from '../ui/paths.ts'
import { catalogueRoutes } from './routes.ts'
import { openLifeEvents } from './search/search-routes.ts'

const dataDir = join(checkout, 'data')
const law = openLaw(dataDir)
const now = () => new Date('2026-11-22T09:00:00+07:00')
let database: TestDatabase
let app: FastifyInstance

before(async () => {
  database = await withImportedDatabase()
  app = await webApp((web) => catalogueRoutes(web, { db: database.app, law, now }))
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

/** The frame of every page leads to these; other slices serve them and are not in this house. */
const OTHER_SLICES = new Set<string>([
  ...Object.values(paths).filter((path) => path !== paths.home),
  PUBLIC_PATH,
])

test('every door of the home page leads to something', async () => {
  const { body } = await app.inject({ url: '/' })
  const links = [...body.matchAll(/<a\b[^>]*\bhref="(\/[^"#]*)/g)].map(([, href]) =>
    href!.replaceAll('&amp;', '&'),
  )
  const doors = new Set(links.filter((href) => !OTHER_SLICES.has(href)))
  const events = [...doors].filter((door) => door.startsWith('/doi-song/'))
  assert.equal(events.length, openLifeEvents().length)
  for (const door of doors) assert.doesNotMatch(await read(door), /Chưa tìm thấy/, door)
})

test('the home page tells of days off ahead and that everything works, in both languages', async () => {
  const page = await read('/')
  assert.match(
    page,
    /Ngày Văn hóa Việt Nam\. Nghỉ thứ Ba, 24\/11\/2026\. .*xem hồ sơ từ thứ Tư, 25\/11\/2026/,
  )
  assert.match(page, /Dịch vụ hoạt động bình thường/)
  const english = await read('/?lang=en')
  assert.match(english, /Offices are closed on Tuesday, 24\/11\/2026\. You can still file online/)
  assert.doesNotMatch(page, /việc đang chờ bạn|Không có việc nào chờ bạn/)
})

test('without the database the home page can be read and says that nothing is taken in', async () => {
  const away = openDb('postgresql://nobody@127.0.0.1:1/motcua?sslmode=disable', { name: 'away' })
  const web = await webApp((root) => catalogueRoutes(root, { db: away, law, now }))
  const { statusCode, body } = await web.inject({ url: '/' })
  await Promise.all([web.close(), away.destroy()])
  assert.equal(statusCode, 200)
  assert.match(body, /Hệ thống tạm chưa nhận hồ sơ/)
  assert.match(body, /Bản nháp và hồ sơ đã nộp vẫn còn/)
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
  assert.match(curated.body, /href="\/thu-tuc\/1\.001193\/to-khai-trong\.pdf"/)
  const listed = await app.inject({ url: '/thu-tuc/1.005461' })
  assert.doesNotMatch(listed.body, /href="\/nop\//)
})

/** Published for reading: no door of ours takes them. */
const GUIDED = ['1.013226', '1.013229', '3.000346']
const PREPARED = [
  '2.000815',
  '2.000884',
  '1.001612',
  '3.000333',
  '3.000347',
  '1.004222',
  '1.004194',
]

test('what is only guided has its page, its papers and where to go, and no start button', async () => {
  for (const code of GUIDED) {
    const { body } = await app.inject({ url: `/thu-tuc/${code}` })
    assert.doesNotMatch(body, /href="\/nop\/|to-khai-trong/, code)
    assert.match(body, /https:\/\/dichvucong\.gov\.vn\/thu-tuc-hanh-chinh\/019d2bf/, code)
    assert.match(body, /Giấy tờ bạn cần/, code)
  }
  const home = await read('/')
  const [ready, guided] = ['Nộp được ngay tại đây', 'Có hướng dẫn đầy đủ'].map((title) =>
    home.indexOf(title),
  )
  assert.ok(ready! < home.indexOf('1.001193') && home.indexOf('1.001193') < guided!)
  for (const code of GUIDED) assert.ok(home.indexOf(code) > guided!, code)
})

test('what is filed elsewhere can be prepared here, and its page says where it is filed', async () => {
  for (const code of PREPARED) {
    const { body } = await app.inject({ url: `/thu-tuc/${code}` })
    assert.match(body, new RegExp(`href="/nop/${code}"[^]*Soạn tờ khai`), code)
    assert.match(body, /Bạn soạn tờ khai ở đây rồi nộp ở nơi khác\. Soạn xong chưa phải là nộp\./)
    assert.match(body, /https:\/\/dichvucong\.gov\.vn\/thu-tuc-hanh-chinh\/019d2bf/, code)
    assert.doesNotMatch(body, /Bắt đầu nộp hồ sơ/)
  }
})

test('what we publish has its page although the national list does not have the code', async () => {
  const joint = await read('/thu-tuc/2.002621')
  assert.match(joint, /2\.002621/)
  assert.match(joint, /Bao lâu/)
})

test('every link of the home page to a procedure leads to its page', async () => {
  const { body } = await app.inject({ url: '/' })
  const links = [...body.matchAll(/href="(\/thu-tuc\/[^"]+)"/g)].map(([, href]) => href!)
  assert.ok(links.length >= 16)
  for (const link of links) assert.equal((await app.inject({ url: link })).statusCode, 200, link)
})

test('certification is at the counter, marriage partly online, each with the published reason', async () => {
  const certified = await read('/thu-tuc/2.000815')
  assert.match(certified, /Cách nộp Tại quầy Không làm trực tuyến toàn bộ, vì: người thực hiện/)
  assert.match(certified, /2\.000 ₫ mỗi trang, từ trang thứ ba 1\.000 ₫/)
  assert.doesNotMatch(certified, /Bạn nộp bằng cách nào/)
  const marriage = await read('/thu-tuc/1.000894')
  assert.match(
    marriage,
    /Trực tuyến một phần, tại quầy, qua bưu điện .*hai bên nam, nữ phải có mặt/,
  )
})

test('Hà Nội’s own fee stands before that of the country, by channel', async () => {
  const online = await read('/thu-tuc/1.001612')
  assert.match(online, /Bao nhiêu tiền Không mất phí/)
  const counter = await read('/thu-tuc/1.001612?channel=counter')
  assert.match(counter, /Bao nhiêu tiền 100\.000 ₫/)
  assert.doesNotMatch(counter, /Bao nhiêu tiền mức do/)
})

test('a few questions leave exactly my papers', async () => {
  const whole = await read('/thu-tuc/1.001193')
  const usual = whole.slice(0, whole.indexOf('Trường hợp của bạn có khác'))
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
  const page = await read('/thu-tuc/1.005461')
  assert.match(page, /Bao lâu Chưa xác định/)
  assert.match(page, /Bao nhiêu tiền Do Hội đồng nhân dân quyết định, mức chưa xác định/)
})

test('a procedure of another province says that it is not filed here', async () => {
  const others = await database.app
    .selectFrom('procedure')
    .select('code')
    .groupBy('code')
    .having(sql<boolean>`bool_and(not_received is not distinct from 'otherProvince')`)
    .orderBy('code')
    .limit(20)
    .execute()
  assert.equal(others.length, 20)
  for (const { code } of others)
    assert.match(
      await read(`/thu-tuc/${code}`),
      /của tỉnh, thành phố khác\. Không nộp tại Hà Nội/,
      code,
    )
})

test('a police procedure says that a national authority handles it', async () => {
  assert.match(await read('/thu-tuc/1.010038'), /cơ quan trung ương hoặc ngành dọc/)
})

test('the English pages are English as a whole, apart from marked Vietnamese names', async () => {
  for (const url of [
    '/?lang=en',
    '/tim?q=khai+sinh&lang=en',
    ...law.procedures().map(({ code }) => `/thu-tuc/${code}?lang=en`),
    ...GUIDED.map((code) => `/thu-tuc/${code}?lang=en`),
    '/diem-phuc-vu?q=ba+dinh&lang=en',
    '/nap-du-lieu?lang=en',
  ]) {
    const { body } = await app.inject({ url })
    const page = body
      .replace(/<(title|head)\b[^]*?<\/\1>/g, '')
      .replace(/<(\w+)[^>]*\blang="vi"[^>]*>[^]*?<\/\1>/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\d+\/(?:\d{4}\/)?[A-ZĐ]+(?:-[\p{L}0-9]+)?/gu, '')
    const vietnamese = /[\p{L}’ ]*[ạảãầấậẩẫằắặẳẵẹẻẽềếệểễỉĩịọỏõồốộổỗờớợởỡụủũừứựửữỳỵỷỹđĐ][\p{L} ]*/giu
    const words = (page.match(vietnamese) ?? [])
      .map((text) => text.trim())
      .filter((text) => !/Hà Nội|Việt Nam|Một Cửa|Tiếng Việt/.test(text))
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

test('a page number that is none is the first page; a far one is the last', async () => {
  const search = `/tim?q=${encodeURIComponent('đất')}`
  const place = async (number: string) =>
    /Trang (\d+) trong (\d+)/
      .exec(await read(`${search}&trang=${number}`))
      ?.slice(1)
      .map(Number)
  const [, last] = (await place('1'))!
  assert.ok(last! > 1)
  for (const none of ['-3', '0', 'x', '']) assert.deepEqual(await place(none), [1, last], none)
  for (const far of ['499', String(last! + 1)])
    assert.deepEqual(await place(far), [last, last], far)
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
  assert.match(page, /Hai thủ tục khác nhau cùng một mã: 2/)
  assert.match(page, /5\.670/)
})

test('a procedure that is younger than the national catalogue has its page, leg by leg', async () => {
  const page = await read('/thu-tuc/2.002621')
  assert.match(page, /Khai sinh, thường trú, thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi/)
  assert.match(page, /Giấy khai sinh; Thông báo kết quả đăng ký thường trú; Thẻ bảo hiểm y tế/)
  assert.match(page, /Chặng bảo hiểm y tế .*không quá 2 ngày làm việc/)
  assert.match(page, /Bắt đầu nộp hồ sơ/)
})

test('a police procedure leads to the national portal and not to our service points', async () => {
  const { body } = await app.inject({ url: '/thu-tuc/3.000347' })
  assert.match(
    body,
    /href="https:\/\/dichvucong\.gov\.vn\/thu-tuc-hanh-chinh\/019d2bf7-bda8-740c-9f49-ddaae438530d"/,
  )
  const page = await read('/thu-tuc/3.000347')
  assert.match(page, /Cách nộp Trực tuyến, tại quầy Nộp trực tuyến/)
  assert.doesNotMatch(page, /Mọi điểm phục vụ hành chính công/)
})

test('the fee of a licence is that of its day, and a limit that no source gives is not invented', async () => {
  assert.match(await read('/thu-tuc/3.000347'), /Bao nhiêu tiền 135\.000 ₫/)
  assert.match(await read('/thu-tuc/3.000333'), /Bao lâu Chưa xác định/)
  assert.match(await read('/thu-tuc/1.013225'), /Hội đồng nhân dân thành phố quyết định/)
})

test('how long it takes follows what was answered: a house sooner than a pipeline', async () => {
  assert.match(await read('/thu-tuc/1.013225'), /Bao lâu 7 ngày làm việc/)
  assert.match(await read('/thu-tuc/1.013225?work.kind=linear'), /Bao lâu 10 ngày làm việc/)
})

test('a long list of classes is a box to choose from', async () => {
  const { body } = await app.inject({ url: '/thu-tuc/3.000346' })
  assert.match(body, /<select[^>]*name="licence\.class"/)
  assert.doesNotMatch(body, /type="radio" name="licence\.class"/)
})

test('a point that is closed for now says until when and where to go, in the list of points', async () => {
  const { rows } = await sql<{ id: number; office: number }>`
    select id, office_id as office from service_point where name like '%Ba Đình%' or name like '%Hoàn Kiếm%' order by name like '%Hoàn Kiếm%'`.execute(
    database.owner,
  )
  const [closed, open] = rows
  await sql`
    insert into interruption (office_id, reason, words, legal_basis, is_planned, stops, from_at, to_at, substitute_point_id)
    values (${closed!.office}, 'powerOrNetwork', 'Mất điện toàn phường', 'thử', false, '{receiving}', '2026-11-22T08:00+07',
            '2026-11-23T17:00+07', ${open!.id})`.execute(database.owner)
  forgetLasting(database.app)
  assert.match(
    await read('/diem-phuc-vu?q=ba+dinh'),
    /Tạm dừng tiếp nhận hồ sơ đến 17:00 ngày 23\/11\/2026\. Trong thời gian đó hãy đến Điểm phục vụ .*Hoàn Kiếm/,
  )
  assert.doesNotMatch(await read('/diem-phuc-vu?q=hoan+kiem'), /Tạm dừng tiếp nhận/)
  assert.match(await read('/'), /1 nơi đang tạm dừng\. Xem nơi bạn có thể đến thay/)
})
