import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { DossierDeps } from '../../src/dossier/handle.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../support/browser.ts'
import { editorsWorld, type Editor, type EditorsWorld } from '../support/editors.ts'
import { stateAsKept } from '../support/kept-state.ts'
import { citizen, fileFor } from '../support/office.ts'

let world: EditorsWorld
let browser: TestBrowser
let baseURL: string

before(async () => {
  world = await editorsWorld()
  baseURL = await world.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await world.close()
})

type Sitting = { width: number; javaScript: boolean }

async function seat(editor: Editor, { width, javaScript }: Sitting): Promise<Page> {
  const page = await browser.newPage({ width, baseURL, javaScript })
  const value = (await world.signedIn(editor)).cookies.get('session')!
  await page.context().addCookies([{ name: 'session', value, url: baseURL }])
  return page
}

async function isFit(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  assert.deepEqual(await axe(page), [], page.url())
  assert.equal(await fitsWidth(page), true, `${page.url()} scrolls sideways`)
}

const words = (page: Page) => page.locator('main').innerText()

/** A birth registration received today, under the law of today. */
async function fileToday(): Promise<string> {
  const { law, database } = world
  const deps: DossierDeps = {
    db: database.app,
    law: {
      calendar: () => law.calendar(),
      terms: ({ code, caseCode, version }) => law.terms(code, caseCode, version),
    },
    offices: { ancestorsOf: () => [1], agencyCodeOf: (id) => `H26.${id}` },
    poke: () => undefined,
  }
  const { version } = law.procedure('1.001193')!
  const procedure = { code: '1.001193', version, caseCode: '1.001193' }
  return (await fileFor(deps, citizen(), { procedure, key: randomUUID() })).id
}

async function versionOf(dossierId: string): Promise<number> {
  return (await stateAsKept(world.database, dossierId)).procedure.version
}

type Change = Sitting & {
  today: string
  begins: [day: string, month: string, year: string]
  old: string
  fee: string
  shown: string
}

const CHANGES: readonly Change[] = [
  {
    javaScript: true,
    width: 1280,
    today: '2026-11-28T09:00:00+07:00',
    begins: ['01', '03', '2027'],
    old: '5.000 ₫',
    fee: '8.000',
    shown: '8.000 ₫',
  },
  {
    javaScript: false,
    width: 360,
    today: '2027-03-10T09:00:00+07:00',
    begins: ['01', '05', '2027'],
    old: '8.000 ₫',
    fee: '12000',
    shown: '12.000 ₫',
  },
]

for (const change of CHANGES)
  test(
    `one controller changes the late fee, another releases it, and on its day it is the fee ${change.javaScript ? 'with' : 'without'} a script, ${change.width} px`,
    { timeout: 240_000 },
    async () => {
      world.at.now = new Date(change.today)
      const before = await fileToday()
      const beforeVersion = await versionOf(before)
      const address = await draftAndHandOver(change)
      await release(change, address)
      await isAnnounced(change)
      const [day, month, year] = change.begins
      world.at.now = new Date(`${year}-${month}-${day}T09:00:00+07:00`)
      const citizenPage = await browser.newPage({ width: 360, baseURL, javaScript: false })
      await citizenPage.goto('/thu-tuc/1.001193')
      assert.ok((await citizenPage.content()).includes(change.shown), 'the new fee is in force')
      const later = await fileToday()
      assert.equal(await versionOf(before), beforeVersion)
      assert.equal(await versionOf(later), beforeVersion + 1)
      await citizenPage.context().close()
    },
  )

