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
