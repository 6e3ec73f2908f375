/**
 * Every page that a citizen can open, found by the program's own list of routes, in a house where there is something to see: what it
 * weighs as a browser loads it (screens.md A5), that its English is English, and that what is kept on paper prints without what only a
 * screen can use. A new page is looked at without anybody naming it.
 */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { asset } from '../../src/ui/assets.ts'
import { MATRIX } from '../access/matrix.ts'
import { axe, fitsWidth, launchBrowser, type TestBrowser } from '../support/browser.ts'
import { MOTHERS_ANSWERS } from '../support/birth-filing.ts'
import { visitor } from '../support/visitor.ts'
import { vietnameseLeft } from './english.ts'
import { loadOf, openPage, type Page } from './loads.ts'
import { LOOKED_AT, lostLooks } from './looked-at.ts'
import { hiddenInPrint, uselessOnPaper } from './print.ts'
import { openPagesWorld, type PagesWorld, type Reader } from './world.ts'

/** Who opens whatever needs no number in its address; the others only what is about their own. */
const EVERYTHING = new Set(['nobody', 'asking', 'supplementing', 'officer', 'supervisor'])
const STAFF = new Set(['officer', 'supervisor'])

type Opened = { reader: Reader; who: string; route: string; url: string; page: Page }
let world: PagesWorld
let browser: TestBrowser
const opened: Opened[] = []

before(async () => {
  world = await openPagesWorld()
  browser = await launchBrowser()
  const known = new Set<string>()
  for (const [who, reader] of Object.entries(world.readers))
    for (const route of routesFor(who, reader)) {
      const url = filled(route, reader.params)
      const name = `${[...reader.person.cookies.values()].join()} ${url}`
      const page = known.has(name) ? undefined : await openPage(reader.person, url)
      known.add(name)
      if (page) opened.push({ reader, who, route, url, page })
    }
})
after(async () => {
  await browser?.close()
  await world?.doors.close()
})

function routesFor(who: string, { params }: Reader): string[] {
  return Object.keys(MATRIX).flatMap((each) => {
    const [method, route = ''] = each.split(' ')
    const wanted = [...route.matchAll(/:(\w+)/g)].map(([, name]) => name!)
    const isOwn = wanted.length > 0 && wanted.every((name) => Object.hasOwn(params, name))
    const isForAll = wanted.length === 0 && EVERYTHING.has(who)
    return method === 'GET' && (isOwn || isForAll) ? [route] : []
  })
}

function filled(route: string, params: Reader['params']): string {
  return route.replace(/:(\w+)(\([^)]*\))?/g, (_, name: string) => params[name] ?? '')
}

type Limit = { scripts: number; styles: number; total: number }
/** screens.md A5, in bytes. */
const FORM: Limit = { scripts: 12_000, styles: 10_000, total: 40_000 }
const PUBLIC: Limit = { scripts: 15_000, styles: 10_000, total: 60_000 }
const UPLOAD: Limit = { scripts: 25_000, styles: 10_000, total: 60_000 }
const DESK: Limit = { scripts: 90_000, styles: 20_000, total: 200_000 }
const OTHERS: Readonly<Record<string, Limit>> = {
  '/': PUBLIC,
  '/thu-tuc/:code': PUBLIC,
  '/nap-du-lieu': PUBLIC,
  '/nop/:code/giay-to': UPLOAD,
  '/ho-so/:id/bo-sung': UPLOAD,
}

