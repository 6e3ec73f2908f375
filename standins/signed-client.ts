/** Requests that a stand-in signs, to our programming interface. */
import { authorizationOf, type Key } from '../src/exchange/signature.ts'

export type Answer = { status: number; body: unknown }
export type Asking = (method: string, path: string, payload: string) => Promise<Answer>

/** `base`: what stands before every path. */
export function signedRequests(
  base: string,
  { url, key, now }: { url: string; key: Key; now: () => Date },
): Asking {
  return async (method, path, payload) => {
    const address = new URL(`${base}${path}`, url)
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
    const body: unknown = isJson ? await response.json() : Buffer.from(await response.arrayBuffer())
    return { status: response.status, body }
  }
}
