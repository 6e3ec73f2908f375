/** Somebody fills in whatever the page asks, as they would: box by box, by what an example of the form answers. */
import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { PHOTO } from '../support/birth-filing.ts'
import type { Inspector } from '../support/inspection.ts'

export type Values = Readonly<Record<string, string>>
export type Filed = { id: string; code: string }

/** More pages than any form has, questions that come up later included. */
const MOST_PAGES = 40
/** Answers bring up questions, which bring up questions: no page has more turns. */
const MOST_TURNS = 5

export const GO_ON = 'Lưu và tiếp tục'

type Box = { name: string; kind: string; value: string; chosen: boolean }

/** The boxes that can be seen, in the order of the page; of several with one name each that can be chosen. */
const BOXES = `[...document.querySelectorAll('main input, main select, main textarea')]
  .filter((box) => box.type !== 'hidden' && box.type !== 'file' && !box.disabled)
  .filter((box) => box.closest('label, div, fieldset')?.checkVisibility())
  .map((box) => ({
    name: box.name,
    kind: box.tagName === 'SELECT' ? 'select' : box.type,
    value: box.value,
    chosen: box.checked === true,
  }))`

/** Fills each box that the example has an answer for, and those that come up meanwhile. */
export async function fillBoxes(page: Page, values: Values): Promise<void> {
  const done = new Set<string>()
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const boxes = await page.evaluate<Box[]>(BOXES)
    const open = boxes.filter(({ name }) => values[name] !== undefined && !done.has(name))
    if (open.length === 0) return
    for (const box of open) {
      if (done.has(box.name)) continue
      const isChoice = box.kind === 'radio'
      if (isChoice && box.value !== values[box.name]) continue
      await fillBox(page, box, values[box.name]!)
      done.add(box.name)
    }
  }
}

async function fillBox(page: Page, { name, kind, chosen, value }: Box, answer: string) {
  const box: Locator = page.locator(`[name="${name}"]`)
  if (kind === 'radio' && !chosen) await page.locator(`[name="${name}"][value="${answer}"]`).check()
  else if (kind === 'select') await box.selectOption(answer)
  else if (kind === 'checkbox')
    for (const one of answer.split(','))
      await page.locator(`[name="${name}"][value="${one}"]`).check()
  else if (kind !== 'radio' && value !== answer) await box.fill(answer)
}

export const pathOf = (page: Page) => new URL(page.url()).pathname

/** From the first question to the last look; says which pages were passed. */
export async function answerAll(page: Page, values: Values, inspect: Inspector): Promise<string[]> {
  const passed: string[] = []
  while (!pathOf(page).endsWith('/kiem-tra')) {
    if (passed.push(pathOf(page)) > MOST_PAGES) throw new Error(`no end: ${passed.join(' ')}`)
    await inspect.look(page)
    await answerPage(page, values)
    assert.equal(await page.locator('.summary').count(), 0, await said(page))
  }
  await inspect.look(page)
  return passed
}

/** What the page wants, and on. */
export async function answerPage(page: Page, values: Values): Promise<void> {
  if (pathOf(page).endsWith('/giay-to')) return sendPapers(page)
  if (pathOf(page).endsWith('/noi-giai-quyet')) await page.locator('[name=office]').first().check()
  else {
    await addRows(page, values)
    await fillBoxes(page, values)
  }
  await goOn(page)
}

/** As many rows of each table of the page as the example has. */
async function addRows(page: Page, values: Values): Promise<void> {
  const counts = page.locator('main input[type=hidden][name$=".rows"]')
  for (const count of await counts.all()) {
    const name = (await count.getAttribute('name'))!
    const wanted = Number(values[name] ?? 0)
    const add = page.locator(`button[value="add:${name.replace(/\.rows$/, '')}"]`)
    for (let shown = Number(await count.inputValue()); shown < wanted; shown++) {
      await Promise.all([page.waitForEvent('domcontentloaded'), add.click()])
      assert.equal(await page.locator(`[name="${name}"]`).inputValue(), String(shown + 1))
    }
  }
}

export async function goOn(page: Page): Promise<void> {
  await Promise.all([
    page.waitForEvent('domcontentloaded'),
    page.getByRole('button', { name: GO_ON }).last().click(),
  ])
}

/** A photograph of every paper: with a script each is sent when it is chosen, without one by the button. */
async function sendPapers(page: Page): Promise<void> {
  const hasScript = (await page.locator('noscript button').count()) === 0
  const names = await page.evaluate<string[]>(
    `[...document.querySelectorAll('input[type=file][capture]')].map(({ name }) => name)`,
  )
  for (const name of names) {
    const box = page.locator(`[name="${name}"]`)
    if ((await box.count()) === 0) continue // another paper of its kind has come
    await box.setInputFiles({
      name: `${name}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(PHOTO),
    })
    if (hasScript) await page.getByText(`${name}.png`).first().waitFor()
  }
  await goOn(page)
}

/** Everything that the page says when it should have said something else. */
async function said(page: Page): Promise<string> {
  return `${page.url()}: ${(await page.locator('.summary').allInnerTexts()).join(' ')}`
}

/** The last button, the receipt, the way to what becomes of it. */
export async function send(page: Page, inspect: Inspector): Promise<Filed> {
  await page
    .getByText(/Nếu được tiếp nhận hôm nay/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Tôi cam đoan và nộp hồ sơ' }).click()
  await page.waitForURL('**/da-nop').catch(async (error: unknown) => {
    throw new Error(await said(page), { cause: error })
  })
  await inspect.look(page)
  const id = /\/ho-so\/([0-9a-f-]{36})\/da-nop/.exec(page.url())?.[1]
  const code = await page.locator('.slip .big.num').first().innerText()
  assert.ok(id !== undefined)
  assert.match(code, /^H26\.10\d-\d{8}-\d{4}$/)
  await page.getByRole('link', { name: 'Theo dõi hồ sơ' }).click()
  await page.waitForURL(`**/ho-so/${id}`)
  await inspect.look(page)
  await page.getByText(code).first().waitFor()
  return { id, code }
}
