import chromium from '@sparticuz/chromium'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type Page,
} from 'playwright-core'

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
  const system = SYSTEM_BROWSERS.find((path) => existsSync(path))
  const executablePath = system ?? (await chromium.executablePath())
  const browser = await playwright.launch({ executablePath, args: ARGUMENTS, headless: true })
  return {
    newPage: (options) => newPage(browser, options),
    close: () => browser.close(),
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
  return page
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Violation = { id: string; help: string; nodes: { target: unknown; html: string }[] }

/** What axe finds against WCAG 2.2 A and AA, one sentence per place; empty is good. Also works with scripts off. */
export async function axe(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page)
  // Evaluated by the debugger: neither the page's security policy nor switched-off scripts stop it.
  await cdp.send('Runtime.evaluate', { expression: axeSource })
  const { result } = await cdp.send('Runtime.evaluate', {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(WCAG)}, resultTypes: ['violations'] })`,
    awaitPromise: true,
    returnByValue: true,
  })
  await cdp.detach()
  const { violations } = result.value as { violations: Violation[] }
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${String(node.target)}: ${node.html.slice(0, 200)}`),
  )
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
