/** The editors' pages of the national catalogue, and what citizens see of a procedure that nobody has curated. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { withImportedDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { CITY, staff } from '../../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../../test/support/page-checks.ts'
import { visitor, type Visitor } from '../../../test/support/visitor.ts'
import { webApp } from '../../../test/support/web.ts'
import { checkout } from '../../checkout.ts'
import { PUBLIC, ROLES, type Actor, type StaffActor } from '../../office/actor.ts'
import { lawOf, onDays, openLaw, readDocuments, type Law } from '../law.ts'
import { catalogueRoutes } from '../routes.ts'

const dataDir = join(checkout, 'data')
const NOW = new Date('2026-11-28T03:00:00Z')
const law = openLaw(dataDir)
/** What is published stands as of the import, whose clock is the database's; an editor who looks later uses this one. */
const AFTER_IMPORT = new Date('2126-11-28T03:00:00Z')

let database: TestDatabase
const apps: FastifyInstance[] = []
const first = staff('controller', CITY)
const second = staff('controller', CITY)
before(async () => {
  database = await withImportedDatabase()
  for (const one of [first, second]) await employ(one)
})
after(async () => {
  for (const app of apps) await app.close()
  await database.close()
})

async function employ({ personId, name }: StaffActor): Promise<void> {
  await sql`insert into person (id, kind, full_name) overriding system value values (${personId}, 'staff', ${name})`.execute(
    database.owner,
  )
  await sql`insert into assignment (person_id, office_id, role, title, valid_from)
            values (${personId}, ${CITY}, 'controller', 'Chuyên viên', '2026-01-01')`.execute(
    database.owner,
  )
}

type House = { now: Date; law: Law }

async function as(actor: Actor, house: Partial<House> = {}): Promise<Visitor> {
  const app = await webApp(async (web) => {
    web.decorateRequest('actor')
    web.addHook('onRequest', async (req) => void Object.assign(req, { actor }))
    const { now = NOW, law: published = law } = house
    await catalogueRoutes(web, { db: database.app, law: published, now: () => now })
  })
  apps.push(app)
  return visitor(app)
}

const words = (html: string) =>
  mainOf(html)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

const CHANGES = '/bien-tap/thay-doi'
const FINDINGS = '/nap-du-lieu/nghi-van'
/** The codes whose limit the portal changed between the two copies, as the provided file lists them. */
const changedCodes = new Set(
  readFileSync(join(dataDir, 'procedures', 'thay_doi_thoi_han_06-07_2026.csv'), 'utf8').match(
    /^\d\.\d{6}(?=,)/gm,
  ),
)
const curatedCodes = law.procedures().map(({ code }) => code)
const PAGES = ['/bien-tap', '/bien-tap/thu-tuc/1.013225', CHANGES, FINDINGS]

test('only controllers come in: other roles are refused, the public is sent to sign in', async () => {
  for (const role of ROLES.filter((each) => each !== 'controller')) {
    const other = await as(staff(role, CITY))
    for (const page of PAGES)
      assert.equal((await other.get(page)).statusCode, 403, `${role} ${page}`)
    for (const page of [CHANGES, FINDINGS])
      assert.equal((await other.post(page, {})).statusCode, 403, `${role} ${page}`)
  }
  const anybody = await as(PUBLIC)
  for (const page of PAGES) {
    const answer = await anybody.get(page)
    assert.equal(answer.statusCode, 303)
    assert.match(String(answer.headers.location), /^\/can-bo\/dang-nhap\?next=/)
  }
  const editor = await as(first)
  for (const page of PAGES) assert.equal((await editor.get(page)).statusCode, 200, page)
})

/** The count that a tab of the list shows. */
function countAt(html: string, label: string): number {
  const tabs = html.slice(Math.max(0, html.indexOf('aria-label="Lọc')))
  const found = new RegExp(`>${label} <span class="count">(\\d+)<`).exec(tabs)
  assert.ok(found, `no tab ${label}`)
  return Number(found[1])
}

async function many(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return (await query.execute(database.app)).rows[0]!.n
}

