/** Every kind of question on a telephone and at a desk: nothing to be scrolled sideways, no fault that axe sees. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { h } from 'preact'
import type { Page } from 'playwright-core'
import { begin, START } from '../../test/support/birth-filing.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import { openCitizenDoors, type CitizenDoors } from '../../test/support/citizen-doors.ts'
import { fillEverything } from '../../test/support/every-kind-filing.ts'
import { everyAnswer, everyKind, lawWithForm } from '../../test/support/every-kind.ts'
import { webApp } from '../../test/support/web.ts'
import { formValues, parseFormBody } from '../catalogue/form-body.ts'
import { openLaw } from '../catalogue/law.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import { checkout } from '../checkout.ts'
import { atFirstBox, DenseForm } from '../counter/dense-fields.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { StaffPage } from '../ui/layout.tsx'

const city = openLaw(join(checkout, 'data'))
const form = everyKind(city.codeLists)
const values = formValues(form, everyAnswer())

let doors: CitizenDoors
let browser: TestBrowser
let address: string
before(async () => {
  doors = await openCitizenDoors(lawWithForm(city, form))
  address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await doors.close()
})

async function looked(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    assert.ok(await fitsWidth(page), `${name} at ${width}`)
  }
  assert.deepEqual(await axe(page), [], name)
}

/** Somebody who has begun, with a telephone of 360 px. */
async function telephone(name: string, { javaScript }: { javaScript: boolean }) {
  const citizen = await doors.citizen(name)
  await begin(citizen)
  const page = await browser.newPage({ width: 360, javaScript, baseURL: address })
  const cookies = [...citizen.cookies].map(([name, value]) => ({ name, value, url: address }))
  await page.context().addCookies(cookies)
  return { citizen, page }
}

test('the citizen’s pages of every kind, with what was typed and with errors, without a script', async () => {
  const { citizen, page } = await telephone('Người Xem', { javaScript: false })
  const press = (name: string) => page.getByRole('button', { name }).first().click()
  for (const id of ['land', 'members', 'end']) {
    await page.goto(`${START}/${id}`)
    if (id === 'members') await press('Thêm dòng')
    await looked(page, `${id}-empty`)
  }
  await page.goto(`${START}/members`)
  await page.fill('input[name="household.members.0.share"]', 'x')
  await page.check('input[name="household.members.1.works"][value="yes"]')
  await press('Lưu và tiếp tục')
  await looked(page, 'members-wrong')
  await fillEverything(citizen, form, values)
  await page.goto(`${START}/simple`)
  await looked(page, 'simple-full')
  await page.goto(`${START}/kiem-tra`)
  await looked(page, 'check')
})

test('with a script every figure follows what is typed, is said when the box is left, and brings up what depends on it', async () => {
  const { page } = await telephone('Người Gõ Số', { javaScript: true })
  await page.goto(`${START}/members`)
  for (const rows of [1, 2]) {
    await page.getByRole('button', { name: 'Thêm dòng' }).click()
    await page.locator(`[name="household.members.${rows - 1}.share"]`).waitFor()
  }
  const figure = (id: string) => page.locator(`[data-figure="${id}"]`).innerText()
  assert.equal(await figure('household.total'), 'Chưa tính được')
  const box = (row: number) => page.locator(`[name="household.members.${row}.share"]`)
  await box(0).fill('1.500.000')
  assert.equal(await figure('household.total'), '1.500.000 đồng')
  assert.equal(await figure('household.members.0.tax'), '3.000.000 đồng')
  assert.equal(await figure('household.count'), '1')
  assert.equal(await figure('household.large'), 'Có')
  assert.ok(await page.locator('[name="household.book"]').isVisible())
  await box(1).focus()
  assert.match(
    (await page.locator('[data-more]').textContent()) ?? '',
    /Tổng vốn góp: 1\.500\.000 đồng/,
  )
  await box(1).fill('2 000')
  assert.equal(await figure('household.total'), '1.502.000 đồng')
  await box(0).fill('mười')
  assert.equal(await figure('household.total'), '2.000 đồng')
  assert.equal(await page.locator('[name="household.book"]').isVisible(), false)
  assert.deepEqual(await axe(page), [])
  // What the server calculates once the page is sent is the same.
  await box(0).fill('1.000')
  const typed = await figure('household.total')
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).first().click()
  await page.locator('.summary').waitFor()
  assert.equal(await figure('household.total'), typed)
  await page.context().close()
})

test('the counter’s dense page of every kind, empty and filled in', async () => {
  const today = '2026-11-28' as const
  const me = { name: 'Người Thử', title: 'Công chức', officeName: 'Phường Thử' }
  const shown = (typed: Record<string, string>) => {
    const facts = { today, codeLists: city.codeLists }
    const read = validateAnswers(form, parseFormBody(form, typed), facts)
    const problems = atFirstBox(form, read.problems)
    const scope = { answers: read.answers, today }
    const dense = { form, values: typed, problems, codeLists: city.codeLists, scope }
    return (
      <StaffPage title="Tờ khai" nav={[]} current="" me={me}>
        <h1>Tờ khai</h1>
        <ErrorSummary problems={problems} />
        <DenseForm {...dense} />
      </StaffPage>
    )
  }
  const app = await webApp(async (routes) => {
    routes.get('/trong', (_req, reply) => reply.page(h(() => shown({}), {})))
    routes.get('/du', (_req, reply) => reply.page(h(() => shown(values), {})))
  })
  const baseURL = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const page = await browser.newPage({ width: 1280, baseURL })
    await page.goto('/trong')
    await looked(page, 'dense-empty')
    await page.goto('/du')
    await looked(page, 'dense-full')
  } finally {
    await app.close()
  }
})
