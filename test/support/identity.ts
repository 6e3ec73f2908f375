/** Plays the browser of a citizen at the stand-in identity provider, without a browser. */
import type { FastifyInstance } from 'fastify'

/** Cookies of one browser. */
export class CookieJar {
  readonly #kept = new Map<string, string>()
  /** every Set-Cookie line, as it came */
  readonly lines: string[] = []

  header(): string {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get(name: string): string | undefined {
    return this.#kept.get(name)
  }

  set(name: string, value: string): void {
    this.#kept.set(name, value)
  }

  keep(setCookie: string | string[] | undefined): void {
    for (const line of [setCookie ?? []].flat()) {
      this.lines.push(line)
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      const gone = /max-age=0|expires=thu, 01 jan 1970/i.test(line)
      if (gone) this.#kept.delete(pair.slice(0, at))
      else this.#kept.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}

export type Visit = { readonly status: number; readonly body: string; readonly location: string }

/** One request of the browser; forms are sent as their fields. */
export async function visit(
  app: FastifyInstance,
  jar: CookieJar,
  address: string,
  form?: Record<string, string>,
): Promise<Visit> {
  const url = new URL(address, 'http://127.0.0.1')
  const answer = await app.inject({
    method: form === undefined ? 'GET' : 'POST',
    url: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      cookie: jar.header(),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { payload: new URLSearchParams(form).toString() }),
  })
  jar.keep(answer.headers['set-cookie'])
  const location = answer.headers.location
  return { status: answer.statusCode, body: answer.body, location: location?.toString() ?? '' }
}

/**
 * Goes to the provider, chooses a made person (or, without one, stops there) and comes back as far as the address
 * with which the provider answers us.
 */
export async function answerOfProvider(
  app: FastifyInstance,
  address: string,
  subject?: string,
): Promise<URL> {
  const jar = new CookieJar()
  const asked = await visit(app, jar, address)
  const answer = subject === undefined ? { cancel: '1' } : { person: subject }
  const chosen = await visit(app, jar, asked.location, answer)
  const back = await visit(app, jar, chosen.location)
  return new URL(back.location)
}
