/** Questions that come and go as they are answered, on a telephone; the same without scripts, one page later. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { begin, START } from '../../test/support/birth-filing.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import { openCitizenDoors, type CitizenDoors } from '../../test/support/citizen-doors.ts'

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

async function situation(name: string, javaScript = true): Promise<Page> {
  const mother = await doors.citizen(name)
  await begin(mother)
  const page = await browser.newPage({ width: 360, javaScript, baseURL: address })
  const cookies = [...mother.cookies].map(([cookie, value]) => ({
    name: cookie,
    value,
    url: address,
  }))
  await page.context().addCookies(cookies)
  await page.goto(`${START}/situation`)
  return page
}

const choose = (page: Page, id: string, value: string) =>
  page.locator(`input[name="${id}"][value="${value}"]`).check()
const isSeen = (page: Page, id: string) => page.locator(`input[name="${id}"]`).first().isVisible()
const asked = (page: Page) => page.inputValue('input[name="_asked"]')

test('an answer brings up the next question at once, says so, and takes it away again', async () => {
  const page = await situation('Người Trả Lời Ngay')
  assert.equal(await isSeen(page, 'situation.married'), false)
  await choose(page, 'situation.kind', 'ordinary')
  await choose(page, 'situation.parents', 'both')
  assert.ok(await isSeen(page, 'situation.married'))
  assert.match(
    (await page.locator('[data-more]').textContent()) ?? '',
    /Có thêm câu hỏi: .*đã đăng ký kết hôn chưa/,
  )
  await choose(page, 'situation.married', 'no')
  assert.ok(
    await page
      .locator('.note, [data-asks] p')
      .getByText('nếu cha làm thủ tục nhận con')
      .isVisible(),
  )
  assert.equal(await asked(page), 'situation.kind,situation.parents,situation.married')
  assert.deepEqual(await axe(page), [])
  assert.ok(await fitsWidth(page))
  await choose(page, 'situation.kind', 'abandoned')
  assert.equal(await isSeen(page, 'situation.parents'), false)
  assert.equal(await isSeen(page, 'situation.married'), false)
  assert.equal(
    await page
      .locator('.note, [data-asks] p')
      .getByText('nếu cha làm thủ tục nhận con')
      .isVisible(),
    false,
  )
  assert.equal(await asked(page), 'situation.kind')
  assert.deepEqual(await axe(page), [])
})

test('the keyboard goes from an answer straight to the question that it brought up', async () => {
  const page = await situation('Người Dùng Phím')
  await choose(page, 'situation.kind', 'ordinary')
  await choose(page, 'situation.parents', 'both')
  await page.locator('input[name="situation.parents"][value="both"]').focus()
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate('document.activeElement.name'), 'situation.married')
  await choose(page, 'situation.parents', 'motherOnly')
  await page.keyboard.press('Tab')
  assert.notEqual(await page.evaluate('document.activeElement.name'), 'situation.married')
})

test('what went away is not sent; what came is saved with the rest, in one go', async () => {
  const page = await situation('Người Gửi Một Lần')
  await choose(page, 'situation.kind', 'ordinary')
  await choose(page, 'situation.parents', 'both')
  await choose(page, 'situation.married', 'yes')
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && !request.url().endsWith('/luu'),
  )
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
  assert.match((await sent).postData() ?? '', /situation\.married=yes/)
  await page.waitForURL(`**${START}/requester`)
  await page.goto(`${START}/situation`)
  assert.ok(await page.locator('input[name="situation.married"][value="yes"]').isChecked())
  await choose(page, 'situation.kind', 'abandoned')
  const again = page.waitForRequest(
    (request) => request.method() === 'POST' && !request.url().endsWith('/luu'),
  )
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
  const body = (await again).postData() ?? ''
  assert.match(body, /_asked=situation\.kind&/)
  assert.doesNotMatch(body, /situation\.(married|parents)=/)
  await page.waitForURL(`**${START}/requester`)
})

test('without scripts the server asks the next question on the same page after saving', async () => {
  const page = await situation('Người Tắt Máy', false)
  assert.equal(await isSeen(page, 'situation.married'), false)
  await choose(page, 'situation.kind', 'ordinary')
  await choose(page, 'situation.parents', 'both')
  assert.equal(await isSeen(page, 'situation.married'), false)
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
  assert.ok(await isSeen(page, 'situation.married'))
})
