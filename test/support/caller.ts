/** Somebody who speaks to a running program over the network: keeps cookies, reads forms before sending them. */
import { hiddenFields, multipart, urlencoded, type Fields, type Upload } from './visitor.ts'

type Headers = Record<string, string>

export type Answer = {
  readonly status: number
  readonly body: string
  readonly bytes: Uint8Array
  readonly headers: globalThis.Headers
  /** Path and query where the answer leads; '' when nowhere. */
  readonly location: string
}

export type Caller = {
  get(path: string, headers?: Headers): Promise<Answer>
  /** Posts exactly these fields; use `formOn` to begin with the hidden ones of a page. */
  post(path: string, fields: Fields, headers?: Headers): Promise<Answer>
  upload(path: string, fields: Fields, files: readonly Upload[]): Promise<Answer>
  /** Any body, for what no browser would send. */
  send(
    path: string,
    request: { method: string; headers?: Headers; body?: string | Uint8Array },
  ): Promise<Answer>
  /** Opens a page and gives the hidden fields of its first form that posts to `action`. */
  formOn(path: string, action?: string): Promise<Record<string, string>>
  /** Goes where answers lead, as a browser does, until one leads nowhere. */
  follow(answer: Answer): Promise<Answer>
  readonly cookies: Map<string, string>
}

const MOST_REDIRECTS = 15

export function caller(base: string): Caller {
  const cookies = new Map<string, string>()

  async function send(path: string, init: RequestInit & { headers?: Headers }): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...init.headers, ...(cookie === '' ? {} : { cookie }) }
    const response = await fetch(new URL(path, base), { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return {
      status: response.status,
      body: new TextDecoder().decode(bytes),
      bytes,
      headers: response.headers,
      location: ownPath(response.headers.get('location'), base),
    }
  }

  const self: Caller = {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields, headers = {}) =>
      send(path, {
        method: 'POST',
        body: urlencoded(fields),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    upload: (path, fields, files) => {
      const { payload, type } = multipart(fields, files)
      return send(path, {
        method: 'POST',
        body: new Uint8Array(payload),
        headers: { 'content-type': type },
      })
    },
    send: (path, { body, ...request }) =>
      send(path, { ...request, ...(body === undefined ? {} : { body: body as BodyInit }) }),
    formOn: async (path, action) => hiddenFields((await self.get(path)).body, action),
    follow: async (answer) => {
      let last = answer
      for (let steps = 0; last.location !== ''; steps++) {
        if (steps === MOST_REDIRECTS) throw new Error(`sent round in circles: ${last.location}`)
        last = await self.get(last.location)
      }
      return last
    },
  }
  return self
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at))
  else cookies.set(pair.slice(0, at), pair.slice(at + 1))
}

function ownPath(location: string | null, base: string): string {
  if (location === null) return ''
  const url = new URL(location, base)
  return url.origin === new URL(base).origin ? `${url.pathname}${url.search}` : url.href
}
