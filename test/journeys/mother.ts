/** The mother, on her telephone: 360 px wide, by what she reads. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { MOTHERS_ANSWERS, PHOTO } from '../support/birth-filing.ts'
import type { Inspector } from '../support/inspection.ts'
import { fillIn, signInAs } from '../support/world.ts'
import { MOTHER, type Dossier, type Life } from './life.ts'

export async function motherFiles(
  { inspect, child, javaScript }: Life,
  page: Page,
): Promise<Dossier> {
  await page.goto('/')
  await inspect.look(page)
  await page.getByRole('searchbox').fill('khai sinh cho con')
  await page.getByRole('button', { name: 'Tìm' }).click()
  await inspect.look(page)
  await page
    .getByRole('link', { name: /đăng ký khai sinh/i })
    .first()
    .click()
  await inspect.look(page)
  await page.goto('/nop/1.001193')
  await inspect.look(page)
  await signInAs(page, MOTHER)
  assert.equal(new URL(page.url()).pathname, '/nop/1.001193')
  await inspect.look(page)
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await answerQuestions(page, { inspect, child, javaScript })
  await uploadPhoto(page, inspect)
  await page.waitForURL('**/nop/1.001193/kiem-tra')
  await inspect.look(page)
  await page.getByText(child, { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Tôi cam đoan và nộp hồ sơ' }).click()
  await page.waitForURL('**/da-nop').catch(async (error: unknown) => {
    const words = await page.locator('main').innerText()
    throw new Error(`${page.url()} says: ${words}`, { cause: error })
  })
  await inspect.look(page)
  const id = /\/ho-so\/([0-9a-f-]{36})\/da-nop/.exec(page.url())?.[1]
  const code = /[A-Z0-9.]+-\d{8}-\d{4,}/.exec(await page.locator('main').innerText())?.[0]
  assert.ok(id !== undefined && code !== undefined)
  await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click()
  await inspect.look(page)
  return { id, code }
}

async function answerQuestions(
  page: Page,
  { inspect, child, javaScript }: Pick<Life, 'inspect' | 'child' | 'javaScript'>,
): Promise<void> {
  // Two children of one mother on one day would be suspected doubles; the portal's are older.
  const born = new Date(Date.now() - (javaScript ? 2 : 3) * 86_400_000)
  const over: Record<string, string> = {
    'child.fullName': child,
    'child.birthOn.day': String(born.getUTCDate()),
    'child.birthOn.month': String(born.getUTCMonth() + 1),
    'child.birthOn.year': String(born.getUTCFullYear()),
  }
  const goOn = page.getByRole('button', { name: 'Lưu và tiếp tục' })
  for (const [topic, answers] of MOTHERS_ANSWERS) {
    await page.waitForURL(`**/nop/1.001193/${topic}*`)
    await inspect.look(page)
    if (topic === 'child') {
      await goOn.click()
      await page.getByRole('alert').waitFor()
      await inspect.look(page)
      await linesLeadToBoxes(page)
    }
    const asked = Object.entries(answers).map(([name, value]) => [name, over[name] ?? value])
    await fillIn(page, Object.fromEntries(asked) as Record<string, string>)
    await goOn.click()
  }
}

/** Every line of the error summary leads to a box that can be filled in. */
async function linesLeadToBoxes(page: Page): Promise<void> {
  const lines = await page.locator('.summary a').all()
  assert.ok(lines.length > 1)
  for (const line of lines) {
    await line.click()
    const box = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`)
    await box.focus()
    assert.equal(await box.isVisible(), true)
  }
}

/** With scripts a chosen photograph is sent at once; without them the button beside it sends it. */
async function uploadPhoto(page: Page, inspect: Inspector): Promise<void> {
  await page.waitForURL('**/nop/1.001193/giay-to')
  await inspect.look(page)
  const photo = { name: 'giấy chứng sinh.png', mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
  await page.locator('input[name="birth-notice"]').setInputFiles(photo)
  const send = page.locator('noscript button, button.btn--2', { hasText: 'Gửi tệp' })
  if (await send.isVisible()) await send.click()
  await page.getByRole('link', { name: /Xem tệp/ }).waitFor()
  await inspect.look(page)
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).click()
}

export async function motherConfirms(
  { inspect }: Life,
  page: Page,
  { id, code }: Dossier,
): Promise<void> {
  await page.goto('/ho-so')
  await page.getByText('Cần bạn làm').waitFor()
  await inspect.look(page)
  await page.getByRole('link', { name: 'Xem và xác nhận' }).click()
  await page.waitForURL(`**/ho-so/${id}/ban-nhap`)
  await inspect.look(page)
  assert.equal((await page.request.get(`/ho-so/${id}/ban-nhap.pdf`)).status(), 200)
  await page.getByRole('button', { name: 'Đồng ý với bản nháp' }).click()
  await page.getByText('Bạn đồng ý với bản nháp').waitFor()
  await inspect.look(page)
  await page.getByText(code).first().waitFor()
}

export async function motherReceives(
  { inspect }: Life,
  page: Page,
  { id }: Dossier,
): Promise<Buffer> {
  await page.goto(`/ho-so/${id}`)
  await inspect.look(page)
  await page.getByRole('link', { name: 'Nhận kết quả điện tử' }).click()
  await inspect.look(page)
  await page.getByRole('button', { name: 'Nhận kết quả điện tử' }).click()
  await page.getByRole('link', { name: 'Tải bản có chữ ký số (PDF)' }).waitFor()
  await inspect.look(page)
  const download = await page.request.get(`/ho-so/${id}/ket-qua.pdf`)
  assert.equal(download.headers()['content-type'], 'application/pdf')
  return download.body()
}
