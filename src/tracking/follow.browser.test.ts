/** The pages of following and receiving in a real browser: nothing for axe, nothing sideways, every error one step from its box. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { fileIt, fillIn } from '../../test/support/birth-filing.ts'
import { receptionist, seal, sendDraft } from '../../test/support/birth-life.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { accepted, act } from '../../test/support/office.ts'
import { inContext } from '../db/context.ts'
import { filesOfDossier } from '../dossier/store.ts'
import { NOTICES_PATH, PHONE_PATH } from './notices-path.ts'

let doors: CitizenDoors
let browser: TestBrowser
let address = ''
let mother: Citizen
let asked = ''
let ready = ''
before(async () => {
  doors = await openCitizenDoors()
  address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
  mother = await doors.citizen('Người Xem Trang')
  asked = await filed()
  const [file] = await inContext(doors.database.app, mother.actor, (tx) =>
    filesOfDossier(tx, asked),
  )
  const corner = { file: file!.id, page: 1, x: 0, y: 0, width: 0.3, height: 0.2, words: 'bị cắt' }
  const faults = [
    { paper: 'birth-notice', fault: 'Ảnh mờ.\nHãy chụp lại.', marks: [corner] },
    { paper: 'declaration', fault: 'Tên sai.', questions: ['father.fullName'] },
  ]
  const request = { type: 'requestSupplement', faults, reason: 'Ảnh mờ.', legalBasis: 'l' } as const
  accepted(await act(doors.deps.dossier, asked, receptionist, request))
  ready = await filed()
  await sendDraft(doors, ready)
  const agreed = { type: 'confirmDraft', by: 'counter' } as const
  accepted(await act(doors.deps.dossier, ready, receptionist, agreed))
  await seal(doors, ready)
})
after(async () => {
  await browser.close()
  await doors.close()
})

async function filed(): Promise<string> {
  await fillIn(mother)
  return fileIt(mother)
}

/** The mother at her telephone or at a desk. */
async function at(width: number, options: { javaScript?: boolean } = {}): Promise<Page> {
  const page = await browser.newPage({ width, baseURL: address, ...options })
  await page.goto(`/vao/${mother.actor.personId}`)
  return page
}

async function faultsOf(page: Page): Promise<string[]> {
  const where = `${page.viewportSize()!.width} px ${new URL(page.url()).pathname}`
  const found = await axe(page)
  if (!(await fitsWidth(page))) found.push('scrolls sideways')
  return found.map((fault) => `${where}: ${fault}`)
}

test('every page of following is whole for axe at 360 and 1280 px', async () => {
  const faults: string[] = []
  for (const width of [360, 1280]) {
    const page = await at(width)
    for (const path of [
      '/ho-so',
      `/ho-so/${asked}`,
      `/ho-so/${asked}/ai-da-xem`,
      `/ho-so/${asked}/bo-sung`,
      `/ho-so/${ready}/ket-qua`,
      `/ho-so/${ready}/danh-gia`,
      '/danh-gia',
      NOTICES_PATH,
      PHONE_PATH,
    ]) {
      await page.goto(path)
      faults.push(...(await faultsOf(page)))
    }
    await page.context().close()
  }
  assert.deepEqual(faults, [])
})

/** Presses the button, and follows each line of the summary to the box that it names. */
async function mistakes(page: Page, path: string, button: string): Promise<number> {
  await page.goto(path)
  await page.locator(button).click()
  const lines = page.locator('.summary a')
  await lines.first().waitFor()
  assert.match(await page.title(), /^Lỗi:/)
  const count = await lines.count()
  for (let n = 0; n < count; n += 1) {
    await lines.nth(n).press('Enter')
    const anchor = await lines.nth(n).getAttribute('href')
    const isThere = `document.activeElement?.closest('main') !== null && document.querySelector(${JSON.stringify(anchor)}) !== null`
    assert.equal(await page.evaluate(isThere), true, `${path} ${anchor}`)
    const focused = await page.evaluate('document.activeElement?.id')
    assert.equal(`#${String(focused)}`, anchor, path)
  }
  assert.deepEqual(await faultsOf(page), [])
  return count
}

test('each line of an error summary brings the keyboard to its box, on every form of following', async () => {
  const page = await at(360)
  assert.equal(await mistakes(page, `/ho-so/${asked}/bo-sung`, 'button[name=_go]'), 2)
  assert.equal(await mistakes(page, `/ho-so/${ready}/danh-gia`, 'main form button'), 1)
  assert.equal(await mistakes(page, PHONE_PATH, 'button[value=ask]'), 1)
  await page.goto(NOTICES_PATH)
  for (const channel of ['sms', 'mail'])
    await page.locator(`[name="choose.fee"][value=${channel}]`).uncheck()
  await page.locator('main form button').first().click()
  assert.equal(await page.locator('.summary a').count(), 1)
  await page.context().close()
})

test('without a script the choices are kept, and the result is received and rated', async () => {
  const page = await at(360, { javaScript: false })
  await page.goto(NOTICES_PATH)
  await page.locator('[name="choose.closed"][value=sms]').uncheck()
  await page.locator('main form button').first().click()
  await page.locator('[role=status]').waitFor()
  assert.equal(await page.locator('[name="choose.closed"][value=sms]').isChecked(), false)
  await page.goto(`/ho-so/${ready}/ket-qua`)
  await page.locator('main form button').click()
  await page.getByRole('link', { name: 'Đánh giá việc giải quyết' }).click()
  await page.getByText('Hài lòng', { exact: true }).click()
  await page.getByRole('button', { name: 'Gửi đánh giá' }).click()
  await page.getByText('Cảm ơn bạn').waitFor()
  await page.context().close()
})
