/** The stand-in agency's side of our programming interface: signed statuses, and the files that it was told of. */
import { authorizationOf, type Key } from '../../src/exchange/signature.ts'

export type Answer = { status: number; body: unknown }
export type Client = {
  tell(body: object | string): Promise<Answer>
  file(of: { dossier: string; leg: string; sha256: string }): Promise<Answer>
}

const BASE = '/api/partner/v1'

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
    const body: unknown = isJson ? await response.json() : Buffer.from(await response.arrayBuffer())
    return { status: response.status, body }
  }
  return {
    tell: (body) =>
      ask('POST', '/statuses', typeof body === 'string' ? body : JSON.stringify(body)),
    file: ({ dossier, leg, sha256 }) =>
      ask('GET', `/dossiers/${encodeURIComponent(dossier)}/legs/${leg}/files/${sha256}`, ''),
  }
}
