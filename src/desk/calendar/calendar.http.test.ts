/** The controller looks at what another calendar would move; nothing is changed by looking. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDesks, type DeskWorld } from '../../../test/support/desk.ts'
import { CITY } from '../../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../../test/support/page-checks.ts'
import type { Visitor } from '../../../test/support/visitor.ts'
import { axe, fitsWidth, launchBrowser } from '../../../test/support/browser.ts'
import { loadCalendar } from '../../calendar/calendar.ts'
import { showDay } from '../../lib/time.ts'
import { stateById } from '../../dossier/store.ts'

const PATH = '/bien-tap/lich'
let world: DeskWorld
let controller: Visitor
before(async () => {
  world = await openDesks()
  controller = await world.at(await world.hire('controller', CITY))
})
after(() => world.close())

const stateOf = (id: string) =>
  world.database.owner.transaction().execute((tx) => stateById(tx, id))

async function send(fields: Record<string, string>) {
  const hidden = await controller.formOn(PATH, PATH)
  return controller.post(PATH, { ...hidden, ...fields })
}
const day = { kind: 'local', name: 'Nghỉ do bão', legalBasis: 'CĐ 12/CĐ-UBND' }

test('a day off on the promised day: how many move, where, from when to when; the file for the operator is whole', async () => {
  const { id, code } = await world.dossier('accepted')
  const before = await stateOf(id)
  const due = before!.clock!.dueAt
  const on = showDay(due)
  const seen = await send({ ...day, on })
  assert.equal(seen.statusCode, 200)
  assert.match(seen.body, /Nếu công bố phiên bản 2/)
  assert.match(seen.body, /UBND phường Một/)
  assert.match(seen.body, /muộn hơn \d ngày/)
  assert.match(seen.body, new RegExp(code))
  assert.deepEqual(await stateOf(id), before)

  const given = await send({ ...day, on, act: 'file' })
  assert.match(String(given.headers['content-disposition']), /filename="hanoi-v2\.json"/)
  const calendar = loadCalendar(JSON.parse(given.body))
  assert.equal(calendar.document.version, 2)
  assert.ok(calendar.document.days.some((each) => each.on === due.slice(0, 10)))

  const pasted = await send({ document: given.body })
  assert.match(pasted.body, /Nếu công bố phiên bản 2/)
})

test('what cannot be is said at its box', async () => {
  const empty = await send({ kind: 'x', on: 'mai' })
  assert.equal(empty.statusCode, 422)
  assertAnchorsExist(empty.body)
  assert.deepEqual(summaryOf(empty.body), [
    'Hãy ghi ngày, ví dụ 02/01/2027.',
    'Hãy chọn loại ngày.',
    'Hãy ghi tên ngày nghỉ.',
    'Hãy ghi số văn bản cho nghỉ.',
  ])
  const swap = await send({ ...day, kind: 'swapOff', on: '11/12/2026' })
  assert.deepEqual(summaryOf(swap.body), ['Hãy ghi ngày thứ Bảy làm bù.'])
  const twice = await send({ ...day, on: '01/01/2027' })
  assert.equal(twice.statusCode, 422)
  assert.match(summaryOf(twice.body).join(' '), /ghi hai lần/)
  const text = await send({ document: '{' })
  assert.deepEqual(summaryOf(text.body), ['Nội dung dán vào không phải JSON đúng.'])
  const old = await send({ document: JSON.stringify(world.law.calendar().document) })
  assert.match(summaryOf(old.body)[0] ?? '', /không mới hơn phiên bản 1/)
})

test('only a controller sees the page', async () => {
  const officer = await world.at(world.people.officer)
  assert.equal((await officer.get(PATH)).statusCode, 403)
})

test('the calendar, its preview, the list of apologies and the letter: no fault that axe knows, and they fit 360 and 1280 px', async () => {
  const { id } = await world.dossier('claimed')
  const leader = (await world.at(world.people.leader)).cookies.get('session')!
  const own = controller.cookies.get('session')!
  const address = await world.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ width, javaScript: false, baseURL: address })
      const as = async (session: string, path: string) => {
        await page.context().addCookies([{ name: 'session', value: session, url: address }])
        assert.equal((await page.goto(path))?.status(), 200)
      }
      const look = async (what: string) => {
        assert.ok(await fitsWidth(page), `${what} at ${width}`)
        assert.deepEqual(await axe(page), [], `${what} at ${width}`)
      }
      await as(own, PATH)
      await look(PATH)
      const { clock } = (await stateOf(id))!
      await page.fill('#f-on', showDay(clock!.dueAt))
      await page.fill('#f-name', day.name)
      await page.fill('#f-legalBasis', day.legalBasis)
      await page.click('text=Xem trước thời hạn sẽ đổi')
      await page.waitForSelector('text=Nếu công bố phiên bản 2')
      await look('the preview')
      await as(leader, '/viec/can-xin-loi')
      await look('the list of apologies')
      await as(leader, `/viec/${id}/xin-loi`)
      await page.fill('#f-reason', 'Chưa có trả lời xác minh.')
      await page.fill('#f-legalBasis', 'NĐ 61/2018/NĐ-CP Điều 19.9')
      await page.click('text=Xem trước văn bản và tin nhắn')
      await page.waitForSelector('text=Tin nhắn gửi người dân')
      await look('the letter')
      await page.context().close()
    }
  } finally {
    await browser.close()
  }
})
