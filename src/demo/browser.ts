/** Somebody at a browser without scripts: keeps cookies, fills in forms, follows where answers lead. */
import { formsOf, headingOf, textOf, type PageForm } from './page-form.ts'

/** `path` is the whole address at which the page stands. */
export type Page = { path: string; status: number; html: string; heading: string }
export type Sent = Record<string, string | readonly string[]>
export type Attached = { field: string; name: string; type: string; bytes: Uint8Array }

/** Which of the page's forms: by the address that it posts to, or by what it holds. */
export type Which = string | RegExp | ((form: PageForm) => boolean)

export type Browser = {
  open(path: string): Promise<Page>
  /** The bytes behind an address, for a file that is saved. */
  save(path: string): Promise<Uint8Array>
  /** Fills the page's form and sends it; throws with the page's own words when it is not taken. */
  send(page: Page, which: Which, sent?: Sent, files?: readonly Attached[]): Promise<Page>
}

/** The page did not answer as it should: what stood on it. */
export class Unexpected extends Error {
  constructor({ path, status, html, heading }: Page, why: string) {
    const words = textOf(/<main[^>]*>([^]*?)<\/main>/.exec(html)?.[1] ?? html).slice(0, 600)
    super(`${path} (${status}, “${heading}”): ${why}. ${words}`)
  }
}

const MOST_STEPS = 15

export function openBrowser(base: string): Browser {
  const cookies = new Map<string, string>()

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, base), {
      ...init,
      headers: { cookie, 'accept-language': 'vi' },
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
    })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    return response
  }

  async function follow(first: Response, from: string): Promise<Page> {
    let response = first
    let path = new URL(from, base).href
    for (let steps = 0; response.headers.has('location'); steps += 1) {
      if (steps === MOST_STEPS) throw new Error(`sent round in circles from ${from}`)
      path = new URL(response.headers.get('location')!, path).href
      response = await ask(path)
    }
    const html = await response.text()
    return { path, status: response.status, html, heading: headingOf(html) }
  }

  return {
    open: async (path) => follow(await ask(path), path),
    save: async (path) => new Uint8Array(await (await ask(path)).arrayBuffer()),
    async send(page, which, sent = {}, files = []) {
      const form = formsOf(page.html).find((one) => isIt(one, which))
      if (!form) throw new Unexpected(page, `không có biểu mẫu ${String(which)}`)
      const body = bodyOf(form, sent, files)
      const target = new URL(form.action || page.path, page.path).href
      const answer = await follow(await ask(target, { method: 'POST', body }), target)
      if (answer.status >= 400) throw new Unexpected(answer, 'không được chấp nhận')
      return answer
    },
  }
}

function isIt(form: PageForm, which: Which): boolean {
  if (typeof which === 'function') return which(form)
  return typeof which === 'string' ? form.action === which : which.test(form.action)
}

function bodyOf(
  form: PageForm,
  sent: Sent,
  files: readonly Attached[],
): FormData | URLSearchParams {
  const pairs: [string, string][] = [
    ...form.filled.filter(([name]) => !Object.hasOwn(sent, name)),
    ...Object.entries(sent).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  ]
  if (!form.isFiles) return new URLSearchParams(pairs)
  const body = new FormData()
  for (const [name, value] of pairs) body.append(name, value)
  for (const { field, name, type, bytes } of files)
    body.append(field, new Blob([Uint8Array.from(bytes)], { type }), name)
  return body
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at))
  else cookies.set(pair.slice(0, at), pair.slice(at + 1))
}