/** Pages without which the walk would prove nothing. */
const AT_LEAST = [
  '/',
  '/thu-tuc/:code',
  '/thu-tuc/:code/huong-dan',
  '/tim',
  '/tra-cuu',
  '/kiem-tra',
  '/nop/:code',
  '/nop/:code/:topic',
  '/nop/:code/giay-to',
  '/nop/:code/kiem-tra',
  '/nop/:code/da-soan',
  '/ho-so',
  '/ho-so/:id',
  '/ho-so/:id/da-nop',
  '/ho-so/:id/bo-sung',
  '/ho-so/:id/ban-nhap',
  '/ho-so/:id/ket-qua',
  '/ho-so/:id/danh-gia',
  '/ho-so/:id/nop-phi',
  '/ho-so/:id/nop-phi/di',
  '/ho-so/:id/nop-phi/ket-qua',
  '/ho-so/:id/nop-phi/mien',
  '/kho-giay-to',
  '/phan-anh',
  '/phan-anh/xem/:petition',
  '/phan-anh/cua-toi',
  '/phan-anh/da-tra-loi',
  '/phan-anh/tra-cuu',
  '/giam-sat/phan-anh',
  '/giam-sat/phan-anh/:petition',
  '/toi',
  '/toi/dai-dien/:id',
  '/toi/thong-bao',
  '/viec',
  '/giam-sat',
]

test('the walk comes to every kind of page, and to each page of a form', () => {
  const seen = new Set(opened.map(({ route }) => route))
  assert.deepEqual(
    AT_LEAST.filter((route) => !seen.has(route)),
    [],
  )
  const topics = opened.filter(({ route }) => route === '/nop/:code/:topic')
  assert.ok(topics.length >= 8, `${topics.length} pages of the form`)
})

test('no page is heavier than its kind may be, has a font, or asks for anything from elsewhere', async () => {
  const heavy: string[] = []
  for (const { reader, who, route, url, page } of opened) {
    const load = await loadOf(reader.person, page)
    const limit = STAFF.has(who) ? DESK : (OTHERS[route] ?? FORM)
    for (const part of ['scripts', 'styles', 'total'] as const)
      if (load[part] > limit[part]) heavy.push(`${url}: ${load[part]} bytes of ${part}`)
    assert.ok(load.styles > 5000, `${url} came without its styles`)
    assert.deepEqual([load.fonts, load.elsewhere], [0, []], url)
  }
  assert.deepEqual(heavy, [])
})

test('what a page names is counted: scripts, styles, pictures, sprites, and what is elsewhere', async () => {
  const { app } = world.doors.house
  const someone = visitor(app)
  const parts = ['citizen.js', 'icons.svg'] as const
  const [script, icons] = parts.map((name) => asset(name).url)
  const html = `<script src="${script}"></script><svg><use href="${icons}#i"/></svg><use href="${icons}#j"/><img src="//x.example/a.png">`
  const load = await loadOf(someone, { html, sent: 100 })
  const icon = (await someone.get(icons!, { 'accept-encoding': 'br' })).rawPayload.length
  assert.equal(load.total, 100 + load.scripts + icon)
  assert.ok(load.scripts > 1000)
  assert.deepEqual(load.elsewhere, ['//x.example/a.png'])
})

test('the English of every page is English, but for names and what somebody typed', async () => {
  const names = await namesOf(world)
  const left = new Map<string, string>()
  for (const { reader, who, url } of opened) {
    if (STAFF.has(who) || NOT_FOR_CITIZENS.has(url)) continue
    const page = await openPage(reader.person, `${url}?lang=en`)
    assert.match(page?.html ?? '', /<html lang="en"/, url)
    for (const piece of vietnameseLeft(page!.html, names)) left.set(piece, url)
  }
  assert.deepEqual([...left], [])
})

/** The door of officials, and the outbox of a trial: open to all, but nobody's page in two languages. */
const NOT_FOR_CITIZENS = new Set(['/can-bo/dang-nhap', '/hop-thu-di'])

/** Of offices and people, of what the mother typed, and what English writes as Vietnamese does. */
async function namesOf({ doors }: PagesWorld): Promise<RegExp> {
  const { rows } = await sql<{ name: string }>`
    select name from office union select short_name from office union select full_name from person`.execute(
    doors.house.database.owner,
  )
  const typed = MOTHERS_ANSWERS.flatMap(([, answers]) => Object.values(answers))
  const all = [...rows.map(({ name }) => name), ...typed, ...FIXED].filter((name) =>
    /\P{ASCII}/u.test(name),
  )
  const longestFirst = [...new Set(all)].toSorted((a, b) => b.length - a.length)
  return new RegExp(longestFirst.map((name) => RegExp.escape(name)).join('|'), 'g')
}

