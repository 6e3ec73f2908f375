/** The stand-in portal's side of our programming interface: signed requests. */
import type { Key } from '../../src/exchange/signature.ts'
import { signedRequests, type Answer } from '../signed-client.ts'

export type Client = {
  get(path: string): Promise<Answer>
  post(path: string, body: object): Promise<Answer>
}

const BASE = '/api/portal/v1/dossiers'

export function clientOf(given: { url: string; key: Key; now: () => Date }): Client {
  const ask = signedRequests(BASE, given)
  return {
    get: (path) => ask('GET', path, ''),
    post: (path, body) => ask('POST', path, JSON.stringify(body)),
  }
}
