/** The people of the played life, each at a browser of their own, doing what their pages offer. */
import { setTimeout as sleep } from 'node:timers/promises'
import { askedQuestions, type FormDefinition } from '../catalogue/form.ts'
import { formValues } from '../catalogue/form-body.ts'
import { totpCode } from '../office/totp.ts'
import { openBrowser, Unexpected, type Browser, type Page } from './browser.ts'
import { formsOf } from './page-form.ts'
import { demoTotpSecret, type MadeOfficial } from './staff.ts'

/** Signs in at the staff door with password and one-time code, as on the telephone. */
export async function signInOfficial(
  base: string,
  { email }: MadeOfficial,
  password: string,
): Promise<Browser> {
  const browser = openBrowser(base)
  const door = await browser.open('/can-bo/dang-nhap')
  const code = await totpCode(demoTotpSecret(email), new Date())
  await browser.send(door, '/can-bo/dang-nhap', { email, password, code })
  return browser
}

/** Signs in through the stand-in identity provider as one of its made people. */
export async function signInCitizen(base: string, subject: string): Promise<Browser> {
  const browser = openBrowser(base)
  const choice = await browser.open('/dang-nhap/bat-dau?next=%2Fnop%2F1.001193')
  await browser.send(choice, '', { person: subject })
  return browser
}

const MOST_PAGES = 40

/** Files a dossier page by page; the dossier's id. `answers` may say more than is asked: only what stands on a page is typed. */
export async function fileOnline(
  browser: Browser,
  {
    form,
    answers,
    scan,
  }: { form: FormDefinition; answers: Record<string, unknown>; scan: Uint8Array },
): Promise<string> {
  const base = '/nop/1.001193'
  const typed = formValues(form, answers)
  let page = await browser.send(await browser.open(base), base)
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const path = new URL(page.path).pathname
    if (path.endsWith('/kiem-tra')) {
      const receipt = await browser.send(page, `${base}/nop`)
      return idIn(receipt, /\/ho-so\/([0-9a-f-]{36})/)
    }
    page = path.endsWith('/giay-to')
      ? await uploadScan(browser, page, scan)
      : await browser.send(page, path, fieldsOn(page, path, { form, typed }))
  }
  throw new Unexpected(page, 'hồ sơ có quá nhiều trang')
}

function fieldsOn(
  page: Page,
  path: string,
  { form, typed }: { form: FormDefinition; typed: Record<string, string> },
): Record<string, string> {
  const names = formsOf(page.html).find(({ action }) => action === path)?.names ?? new Set()
  const asked = new Set(askedQuestions(form).map(({ id }) => id))
  return Object.fromEntries(
    Object.entries(typed).filter(
      ([name]) => names.has(name) && (asked.has(name) || name.includes('.')),
    ),
  )
}

async function uploadScan(browser: Browser, page: Page, bytes: Uint8Array): Promise<Page> {
  const scan = { field: 'birth-notice', name: 'giấy chứng sinh.png', type: 'image/png', bytes }
  return browser.send(page, new URL(page.path).pathname, { _go: 'yes' }, [scan])
}

function idIn(page: Page, pattern: RegExp): string {
  const id = pattern.exec(page.path)?.[1]
  if (id === undefined) throw new Unexpected(page, 'không thấy mã hồ sơ trong địa chỉ')
  return id
}

/** Ticks every box that the page's form offers under that name. */
export function allTicked(page: Page, action: string, name: string): string[] {
  const form = formsOf(page.html).find((one) => one.action === action)
  return (form?.boxes ?? []).filter((box) => box.name === name).map(({ value }) => value)
}

/** Opens a page again and again until it offers the form, as somebody waiting would; throws after a minute. */
export async function waitForForm(browser: Browser, path: string, action: string): Promise<Page> {
  const until = Date.now() + 60_000
  for (;;) {
    const page = await browser.open(path)
    if (formsOf(page.html).some((form) => form.action === action)) return page
    if (Date.now() > until) throw new Unexpected(page, `chờ một phút mà chưa làm được ${action}`)
    await sleep(500)
  }
}
