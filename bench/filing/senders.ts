/** The portal's side: complete hand-overs made and signed beforehand, sent over connections that stay open. */
import { Agent, request } from 'node:http'
import { handOverOf } from '../../standins/portal/mother.ts'
import { authorizationOf, type Key } from '../../src/exchange/signature.ts'

const PATH = '/api/portal/v1/dossiers'
const TEMPLATES = 40

export type Sender = { send(): Promise<void>; close(): void }

let handed = 0
const templates = new Map<number, string>()

/** A hand-over with a code of its own; the declarations and photographs of forty families come again and again. */
function nextBody(): string {
  handed += 1
  const nth = handed % TEMPLATES
  const template =
    templates.get(nth) ?? JSON.stringify(handOverOf(`TN01-20261122-9${nth}`, new Date()))
  templates.set(nth, template)
  return template.replace(
    /"code":"[^"]+"/,
    `"code":"TN02-20261122-${String(handed).padStart(8, '0')}"`,
  )
}

/** One client with an address of its own, as the limit of requests is counted by address. */
export function senderTo(url: string, { key, nth }: { key: Key; nth: number }): Sender {
  const { port, hostname } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.0.${10 + nth}` })
  return {
    send: () => {
      const body = nextBody()
      const signed = { method: 'POST', path: PATH, body }
      const headers = {
        authorization: authorizationOf(signed, { key, now: new Date() }),
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      }
      return new Promise((resolve, reject) => {
        const sent = request(
          { agent, hostname, port, method: 'POST', path: PATH, headers },
          (got) => {
            let answer = ''
            got.setEncoding('utf8')
            got.on('data', (part: string) => (answer += part))
            got.on('end', () =>
              got.statusCode === 201 ? resolve() : reject(new Error(`${got.statusCode} ${answer}`)),
            )
          },
        )
        sent.on('error', reject)
        sent.end(body)
      })
    },
    close: () => agent.destroy(),
  }
}

/** Runs so many clients for a while; acts a second, and the longest twentieth of them in milliseconds. */
export async function rateOf(
  acts: readonly (() => Promise<unknown>)[],
  seconds: number,
): Promise<{ perSecond: number; many: number; p50: number; p95: number }> {
  const began = performance.now()
  const until = began + seconds * 1000
  const took: number[] = []
  await Promise.all(
    acts.map(async (act) => {
      for (let at = performance.now(); at < until;) {
        await act()
        const now = performance.now()
        took.push(now - at)
        at = now
      }
    }),
  )
  took.sort((a, b) => a - b)
  const at = (share: number): number => took[Math.floor(took.length * share)] ?? 0
  const perSecond = (took.length * 1000) / (performance.now() - began)
  return { perSecond, many: took.length, p50: at(0.5), p95: at(0.95) }
}
