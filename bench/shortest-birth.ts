/**
 * `npm run bench -- shortest-birth`: a mother registers a birth in a real browser, 360 px wide, once with the population register up and
 * once with it silent. Counted is what she does: pages, boxes that she types into, characters, taps. Nothing is measured by the clock:
 * the minutes are what people need for so many characters and taps, by the two figures below.
 */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startPopulation } from '../standins/population.ts'
import { populationAt } from '../src/adapters/population.ts'
import { openPrefill } from '../src/catalogue/prefill-load.ts'
import { checkout } from '../src/checkout.ts'
import { MOTHERS_ANSWERS, PHOTO, START } from '../test/support/birth-filing.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { openCitizenDoors } from '../test/support/citizen-doors.ts'

/** Typing on a telephone: 36 words of five characters a minute (Palin and others, MobileHCI 2019; from memory, to be confirmed). */
const CHARACTERS_A_SECOND = (36 * 5) / 60
/** Finding and pressing something: an assumption on the slow side, to be confirmed. */
const SECONDS_A_TAP = 2.5

type Done = { page: string; boxes: number; characters: number; taps: number }

const answers: Readonly<Record<string, string>> = Object.assign(
  {},
  ...MOTHERS_ANSWERS.map(([, each]) => each),
)
const KEY = { id: 'motcua', secret: 'a key of this measurement, long enough' }

const register = await startPopulation({ key: KEY })
const rules = openPrefill(join(checkout, 'data'))
const asked = populationAt({ url: register.url, key: KEY })
const doors = await openCitizenDoors(undefined, { register: asked, rules })
const address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
const browser = await launchBrowser()
try {
  const up = await walk('up')
  register.failAlways('500')
  const down = await walk('down')
  print('population register up', up)
  print('population register silent, everything typed', down)
  const boxes = total(up).boxes
  const fields = boxes - 2 // the day of birth is one field with three boxes
  console.log(
    `\nWith the register: ${fields} fields typed (${boxes} boxes); goal: at most 5, under two minutes.`,
  )
  if (fields > 5 || secondsOf(total(up)) >= 120) process.exitCode = 1
} finally {
  await browser.close()
  await doors.close()
  await register.stop()
}

/** From the first page of the filing to its receipt. */
async function walk(subject: string): Promise<Done[]> {
  const mother = await doors.citizen('Trần Thị Thu Hà', { subject })
  const page = await browser.newPage({ width: 360, baseURL: address })
  await page
    .context()
    .addCookies([...mother.cookies].map(([name, value]) => ({ name, value, url: address })))
  const done: Done[] = []
  await page.goto(START)
  while (!page.url().endsWith('/da-nop')) {
    if (done.length > 30) throw new Error(`no end in sight at ${page.url()}`)
    done.push(await onePage(page))
  }
  done.push({ page: 'receipt', boxes: 0, characters: 0, taps: 0 })
  await page.context().close()
  return done
}

async function onePage(page: Page): Promise<Done> {
  const name = new URL(page.url()).pathname.slice(START.length + 1) || 'start'
  const done: Done = { page: name, boxes: 0, characters: 0, taps: 0 }
  if (name === 'giay-to') {
    const file = { name: 'chung-sinh.png', mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
    await page.setInputFiles('[name="birth-notice"]', file)
    await page.getByText('chung-sinh.png').first().waitFor()
    done.taps += 3 // the camera, the shutter, "use this photograph"
  } else while (await answerOnce(page, done));
  const before = page.url()
  const words = /^(Bắt đầu|Lưu và tiếp tục|Tôi cam đoan và nộp hồ sơ)$/
  await page.getByRole('button', { name: words }).last().click()
  await page.waitForURL((url) => url.href.split('#')[0] !== before.split('#')[0])
  done.taps += 1
  return done
}

/** Does one thing that this page still asks for; false when nothing is left. */
async function answerOnce(page: Page, done: Done): Promise<boolean> {
  for (const [field, value] of Object.entries(answers)) {
    const boxes = page.locator(`main [name="${field}"]`)
    if ((await boxes.count()) === 0) continue
    const kind = await boxes.first().evaluate((box) => box.getAttribute('type') ?? box.tagName)
    if (kind === 'radio') {
      if ((await page.locator(`main [name="${field}"]:checked`).count()) > 0) continue
      await page.locator(`main [name="${field}"][value="${value}"]`).check({ force: true })
      done.taps += 1
      return true
    }
    if ((await boxes.first().inputValue()) !== '') continue
    if (kind === 'SELECT') {
      await boxes.first().selectOption(value)
      done.taps += 2
      return true
    }
    await boxes.first().fill(value)
    done.boxes += 1
    done.characters += value.length
    done.taps += 1
    return true
  }
  return false
}

function total(pages: readonly Done[]): Omit<Done, 'page'> {
  const sum = (of: (each: Done) => number): number => pages.reduce((n, each) => n + of(each), 0)
  return {
    boxes: sum(({ boxes }) => boxes),
    characters: sum(({ characters }) => characters),
    taps: sum(({ taps }) => taps),
  }
}

function secondsOf({ characters, taps }: Omit<Done, 'page'>): number {
  return characters / CHARACTERS_A_SECOND + taps * SECONDS_A_TAP
}

function print(title: string, pages: readonly Done[]): void {
  console.log(`\n${title}\n${'page'.padEnd(12)} boxes  characters  taps`)
  for (const { page, boxes, characters, taps } of pages)
    console.log(`${page.padEnd(12)} ${cell(boxes, 5)} ${cell(characters, 11)} ${cell(taps, 5)}`)
  const all = total(pages)
  console.log(
    `${`${pages.length} pages`.padEnd(12)} ${cell(all.boxes, 5)} ${cell(all.characters, 11)} ${cell(all.taps, 5)}` +
      `   about ${Math.round(secondsOf(all))} s of typing and tapping`,
  )
}

function cell(figure: number, width: number): string {
  return String(figure).padStart(width)
}
