import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { addAssignment } from '../../src/office/store.ts'
import { totpCode } from '../../src/office/totp.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../support/browser.ts'
import { openDoors, PASSWORD, type Doors } from '../support/doors.ts'
import { OTHER_WARD } from '../support/office.ts'

let doors: Doors
let browser: TestBrowser
let publicUrl: string

before(async () => {
  const port = await freePort()
  publicUrl = `http://127.0.0.1:${port}`
  const trial = {
    who: 'Lê Thu An, tiếp nhận',
    email: 'an@thu.example',
    password: PASSWORD,
    code: '123456',
  }
  doors = await openDoors({ publicUrl, trials: async () => [trial] })
  await doors.app.listen({ port, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await doors.close()
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

async function isFit(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  assert.deepEqual(await axe(page), [], page.url())
  assert.equal(await fitsWidth(page), true, `${page.url()} scrolls sideways`)
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with scripts' : 'without scripts'

  test(
    `on a phone ${how} the mother signs in and is back where she was`,
    { timeout: 60_000 },
    async () => {
      const page = await browser.newPage({ width: 360, baseURL: publicUrl, javaScript })
      await page.goto('/nop/1.001193')
      await page.waitForURL('**/dang-nhap?next=*')
      await isFit(page)
      await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click()
      await page.getByText('không phải VNeID').waitFor()
      await isFit(page)
      await page.getByLabel('Tìm theo tên').fill('thu ha')
      await page.getByRole('button', { name: 'Tìm' }).click()
      await page.getByRole('button', { name: /Trần Thị Thu Hà/ }).click()
      await page.waitForURL('**/nop/1.001193')
      assert.match(await page.content(), /Trần Thị Thu Hà/)
    },
  )

  test(
    `${how} a citizen changes their mind, and can begin again`,
    { timeout: 60_000 },
    async () => {
      const page = await browser.newPage({ width: 360, baseURL: publicUrl, javaScript })
      await page.goto('/dang-nhap')
      await page.getByRole('link', { name: 'Tiếp tục với VNeID' }).click()
      await page.getByRole('button', { name: 'Dừng, không đăng nhập' }).click()
      await page.getByText('Bạn đã dừng đăng nhập.').waitFor()
      await isFit(page)
      await page.getByRole('link', { name: 'Thử lại với VNeID' }).click()
      await page.getByText('không phải VNeID').waitFor()
    },
  )

  test(
    `${how} an officer mistypes, hears it, signs in and chooses a role`,
    { timeout: 60_000 },
    async () => {
      const officer = await doors.hire('officer')
      await addAssignment(doors.database.app, officer.id, {
        officeId: OTHER_WARD,
        role: 'clerk',
        title: 'Văn thư',
        validFrom: '2026-01-01',
      })
      const page = await browser.newPage({ width: 1280, baseURL: publicUrl, javaScript })
      await page.goto('/can-bo')
      await page.waitForURL('**/can-bo/dang-nhap?next=%2Fcan-bo')
      await isFit(page)
      await page.getByLabel('Thư điện tử công vụ').fill(officer.email)
      await page.getByLabel('Mật khẩu').fill(PASSWORD)
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
      await page.getByRole('alert').waitFor()
      assert.match(await page.title(), /^Lỗi: /)
      await isFit(page)
      assert.equal(await page.getByLabel('Thư điện tử công vụ').inputValue(), officer.email)
      await page.getByLabel('Mật khẩu').fill(PASSWORD)
      await page.getByLabel('Mã xác thực').fill(await totpCode(officer.totpSecret, doors.clock.now))
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
      await page.waitForURL('**/can-bo/doi-vai?next=*')
      await isFit(page)
      await page.getByRole('button', { name: /UBND phường Hai/ }).click()
      await page.waitForURL('**/van-thu')
    },
  )
}
