import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

type Headers = Record<string, string>
export type Fields = Record<string, string | readonly string[]>

export type Upload = {
  field: string
  filename: string
  type: string
  bytes: Uint8Array
}

/** Somebody with a browser: keeps cookies, reads forms before sending them. Speaks to the application by `inject`. */
export type Visitor = {
  get(url: string, headers?: Headers): Promise<LightMyRequestResponse>
  /** Posts exactly these fields; use `formOn` to begin with the hidden ones of a page. */
  post(url: string, fields: Fields, headers?: Headers): Promise<LightMyRequestResponse>
  /** Posts a multipart form: the fields first, then the files. */
  upload(url: string, fields: Fields, files: readonly Upload[]): Promise<LightMyRequestResponse>
  /** Opens a page and gives the hidden fields (`_csrf`, `_key`) of its first form that posts to `action`. */
  formOn(url: string, action?: string): Promise<Record<string, string>>
  /** Any request with this browser's cookies, for what no form would send. */
  raw(request: InjectOptions): Promise<LightMyRequestResponse>
  readonly cookies: Map<string, string>
}

export function visitor(app: FastifyInstance): Visitor {
  const cookies = new Map<string, string>()

  async function send(request: InjectOptions) {
    const response = await app.inject({ ...request, cookies: Object.fromEntries(cookies) })
    for (const { name, value } of response.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  const self: Visitor = {
    cookies,
    raw: send,
    get: (url, headers = {}) => send({ method: 'GET', url, headers }),
    post: (url, fields, headers = {}) =>
      send({
        method: 'POST',
        url,
        payload: urlencoded(fields),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    upload: (url, fields, files) => {
      const { payload, type } = multipart(fields, files)
      return send({ method: 'POST', url, payload, headers: { 'content-type': type } })
    },
    async formOn(url, action) {
      const { body } = await self.get(url)
      return hiddenFields(body, action)
    },
  }
  return self
}

function pairs(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  )
}

export function urlencoded(fields: Fields): string {
  return new URLSearchParams(pairs(fields)).toString()
}

export function multipart(
  fields: Fields,
  files: readonly Upload[],
): { payload: Buffer; type: string } {
  const boundary = '----motcua-test-boundary'
  const chunks: Uint8Array[] = []
  const write = (text: string) => chunks.push(Buffer.from(text))
  for (const [name, value] of pairs(fields)) {
    write(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  }
  for (const { field, filename, type, bytes } of files) {
    write(
      `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${filename}"\r\n`,
    )
    write(`content-type: ${type}\r\n\r\n`)
    chunks.push(bytes)
    write('\r\n')
  }
  write(`--${boundary}--\r\n`)
  return { payload: Buffer.concat(chunks), type: `multipart/form-data; boundary=${boundary}` }
}

/** The hidden fields (`_csrf`, `_key`) of the first form on a page that posts to `action`. */
export function hiddenFields(html: string, action: string | undefined): Record<string, string> {
  const forms = [...html.matchAll(/<form\b[^>]*method="post"[^>]*>[^]*?<\/form>/g)].map(String)
  const form = forms.find((each) => action === undefined || each.includes(`action="${action}"`))
  if (form === undefined)
    throw new Error(`No form that posts to ${action ?? 'anywhere'} on this page.`)
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries(Array.from(inputs, ([, name, value]) => [name!, value!]))
}
