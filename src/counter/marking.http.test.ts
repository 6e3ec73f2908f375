/** Marks on pictures at the counter: without a script by the parts of the page, with one by drawing; kept in the private part. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { axe, fitsWidth, launchBrowser } from '../../test/support/browser.ts'
import { openCounter, OTHER_WARD, type Counter } from '../../test/support/counter.ts'
import { pdfOfTwoPages } from '../../test/support/marked-paper.ts'
import { staff } from '../../test/support/office.ts'
import { assertAnchorsExist, summaryOf } from '../../test/support/page-checks.ts'
import { photograph } from '../../test/support/photograph.ts'
import type { Fields, Visitor } from '../../test/support/visitor.ts'
import { inContext } from '../db/context.ts'
import { historyOf } from '../dossier/store.ts'

let counter: Counter
const receptionist = staff('receptionist')
before(async () => {
  counter = await openCounter()
})
after(() => counter.close())

type Marked = { id: string; path: string; photo: string; pdf: string; browser: Visitor }

/** A birth with a photograph and a PDF of two pages. */
async function filed(): Promise<Marked> {
  const [photo, pdf] = [randomUUID(), randomUUID()]
  const { files } = counter.deps
  const photoFile = { id: photo, ...(await files.put(photograph(), 'image/png')) }
  const pdfFile = { id: pdf, ...(await files.put(pdfOfTwoPages(), 'application/pdf')) }
  const { id } = await counter.filed({
    papers: [{ paper: 'birth-notice', files: [photoFile, pdfFile] }],
    fileNames: { [photo]: 'chứng sinh.png', [pdf]: 'chứng sinh.pdf' },
  })
  return { id, path: `/quay/${id}/bo-sung`, photo, pdf, browser: counter.at(receptionist) }
}

test('a HEIC photograph cannot be marked: the officer is told so, and to say it in words', async () => {
  const file = randomUUID()
  const heic = { id: file, ...(await counter.deps.files.put(Buffer.from('heic'), 'image/heic')) }
  const { id } = await counter.filed({
    papers: [{ paper: 'birth-notice', files: [heic] }],
    fileNames: { [file]: 'IMG_0012.heic' },
  })
  const { body } = await counter.at(receptionist).get(`/quay/${id}/bo-sung`)
  assert.match(body, /Không đánh dấu được trên IMG_0012\.heic: .*ghi rõ chỗ sai bằng lời/s)
  assert.doesNotMatch(body, new RegExp(`show ${file}`))
  const plain = await filed()
  assert.doesNotMatch((await plain.browser.get(plain.path)).body, /Không đánh dấu được/)
})

async function press({ browser, path }: Marked, mark: string, fields: Fields = {}) {
  return browser.post(path, { ...(await browser.formOn(path, path)), ...fields, _mark: mark })
}

/** Every box of the page's form as it would be sent. */
function boxesOf(html: string): Record<string, string> {
  const boxes = [
    ...html.matchAll(/<input[^>]*name="((?:place|word|fault|own|how)\.[^"]*|reason|basis)"[^>]*>/g),
  ]
  return Object.fromEntries(
    boxes.map(([box, name]) => [name!, /value="([^"]*)"/.exec(box)?.[1] ?? '']),
  )
}

async function faultsOf(id: string) {
  const events = await inContext(counter.database.app, receptionist, (tx) =>
    historyOf(tx, id, { withPrivate: true }),
  )
  return events.findLast(({ kind }) => kind === 'supplementRequested')
}

test('without a script: parts of a page are chosen, words given, a mark dropped, and what was typed comes back', async () => {
  const dossier = await filed()
  const { id, path, photo, pdf, browser } = dossier
  const typed = { 'fault.birth-notice': 'unreadable', reason: 'Mờ.', basis: 'one-stop' }
  const sheet = await press(dossier, `show ${photo} 1`, typed)
  assert.equal(sheet.statusCode, 200)
  assert.match(sheet.body, new RegExp(`src="/tep/${id}/${photo}/trang/1"`))
  const nothing = await press(dossier, `add ${photo} 1`, { ...typed, cellword: 'mờ' })
  assert.deepEqual(
    [nothing.statusCode, summaryOf(nothing.body)],
    [422, ['Hãy chọn ít nhất một phần trên ảnh.']],
  )
  assertAnchorsExist(nothing.body)
  const one = await press(dossier, `add ${photo} 1`, {
    ...typed,
    'cell.0': 'yes',
    'cell.1': 'yes',
    cellword: 'không thấy dấu',
  })
  assert.equal(boxesOf(one.body)['place.0'], `${photo} 1 0 0 0.6667 0.3333`)
  const two = await press(dossier, `add ${pdf} 2`, {
    ...typed,
    ...boxesOf(one.body),
    'cell.8': 'yes',
    cellword: 'x',
  })
  const dropped = await press(dossier, `drop 0 ${pdf} 2`, { ...typed, ...boxesOf(two.body) })
  assert.equal(boxesOf(dropped.body)['place.0'], undefined)
  const back = await press(dossier, 'done', {
    ...typed,
    ...boxesOf(two.body),
    'word.1': 'thiếu trang',
  })
  assert.equal(back.statusCode, 200)
  assert.match(back.body, /name="own\.birth-notice"/)
  assert.match(back.body, /không thấy dấu \(trang 1, từ góc trên bên trái đến phía trên, ở giữa\)/)
  assert.match(back.body, /<option value="unreadable" selected/)
  const keys = await browser.formOn(path, path)
  const whole = { ...keys, ...boxesOf(back.body), ...typed }
  const preview = await browser.post(path, { ...whole, step: 'preview' })
  assert.match(preview.body, /thiếu trang \(trang 2, góc dưới bên phải\)/)
  assert.equal((await browser.post(path, { ...whole, step: 'send' })).statusCode, 303)
  const asked = await faultsOf(id)
  assert.deepEqual(
    asked?.private?.faults?.map(({ marks }) => marks),
    [
      [
        {
          file: photo,
          page: 1,
          x: 0,
          y: 0,
          width: 0.6667,
          height: 0.3333,
          words: 'không thấy dấu',
        },
        {
          file: pdf,
          page: 2,
          x: 0.6667,
          y: 0.6667,
          width: 0.3333,
          height: 0.3333,
          words: 'thiếu trang',
        },
      ],
    ],
  )
  assert.deepEqual(
    [asked?.version, JSON.stringify(asked?.body).includes('thiếu trang')],
    [1, false],
  )
})

