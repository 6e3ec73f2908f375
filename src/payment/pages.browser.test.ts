/** The pages of paying: by requests what they say and refuse, in a browser on a telephone how they read. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { encoded, type AssetName } from '../ui/assets.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import {
  assertAnchorsExist,
  mainOf,
  summaryOf,
  vietnameseIn,
} from '../../test/support/page-checks.ts'
import { openPaymentDoors, type Owing, type PaymentDoors } from '../../test/support/payment.ts'
import { textOfPdf } from '../../test/support/pdf-text.ts'
import type { Visitor } from '../../test/support/visitor.ts'

let doors: PaymentDoors
let browser: TestBrowser
before(async () => {
  doors = await openPaymentDoors()
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await doors.close()
})

const pathOf = ({ id }: Owing, more = '') => `/ho-so/${id}/nop-phi${more}`

async function press(who: Visitor, page: string, fields: Record<string, string> = {}) {
  return who.post(page, { ...(await who.formOn(page, page)), ...fields })
}

async function says(owing: Owing, more: string, words: RegExp) {
  const { statusCode, body } = await owing.mother.get(pathOf(owing, more))
  assert.equal(statusCode, 200)
  assert.match(mainOf(body), words)
  return body
}

test('a citizen chooses, goes, comes back and keeps a receipt that says what it is', async () => {
  const owing = await doors.owing()
  await says(owing, '', /Bạn cần nộp 16\.000\s₫[^]*Thông tư 281\/2016/)
  const sent = await press(owing.mother, pathOf(owing))
  assert.equal(sent.headers.location, pathOf(owing, '/di'))
  const go = await says(owing, '/di', /Sang trang thanh toán/)
  const [, reference = ''] = /\/tra\/(MC[0-9A-F]{12})"/.exec(go) ?? []
  await says(owing, '/ket-qua', /Đang chờ cổng thanh toán xác nhận/)
  await says(owing, '', /Bạn không cần nộp lại trong lúc chờ/)
  await doors.gateway.act(reference, 'pay')
  const paid = await says(owing, '/ket-qua', /Đã nhận tiền của bạn/)
  const [, receipt = ''] = /href="([^"]+\.pdf)"/.exec(paid) ?? []
  const { headers, rawPayload } = await owing.mother.get(receipt)
  assert.equal(headers['content-type'], 'application/pdf')
  const text = textOfPdf(rawPayload)
  for (const words of ['Mười sáu nghìn đồng', 'không phải biên lai điện tử', reference, '16.000'])
    assert.ok(text.includes(words), words)
  await says(owing, '', /Bạn đã nộp đủ 16\.000\s₫/)
})

test('fifty presses of the button, and one more while a payment is under way, are one order', async () => {
  const owing = await doors.owing()
  const form = await owing.mother.formOn(pathOf(owing), pathOf(owing))
  const sent = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      owing.mother.post(pathOf(owing), { ...form, ...(at % 2 && { _key: randomUUID() }) }),
    ),
  )
  assert.deepEqual([...new Set(sent.map(({ statusCode }) => statusCode))], [303])
  assert.equal((await doors.standing(owing.id)).orders.length, 1)
})

test('a gateway that does not answer takes nothing: the page says so and lets one try again', async () => {
  const owing = await doors.owing()
  doors.gateway.failNextAnswers('500')
  await press(owing.mother, pathOf(owing))
  await says(owing, '/di', /Chưa có tiền nào bị trừ/)
  await owing.mother.post(pathOf(owing), await owing.mother.formOn(pathOf(owing, '/di')))
  await says(owing, '/di', /Đến trang thanh toán/)
  assert.equal((await doors.standing(owing.id)).orders.length, 1)
})

test('who asks to be exempt is told everything that is missing, and owes nothing until it is decided', async () => {
  const owing = await doors.owing()
  const wrong = await press(owing.mother, pathOf(owing, '/mien'))
  assert.equal(wrong.statusCode, 422)
  assert.equal(summaryOf(wrong.body).length, 3)
  assertAnchorsExist(wrong.body)
  const line = (await doors.standing(owing.id)).lines.find(({ amount }) => amount === 16_000)!
  const claim = { line: line.id, group: '1', proof: 'counter' }
  const sent = await press(owing.mother, pathOf(owing, '/mien'), claim)
  assert.equal(sent.headers.location, pathOf(owing))
  const body = await says(owing, '', /đang xét đề nghị miễn/)
  assert.doesNotMatch(mainOf(body), /trực tuyến</)
})

test('somebody else’s fees, and those of no dossier, are not found', async () => {
  const owing = await doors.owing()
  const stranger = await doors.house.citizen('Người Lạ')
  for (const id of [owing.id, randomUUID(), 'x'])
    for (const more of ['', '/di', '/ket-qua', '/mien', `/bien-nhan/${randomUUID()}.pdf`])
      assert.equal((await stranger.get(`/ho-so/${id}/nop-phi${more}`)).statusCode, 404)
})

test('at the counter money is taken by transfer with its code, and only by who works there', async () => {
  const owing = await doors.owing()
  const page = `/quay/${owing.id}/thu-phi`
  const receptionist = await doors.house.official('receptionist', 101)
  assert.match(mainOf((await receptionist.get(page)).body), /Thu tiền mặt/)
  const wrong = await press(receptionist, page, { act: 'confirm', order: randomUUID() })
  assert.equal(wrong.statusCode, 422)
  await press(receptionist, page, { act: 'cash' })
  const [order] = (await doors.standing(owing.id)).orders
  const confirm = { act: 'confirm', order: order!.id, [`paper.${order!.reference}`]: 'BL-0001' }
  const leader = await doors.house.official('leader', 101)
  const { _csrf = '' } = await leader.formOn('/tra-cuu', '/tra-cuu')
  const tried = await leader.post(page, { ...confirm, _csrf, _key: randomUUID() })
  assert.equal(tried.statusCode, 409)
  assert.equal((await press(receptionist, page, confirm)).statusCode, 303)
  assert.deepEqual(await doors.movements(owing.id), ['received 16000'])
  const elsewhere = await doors.house.official('receptionist', 104)
  assert.equal((await elsewhere.get(page)).statusCode, 404)
})

test('without a script the page of waiting comes again by itself, can be told not to, and ends by itself with a button', async () => {
  const owing = await doors.owing()
  const order = await doors.atGateway(owing)
  const here = pathOf(owing, '/ket-qua')
  let next: string | undefined = here
  let loads = 0
  while (next !== undefined) {
    const { headers, body }: Awaited<ReturnType<Visitor['get']>> = await owing.mother.get(next)
    assert.match(mainOf(body), /Xem lại kết quả/)
    const [, seconds, path] = /^(\d+); url=(.+)#cho$/.exec(String(headers['refresh'])) ?? []
    next = path
    if (path === undefined) break
    // WCAG 2.2.1: at least twenty seconds to turn it off, by the first link of what is told.
    assert.ok(Number(seconds) >= 20)
    assert.match(mainOf(body), /role="status"[^>]*>[^<]*<\/p><a[^>]*\?lan=thoi">Đừng tự xem lại/)
    assert.match(body, /id="cho"/)
    assert.ok(++loads <= 10, 'it does not end')
  }
  assert.equal(loads, 10)
  for (const more of ['?lan=thoi', '?lan=99', '?lan=-1', '?lan=1&lan=2']) {
    const off = await owing.mother.get(`${here}${more}`)
    assert.equal(off.headers['refresh'], undefined, more)
    assert.match(mainOf(off.body), /Trang không tự xem lại/)
  }
  await doors.gateway.act(order.reference, 'pay')
  const paid = await owing.mother.get(`${here}?lan=3`)
  assert.equal(paid.headers['refresh'], undefined)
  assert.match(mainOf(paid.body), /Đã nhận tiền của bạn/)
})

/** The mother's telephone at the page of waiting, under a clock that the test sets. */
async function waitingPage(owing: Owing) {
  const { port } = doors.house.app.server.address() as AddressInfo
  const baseURL = `http://127.0.0.1:${port}`
  const page = await browser.newPage({ width: 360, baseURL })
  const cookies = [...owing.mother.cookies].map(([name, value]) => ({ name, value, url: baseURL }))
  await page.context().addCookies(cookies)
  await page.addInitScript(
    `window.stops = 0; const stop = window.stop; window.stop = () => { window.stops++; stop.call(window) }`,
  )
  await page.clock.install()
  await page.goto(pathOf(owing, '/ket-qua'))
  return page
}