/** Controller A: a new version, a fault seen and mended, the examples run, the preview looked at, handed over. */
async function draftAndHandOver(change: Change): Promise<string> {
  const page = await seat(world.an, change)
  await page.goto('/bien-tap/ban-thao/moi?ma=1.001193')
  await isFit(page)
  await page.getByLabel('Phiên bản đã công bố').check({ force: true })
  await page.getByRole('button', { name: 'Soạn bản thảo' }).click()
  await page.waitForURL('**/muc/nhan-dang')
  await isFit(page)
  const address = page.url().replace(/\/muc\/.*/, '')
  await page.locator('[name=validFrom]').fill(change.begins.join('/'))
  await press(page, 'Lưu')
  await page.waitForURL('**?xong=luu')

  await page.goto(`${address}/muc/phi`)
  await isFit(page)
  await page.getByText('Lệ phí đăng ký khai sinh quá hạn').first().click()
  await page.locator('[name="fees.1.amount.value"]').fill('tám nghìn')
  await press(page, 'Lưu')
  await page.locator('.summary').waitFor()
  await isFit(page)
  await page.goto(`${address}/kiem-tra`)
  await page.getByRole('link', { name: /hãy nhập số nguyên/ }).click()
  await page.waitForURL('**/muc/phi#f-fees-1-amount-value')
  await page.locator('[name="fees.1.amount.value"]').fill(change.fee)
  await page.locator('button[value="add:feeExemptions"]').click()
  await page.locator('[name="feeExemptions.1.source"]').waitFor()
  assert.equal(
    await page.locator('[name="fees.1.amount.value"]').inputValue(),
    change.fee.replace('.', ''),
  )
  await page.locator('button[value="remove:feeExemptions.1"]').click()
  await page.locator('[name="feeExemptions.1.source"]').waitFor({ state: 'detached' })
  await press(page, 'Lưu')
  await page.waitForURL('**/muc/phi?xong=luu')

  await page.goto(`${address}/thu-nghiem`)
  await isFit(page)
  while ((await page.locator('button[name=_accept]').count()) > 0) {
    await page.locator('button[name=_accept]').first().click()
    await page.waitForURL('**?xong=nhan')
  }
  await page.goto(`${address}/xem-truoc`)
  await isFit(page)
  const frame = page.frameLocator('iframe')
  assert.match(await frame.locator('body').innerText(), /Bản xem trước/)
  await page.goto(`${address}/thay-doi`)
  await isFit(page)
  assert.match(await words(page), /Lệ phí đăng ký khai sinh quá hạn/)
  await page.goto(`${address}/kiem-tra`)
  await isFit(page)
  await press(page, 'Kiểm tra và chuyển ban hành')
  await page.getByText('Đã kiểm tra và chuyển ban hành.').waitFor()

  await page.goto(`${address}/ban-hanh`)
  await isFit(page)
  assert.match(await words(page), /không được tự ban hành/)
  assert.equal(await page.locator('form#release').count(), 0)
  await page.context().close()
  return address
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator('button:visible:not(.vh)').filter({ hasText: name }).first().click()
}

/** Controller B, six minutes after signing in: a one-time code, then it is law. */
async function release(change: Change, address: string): Promise<void> {
  const page = await seat(world.binh, change)
  world.at.now = new Date(world.at.now.getTime() + 6 * 60_000)
  await page.goto('/bien-tap/ban-thao')
  await isFit(page)
  assert.match(await words(page), /Chờ ông\/bà ban hành/)
  await page.goto(`${address}/ban-hanh`)
  await isFit(page)
  assert.match(await words(page), /SHA-256 [0-9a-f]{64}/)
  await press(page, 'Ban hành')
  await page.locator('.summary').waitFor()
  await isFit(page)
  await page.getByLabel('Mã xác thực 6 số').fill(await world.code(world.binh))
  await press(page, 'Ban hành')
  await page.waitForURL('**/lich-su/1.001193?xong=ban-hanh')
  await isFit(page)
  await page.context().close()
}

async function isAnnounced(change: Change): Promise<void> {
  const page = await browser.newPage({ width: 360, baseURL, javaScript: change.javaScript })
  await page.goto('/thu-tuc/1.001193')
  await isFit(page)
  const text = await page.content()
  assert.ok(text.includes(change.old), 'the old fee is still in force')
  assert.match(await words(page), new RegExp(`từ( ngày)? ${change.begins.join('/')}`))
  await page.context().close()
}
