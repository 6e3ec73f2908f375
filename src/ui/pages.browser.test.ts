import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../../test/support/browser.ts'
import { galleryPaths, galleryRoutes } from '../../test/support/gallery.tsx'
import { webApp } from '../../test/support/web.ts'

let app: FastifyInstance
let baseURL: string
let browser: TestBrowser

before(async () => {
  const notice = 'Bản thử nghiệm: người và hồ sơ trong hệ thống này đều là giả định.'
  app = await webApp(galleryRoutes, { notice })
  baseURL = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})

after(async () => {
  await browser.close()
  await app.close()
})

async function open(path: string, options: { width?: number; javaScript?: boolean } = {}) {
  const page = await browser.newPage({ width: 360, baseURL, ...options })
  await page.goto(path)
  return page
}

describe('every part, in a real browser', () => {
  for (const path of [...galleryPaths.citizen, ...galleryPaths.staff]) {
    test(`${path} has no fault that axe knows, and fits 320, 360 and 1280 px`, async () => {
      const page = await open(path)
      const refused: string[] = []
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) refused.push(message.text())
      })
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        assert.ok(await fitsWidth(page), `${width} px`)
        assert.deepEqual(await axe(page), [])
      }
      await page.reload()
      assert.deepEqual(refused, [])
      await page.context().close()
    })
  }

  test('staff pages are as legible in the dark', async () => {
    const page = await browser.newPage({ width: 1280, colorScheme: 'dark', baseURL })
    for (const path of galleryPaths.staff) {
      await page.goto(path)
      assert.deepEqual(await axe(page), [])
    }
    await page.context().close()
  })

  test('axe does see a fault when there is one', async () => {
    const page = await open('/')
    await page.evaluate(`document.querySelector('.hero img').removeAttribute('alt')`)
    assert.match((await axe(page)).join(), /image-alt/)
    await page.context().close()
  })
})

describe('the citizen script', () => {
  test('leads to the errors: the summary has the focus, its links lead to the fields', async () => {
    const page = await open('/cau-hoi')
    await page.click('text=Lưu và tiếp tục')
    await page.waitForSelector('.summary')
    assert.match(await page.title(), /^Lỗi: /)
    assert.equal(await page.evaluate('document.activeElement.className'), 'summary')
    await page.click('.summary a >> nth=1')
    assert.equal(await page.evaluate('document.activeElement.id'), 'f-gioiTinh')
    await page.context().close()
  })

  test('sends a form once, however often it is pressed, and says that it is sending', async () => {
    const page = await open('/cau-hoi')
    let posts = 0
    await page.route('**/cau-hoi', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      posts++
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    const words = await page.evaluate<string>(`new Promise((resolve) => {
      const button = document.querySelector('main form .actions button')
      button.click()
      button.click()
      setTimeout(() => button.click(), 50)
      setTimeout(() => resolve(button.textContent), 100)
    })`)
    assert.equal(words, 'Đang gửi…')
    await page.waitForSelector('.summary')
    assert.equal(posts, 1)
    await page.context().close()
  })

  test('saves by itself when a field is left, and says when', async () => {
    const page = await open('/cau-hoi')
    await page.fill('#f-ten', 'Nguyễn Hoàng Minh Ánh')
    await page.press('#f-ten', 'Tab')
    await page.waitForSelector('.saved', { state: 'visible' })
    assert.match((await page.textContent('.saved')) ?? '', /^Đã tự lưu lúc \d\d:\d\d$/)
    const saved = await (await page.request.get('/da-luu')).json()
    assert.ok((saved as string[]).includes('Nguyễn Hoàng Minh Ánh'))
    await page.context().close()
  })

  test('says when nothing could be saved, and tries again when asked', async () => {
    const page = await open('/cau-hoi')
    await page.route('**/tu-luu', (route) => route.abort())
    await page.fill('#f-ten', 'Trần An')
    await page.press('#f-ten', 'Tab')
    await page.waitForSelector('.saved button')
    await page.unroute('**/tu-luu')
    await page.click('.saved button')
    await page.waitForSelector('.saved:has-text("Đã tự lưu")')
    const saved = await (await page.request.get('/da-luu')).json()
    assert.ok((saved as string[]).includes('Trần An'))
    await page.context().close()
  })
})

describe('without a script', () => {
  test('a form goes through, and its answer is the page with errors', async () => {
    const page = await open('/cau-hoi', { javaScript: false })
    await page.click('text=Lưu và tiếp tục')
    await page.waitForSelector('.summary')
    assert.deepEqual(await axe(page), [])
    await page.context().close()
  })

  test('axe sees the faults of such a page too', async () => {
    const page = await open('/loi-doc', { javaScript: false })
    assert.match((await axe(page)).join(), /image-alt/)
    await page.context().close()
  })
})

describe('a page that swaps parts of itself', () => {
  test('does so under our content security policy, and is a plain link without a script', async () => {
    const page = await open('/can-bo', { width: 1280 })
    await page.click('text=Đếm lại')
    await page.waitForSelector('#count:has-text("35 hồ sơ")')
    assert.equal(new URL(page.url()).pathname, '/can-bo')
    await page.context().close()
    const plain = await open('/can-bo', { width: 1280, javaScript: false })
    await plain.click('text=Đếm lại')
    await plain.waitForSelector('#count:has-text("34 hồ sơ")')
    await plain.context().close()
  })
})

describe('the keys of the staff pages', () => {
  test('/ goes to the search, J and K along the rows, N to the most urgent', async () => {
    const page = await open('/can-bo', { width: 1280 })
    await page.keyboard.press('/')
    assert.equal(await page.evaluate('document.activeElement.id'), 'wf')
    await page.keyboard.type('nJk/')
    assert.equal(await page.inputValue('#wf'), 'nJk/')
    await page.evaluate('document.activeElement.blur()')
    await page.keyboard.press('j')
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Lê Văn Khải')
    await page.keyboard.press('j')
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Hoàng Thị Mến')
    await page.keyboard.press('k')
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Lê Văn Khải')
    await page.keyboard.press('n')
    await page.waitForURL('**/can-bo/ho-so')
    await page.context().close()
  })

  test('Ctrl+Enter submits the main form, from inside a field too', async () => {
    const page = await open('/can-bo/ho-so', { width: 1280 })
    await page.focus('#f-f2')
    await page.keyboard.press('Control+Enter')
    await page.waitForSelector('.summary')
    await page.context().close()
  })
})

test('while the house loads its page tells how far it is, and gives way once to the page that was asked for', async () => {
  const progress = { done: false, steps: [{ name: 'Thủ tục', done: false, count: 1 }] }
  const house = await webApp(galleryRoutes, { progress: () => progress })
  const address = await house.listen({ port: 0, host: '127.0.0.1' })
  const page = await browser.newPage({ width: 360, baseURL: address })
  await page.goto(galleryPaths.citizen[0])
  assert.deepEqual(await axe(page), [])
  assert.ok(await fitsWidth(page))
  await page.getByRole('link', { name: 'Mở lại trang này' }).focus()
  let loads = 0
  page.on('load', () => loads++)
  progress.steps[0]!.count = 5670
  await page.getByText('5.670').waitFor()
  assert.equal(await page.evaluate('document.activeElement.textContent'), 'Mở lại trang này')
  assert.equal(loads, 0)
  progress.done = true
  await page.waitForEvent('load')
  assert.equal(await page.getByText('Đang nạp dữ liệu').count(), 0)
  await house.close()
})
