/** Filing on a telephone, 360 px wide, with and without scripts. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { answerAll, fileIt, fillIn, PHOTO, START } from '../../test/support/birth-filing.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'

let doors: CitizenDoors
let browser: TestBrowser
let address: string
before(async () => {
  doors = await openCitizenDoors()
  address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await doors.close()
})

/** The person's telephone, signed in as in their other browser. */
async function telephone({ cookies }: Citizen, javaScript = true): Promise<Page> {
  const page = await browser.newPage({ width: 360, javaScript, baseURL: address })
  await page
    .context()
    .addCookies([...cookies].map(([name, value]) => ({ name, value, url: address })))
  return page
}

async function assertReadable(page: Page): Promise<void> {
  assert.deepEqual(await axe(page), [], page.url())
  assert.ok(await fitsWidth(page), page.url())
}

test('what is typed is kept by itself and said so; a chosen photograph is sent at once', async () => {
  const mother = await doors.citizen('Người Có Máy')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/child`)
  await page.fill('[name="child.fullName"]', 'Nguyễn Tự Lưu')
  await page.locator('[name="child.fullName"]').blur()
  await page.getByText(/Đã tự lưu lúc \d\d:\d\d/).waitFor()
  await page.reload()
  assert.equal(await page.inputValue('[name="child.fullName"]'), 'Nguyễn Tự Lưu')
  await page.goto(`${START}/giay-to`)
  const photo = { name: 'chung-sinh.png', mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
  await page.setInputFiles('[name="birth-notice"]', photo)
  await page.getByText('chung-sinh.png').first().waitFor()
  await assertReadable(page)
})

test('a draft that is slow on its way never overwrites what the button sent after it', async () => {
  const mother = await doors.citizen('Người Mạng Chậm')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/child`)
  const name = page.locator('[name="child.fullName"]')
  const pressed = Promise.withResolvers<void>()
  await page.route(`**${START}/child/luu`, async (route) => {
    await pressed.promise
    await route.continue()
  })
  const slow = page.waitForRequest(`**${START}/child/luu`)
  await name.fill('Nguyễn Cũ')
  await name.blur()
  await slow
  await name.fill('Nguyễn Mới')
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.method()))
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
  await page.getByText('Đang gửi').first().waitFor()
  assert.deepEqual(sent, [])
  pressed.resolve()
  await page.waitForURL(`**${START}/birth`)
  await page.goto(`${START}/child`)
  assert.equal(await name.inputValue(), 'Nguyễn Mới')
})

test('when the line is lost nothing typed is: the page says so, keeps the answers and saves them when the line is back', async () => {
  const mother = await doors.citizen('Người Mất Mạng')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/child`)
  await page.context().setOffline(true)
  await page.getByRole('alert').filter({ hasText: 'Mất mạng' }).waitFor()
  await page.fill('[name="child.fullName"]', 'Nguyễn Giữ Lại')
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
  assert.equal(await page.locator('.cut').count(), 1)
  assert.equal(new URL(page.url()).pathname, `${START}/child`)
  assert.equal(await page.inputValue('[name="child.fullName"]'), 'Nguyễn Giữ Lại')
  await assertReadable(page)
  const saved = page.waitForResponse(`**${START}/child/luu`)
  await page.context().setOffline(false)
  assert.equal((await saved).status(), 204)
  assert.equal(await page.locator('.cut').count(), 0)
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
  await page.waitForURL(`**${START}/birth`)
})

test('Enter in a box goes on; it does not report the identity as wrong', async () => {
  const mother = await doors.citizen('Người Bấm Enter')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/contact`)
  await page.locator('[name="requester.residence.detail"]').press('Enter')
  await page.waitForURL(`**${START}/child`)
  await page.goto(`${START}/contact`)
  assert.equal(await page.locator('[name="requester.phone"]').count(), 0)
})

test('without scripts the same pages file the same dossier', async () => {
  const mother = await doors.citizen('Người Không Máy')
  await answerAll(mother)
  const page = await telephone(mother, false)
  await page.goto(`${START}/giay-to`)
  const photo = { name: 'chung-sinh.png', mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
  await page.setInputFiles('[name="birth-notice"]', photo)
  await page.locator('noscript button').click()
  await page.getByText('chung-sinh.png').first().waitFor()
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
  await page.getByRole('button', { name: 'Tôi cam đoan và nộp hồ sơ' }).click()
  await page.waitForURL('**/da-nop')
  await assertReadable(page)
})

test('every page of filing can be read, reached and seen whole on a telephone', async () => {
  const mother = await doors.citizen('Người Xem Trang')
  await answerAll(mother)
  const page = await telephone(mother)
  const topics = ['situation', 'requester', 'contact', 'child', 'birth', 'father', 'marriage']
  for (const path of ['', ...topics.map((topic) => `/${topic}`), '/giay-to', '/kiem-tra', '/xoa']) {
    await page.goto(`${START}${path}`)
    await assertReadable(page)
  }
  await page.goto(`${START}/kiem-tra`)
  await page.getByRole('button', { name: 'Tôi cam đoan và nộp hồ sơ' }).click()
  await page.locator('.summary').waitFor()
  assert.equal(await page.evaluate('document.activeElement.className'), 'summary')
  await assertReadable(page)
})

test('the receipt prints on paper without losing code or QR', async () => {
  const mother = await doors.citizen('Người In Giấy')
  await fillIn(mother)
  const id = await fileIt(mother)
  const page = await telephone(mother)
  await page.goto(`/ho-so/${id}/da-nop`)
  await page.emulateMedia({ media: 'print' })
  assert.ok(await page.locator('.slip .big').first().isVisible())
  assert.ok(await page.locator('.slip .qr').isVisible())
})

test('a save that fails is seen and tried again; a session that ended says so, and nothing typed is lost', async () => {
  const mother = await doors.citizen('Người Mất Phiên')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/child`)
  const name = page.locator('[name="child.fullName"]')
  await page.route('**/luu', (route) => route.abort())
  await name.fill('Nguyễn Mất Mạng')
  await name.blur()
  const again = page.getByRole('button', { name: 'Chưa lưu được. Bấm để thử lại.' })
  await again.waitFor()
  await assertReadable(page)
  await page.unroute('**/luu')
  await again.click()
  await page.getByText(/Đã tự lưu lúc \d\d:\d\d/).waitFor()
  await page.context().clearCookies({ name: /session/ })
  await name.fill('Nguyễn Hết Phiên')
  await name.blur()
  await page.getByText('Phiên đã hết, điều bạn gõ vẫn được giữ').waitFor()
  await page.locator('[name="child.birthOn.day"]').fill('21')
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).last().click()
  await page.waitForURL((url) => url.pathname === '/dang-nhap')
  const back = await telephone(await doors.citizen('Người Mất Phiên'))
  await back.goto(`${START}/child`)
  assert.equal(await back.inputValue('[name="child.fullName"]'), 'Nguyễn Hết Phiên')
  assert.equal(await back.inputValue('[name="child.birthOn.day"]'), '21')
  await assertReadable(back)
})
