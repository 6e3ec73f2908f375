/** The National Portal over signed HTTP. Whatever comes back that is not exactly the agreed answer counts as no answer. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { NationalPortal, PortalAnswer } from '../exchange/portal.ts'
import { authorizationOf, type Key } from '../exchange/signature.ts'

export type PortalOptions = {
  /** Base address; the service's name is added. */
  url: string
  key: Key
  now?: () => Date
  /** Default 10 seconds. */
  timeoutMs?: number
}

const LONGEST_ANSWER = 20_000
/** '00' taken, '01' known already; anything else is a refusal with its reason. */
const Answer = Type.Object({
  maKetQua: Type.String({ pattern: '^[0-9A-Z]{2,10}$' }),
  thongDiep: Type.String({ maxLength: 2000 }),
})

export function portalAt({
  url,
  key,
  now = () => new Date(),
  timeoutMs = 10_000,
}: PortalOptions): NationalPortal {
  return {
    async tell({ id, service, body }) {
      const address = new URL(`${url}/${service}`)
      const payload = JSON.stringify({ MaThongDiep: id, ...body })
      const signed = { method: 'POST', path: address.pathname, body: payload }
      try {
        const response = await fetch(address, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: authorizationOf(signed, { key, now: now() }),
          },
          body: payload,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        return readAnswer(response.status, await shortBody(response))
      } catch (error) {
        return { kind: 'failed', reason: reasonOf(error) }
      }
    },
  }
}

class TooLong extends Error {}

async function shortBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LONGEST_ANSWER) throw new TooLong()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readAnswer(status: number, body: string): PortalAnswer {
  const answer = parsed(body)
  const isAnswer = Value.Check(Answer, answer)
  if (status === 200 && isAnswer && ['00', '01'].includes(answer.maKetQua)) return { kind: 'taken' }
  if ((status === 200 || status === 422) && isAnswer)
    return { kind: 'rejected', reason: `Cổng từ chối (${answer.maKetQua}): ${answer.thongDiep}` }
  if (status === 200) return { kind: 'failed', reason: 'Cổng trả lời sai mẫu.' }
  return { kind: 'failed', reason: `Cổng trả lời mã HTTP ${status}.` }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof TooLong) return 'Cổng trả lời quá dài.'
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return 'Cổng không trả lời trong 10 giây.'
  return 'Không kết nối được với Cổng.'
}
