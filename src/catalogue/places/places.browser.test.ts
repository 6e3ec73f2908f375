import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../../test/support/browser.ts'
import { withDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { webApp } from '../../../test/support/web.ts'
import { checkout } from '../../checkout.ts'
import { bringTo, targets } from '../import-store.ts'
import { openLaw } from '../law.ts'
import { placeRoutes } from './place-routes.ts'
import { readUnits } from './unit-rows.ts'

const dataDir = join(checkout, 'data')
let database: TestDatabase
let app: FastifyInstance
let browser: TestBrowser
let address: string
before(async () => {
  database = await withDatabase()
  const { units, numbers, successors } = readUnits(dataDir)
  await database.owner.transaction().execute(async (tx) => {
    await bringTo(tx, targets.unit, units)
    await bringTo(tx, targets.unitNumber, numbers)
    await bringTo(tx, targets.unitSuccessor, successors)
  })
  const deps = { db: database.app, law: openLaw(dataDir), now: () => new Date() }
  app = await webApp(async (web) => placeRoutes(web, deps))
  address = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await app.close()
  await database.close()
})

const asked = (typed: string) => `/ten-cu-ten-moi?q=${encodeURIComponent(typed)}`
const pages = {
  'nothing asked': '/ten-cu-ten-moi',
  'an old ward': asked('phường Hàng Bạc, quận Hoàn Kiếm'),
  'a divided ward': asked('phường Đội Cấn, quận Ba Đình'),
  'a name of many places': asked('Quang Trung'),
  'an unknown name': asked('phường Hàng Bạcc'),
  'a number': asked('00004'),
  'a day that does not exist': `${asked('Hàng Bạc')}&ngay.day=31&ngay.month=2&ngay.year=2025`,
  'a district of its own page': '/ten-cu-ten-moi/1200002',
}
for (const [what, path] of Object.entries(pages))
  test(`${what}: no fault that axe knows, and it fits 320, 360 and 1280 px`, async () => {
    for (const width of [320, 360, 1280]) {
      const page = await browser.newPage({ width, javaScript: false, baseURL: address })
      await page.goto(path)
      assert.ok(await fitsWidth(page), `${path} at ${width}`)
      if (width !== 320) assert.deepEqual(await axe(page), [], `${path} at ${width}`)
      await page.context().close()
    }
  })
