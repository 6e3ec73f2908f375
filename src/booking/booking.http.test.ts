/** The pages of booking as a citizen and a counter use them, without a script; and in a real browser for axe and width. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { axe, fitsWidth, launchBrowser } from '../../test/support/browser.ts'
import { openCitizenDoors, type CitizenDoors } from '../../test/support/citizen-doors.ts'
import { fillByExample, validExample } from '../../test/support/example-filing.ts'
import { staff, WARD } from '../../test/support/office.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { hiddenFields, visitor } from '../../test/support/visitor.ts'
import { webApp } from '../../test/support/web.ts'
import { bookingsRoutes } from '../counter/bookings-routes.ts'
import { filingRoutes } from '../filing/routes.ts'
import type { StaffActor } from '../office/actor.ts'

const COPIES = '2.000815'
const TIMES = `/dat-lich/${COPIES}/1`

let doors: CitizenDoors
let counter: FastifyInstance
before(async () => {
  doors = await openCitizenDoors()
  doors.clock.now = new Date('2026-11-27T09:00+07:00')
  await sql`
    insert into service_point (id, office_id, name, address)
    values (1, ${WARD}, 'Điểm phục vụ phường Một', '1 phố Một')`.execute(doors.database.owner)
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name, email) values ('staff', 'Cán bộ quầy', 'quay@thu.example') returning id`.execute(
    doors.database.owner,
  )
  const me: StaffActor = { ...staff('receptionist'), personId: rows[0]!.id }
  counter = await webApp(async (root) => {
    root.addHook('onRequest', async (req) => {
      Object.defineProperty(req, 'actor', { value: me })
    })
    await bookingsRoutes(root, doors.deps)
    await filingRoutes(root, doors.deps)
  })
})
after(async () => {
  await counter.close()
  await doors.close()
})

test('found, booked, seen among one’s own, moved and cancelled: each by links and forms alone, pressed twice it is once', async () => {
  const person = await doors.citizen('Người Đặt Lịch')
  const places = await person.get(`/dat-lich/${COPIES}?q=pho+mot`)
  assert.match(places.body, new RegExp(`href="${TIMES}"`))
  const page = await person.get(`${TIMES}?ngay=2026-12-01`)
  assert.match(mainOf(page.body), /value="2026-12-01T09:00"/)
  const act = `${TIMES}?ngay=2026-12-01`
  const keys = hiddenFields(page.body, act)
  const none = await person.post(act, keys)
  assert.equal(none.statusCode, 422)
  assert.deepEqual(summaryOf(none.body), ['Hãy chọn một giờ.'])
  assertAnchorsExist(none.body)
  const sent = await person.post(act, { ...keys, at: '2026-12-01T09:00' })
  const twice = await person.post(act, { ...keys, at: '2026-12-01T09:00' })
  assert.equal(sent.statusCode, 303)
  assert.equal(twice.headers.location, sent.headers.location)
  const own = String(sent.headers.location)
  assert.match(mainOf((await person.get(own)).body), /09:00, thứ Ba, 01\/12\/2026/)
  assert.match(mainOf((await person.get('/ho-so')).body), new RegExp(`href="${own}"`))
  assert.equal((await person.get(`/dat-lich/${COPIES}`)).headers.location, `${own}?da-co`)

  const moving = `${own}/doi?ngay=2026-12-02`
  const late = await person.post(moving, {
    ...(await person.formOn(moving, moving)),
    at: '2026-12-02T12:00',
  })
  assert.equal(late.statusCode, 422)
  assertAnchorsExist(late.body)
  await person.post(moving, { ...(await person.formOn(moving, moving)), at: '2026-12-02T10:00' })
  assert.match(mainOf((await person.get(own)).body), /10:00, thứ Tư, 02\/12\/2026/)
  await person.post(`${own}/huy`, await person.formOn(own, `${own}/huy`))
  assert.match(mainOf((await person.get(own)).body), /Bạn đã hủy lịch hẹn này/)
  assert.doesNotMatch(mainOf((await person.get('/ho-so')).body), /dat-lich/)
})

test('another person finds nothing, a stranger is led to the door, a procedure without a counter has no times', async () => {
  const person = await doors.citizen('Người Đặt Lịch Hai')
  const own = await bookAt(person, '2026-12-03T09:00')
  const other = await doors.citizen('Người Lạ Mặt')
  for (const path of [own, `${own}/doi`]) assert.equal((await other.get(path)).statusCode, 404)
  const { _csrf } = await other.formOn(TIMES)
  const key = { _csrf: _csrf!, _key: '0198c0de-0000-7000-8000-000000000001' }
  assert.equal((await other.post(`${own}/huy`, key)).statusCode, 404)
  assert.equal((await visitor(doors.app).get(TIMES)).statusCode, 303)
  assert.equal((await other.get('/dat-lich/1.001193')).statusCode, 404)
  assert.equal((await other.get(`/dat-lich/${COPIES}/99`)).statusCode, 404)
  assert.equal((await person.post(`${own}/huy`, { _key: key._key })).statusCode, 403, 'forged')
})

test('a daughter books for her mother beside her own time: the page, the list of my dossiers and the counter say whose it is', async () => {
  const daughter = await doors.citizen('Người Con Gái')
  await bookAt(daughter, '2026-12-10T09:00')
  assert.equal((await daughter.get(`/dat-lich/${COPIES}?nguoi-khac`)).statusCode, 200)
  const act = `${TIMES}?ngay=2026-12-10`
  const keys = await daughter.formOn(act, act)
  const at = '2026-12-10T09:30'
  for (const [comesName, isOld, words] of [
    ['Nguyễn Thị <b>Bà</b>', '', /chỉ gồm chữ cái/],
    ['', 'yes', /Hãy ghi họ tên người đến/],
  ] as const) {
    const wrong = await daughter.post(act, { ...keys, at, comesName, isOld })
    assert.equal(wrong.statusCode, 422)
    assert.match(summaryOf(wrong.body).join(), words)
    assertAnchorsExist(wrong.body)
    assert.match(mainOf(wrong.body), /<details open/)
  }
  const own = await bookAt(daughter, at, { comesName: ' Nguyễn  Thị Bà ', isOld: 'yes' })
  assert.match(mainOf((await daughter.get(own)).body), /Lịch hẹn của Nguyễn Thị Bà/)
  assert.match(mainOf((await daughter.get(own)).body), /quầy gọi trước/)
  assert.match(mainOf((await daughter.get('/ho-so')).body), /Lịch hẹn của Nguyễn Thị Bà/)
  doors.clock.now = new Date('2026-12-10T08:10+07:00')
  const list = mainOf((await visitor(counter).get('/quay/lich-hen')).body)
  assert.match(list, /Nguyễn Thị Bà.*Gọi trước.*Người Con Gái đặt hộ/s)
  assert.match(list, /aria-label="Ghi nhận Nguyễn Thị Bà"/)
  doors.clock.now = new Date('2026-11-27T09:00+07:00')
})

test('nobody has a machine look for a time that is given back: too many looks in a minute are told to wait', async () => {
  const person = await doors.citizen('Người Dò Giờ')
  const looks = await Promise.all(Array.from({ length: 21 }, () => person.get(TIMES)))
  const waits = looks.filter(({ statusCode }) => statusCode === 429)
  assert.equal(waits.length, 1)
  assert.match(waits[0]!.body, /thao tác quá nhanh/)
  const act = `${TIMES}?ngay=2026-12-01`
  assert.equal((await person.post(act, { at: '2026-12-01T16:00' })).statusCode, 429)
  const other = await doors.citizen('Người Xem Một Lần')
  assert.equal((await other.get(TIMES)).statusCode, 200)
})

test('a time given back is offered to everybody in the same moment', async () => {
  const [first, second, third] = await Promise.all(
    ['Người Giữ Một', 'Người Giữ Hai', 'Người Chờ Chỗ'].map((name) => doors.citizen(name)),
  )
  const at = '2026-12-08T14:00'
  const own = await bookAt(first!, at)
  await bookAt(second!, at)
  const page = `${TIMES}?ngay=2026-12-08`
  assert.doesNotMatch(mainOf((await third!.get(page)).body), new RegExp(`value="${at}"`))
  await first!.post(`${own}/huy`, await first!.formOn(own, `${own}/huy`))
  assert.match(mainOf((await third!.get(page)).body), new RegExp(`value="${at}"`))
  await bookAt(third!, at)
})

async function bookAt(
  person: Awaited<ReturnType<CitizenDoors['citizen']>>,
  at: string,
  more: Record<string, string> = {},
): Promise<string> {
  const act = `${TIMES}?ngay=${at.slice(0, 10)}`
  const sent = await person.post(act, { ...(await person.formOn(act, act)), at, ...more })
  assert.equal(sent.statusCode, 303, summaryOf(sent.body).join('; '))
  return String(sent.headers.location)
}

test('every page is English when English is asked for', async () => {
  const person = await doors.citizen('Somebody')
  await person.get(`/dat-lich/${COPIES}?lang=en`)
  const own = await bookAt(person, '2026-12-04T09:00')
  for (const path of [TIMES, own, `${own}/doi`]) {
    const { body } = await person.get(`${path}?lang=en`)
    assert.match(body, /<html lang="en"/)
    assert.deepEqual(vietnameseIn(mainOf(body)), [], path)
  }
})

test('a prepared declaration goes along when its owner says so: the counter opens it from its list, and marks who came', async () => {
  const law = doors.deps.law
  const { values, who } = validExample(law, law.procedure(COPIES)!)
  const person = await doors.citizen('Người Soạn Trước', who)
  await fillByExample(person, COPIES, values)
  const prepare = `/nop/${COPIES}/soan-xong`
  await person.post(prepare, await person.formOn(`/nop/${COPIES}/kiem-tra`, prepare))
  const done = await person.get(`/nop/${COPIES}/da-soan`)
  assert.match(mainOf(done.body), new RegExp(`href="/dat-lich/${COPIES}"`))
  assert.match(mainOf((await person.get(TIMES)).body), /name="share"/)
  const own = await bookAt(person, '2026-12-01T08:00', { share: 'yes' })
  const silent = await doors.citizen('Người Không Soạn')
  await bookAt(silent, '2026-12-01T08:30', { share: 'yes' })

  const desk = visitor(counter)
  assert.match((await desk.get('/quay/lich-hen')).body, /Hôm nay chưa ai đặt lịch/)
  doors.clock.now = new Date('2026-12-01T08:10+07:00')
  const list = mainOf((await desk.get('/quay/lich-hen')).body)
  assert.match(list, /Người Soạn Trước/)
  assert.match(list, /Người Không Soạn/)
  assert.equal(list.match(/action="\/quay\/to-khai"/g)?.length, 1)
  const keys = await desk.formOn('/quay/lich-hen', '/quay/to-khai')
  const code = /name="code" value="([^"]+)"/.exec(list)![1]!
  const opened = await desk.post('/quay/to-khai', { ...keys, code })
  assert.equal(opened.statusCode, 200)
  const mark = `/quay/lich-hen/${own.split('/').at(-1)}`
  const form = await desk.formOn('/quay/lich-hen', mark)
  assert.equal((await desk.post(mark, { ...form, as: '' })).statusCode, 422)
  assert.equal((await desk.post(mark, { ...form, as: 'arrived' })).statusCode, 303)
  assert.match(mainOf((await desk.get('/quay/lich-hen')).body), /đã đến/)
  await person.get(`/vao/${person.actor.personId}`)
  assert.match(mainOf((await person.get(own)).body), /Bạn đã đến quầy/)
  doors.clock.now = new Date('2026-11-27T09:00+07:00')
})

test('every page is whole for axe and fits at 360 and 1280 px', async () => {
  const browser = await launchBrowser()
  const person = await doors.citizen('Người Xem Trang')
  const own = await bookAt(person, '2026-12-07T09:00')
  const address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  const desk = await counter.listen({ port: 0, host: '127.0.0.1' })
  const faults: string[] = []
  doors.clock.now = new Date('2026-12-07T08:30+07:00')
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ width })
    await page.goto(`${address}/vao/${person.actor.personId}`)
    const paths = [`/dat-lich/2.000884`, '/dat-lich/2.000884/1', own, `${own}/doi`, '/ho-so']
    const all = paths.map((path) => `${address}${path}`)
    for (const url of width === 1280 ? [...all, `${desk}/quay/lich-hen`] : all) {
      await page.goto(url)
      const found = await axe(page)
      if (!(await fitsWidth(page))) found.push('scrolls sideways')
      faults.push(...found.map((fault) => `${width} ${url}: ${fault}`))
    }
  }
  await browser.close()
  assert.deepEqual(faults, [])
})
