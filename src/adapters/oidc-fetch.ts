/** How the library of OpenID Connect reaches the provider: through the one door, to the provider's own addresses only. */
import type { CustomFetch } from 'openid-client'
import { OutboundFailed, outboundTo } from './outbound.ts'

type Provider = {
  readonly issuer: string
  readonly origins?: readonly string[]
  readonly privateNetworks?: readonly string[]
}

const LARGEST_ANSWER = 200_000
/** The library's own limit is shorter; this one holds should it be forgotten. */
const TIMEOUT_MS = 10_000

export function providerFetch({ issuer, origins = [], privateNetworks }: Provider): CustomFetch {
  const out = outboundTo({ to: [issuer, ...origins], privateNetworks })
  return async (address, { method, headers, body }) => {
    try {
      const answer = await out.send(address, {
        method,
        headers,
        ...(body != null && { body: bodyOf(body) }),
        timeoutMs: TIMEOUT_MS,
        mostBytes: LARGEST_ANSWER,
      })
      const kept = new Headers()
      for (const [name, value] of Object.entries(answer.headers))
        if (value !== undefined) kept.set(name, String(value))
      const isEmpty = answer.status === 204 || answer.body.length === 0
      return new Response(isEmpty ? null : new Uint8Array(answer.body), {
        status: answer.status,
        headers: kept,
      })
    } catch (error) {
      throw asFetchFails(error)
    }
  }
}

function bodyOf(body: NonNullable<Parameters<CustomFetch>[1]['body']>): string | Uint8Array {
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new TypeError('the identity provider is sent forms only')
}

/** An outage looks as the library expects one of `fetch` to look; whatever is refused here does not. */
function asFetchFails(error: unknown): unknown {
  if (!(error instanceof OutboundFailed)) return error
  if (error.because === 'timeout') return new DOMException('timed out', 'TimeoutError')
  return error.because === 'unreachable' ? new TypeError('fetch failed', { cause: error }) : error
}
