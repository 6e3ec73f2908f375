/** A signed message to a neighbour, and what its silence is called. */
import { authorizationOf, type Key } from '../exchange/signature.ts'
import { OutboundFailed, type Outbound } from './outbound.ts'

/** Longer answers are no answers of the contract. */
const LONGEST_ANSWER = 20_000

/** How a neighbour that is told over signed HTTP is reached. */
export type SignedNeighbour = {
  /** Base address; the adapter adds its paths. */
  url: string
  key: Key
  now?: () => Date
  /** Default 10 seconds, where the adapter says nothing shorter. */
  timeoutMs?: number
  /** Where in the private network it may stand, when it is configured by name. */
  privateNetworks?: readonly string[] | undefined
}

export type SignedPost = {
  address: URL
  body: object
  key: Key
  now: Date
  timeoutMs: number
}

/** The status and what the answer says; undefined for an answer that is no JSON. Throws `OutboundFailed`. */
export async function signedPost(
  out: Outbound,
  { address, body, key, now, timeoutMs }: SignedPost,
): Promise<{ status: number; answer: unknown }> {
  const payload = JSON.stringify(body)
  const signed = { method: 'POST', path: address.pathname, body: payload }
  const { status, body: bytes } = await out.send(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: authorizationOf(signed, { key, now }),
    },
    body: payload,
    timeoutMs,
    mostBytes: LONGEST_ANSWER,
  })
  return { status, answer: parsed(bytes.toString('utf8')) }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** `who`: the neighbour as the subject of a sentence, 'Cổng'. */
export function silenceOf(error: unknown, who: string): string {
  const because = error instanceof OutboundFailed ? error.because : 'unreachable'
  if (because === 'tooLong') return `${who} trả lời quá dài.`
  if (because === 'timeout') return `${who} không trả lời trong 10 giây.`
  return `Không kết nối được với ${who}.`
}
