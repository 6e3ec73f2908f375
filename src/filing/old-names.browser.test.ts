/** A divided commune asked about on a telephone without scripts. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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

test('without scripts: the question is put on the same page, answered with one touch, and has no fault that axe knows', async () => {
  const mother = await doors.citizen('Người Không Máy Tính')
  await begin(mother)
  const page = await browser.newPage({ width: 360, javaScript: false, baseURL: address })
  await page
    .context()
    .addCookies([...mother.cookies].map(([name, value]) => ({ name, value, url: address })))
  await page.goto(`${START}/contact`)
  await page.fill('[name="requester.residence.commune"]', 'phường Đội Cấn, quận Ba Đình')
  await page.fill('[name="requester.residence.detail"]', 'số 5')
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).last().click()
  assert.match(page.url(), /\/contact#f-requester-residence-choice$/)
  const part = page.getByRole('radio', { name: /Phường Ngọc Hà/ })
  assert.equal(await part.count(), 1)
  assert.equal(await page.inputValue('[name="requester.residence.detail"]'), 'số 5')
  assert.deepEqual(await axe(page), [])
  assert.ok(await fitsWidth(page))
  await part.check()
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).last().click()
  assert.match(page.url(), /\/child$/)
})