const FIXED = [
  'Một Cửa',
  'Hà Nội',
  'QĐ',
  'NĐ-CP',
  'Phường Ba Đình, Thành phố Hà Nội',
  'xã Đông Anh, thành phố Hà Nội',
  'số 5, ngõ 12, phố Trúc Bạch',
  'số 8 phố Hàng Bạc, Phường Hoàn Kiếm, Thành phố Hà Nội',
  'Nguyễn Văn Minh',
  'Nguyễn Thị Bà',
  'Trần Thị Thu Hà',
  'số 12 ngõ 5',
  'Bệnh viện Phụ sản Hà Nội',
  'Thành phố Hà Nội',
  'thành phố Hà Nội',
  'Ảnh mờ',
  'giấy chứng sinh.png',
  'Hoàng',
  'Hoàn',
  'Hòa, not Hoà',
]

test('Vietnamese left in English is found in the text and in what is read aloud, unless it is marked as Vietnamese', () => {
  const html =
    '<html lang="en"><body><p>Bạn <b lang="vi">chưa <b>nộp</b></b> Mai</p><a aria-label="Xóa">x</a><p lang="vi">để sau</p></body></html>'
  assert.deepEqual(vietnameseLeft(html, /Mai/g), ['Bạn', 'Xóa'])
})

/**
 * What the page on accessibility says of citizens' pages: one of each address, as a telephone shows it; at 320 px, which is 1280 px at
 * 400 %, nothing to be scrolled sideways (WCAG 1.4.10). Pages that have such a test of their own are left to it.
 */
test('no page for citizens has a fault that axe knows, or has to be scrolled sideways on a telephone or a desk', async () => {
  const { port } = world.doors.house.app.server.address() as AddressInfo
  const baseURL = `http://127.0.0.1:${port}`
  const pages = opened.filter(({ who, url }) => !STAFF.has(who) && !NOT_FOR_CITIZENS.has(url))
  const unseen = pages.filter(({ route }) => !LOOKED_AT.has(route))
  const kinds = new Map(unseen.map((each) => [each.route, each]))
  assert.deepEqual(lostLooks(), [])
  const faults: string[] = []
  const page = await browser.newPage({ width: 360, baseURL })
  for (const { reader, url } of kinds.values()) {
    await page.context().clearCookies()
    const cookies = [...reader.person.cookies]
    await page.context().addCookies(cookies.map(([name, value]) => ({ name, value, url: baseURL })))
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(`${url}?lang=vi`)
    faults.push(...(await axe(page)).map((fault) => `${url}: ${fault}`))
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 740 })
      if (!(await fitsWidth(page))) faults.push(`${url} scrolls sideways at ${width} px`)
    }
  }
  assert.deepEqual(faults, [])
  assert.ok(kinds.size > 12, `${kinds.size} kinds of pages`)
})

/** What people keep on paper. */
const PRINTED = new Set(['/ho-so/:id/da-nop', '/nop/:code/da-soan', '/thu-tuc/:code/huong-dan'])

test('receipt, prepared declaration and guide print without navigation, buttons and fields', () => {
  const hidden = hiddenInPrint(asset('citizen.css').body.toString())
  assert.ok(hidden.includes('.foot'))
  const pages = opened.filter(({ route, who }) => PRINTED.has(route) && !STAFF.has(who))
  assert.equal(new Set(pages.map(({ route }) => route)).size, PRINTED.size)
  for (const { url, page } of pages) {
    assert.deepEqual(uselessOnPaper(page.html, hidden), [], url)
    assert.ok(
      uselessOnPaper(page.html, []).length > 3,
      'without the style sheet all would be there',
    )
  }
})
