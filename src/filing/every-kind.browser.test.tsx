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
before(async () => {
  doors = await openCitizenDoors(lawWithForm(city, form))
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

test('the citizen’s pages of every kind, with what was typed and with errors, without a script', async () => {
  const address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  const citizen = await doors.citizen('Người Xem')
  await begin(citizen)
  const page = await browser.newPage({ width: 360, javaScript: false, baseURL: address })
  const cookies = [...citizen.cookies].map(([name, value]) => ({ name, value, url: address }))
  await page.context().addCookies(cookies)
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
