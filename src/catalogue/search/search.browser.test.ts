import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { checkout } from '../../checkout.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../../test/support/browser.ts'
import { withImportedDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { webApp } from '../../../test/support/web.ts'
import { openLaw } from '../law.ts'
import { catalogueRoutes } from '../routes.ts'

const dataDir = join(checkout, 'data')
let database: TestDatabase
let app: FastifyInstance
let baseURL: string
let browser: TestBrowser

before(async () => {
  database = await withImportedDatabase()
  const now = () => new Date('2026-11-22T09:00:00+07:00')
  app = await webApp((web) =>
    catalogueRoutes(web, { db: database.app, law: openLaw(dataDir), now }),
  )
  baseURL = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await app.close()
  await database.close()
})

const pages = {
  'the home page': '/',
  'a page of results': '/tim?q=b%E1%BA%B1ng+l%C3%A1i',
  'a mended search': '/tim?q=dang+ky+tam+chu',
  'a narrowed search': '/tim?q=khai+sinh&noi=commune',
  'a search that found nothing': '/tim?q=qwrtpsdfg',
  'an occasion': '/doi-song/sinh-con',
  'results in English': '/tim?q=work+permit&lang=en',
}
for (const [name, path] of Object.entries(pages)) {
  test(`${name} has no fault that axe knows, and fits 320, 360 and 1280 px`, async () => {
    const page = await browser.newPage({ width: 360, baseURL })
    await page.goto(path)
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      assert.ok(await fitsWidth(page), `${width} px`)
    }
    assert.deepEqual(await axe(page), [])
    await page.context().close()
  })
}

test('by keyboard alone and without a script: typed, found, narrowed, opened', async () => {
  const page = await browser.newPage({ width: 360, baseURL, javaScript: false })
  await page.goto('/')
  await page.focus('input[name=q]')
  await page.keyboard.type('giay khai sanh')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=Đang tìm: đăng ký khai sinh')
  await page.focus('summary')
  await page.keyboard.press('Enter')
  await page.focus('a[href*="viec=sinh-con"]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=Bỏ: Sinh con')
  await page.focus('a.row')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/thu-tuc/1.001193')
  await page.context().close()
})