test('each filter of the list counts what a question of its own counts', async () => {
  const { body } = await (await as(first)).get('/bien-tap')
  const codes = sql`(select code from procedure union select code from procedure_source
                     union select unnest(${curatedCodes}::text[])) c`
  assert.equal(countAt(body, 'Tất cả'), await many(sql`select count(*)::int as n from ${codes}`))
  assert.equal(
    countAt(body, 'Chưa rõ thời hạn'),
    await many(sql`select count(*)::int as n from ${codes}
      where not exists (select 1 from procedure_source s where s.code = c.code and s.is_limit_known)`),
  )
  assert.equal(
    countAt(body, 'Chưa rõ phí'),
    await many(sql`select count(*)::int as n from ${codes}
      where not exists (select 1 from procedure_source s where s.code = c.code and s.is_fee_known)`),
  )
  assert.equal(
    countAt(body, 'Nghi vấn'),
    await many(sql`select count(distinct code)::int as n from catalogue_finding`),
  )
  assert.equal(changedCodes.size, 8)
  assert.equal(countAt(body, 'Cổng đã đổi'), changedCodes.size)
  assert.equal(countAt(body, 'Đã biên tập'), curatedCodes.length)
  assert.equal(
    countAt(body, 'Đã biên tập') + countAt(body, 'Chưa biên tập'),
    countAt(body, 'Tất cả'),
  )
})

test('field, receiver and words narrow the list and stay in every link; a sign of SQL is a sign', async () => {
  const editor = await as(first)
  const query = 'linh-vuc=H%E1%BB%99+t%E1%BB%8Bch&nhan=commune&q=khai+sinh'
  const { body } = await editor.get(`/bien-tap?${query}`)
  const rows = [...body.matchAll(/href="\/bien-tap\/thu-tuc\/([\d.]+)"/g)].map(([, code]) => code)
  assert.ok(rows.includes('1.001193'))
  assert.equal(rows.length, countAt(body, 'Tất cả'))
  const narrowedLinks = [...body.matchAll(/<a href="(\/bien-tap\?[^"]+)"/g)].map(
    ([, href]) => href!,
  )
  assert.ok(narrowedLinks.length >= 8)
  for (const href of narrowedLinks)
    assert.match(href, /linh-vuc=H.*&amp;nhan=commune&amp;q=khai\+sinh/)
  for (const odd of ['%25', '_', "';--", '\\']) {
    const answer = await editor.get(`/bien-tap?q=${encodeURIComponent(odd)}`)
    assert.equal(answer.statusCode, 200)
    assert.ok(countAt(answer.body, 'Tất cả') < 100, odd)
  }
})

