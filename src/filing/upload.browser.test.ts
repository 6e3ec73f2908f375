/** A paper on a telephone whose line breaks: it goes on by itself, and the page works for everybody. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { sql } from 'kysely'
import sharp from 'sharp'
import { answerAll, START } from '../../test/support/birth-filing.ts'
import { hasPapers, takesBack } from '../../test/support/birth-store.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import {
  openCitizenDoors,
  type Citizen,
  type CitizenDoors,
} from '../../test/support/citizen-doors.ts'
import { checkout } from '../checkout.ts'
import { inContext } from '../db/context.ts'
import { historyOf } from '../dossier/store.ts'
import { sha256Hex } from '../lib/canonical.ts'

let doors: CitizenDoors
let browser: TestBrowser
let address: string
before(async () => {
  doors = await openCitizenDoors()
  address = await doors.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await doors.close()
})

async function telephone({ cookies }: Citizen, javaScript = true): Promise<Page> {
  const page = await browser.newPage({ width: 360, javaScript, baseURL: address })
  await page
    .context()
    .addCookies([...cookies].map(([name, value]) => ({ name, value, url: address })))
  return page
}

const LONG = Buffer.from(
  `%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% ${'giấy dài '.repeat(90_000)}\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n50\n%%EOF\n`,
)

test('the line breaks in the middle of a paper; the rest is sent when it is back, nothing twice', async () => {
  const mother = await doors.citizen('Người Mất Sóng')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/giay-to`)
  let pieces = 0
  const isDown = () => pieces === 3
  await page.route('**/giay-to/phan/*', async (route) => {
    pieces += 1
    if (isDown()) return route.abort('internetdisconnected')
    return route.continue()
  })
  const file = { name: 'giay-dai.pdf', mimeType: 'application/pdf', buffer: LONG }
  await page.setInputFiles('[name="tep.birth-notice"]', file)
  await page.getByText(/Mất mạng\. Tự gửi tiếp/).waitFor()
  await page.getByText('giay-dai.pdf').first().waitFor()
  const { rows } = await sql<{ sha256: string }>`
    select encode(sha256, 'hex') as sha256 from filing_draft_file where person_id = ${mother.actor.personId}`.execute(
    doors.database.owner,
  )
  assert.deepEqual(rows, [{ sha256: sha256Hex(LONG) }])
  assert.equal(pieces, Math.ceil(LONG.length / 256_000) + 1)
})

/** As a telephone takes it: more dots than a page needs, lying on its side with a note that says so. */
async function photographOfTelephone(): Promise<Buffer> {
  const grain = { type: 'gaussian', mean: 170, sigma: 25 } as const
  return sharp({
    create: { width: 2800, height: 2100, channels: 3, background: '#fff', noise: grain },
  })
    .jpeg({ quality: 75 })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

test('a photograph of several megabytes is made lighter before it is sent: upright, as sharp as papers need', async () => {
  const mother = await doors.citizen('Người Chụp Ảnh Lớn')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/giay-to`)
  const buffer = await photographOfTelephone()
  assert.ok(buffer.length > 1_500_000, `${buffer.length} bytes`)
  const file = { name: 'IMG_2026.jpg', mimeType: 'image/jpeg', buffer }
  await page.setInputFiles('[name="tep.birth-notice"]', file)
  await page.getByText('IMG_2026.jpg').first().waitFor()
  const { rows } = await sql<{ sha256: string; size: number; name: string }>`
    select encode(sha256, 'hex') as sha256, size, name from filing_draft_file where person_id = ${mother.actor.personId}`.execute(
    doors.database.owner,
  )
  const [kept] = rows
  assert.equal(kept?.name, 'IMG_2026.jpg')
  assert.ok(kept.size < buffer.length, `${kept.size} bytes of ${buffer.length}`)
  const bytes = await doors.deps.intake.files.read(kept.sha256)
  const { width, height, orientation = 1 } = await sharp(bytes).metadata()
  assert.deepEqual([width, height, orientation], [1800, 2400, 1])
})

test('a paper of the store is seen, agreed to and filed without a photograph, with and without scripts', async () => {
  const mother = await doors.citizen('Người Có Kho')
  const first = await hasPapers(doors, mother)
  await takesBack(doors, { mother, id: first, reason: 'Nộp nhầm nơi.' })
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/giay-to`)
  await page.getByText('Bạn đã có giấy này trong kho.').waitFor()
  assert.deepEqual(await axe(page), [])
  assert.ok(await fitsWidth(page))
  const plain = await telephone(mother, false)
  await plain.goto(`${START}/giay-to`)
  await plain.getByRole('button', { name: /^Đồng ý dùng lại/ }).click()
  await plain.getByText('Dùng lại từ kho giấy tờ').waitFor()
  await page.reload()
  await page.getByRole('button', { name: /^Bỏ/ }).click()
  await page.getByRole('button', { name: /^Đồng ý dùng lại/ }).click()
  await page.getByText('Dùng lại từ kho giấy tờ').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.getByRole('button', { name: 'Lưu và tiếp tục' }).last().click()
  await page.getByRole('button', { name: 'Tôi cam đoan và nộp hồ sơ' }).click()
  await page.waitForURL('**/da-nop')
  const [, id] = /ho-so\/([0-9a-f-]{36})/.exec(page.url()) ?? []
  const [filed] = await inContext(doors.database.app, mother.actor, (tx) => historyOf(tx, id!))
  const files = filed?.kind === 'filed' ? filed.body.papers.flatMap((paper) => paper.files) : []
  assert.deepEqual(
    files.map(({ reusedFrom }) => reusedFrom),
    [{ level: 2, dossier: first }],
  )
})

test('a file that is no paper is refused in its own row, without leaving the page', async () => {
  const mother = await doors.citizen('Người Gửi Nhầm')
  await answerAll(mother)
  const page = await telephone(mother)
  await page.goto(`${START}/giay-to`)
  const file = { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('xin chào') }
  await page.setInputFiles('[name="birth-notice"]', file)
  await page.getByText(/Tệp này không phải ảnh/).waitFor()
  assert.deepEqual(await axe(page), [])
})

test('a blurred photograph is shown with its sentence, turned and sent as it is, with and without scripts', async () => {
  const mother = await doors.citizen('Người Chụp Mờ')
  await answerAll(mother)
  const buffer = readFileSync(join(checkout, 'test/fixtures/photos/blurred.4-blurred.jpg'))
  const file = { name: 'mo.jpg', mimeType: 'image/jpeg', buffer }
  const page = await telephone(mother)
  await page.goto(`${START}/giay-to`)
  await page.setInputFiles('[name="birth-notice"]', file)
  await page.getByText(/Ảnh có vẻ mờ/).waitFor()
  await page.getByRole('button', { name: /^Xoay/ }).click()
  await page.locator('img[src*="xoay=90"]').waitFor()
  assert.deepEqual(await axe(page), [])
  assert.ok(await fitsWidth(page))
  const plain = await telephone(mother, false)
  await plain.goto(`${START}/giay-to`)
  await plain.getByRole('button', { name: /^Gửi vẫn như vậy/ }).click()
  await plain.getByText('Bạn vẫn gửi ảnh này như vậy.').waitFor()
  await plain.goto('/kho-giay-to')
  assert.ok(await fitsWidth(plain))
  await page.goto('/kho-giay-to')
  assert.deepEqual(await axe(page), [])
})