test('a mark without its words leads back to its page; one that no page has is refused when it is sent', async () => {
  const dossier = await filed()
  const { path, photo, pdf, browser } = dossier
  const typed = { 'fault.birth-notice': 'unreadable', reason: 'Mờ.', basis: 'one-stop' }
  const silent = await press(dossier, 'done', {
    ...typed,
    'place.0': `${photo} 1 0 0 0.5 0.5`,
    'word.0': ' ',
  })
  assert.deepEqual(
    [silent.statusCode, summaryOf(silent.body)],
    [422, ['Hãy ghi vài chữ cho chỗ đã đánh dấu.']],
  )
  assertAnchorsExist(silent.body)
  const keys = await browser.formOn(path, path)
  for (const place of [`${pdf} 3 0 0 1 1`, `${photo} 2 0 0 1 1`, `${randomUUID()} 1 0 0 1 1`]) {
    const forged = { ...keys, ...typed, 'place.0': place, 'word.0': 'mờ', step: 'send' }
    const sent = await browser.post(path, forged)
    assert.equal(sent.statusCode, 422, place)
    assert.match(sent.body, /nằm ngoài giấy tờ/)
    assertAnchorsExist(sent.body)
  }
  assert.equal(await faultsOf(dossier.id), undefined)
  for (const asked of [`show ${pdf} 3`, `show ${randomUUID()} 1`, `show ${photo} x`, 'paint'])
    assert.equal((await press(dossier, asked, typed)).statusCode, 404, asked)
})

test('the pages of a file are pictures for whoever may open it, and nobody else', async () => {
  const { id, photo, pdf, browser } = await filed()
  for (const page of [`${photo}/trang/1`, `${pdf}/trang/1`, `${pdf}/trang/2`]) {
    const { statusCode, headers, rawPayload } = await browser.get(`/tep/${id}/${page}`)
    assert.deepEqual([statusCode, headers['content-type']], [200, 'image/jpeg'], page)
    assert.equal(rawPayload.readUInt16BE(0), 0xffd8)
  }
  for (const page of [`${photo}/trang/2`, `${pdf}/trang/3`, `${pdf}/trang/0`, `${pdf}/trang/x`])
    assert.equal((await browser.get(`/tep/${id}/${page}`)).statusCode, 404, page)
  const stranger = counter.at(staff('receptionist', OTHER_WARD))
  assert.equal((await stranger.get(`/tep/${id}/${photo}/trang/1`)).statusCode, 404)
})

test('with mouse or finger a frame is drawn; the sheet fits a telephone and has no fault that axe knows', async () => {
  const { path, photo, pdf, browser: visitor } = await filed()
  const baseURL = await counter.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ width: 360, baseURL })
    await page
      .context()
      .addCookies([{ name: 'who', value: visitor.cookies.get('who')!, url: baseURL }])
    await page.goto(path)
    const shown = Promise.withResolvers<void>()
    await page.route('**/trang/1', async (route) => {
      await shown.promise
      await route.continue()
    })
    await page.click(`button[value="show ${photo} 1"]`, { noWaitAfter: true })
    const place = (await page.locator('.marked img').boundingBox())!
    assert.ok(place.height > place.width, 'the picture has its place before it is there')
    shown.resolve()
    await page.evaluate('document.querySelector(".marked img").decode()')
    const box = (await page.locator('.marked img').boundingBox())!
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const
    await page.mouse.move(...at(0.2, 0.1))
    await page.mouse.down()
    await page.mouse.move(...at(0.5, 0.2))
    await page.mouse.move(...at(0.7, 0.3))
    await page.mouse.up()
    assert.equal(await page.locator('.marked__parts input:checked').count(), 0)
    assert.equal(await page.evaluate('document.activeElement.name'), 'word.0')
    await page.keyboard.type('mờ')
    const drawn = await page.locator('[name="place.0"]').inputValue()
    const numbers = drawn.split(' ').slice(2).map(Number)
    for (const [n, wanted] of [0.2, 0.1, 0.5, 0.2].entries())
      assert.ok(Math.abs(numbers[n]! - wanted) < 0.02, drawn)
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 })
      assert.ok(await fitsWidth(page), `${width} px`)
      assert.deepEqual(await axe(page), [])
    }
    // A press chooses the part under it, as without a script.
    await page.locator('.marked').click({ position: { x: 20, y: 20 } })
    await page.fill('[name="cellword"]', 'bị che')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[name="word.1"]')
    assert.equal(await page.locator('.marked__over text').count(), 2)
    await page.click('button[value="done"]')
    await page.click(`button[value="show ${pdf} 1"]`)
    await page.click('text=Trang sau')
    await page.waitForSelector('text=Trang 2 trong 2 trang')
    assert.deepEqual(await axe(page), [])
  } finally {
    await browser.close()
  }
})
