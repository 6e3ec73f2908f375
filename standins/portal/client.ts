/** The stand-in portal's side of our programming interface: signed requests. */
import { authorizationOf, type Key } from '../../src/exchange/signature.ts'

export type Answer = { status: number; body: unknown }
export type Client = {
  get(path: string): Promise<Answer>
  post(path: string, body: object): Promise<Answer>
}

const BASE = '/api/portal/v1/dossiers'

export function clientOf({ url, key, now }: { url: string; key: Key; now: () => Date }): Client {
  const ask = async (method: string, path: string, payload: string): Promise<Answer> => {
    const address = new URL(`${BASE}${path}`, url)
    const signed = { method, path: address.pathname, body: payload }
    const response = await fetch(address, {
      method,
      headers: {
        authorization: authorizationOf(signed, { key, now: now() }),
        ...(payload !== '' && { 'content-type': 'application/json' }),
      },
      ...(payload !== '' && { body: payload }),
      signal: AbortSignal.timeout(30_000),
    })
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      body: isJson ? await response.json() : Buffer.from(await response.arrayBuffer()),
    }
  }
  return {
    get: (path) => ask('GET', path, ''),
    post: (path, body) => ask('POST', path, JSON.stringify(body)),
  }
}