test('with a script the word comes onto the page while one stands on a button: said, shown, the focus where it was', async () => {
  const owing = await doors.owing()
  const order = await doors.atGateway(owing)
  const page = await waitingPage(owing)
  let reloads = 0
  page.on('framenavigated', () => reloads++)
  await page.getByRole('link', { name: 'Xem lại kết quả' }).focus()
  const asked = page.waitForResponse(/ket-qua$/)
  await page.clock.fastForward(5000)
  await (await asked).finished()
  assert.equal(await page.locator('h1').innerText(), 'Đang chờ cổng thanh toán xác nhận')
  await doors.gateway.act(order.reference, 'pay')
  for (let turn = 0; turn < 6; turn++) await page.clock.runFor(5000)
  await page.getByRole('heading', { name: 'Đã nhận tiền của bạn' }).waitFor()
  assert.equal(await page.getByRole('status').innerText(), 'Đã nhận tiền của bạn')
  assert.equal(await page.getByText('Đừng nộp lại trong lúc chờ').count(), 0)
  assert.match(await page.title(), /^Đã nhận tiền của bạn/)
  const stands = await page.evaluate<string>('document.activeElement.textContent')
  assert.match(stands, /Xem lại kết quả/)
  assert.equal(reloads, 0)
  // The reload after 25 seconds, which the header asks for, was called off when the page had come.
  assert.equal(await page.evaluate('window.stops'), 1)
  assert.deepEqual(await axe(page), [])
  await page.context().close()
})

