/** The counter in a real browser at 1280 px: every page without axe's objections, acts by keyboard, and without a script. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../support/browser.ts'
import { birthFields, openCounter, OTHER_WARD, WARD, type Counter } from '../support/counter.ts'
import { staff } from '../support/office.ts'

let counter: Counter
let browser: TestBrowser
let base = ''
const me = staff('receptionist')

before(async () => {
  counter = await openCounter()
  await counter.app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(counter.app.server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await counter.close()
})

async function sitDown(options: { javaScript?: boolean } = {}): Promise<Page> {
  const page = await browser.newPage({ width: 1280, baseURL: base, ...options })
  const who = counter.at(me).cookies.get('who')!
  await page.context().addCookies([{ name: 'who', value: who, url: base }])
  return page
}

async function inspect(page: Page): Promise<void> {
  assert.deepEqual(await axe(page), [], page.url())
  assert.ok(await fitsWidth(page), `${page.url()} is wider than the window`)
}

test('each page of the counter is accessible and fits the window', async () => {
  const page = await sitDown()
  const { id } = await counter.filed()
  await counter.filed()
  const accepted = await counter.filed({ ownerName: 'Phạm An' })
  await counter.act(accepted.id, me, { type: 'accept', originals: ['birth-notice'] })
  for (const path of [
    '/quay',
    '/quay?hang=cho-dan',
    '/quay?q=khong+co',
    '/tra-ket-qua',
    '/quay/moi',
    '/quay/moi?thu-tuc=1.001193',
    `/quay/nhan/${id}`,
    `/quay/${id}/bo-sung`,
    `/quay/${id}/tu-choi`,
    `/quay/nhan/${accepted.id}`,
    `/quay/${accepted.id}/xong`,
    `/quay/${accepted.id}/rut`,
    `/quay/${accepted.id}/ban-nhap`,
    `/quay/${accepted.id}/nop-bo-sung`,
    `/tra-ket-qua/${accepted.id}`,
  ]) {
    await page.goto(path)
    await inspect(page)
  }
  await page.context().close()
})

test('handing over, originals, the place of return and guidance are accessible and fit the window, also a narrow one', async () => {
  const { id } = await counter.filed({
    source: 'counter',
    kindOfFiling: 'counter',
    offices: { receiving: WARD, competent: OTHER_WARD, returning: WARD },
  })
  const posted = await counter.filed({ source: 'post', kindOfFiling: 'post' })
  const kept = await counter.filed({ ownerName: 'Phạm Bình' })
  await counter.act(kept.id, me, { type: 'accept', originals: ['birth-notice'] })
  await counter.act(id, me, { type: 'receiveForAnother', originals: ['birth-notice'] })
  await counter.told()
  const wide = await sitDown()
  await wide.goto('/ban-giao')
  await inspect(wide)
  await wide.getByRole('button', { name: 'Lập phiếu bàn giao' }).click()
  await wide.waitForURL('**/ban-giao/*')
  const slip = new URL(wide.url()).pathname
  await counter.told()
  const narrow = await browser.newPage({ width: 360, baseURL: base })
  await narrow.context().addCookies(await wide.context().cookies())
  for (const page of [wide, narrow])
    for (const path of [
      '/ban-giao',
      slip,
      `/quay/nhan/${id}`,
      `/quay/nhan/${posted.id}`,
      `/quay/${kept.id}/ban-chinh`,
      `/quay/${kept.id}/noi-tra`,
      '/quay/huong-dan',
      '/quay/huong-dan/moi',
    ]) {
      await page.goto(path)
      await inspect(page)
    }
  await narrow.context().close()
  await wide.context().close()
})

test('a request for supplements by keyboard alone: open, pick, preview, send', async () => {
  const page = await sitDown()
  const { id } = await counter.filed()
  await page.goto(`/quay/nhan/${id}`)
  await page.keyboard.press('F6')
  await page.waitForURL('**/bo-sung')
  await page.selectOption('select[name="fault.birth-notice"]', 'unreadable')
  await page.selectOption('select[name="basis"]', 'one-stop')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Người nộp sẽ đọc như sau').waitFor()
  await inspect(page)
  await page.keyboard.press('Control+Enter')
  await page.waitForURL('**/xong')
  await inspect(page)
  await page.context().close()
})

test('without a script a person in front of the counter is received on one page', async () => {
  const page = await sitDown({ javaScript: false })
  await page.goto('/quay/moi?thu-tuc=1.001193')
  await page.getByRole('button', { name: 'Nhận hồ sơ và in giấy tiếp nhận' }).click()
  assert.match(await page.title(), /^Lỗi: /)
  await inspect(page)
  await page.selectOption('select[name="requester.relation"]', 'mother')
  await page.selectOption('select[name="situation.parents"]', 'motherOnly')
  await page.getByRole('button', { name: 'Cập nhật các mục' }).click()
  for (const [name, value] of Object.entries(birthFields())) {
    if (value === '') continue
    const list = page.locator(`main select[name="${name}"]`)
    const box = page.locator(`main input[name="${name}"]`)
    if ((await list.count()) > 0) await list.selectOption(value)
    else if ((await box.count()) > 0) await box.fill(value)
  }
  await page.getByRole('button', { name: 'Cập nhật các mục' }).click()
  await page.locator('[name="copies.count"]').fill('2')
  await page.getByLabel('Đã nhận bản giấy (Giấy chứng sinh)').check()
  await page.getByLabel('Đã nhận bản giấy (Tờ khai đăng ký khai sinh)').check()
  const twin = page.locator('[name="notTwin"]')
  if ((await twin.count()) > 0) await twin.check()
  await page.getByRole('button', { name: 'Nhận hồ sơ và in giấy tiếp nhận' }).click()
  await page.waitForURL('**/xong')
  assert.match(await page.locator('h1').innerText(), /Đã tiếp nhận hồ sơ/)
  await page.context().close()
})
