/** Somebody without an account says what went wrong, on a telephone without scripts: mends, sends, reads the answer, has the last word. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { PHOTO } from '../../test/support/birth-filing.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import { openCitizenDoors, type CitizenDoors } from '../../test/support/citizen-doors.ts'
import { CITY } from '../../test/support/office.ts'
import { addAssignment } from '../office/store.ts'

let doors: CitizenDoors
let browser: TestBrowser
let baseURL = ''
before(async () => {
  doors = await openCitizenDoors()
  baseURL = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await doors?.close()
})

async function isWhole(page: Page): Promise<void> {
  const where = new URL(page.url()).pathname
  assert.deepEqual([where, await axe(page)], [where, []])
  assert.ok(await fitsWidth(page), `${where} scrolls sideways`)
}

async function signIn(page: Page): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into person (kind, full_name, email) values ('staff', 'Người Giám Sát', 'gs@thu.example') returning id`.execute(
    doors.database.owner,
  )
  const held = { officeId: CITY, role: 'supervisor', title: 'Công chức' } as const
  const job = { ...held, validFrom: '2020-01-01' } as const
  const assignment = await addAssignment(doors.database.app, rows[0]!.id, job)
  await page.goto(`/vao/${rows[0]!.id}?viec=${assignment}`)
}

test('said, mended, sent with a picture, answered, passed up, answered again, agreed to: all of it without scripts at 360 px', async () => {
  const page = await browser.newPage({ width: 360, baseURL, javaScript: false })
  await page.goto('/phan-anh')
  await isWhole(page)
  await page.getByLabel('Không ghi tên').check()
  await page.getByLabel('Nội dung').fill('Quầy đóng cửa lúc 10 giờ.')
  const picture = { name: 'quầy.png', mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
  await page.getByLabel('Ảnh kèm theo').setInputFiles(picture)
  await page.getByRole('button', { name: 'Gửi phản ánh' }).click()
  await isWhole(page)
  await page.getByRole('link', { name: 'Hãy chọn cơ quan.' }).click()
  await page.getByLabel('Cơ quan nào?').selectOption({ label: 'UBND phường Một' })
  await page.getByLabel('Chậm trả kết quả, phải chờ lâu').check()
  await page.getByRole('button', { name: 'Gửi phản ánh' }).click()
  await page.getByText('Phản ánh đã được gửi.').waitFor()
  await isWhole(page)
  const mine = page.url().replace(/\?.*/, '')

  const desk = await browser.newPage({ width: 360, baseURL, javaScript: false })
  await signIn(desk)
  const answer = async (words: string) => {
    await desk.goto('/giam-sat/phan-anh')
    await isWhole(desk)
    await desk.getByRole('link', { name: 'Chậm trả kết quả, phải chờ lâu' }).click()
    await isWhole(desk)
    await desk.getByLabel('Kết quả xác minh và việc đã làm').fill(words)
    await desk.getByRole('button', { name: 'Trả lời' }).click()
    await desk.getByText('Đã ghi.').waitFor()
  }
  await answer('Phường đã mở cửa lại.')
  await page.goto(mine)
  await isWhole(page)
  await page.getByLabel('Vì sao bạn chưa đồng ý?').fill('Hôm nay vẫn đóng.')
  await page.getByRole('button', { name: 'Chuyển lên cấp trên' }).click()
  await page.getByText('Đã chuyển lên cấp trên').first().waitFor()
  await answer('Thành phố đã kiểm tra tại chỗ.')
  await page.goto(mine)
  await page.getByText('Đây là cấp cuối cùng ở thành phố').waitFor()
  await page.getByRole('button', { name: 'Tôi đồng ý với câu trả lời' }).click()
  await page.getByText('Đã kết thúc').first().waitFor()
  await isWhole(page)
})