test('the pages of the list follow each other without gap or twin', async () => {
  const editor = await as(first)
  const seen: string[] = []
  let url: string | undefined = '/bien-tap?loc=limitUnknown&nhan=commune'
  let expected = 0
  while (url !== undefined) {
    const { body }: { body: string } = await editor.get(url)
    expected = countAt(body, 'Chưa rõ thời hạn')
    seen.push(
      ...[...body.matchAll(/href="\/bien-tap\/thu-tuc\/([^"]+)"/g)].map(([, code]) => code!),
    )
    url = /<a href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  assert.equal(seen.length, expected)
  assert.equal(new Set(seen).size, expected)
})

test('both sources stand side by side with their raw values, and what differs is marked', async () => {
  const { body } = await (await as(first)).get('/bien-tap/thu-tuc/1.013225')
  const page = words(body)
  assert.match(page, /20 ngày \(so = 20, don_vi = Ngày\)/)
  assert.match(page, /10 ngày làm việc \(qty = 10, unit = WORKING_DAY\)/)
  assert.match(page, /Thời hạn, phí: trực tuyến Các nguồn khác nhau/)
  assert.doesNotMatch(page, /Lĩnh vực Các nguồn khác nhau/)
  assert.match(page, /56\/QĐ-BXD/)
  assert.match(page, /Đổi thời hạn 1\.013225, trực tuyến: 20 ngày → 10 ngày làm việc/)
  assert.match(body, /href="\/bien-tap\/ban-thao\/moi\?ma=1\.013225"/)
})

test('the curated version stands beside the sources; a glued number is shown with its raw form', async () => {
  const page = words((await (await as(first)).get('/bien-tap/thu-tuc/1.001193')).body)
  assert.match(page, /Bản biên tập bản 1, từ 01\/07\/2025/)
  assert.match(page, /Chưa xác định \(so = 1, don_vi = null\)/)
  const glued = words((await (await as(first)).get('/bien-tap/thu-tuc/1.000178')).body)
  assert.match(glued, /68\/2013\/TT-BCA ← “68\/2013\/TT-BCAL”/)
})

test('a code with details alone is opened, one that nobody knows is not found', async () => {
  const editor = await as(first)
  const { rows } = await sql<{ code: string }>`
    select code from catalogue_finding where kind = 'notInList' limit 1`.execute(database.app)
  const alone = await editor.get(`/bien-tap/thu-tuc/${rows[0]!.code}`)
  assert.match(alone.body, /không có trong danh mục/)
  for (const code of ['9.999999', '%27--', 'x'.repeat(150)])
    assert.equal((await editor.get(`/bien-tap/thu-tuc/${code}`)).statusCode, 404, code)
})

test('what we publish stands in the list and opens although no source has the code', async () => {
  const editor = await as(first)
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${curatedCodes}::text[]) c (code)
     where code not in (select code from procedure union select code from procedure_source)`.execute(
    database.app,
  )
  assert.deepEqual(rows.map(({ code }) => code).sort(), ['2.002621', '2.002622'])
  const list = await editor.get('/bien-tap?loc=curated')
  for (const { code } of rows) {
    assert.match(list.body, new RegExp(`href="/bien-tap/thu-tuc/${code}"`))
    const page = words((await editor.get(`/bien-tap/thu-tuc/${code}`)).body)
    assert.match(page, new RegExp(`${code} Liên thông các thủ tục`))
    assert.match(page, /không có trong danh mục và không có bản chi tiết: chỉ có bản biên tập/)
    assert.match(page, /Bản biên tập bản 1, từ/)
  }
  const narrowed =
    '/bien-tap?linh-vuc=H%E1%BB%99+t%E1%BB%8Bch&q=lien+thong+cac+thu+tuc+dang+ky+khai+tu'
  assert.match((await editor.get(narrowed)).body, /href="\/bien-tap\/thu-tuc\/2\.002622"/)
})

async function idsOf(code: string): Promise<string[]> {
  const { rows } = await sql<{ id: number }>`
    select id from catalogue_change where code = ${code} order by id`.execute(database.app)
  return rows.map(({ id }) => String(id))
}
async function decisions(code: string) {
  const { rows } = await sql<{ decision: string | null; reason: string | null; by: number | null }>`
    select distinct decision, reason, decided_by as by from catalogue_change where code = ${code}`.execute(
    database.app,
  )
  return rows
}

test('accepting opens work for the editor and changes nothing of the law', async () => {
  const editor = await as(first, { now: AFTER_IMPORT })
  const ids = await idsOf('1.013230')
  const form = await editor.formOn(CHANGES, CHANGES)
  const answer = await editor.post(CHANGES, { ...form, ids, act: 'accept', note: '' })
  assert.equal(answer.statusCode, 303)
  assert.deepEqual(await decisions('1.013230'), [
    { decision: 'accepted', reason: null, by: first.personId },
  ])
  const accepted = await editor.get(`${CHANGES}?loc=accepted`)
  assert.match(words(accepted.body), /1\.013230 .*Soạn bản biên tập/)
  assert.match(words(accepted.body), new RegExp(`${first.name} 10:00`))
  assert.match((await editor.get('/bien-tap?loc=work')).body, /\/bien-tap\/thu-tuc\/1\.013230"/)
  assert.equal(countAt((await editor.get('/bien-tap')).body, 'Cổng đã đổi'), changedCodes.size - 1)
})

test('the same form sent twice is one act; a second editor hears that the first was faster', async () => {
  const [one, other] = [await as(first), await as(second)]
  const ids = await idsOf('1.013226')
  const form = await one.formOn(CHANGES, CHANGES)
  const theirs = await other.formOn(CHANGES, CHANGES)
  const sent = { ...form, ids, act: 'dismiss', note: 'Lỗi nhập của cổng' }
  for (let times = 0; times < 2; times++)
    assert.equal((await one.post(CHANGES, sent)).statusCode, 303)
  const mixed = [...ids, ...(await idsOf('1.013229'))]
  const late = await other.post(CHANGES, { ...theirs, ids: mixed, act: 'accept', note: '' })
  assert.equal(late.statusCode, 409)
  assert.deepEqual(await decisions('1.013226'), [
    { decision: 'dismissed', reason: 'Lỗi nhập của cổng', by: first.personId },
  ])
  assert.deepEqual(await decisions('1.013229'), [{ decision: null, reason: null, by: null }])
  const acts = await many(sql`select count(*)::int as n from catalogue_act where act = 'dismiss'`)
  assert.equal(acts, ids.length)
})

test('nothing chosen and no reason are both said at once, and what was typed is kept', async () => {
  const editor = await as(first)
  const form = await editor.formOn(CHANGES, CHANGES)
  const none = await editor.post(CHANGES, { ...form, act: 'dismiss', note: '' })
  assert.equal(none.statusCode, 422)
  assert.deepEqual(summaryOf(none.body), [
    'Hãy đánh dấu ít nhất một dòng.',
    'Hãy ghi lý do bỏ qua, để người sau hiểu.',
  ])
  assertAnchorsExist(none.body)
  const [id] = await idsOf('1.013229')
  const ticked = await editor.post(CHANGES, { ...form, ids: [id!], act: 'dismiss', note: '' })
  assert.match(ticked.body, new RegExp(`name="ids" value="${id}" checked`))
  const long = await editor.post(CHANGES, {
    ...form,
    ids: [id!],
    act: 'accept',
    note: 'x'.repeat(1001),
  })
  assert.deepEqual(summaryOf(long.body), ['Phần ghi dài quá 1000 ký tự. Hãy viết ngắn hơn.'])
  assert.deepEqual(await decisions('1.013229'), [{ decision: null, reason: null, by: null }])
})

test('a form without its token, and one of somebody whose term has ended, change nothing', async () => {
  const editor = await as(first)
  const ids = await idsOf('1.013229')
  const { _key } = await editor.formOn(CHANGES, CHANGES)
  const forged = await editor.post(CHANGES, { _key: _key!, ids, act: 'accept', note: '' })
  assert.equal(forged.statusCode, 403)
  const former = staff('controller', CITY)
  await employ(former)
  await sql`update assignment set valid_to = '2026-11-27' where person_id = ${former.personId}`.execute(
    database.owner,
  )
  const gone = await as(former)
  const form = await gone.formOn(CHANGES, CHANGES)
  const late = await gone.post(CHANGES, { ...form, ids, act: 'accept', note: '' })
  assert.equal(late.statusCode, 403)
  assert.deepEqual(await decisions('1.013229'), [{ decision: null, reason: null, by: null }])
})

test('a finding is cleared with a note, by whom and when, and leaves the list of what waits', async () => {
  const editor = await as(first)
  const url = `${FINDINGS}?loai=feeBelowThousand`
  const before = await editor.get(url)
  const id = /name="ids" value="(\d+)"/.exec(before.body)![1]!
  const form = await editor.formOn(url, url)
  const empty = await editor.post(url, { ...form, ids: [id], act: 'clear', note: '' })
  assert.equal(empty.statusCode, 422)
  assertAnchorsExist(empty.body)
  const note = 'Đã đối chiếu: 20.000 đ'
  const answer = await editor.post(url, { ...form, ids: [id], act: 'clear', note })
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, url)
  const after = await editor.get(url)
  assert.equal(countAt(after.body, 'Chờ xem xét'), countAt(before.body, 'Chờ xem xét') - 1)
  assert.doesNotMatch(after.body, new RegExp(`name="ids" value="${id}"`))
  const cleared = words((await editor.get(`${url}&loc=cleared`)).body)
  assert.match(cleared, new RegExp(`${note} ${first.name}, 10:00`))
})

test('the report is open to everybody and shows what is unknown, corrected and waiting', async () => {
  const { body } = await (await as(PUBLIC)).get('/nap-du-lieu')
  const page = words(body)
  assert.match(page, /chi_tiet_2642\.jsonl\.gz chụp ngày 10\/06\/2026 · 2\.642 dòng/)
  assert.match(page, /thiếu cột trang_thai, loai · chỉ là một phần của danh mục/)
  assert.match(page, /Thời hạn thiếu đơn vị: 961/)
  assert.match(page, /Thủ tục có chi tiết: 3\.067/)
  assert.match(page, /Bỏ chữ dính sau số văn bản căn cứ \(giữ nguyên chữ gốc\): 8\.964/)
  assert.doesNotMatch(body, /nghi-van/)
})

/** The law of a house that has not published this procedure yet: what the portal changed, all of it, we have published. */
function lawWithout(code: string): Law {
  const documents = readDocuments(dataDir)
  const versions = documents.versions.filter(({ procedure }) => procedure.code !== code)
  assert.ok(versions.length < documents.versions.length, `${code} is not published: needless`)
  const snapshot = lawOf({ ...documents, versions })
  return onDays(
    () => snapshot,
    () => NOW,
  )
}

/** Citizens see what the sources say only of a procedure that we have not published. */
function assertListedOnly(code: string, of: Law): void {
  assert.equal(of.procedure(code), undefined, `${code} has its own page now: take another`)
}

test('a citizen sees the limit of the newest copy, the older one beside it, and that a bare zero is not free', async () => {
  const anybody = await as(PUBLIC, { law: lawWithout('1.013229') })
  const page = words((await anybody.get('/thu-tuc/1.013229')).body)
  assert.match(page, /Bao lâu 10 ngày làm việc Theo bản ngày 18\/07\/2026/)
  assert.match(page, /Bản ngày 10\/06\/2026 ghi khác: 20 ngày/)
  assert.match(page, /Bao nhiêu tiền Do Hội đồng nhân dân quyết định, mức chưa xác định/)
  assert.match(page, /Quyết định công bố: 56\/QĐ-BXD \(Theo bản ngày 10\/06\/2026\)/)
  assert.match(page, /có nộp trực tuyến; toàn trình hay một phần: chưa xác định/)
  assert.doesNotMatch(page, /Không mất phí|\b0 đ|Miễn phí/)
})

test('a sum below 1,000 đ is not repeated, its words are; a glued count of copies is not repeated either', async () => {
  const anybody = await as(PUBLIC)
  const fee = words((await anybody.get('/thu-tuc/3.000349')).body)
  assert.match(
    fee,
    /Phí, lệ phí: Chưa xác định Nguồn ghi: “Lệ phí cấp giấy phép lái xe: 135\.000 đồng\/lần\.”/,
  )
  assert.doesNotMatch(fee, /\b135 đ/)
  const copies = words((await anybody.get('/thu-tuc/1.008608')).body)
  assert.match(copies, /số bản chưa xác định/)
  assert.doesNotMatch(copies, /81 bản chính/)
})

test('a record of another procedure is not shown to citizens until an editor has looked at it', async () => {
  const anybody = await as(PUBLIC)
  const page = words((await anybody.get('/thu-tuc/2.001428')).body)
  assert.match(page, /mang tên thủ tục khác nên chưa dùng/)
  assert.match(page, /Bao lâu Chưa xác định/)
  assert.doesNotMatch(page, /Công bố Danh mục và Quy trình nội bộ/)
})

test('the page in English is English but for what is marked as Vietnamese', async () => {
  const house = { law: lawWithout('1.013229') }
  const anybody = await as(PUBLIC, house)
  for (const code of ['1.013229', '1.013218', '1.008608', '1.005461', '2.001428']) {
    assertListedOnly(code, house.law)
    const { body } = await anybody.get(`/thu-tuc/${code}?lang=en`)
    const odd = vietnameseIn(mainOf(body)).filter((word) => !/^(Hà|Nội|đ)[.;,]?$/.test(word))
    assert.deepEqual(odd, [], code)
  }
})
