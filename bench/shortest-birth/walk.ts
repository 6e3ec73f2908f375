/** A mother's way through the pages of a birth registration in a real browser, and what she does on each. */
import type { Page } from 'playwright-core'
import { MOTHERS_ANSWERS, PHOTO, START } from '../../test/support/birth-filing.ts'

/** `reused`: a paper of her store, agreed to; `photographs`: taken on the way. */
export type Done = {
  page: string
  boxes: number
  characters: number
  taps: number
  photographs: number
  reused: number
}

const answers: Readonly<Record<string, string>> = Object.assign(
  {},
  ...MOTHERS_ANSWERS.map(([, each]) => each),
)

/** From the first page of the filing to its receipt. */
export async function walk(page: Page): Promise<Done[]> {
  const done: Done[] = []
  await page.goto(START)
  while (!page.url().endsWith('/da-nop')) {
    if (done.length > 30) throw new Error(`no end in sight at ${page.url()}`)
    done.push(await onePage(page))
  }
  return [...done, nothing('receipt')]
}

function nothing(page: string): Done {
  return { page, boxes: 0, characters: 0, taps: 0, photographs: 0, reused: 0 }
}

async function onePage(page: Page): Promise<Done> {
  const name = new URL(page.url()).pathname.slice(START.length + 1) || 'start'
  const done = nothing(name)
  if (name === 'giay-to') await handIn(page, done)
  else while (await answerOnce(page, done));
  const before = page.url()
  const words = /^(Bắt đầu|Lưu và tiếp tục|Tôi cam đoan và nộp hồ sơ)$/
  await page.getByRole('button', { name: words }).last().click()
  await page.waitForURL((url) => url.href.split('#')[0] !== before.split('#')[0])
  done.taps += 1
  return done
}

/** What is in her store is agreed to with one press; otherwise she takes one photograph. */
async function handIn(page: Page, done: Done): Promise<void> {
  const offer = page.locator('button[name="_reuse"][value="birth-notice"]')
  if ((await offer.count()) > 0) {
    await offer.click()
    await page.getByText('Dùng lại từ kho giấy tờ').waitFor()
    done.taps += 1
    done.reused += 1
    return
  }
  const file = { name: 'chung-sinh.png', mimeType: 'image/png', buffer: Buffer.from(PHOTO) }
  await page.setInputFiles('[name="birth-notice"]', file)
  await page.getByText('chung-sinh.png').first().waitFor()
  done.taps += 3 // the camera, the shutter, "use this photograph"
  done.photographs += 1
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
