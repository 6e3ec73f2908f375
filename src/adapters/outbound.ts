/**
 * The one door through which requests leave the house. Each neighbour gets a door of its own that leads to the origins configured
 * for it and nowhere else: no redirect is followed, no name may lead into the private network, no answer is endless.
 */
import { lookup } from 'node:dns'
import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivate, networks } from './private-networks.ts'

export type Outbound = {
  /** Throws `OutboundFailed`. */
  send(address: string | URL, request: Outgoing): Promise<Answered>
}

export type Outgoing = {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Until the last byte of the answer. */
  readonly timeoutMs: number
  readonly mostBytes: number
}

export type Answered = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export type OutboundFailure =
  'notAllowed' | 'privateAddress' | 'redirected' | 'tooLong' | 'timeout' | 'unreachable'

export class OutboundFailed extends Error {
  override readonly name = 'OutboundFailed'
  readonly because: OutboundFailure

  constructor(because: OutboundFailure, cause?: unknown) {
    super(`Yêu cầu ra ngoài không thành: ${because}.`, { cause })
    this.because = because
  }
}

export type OutboundRules = {
  /** Addresses of the neighbour as configured; only their origins count. */
  readonly to: readonly string[]
  /** Private addresses or networks that a configured name may resolve to. A configured address itself is always allowed. */
  readonly privateNetworks?: readonly string[] | undefined
}

export function outboundTo({ to, privateNetworks = [] }: OutboundRules): Outbound {
  const origins = new Set(to.map((address) => new URL(address).origin))
  const agents = {
    'http:': new PlainAgent({ lookup: guarded(privateNetworks) }),
    'https:': new SecureAgent({ lookup: guarded(privateNetworks) }),
  }
  return {
    async send(address, outgoing) {
      const url = new URL(address)
      const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
      if (!isWeb || !origins.has(url.origin)) throw new OutboundFailed('notAllowed')
      const signal = AbortSignal.timeout(outgoing.timeoutMs)
      try {
        const answer = await ask(url, outgoing, { signal, agents })
        const status = answer.statusCode ?? 0
        if (status >= 300 && status < 400) {
          answer.destroy()
          throw new OutboundFailed('redirected')
        }
        return {
          status,
          headers: answer.headers,
          body: await shortBody(answer, outgoing.mostBytes),
        }
      } catch (error) {
        throw failureOf(error, signal)
      }
    },
  }
}

type Way = {
  signal: AbortSignal
  agents: { 'http:': PlainAgent; 'https:': SecureAgent }
}

function ask(url: URL, outgoing: Outgoing, { signal, agents }: Way): Promise<IncomingMessage> {
  const { method, headers, body } = outgoing
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const options = { method, headers: { ...headers, ...length }, signal, maxHeaderSize: 16_384 }
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? secureRequest(url, { ...options, agent: agents['https:'] })
        : plainRequest(url, { ...options, agent: agents['http:'] })
    request.once('response', resolve)
    request.once('error', reject)
    request.end(body)
  })
}

async function shortBody(answer: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > mostBytes) throw new OutboundFailed('tooLong')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function failureOf(error: unknown, signal: AbortSignal): OutboundFailed {
  if (error instanceof OutboundFailed) return error
  return new OutboundFailed(signal.aborted ? 'timeout' : 'unreachable', error)
}

/** A name is looked up once, and the connection goes to what was looked at: it cannot change in between (DNS rebinding). */
export function guarded(
  privateNetworks: readonly string[],
  resolve: LookupFunction = lookup,
): LookupFunction {
  const allowed = networks(privateNetworks)
  const mayReach = (name: string, address: string): boolean => {
    const isHere = name === 'localhost' && isLoopback(address)
    return isHere || !isPrivate(address) || allowed.has(address)
  }
  return (name, options, answer) =>
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, '')
      const all = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }]
      const reachable = all.filter(({ address }) => mayReach(name, address))
      const [first] = reachable
      if (!first) return answer(new OutboundFailed('privateAddress'), '')
      return options.all ? answer(null, reachable) : answer(null, first.address, first.family)
    })
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}
