/** Somebody who has no mouse and no finger: Tab, Space, Enter and the arrows, and always a sign of where one is. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { PHOTO } from '../support/birth-filing.ts'
import type { Values } from './answering.ts'

/** No page has more places to stop at. */
const MOST_STOPS = 150
/** The longest list to choose from: the countries. */
const MOST_CHOICES = 260

type Stop = { name: string; kind: string; value: string; words: string; isSeen: boolean }

/** Where one is: an outline, of the box itself or of what stands for it. */
const STOP = `(() => {
  const at = document.activeElement
  const marks = [at, at.closest('.pick'), at.nextElementSibling].filter(Boolean)
  const ring = (of) => getComputedStyle(of).outlineStyle !== 'none' && of.getBoundingClientRect().width > 3
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--focus').trim()
  const probe = document.createElement('i')
  probe.style.color = colour
  const edge = (of) => {
    document.body.append(probe)
    const is = getComputedStyle(of).borderTopColor === getComputedStyle(probe).color
    probe.remove()
    return is
  }
  return {
    name: at.name ?? '',
    kind: at.tagName === 'INPUT' ? at.type : at.tagName.toLowerCase(),
    value: at.value ?? '',
    words: at.innerText ?? '',
    isSeen: ring(at) || marks.slice(1).some((of) => ring(of) || edge(of)),
  }
})()`

const stopOf = (page: Page) => page.evaluate<Stop>(STOP)

/** Tab by Tab until one stands on the button with these words; each box on the way is filled in. */
export async function tabTo(
  page: Page,
  words: string | RegExp,
  values: Values = {},
): Promise<void> {
  const done = new Set<string>()
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const stop = await stopOf(page)
    if (stop.kind === 'body') continue
    assert.ok(stop.isSeen, `${page.url()}: nobody sees that ${stop.name || stop.words} is chosen`)
    const isButton = stop.kind === 'button' || stop.kind === 'a'
    if (isButton && stop.words.match(words)) return
    if (stop.kind === 'file') await choosePhoto(page, stop, done)
    const answer = values[stop.name]
    if (answer === undefined || done.has(stop.name)) continue
    done.add(stop.name)
    await answerStop(page, stop, answer)
  }
  throw new Error(`${page.url()}: no Tab leads to ${String(words)}`)
}

async function answerStop(page: Page, { kind, value }: Stop, answer: string): Promise<void> {
  if (kind === 'radio' || kind === 'select') return choose(page, { kind, answer })
  if (kind === 'checkbox') return page.keyboard.press('Space')
  if (value === answer) return
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(answer)
}

async function choose(page: Page, { kind, answer }: { kind: string; answer: string }) {
  let steps = 0
  while ((await stopOf(page)).value !== answer) {
    assert.ok(steps++ < MOST_CHOICES, `no arrow leads to ${answer}`)
    await page.keyboard.press('ArrowDown')
  }
  if (kind === 'radio') await page.keyboard.press('Space')
}

/** The first box of each paper opens the list of files, by the same key that presses a button. */
async function choosePhoto(page: Page, { name }: Stop, done: Set<string>): Promise<void> {
  if (name.startsWith('tep.') || done.has(name)) return
  done.add(name)
  const opened = page.waitForEvent('filechooser')
  await page.keyboard.press('Space')
  const photo = { name: `${name}.png`, mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
  await (await opened).setFiles(photo)
  await page.getByText(photo.name).first().waitFor()
}

export async function press(
  page: Page,
  words: string | RegExp,
  values: Values = {},
): Promise<void> {
  await tabTo(page, words, values)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
}

/** What is wrong is where one is, said in the title, and each line is one key from its box. */
export async function standsOnErrors(page: Page): Promise<void> {
  await page.locator('.summary').waitFor()
  assert.equal(await page.evaluate('document.activeElement.className'), 'summary')
  assert.match(await page.title(), /^Lỗi:/)
  await page.keyboard.press('Tab')
  const line = await page.evaluate<string>(`document.activeElement.getAttribute('href')`)
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(`'#' + document.activeElement.id`), line)
}
