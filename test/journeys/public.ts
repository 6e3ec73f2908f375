/** Anybody who tracks, verifies and receives messages; and the supervisor of the city. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { citizenPage } from '../support/world.ts'
import { deskOf, eventually, MOTHER, WARD, type Dossier, type Life } from './life.ts'

export async function anyoneTracks(life: Life, { code }: Dossier): Promise<void> {
  const page = await citizenPage(life)
  await page.goto('/tra-cuu')
  await life.inspect.look(page)
  await page.getByLabel('Mã hồ sơ').fill(code)
  await page.getByLabel('Bốn số cuối của số điện thoại').fill('0001')
  await page.getByRole('button', { name: 'Tra cứu' }).click()
  await page.getByText('Đăng ký khai sinh').first().waitFor()
  await life.inspect.look(page)
  const shown = await page.locator('main').innerText()
  assert.doesNotMatch(shown, new RegExp(`${life.child}|${MOTHER}`), 'no name without signing in')
  await page.context().close()
}

export async function anyoneVerifies(
  life: Life,
  mother: Page,
  { own, pdf }: { own: Dossier; pdf: Buffer },
): Promise<void> {
  await mother.goto(`/ho-so/${own.id}/ket-qua`)
  const link = await mother.locator('a[href*="/kiem-tra/"]').first().getAttribute('href')
  const page = await citizenPage(life)
  await page.goto(new URL(link!, life.running.url).pathname)
  await page.getByRole('heading', { name: 'Giấy tờ hợp lệ' }).waitFor()
  await life.inspect.look(page)
  assert.doesNotMatch(await page.locator('main').innerText(), new RegExp(life.child))

  const altered = Buffer.from(pdf)
  const middle = Math.floor(altered.length / 2)
  altered[middle] = altered[middle]! ^ 1
  for (const [bytes, verdict] of [
    [pdf, 'Giấy tờ hợp lệ'],
    [altered, 'Giấy tờ đã bị thay đổi'],
  ] as const) {
    await page.goto('/kiem-tra')
    await life.inspect.look(page)
    const file = { name: 'giay-khai-sinh.pdf', mimeType: 'application/pdf', buffer: bytes }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Kiểm tra tệp này' }).click()
    await page.getByRole('heading', { name: verdict }).waitFor()
    await life.inspect.look(page)
  }
  await page.context().close()
}

export async function messagesWentOut(life: Life, { code }: Dossier): Promise<void> {
  const page = await citizenPage(life)
  await eventually(async () => {
    await page.goto(`/hop-thu-di?ma=${encodeURIComponent(code)}`)
    const messages = await page.locator('main').innerText()
    const texts = messages
      .split('\n\n')
      .filter((_, nth, all) => all[nth - 1]?.startsWith('Tin nhắn'))
    assert.equal(texts.length, TEXTS.length, messages)
    for (const words of TEXTS) {
      assert.equal(texts.filter((text) => text.includes(words)).length, 1, words)
    }
    assert.doesNotMatch(messages, new RegExp(`${life.child}|${MOTHER}|001196999000`))
  })
  await life.inspect.look(page)
  await page.context().close()
}

/** One text for each step, none twice. */
const TEXTS = [
  'đã nộp đến',
  'tiếp nhận, hẹn trả',
  'mời kiểm tra bản',
  'đã có kết quả. Xem tại',
  'Xem và đánh giá tại',
]

/** The numbers of one unit's line, by the title of the column. */
type Figures = Readonly<Record<string, number>>

/** Every unit's line, as the supervisor downloads the table. */
export async function figuresOf(life: Life): Promise<Map<string, Figures>> {
  const page = await deskOf(life, 'supervisor')
  await page.goto('/giam-sat')
  await life.inspect.look(page)
  const csv = await (await page.request.get('/giam-sat/bang.csv')).text()
  const [titles = [], ...rows] = csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map(cellsOf)
  return new Map(
    rows.map(([unit = '', ...cells]) => [
      unit,
      Object.fromEntries(cells.map((cell, nth) => [titles[nth + 1] ?? '', Number(cell)])),
    ]),
  )
}

function cellsOf(line: string): string[] {
  return line.split(/[,;]/).map((cell) => cell.replace(/^"|"$/g, ''))
}

/** How many more there are of each once the two dossiers have lived their lives. */
const MORE: Figures = {
  'Đã tiếp nhận': 2,
  'Đang giải quyết': 0,
  'Đến hạn hôm nay': 0,
  'Quá hạn': 0,
  'Đã xử lý xong': 2,
  'Đúng hạn (hồ sơ)': 2,
  'Tự nộp trực tuyến (hồ sơ)': 2,
  'Nộp hộ trực tuyến (hồ sơ)': 0,
  'Kết quả điện tử (hồ sơ)': 2,
}

/** The ward's figures have moved by exactly these dossiers, nobody else's have moved at all. */
export async function supervisorSees(
  life: Life,
  before: Map<string, Figures>,
  dossiers: readonly Dossier[],
): Promise<void> {
  const now = await figuresOf(life)
  const ward = now.get(WARD)
  assert.ok(ward, `${WARD} has a line`)
  for (const [title, more] of Object.entries(MORE)) {
    assert.equal(ward[title], (before.get(WARD)?.[title] ?? 0) + more, title)
  }
  for (const [unit, figures] of now) {
    if (unit !== WARD) assert.deepEqual(figures, before.get(unit), unit)
  }
  const page = await deskOf(life, 'supervisor')
  await page.getByRole('link', { name: `${ward['Đã tiếp nhận']}, Đã tiếp nhận, ${WARD}` }).click()
  await life.inspect.look(page)
  for (const { code } of dossiers) await page.getByText(code).waitFor()
  const house = ['', '/sai-lech', '/bi-ket', '/phan-cong', '/nhat-ky'].map(
    (path) => `/he-thong${path}`,
  )
  for (const path of [...house, '/sap-xep?q=Ba', '/sap-xep/don-vi/101']) {
    await page.goto(`/giam-sat${path}`)
    await life.inspect.look(page)
  }
  for (const path of ['/giam-sat/gian-doan', '/giam-sat/gian-doan/moi', '/gian-doan']) {
    await page.goto(path)
    await life.inspect.look(page)
  }
}
