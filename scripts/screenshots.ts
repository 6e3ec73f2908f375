/**
 * Takes the pictures of docs/screenshots from a running demo: start it with `npm start -- --demo`, wait until its data is ready,
 * then `node --import tsx scripts/screenshots.ts [ADDRESS]` (Node 26 of node_modules/.bin; default http://localhost:8080).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { checkout } from '../src/checkout.ts'
import { demoTotpSecret, readCast } from '../src/demo/staff.ts'
import { totpCode } from '../src/office/totp.ts'
import { launchBrowser } from '../test/support/browser.ts'

const address = process.argv[2] ?? 'http://localhost:8080'
const folder = join(checkout, 'docs/screenshots')
const { password } = readCast(join(checkout, 'data'))
const browser = await launchBrowser()

const phone = { width: 360, height: 740, scale: 2, baseURL: address }
const desk = { width: 1280, height: 800, scale: 1.25, baseURL: address }

async function citizen(name: string, page: Page): Promise<void> {
  await page.goto('/dang-nhap/bat-dau')
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await page.waitForURL(`${address}/**`)
}

async function official(email: string, page: Page): Promise<void> {
  await page.goto('/can-bo/dang-nhap')
  await page.getByLabel('Thư điện tử công vụ').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByLabel('Mã xác thực').fill(await totpCode(demoTotpSecret(email), new Date()))
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/dang-nhap'))
}

/** What the window shows, as WebP: a third of the size of PNG. */
async function take(page: Page, name: string, scale: number): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate('document.activeElement.blur(), scrollTo(0, 0)')
  const session = await page.context().newCDPSession(page)
  const { width, height } = page.viewportSize()!
  const clip = { x: 0, y: 0, width, height, scale }
  const shot = { format: 'webp', quality: 82, clip } as const
  const { data } = await session.send('Page.captureScreenshot', shot)
  const bytes = Buffer.from(data, 'base64')
  writeFileSync(join(folder, `${name}.webp`), bytes)
  console.log(`${name}.webp: ${Math.round(bytes.length / 1024)} kB`)
}

async function onPhone(name: string, go: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await browser.newPage(phone)
  await go(page)
  await take(page, name, phone.scale)
  await page.context().close()
}

async function onDesk(name: string, go: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await browser.newPage(desk)
  await go(page)
  await take(page, name, desk.scale)
  await page.context().close()
}

mkdirSync(folder, { recursive: true })
try {
  await onPhone('home', (page) => page.goto('/'))
  await onPhone('filing', async (page) => {
    await citizen('Phan Thanh Vinh', page)
    await page.goto('/nop/1.001193')
    const begin = page.getByRole('button', { name: 'Bắt đầu' })
    if (await begin.isVisible()) await begin.click()
    await page.goto('/nop/1.001193/situation')
    await page.getByLabel('Sinh thường gặp').check()
    await page.getByRole('radio', { name: 'Cả cha và mẹ', exact: true }).check()
  })
  await onPhone('dossier', async (page) => {
    await citizen('Trương Khánh Hà', page)
    await page.goto('/ho-so')
    await page.locator('main a[href^="/ho-so/"]').first().click()
  })
  await onDesk('work-list', async (page) => {
    await official('thuly1.badinh@demo.example', page)
    await page.goto('/viec')
  })
  await onDesk('dossier-desk', async (page) => {
    await official('thuly2.badinh@demo.example', page)
    await page.goto('/viec')
    await page.locator('main a[href^="/viec/"]').first().click()
  })
  await onPhone('search', (page) => page.goto('/tim?q=so%20do'))
  await onPhone('procedure', (page) => page.goto('/thu-tuc/1.000656'))
  await onDesk('catalogue', async (page) => {
    await official('kiemsoat1@demo.example', page)
    await page.goto('/bien-tap/thu-tuc/1.004222')
  })
  await onDesk('supervision', async (page) => {
    await official('giamsat@demo.example', page)
    await page.goto('/giam-sat')
  })
} finally {
  await browser.close()
}