test('with a script it asks for four minutes and then says that it no longer does; without focus on it all of the page is new', async () => {
  const owing = await doors.owing()
  const order = await doors.atGateway(owing)
  const page = await waitingPage(owing)
  let asks = 0
  await page.route(/ket-qua$/, (route) => {
    asks++
    return route.abort()
  })
  while ((await page.getByText('Trang không tự xem lại').count()) === 0) {
    await page.clock.runFor(5000)
    assert.ok(asks <= 48)
  }
  assert.equal(asks, 48)
  await page.unroute(/ket-qua$/)
  await page.reload()
  await doors.gateway.act(order.reference, 'fail')
  await page.clock.runFor(5000)
  await page.getByRole('heading', { name: 'Giao dịch không thành' }).waitFor()
  await page.getByRole('link', { name: 'Nộp lại' }).waitFor()
  assert.equal(await page.getByText('Đừng tự xem lại').count(), 0)
  await page.context().close()
})

const weight = (name: AssetName) => encoded(name, 'br').length
const FRAME = ['citizen.css', 'citizen.js', 'conditions.js', 'icons.svg', 'mark.svg'] as const

test('every page of paying reads well on a telephone and a desk, in English too, and weighs at most 40 kB', async () => {
  const owing = await doors.owing()
  const { port } = doors.house.app.server.address() as AddressInfo
  const baseURL = `http://127.0.0.1:${port}`
  const page = await browser.newPage({ width: 360, baseURL })
  const cookies = [...owing.mother.cookies].map(([name, value]) => ({ name, value, url: baseURL }))
  await page.context().addCookies(cookies)
  const frame = FRAME.reduce((sum, name) => sum + weight(name), 0)
  const look = async (more: string) => {
    const path = pathOf(owing, more)
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 })
      await page.goto(path)
      assert.ok(await fitsWidth(page), `${path} ${width}`)
      assert.deepEqual(await axe(page), [], path)
    }
    const { body } = await owing.mother.get(path)
    assert.ok(brotliCompressSync(body).length + frame <= 40_000, path)
    const english = await owing.mother.get(`${path}?lang=en`)
    const names = /Ủy ban nhân dân phường Ba Đình|Ba Đình/g
    assert.deepEqual(vietnameseIn(mainOf(english.body).replace(names, '')), [], path)
    await owing.mother.get(`${path}?lang=vi`)
  }
  for (const more of ['', '/mien', '/ket-qua']) await look(more)
  const order = await doors.atGateway(owing)
  for (const more of ['', '/di', '/ket-qua']) await look(more)
  await doors.gateway.act(order.reference, 'fail')
  await look('/ket-qua')
  const again = await doors.atGateway(owing)
  await doors.gateway.act(again.reference, 'pay')
  for (const more of ['', '/ket-qua']) await look(more)
})
