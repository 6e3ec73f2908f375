/** The stand-in agency's side of our programming interface: signed statuses, and the files that it was told of. */
import type { Key } from '../../src/exchange/signature.ts'
import { signedRequests, type Answer } from '../signed-client.ts'

export type Client = {
  tell(body: object | string): Promise<Answer>
  file(of: { dossier: string; leg: string; sha256: string }): Promise<Answer>
}

const BASE = '/api/partner/v1'

export function clientOf(given: { url: string; key: Key; now: () => Date }): Client {
  const ask = signedRequests(BASE, given)
  return {
    tell: (body) =>
      ask('POST', '/statuses', typeof body === 'string' ? body : JSON.stringify(body)),
    file: ({ dossier, leg, sha256 }) =>
      ask('GET', `/dossiers/${encodeURIComponent(dossier)}/legs/${leg}/files/${sha256}`, ''),
  }
}
