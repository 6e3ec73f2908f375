import chromium from '@sparticuz/chromium'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type Page,
} from 'playwright-core'
import { lastingFolder } from './folders.ts'

/** Its own arguments contain --single-process, which crashes at the second page: ours instead. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export type PageOptions = {
  /** Width of the window in CSS pixels: 360 for citizens, 1280 for officials. */
  width: number
  height?: number
  /** False: the page has to work without a script. */
  javaScript?: boolean
  colorScheme?: 'light' | 'dark'
  /** Somebody's own cookies and pages: two people, two visitors. */
  baseURL?: string
}

export type TestBrowser = {
  /** A new person in front of a new browser: their own cookies. */
  newPage(options: PageOptions): Promise<Page>
  close(): Promise<void>
}

/** A real Chromium: the system's if there is one, else the one inside the npm package. */
export async function launchBrowser(): Promise<TestBrowser> {
  const executablePath = await browserPath()
  const browser = await playwright.launch({ executablePath, args: ARGUMENTS, headless: true })
  return {
    newPage: (options) => newPage(browser, options),
    close: () => browser.close(),
  }
}

/** The program of that Chromium. */
export async function browserPath(): Promise<string> {
  return SYSTEM_BROWSERS.find((path) => existsSync(path)) ?? unpackedBrowser()
}

/**
 * Unpacks the browser once per user of the machine: a second test file must not start what the first is still
 * writing, and another user may not run what root unpacked.
 */
async function unpackedBrowser(): Promise<string> {
  const folder = join(lastingFolder(), `motcua-browser-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'lock')
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch {
      // A test run that was killed leaves its lock behind.
      if (Date.now() > giveUpAt) rmSync(lock, { recursive: true, force: true })
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  const before = process.env['TMPDIR']
  try {
    process.env['TMPDIR'] = folder
    return await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(lock, { recursive: true, force: true })
  }
}

async function newPage(browser: Browser, options: PageOptions): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: options.width, height: options.height ?? 800 },
    javaScriptEnabled: options.javaScript ?? true,
    colorScheme: options.colorScheme ?? 'light',
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    ...(options.baseURL === undefined ? {} : { baseURL: options.baseURL }),
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const refused: string[] = []
  refusedByPolicy.set(page, refused)
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  if (options.javaScript === false) withoutScripts.add(page)
  return page
}

const withoutScripts = new WeakSet<Page>()

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Where a page has no scripts no timer ever ends, and axe goes on after its own: it goes on at once. */
const AT_ONCE = `window.setTimeout = (act, ms) => { if (!(ms > 100)) Promise.resolve().then(act); return 0 }`

type Violation = { id: string; help: string; nodes: { target: unknown; html: string }[] }

/** What the security policy of a page kept the browser from, since the page was last looked at. */
const refusedByPolicy = new WeakMap<Page, string[]>()

/**
 * What axe finds against WCAG 2.2 A and AA, one sentence per place, and what the browser refused because our own policy
 * forbids it (a style or a script inside the page); empty is good.
 */
export async function axe(page: Page): Promise<string[]> {
  const refused = refusedByPolicy.get(page)?.splice(0) ?? []
  if (!withoutScripts.has(page) || page.frames().length === 1)
    return [...refused, ...(await inspect(page))]
  const copy = await scriptedCopy(page)
  const found = await inspect(copy)
  await copy.context().close()
  return [...refused, ...found]
}

async function inspect(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page)
  // Evaluated by the debugger: the page's security policy does not stop it.
  await cdp.send('Runtime.evaluate', { expression: axeSource })
  if (withoutScripts.has(page)) await cdp.send('Runtime.evaluate', { expression: AT_ONCE })
  const { result } = await cdp.send('Runtime.evaluate', {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(WCAG)}, resultTypes: ['violations'], preload: false }).then(({ violations }) => ({ violations }))`,
    awaitPromise: true,
    returnByValue: true,
  })
  await cdp.detach()
  const { violations } = result.value as { violations: Violation[] }
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${String(node.target)}: ${node.html.slice(0, 200)}`),
  )
}

/** axe speaks with frames by scripts of theirs: such a page is inspected as a copy of its markup, without its own. */
async function scriptedCopy(page: Page): Promise<Page> {
  const markup = (await page.content()).replace(/<script\b[^]*?<\/script>/g, '')
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize() })
  const copy = await context.newPage()
  await copy.route(page.url(), (route) =>
    route.fulfill({ body: markup, contentType: 'text/html; charset=utf-8' }),
  )
  await copy.goto(page.url())
  return copy
}

/** True when nothing has to be scrolled sideways (WCAG 1.4.10). */
export async function fitsWidth(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
  )
}

/** The whole page as a picture, for people to look at. */
export async function screenshot(page: Page, path: string): Promise<void> {
  await page.screenshot({ path, fullPage: true })
}
