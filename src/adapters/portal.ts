/** The National Portal over signed HTTP. Whatever comes back that is not exactly the agreed answer counts as no answer. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { NationalPortal, PortalAnswer } from '../exchange/portal.ts'
import { authorizationOf, type Key } from '../exchange/signature.ts'
import { OutboundFailed, outboundTo } from './outbound.ts'

export type PortalOptions = {
  /** Base address; the service's name is added. */
  url: string
  key: Key
  now?: () => Date
  /** Default 10 seconds. */
  timeoutMs?: number
  /** Where in the private network the portal may stand, when it is configured by name. */
  privateNetworks?: readonly string[] | undefined
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
  privateNetworks,
}: PortalOptions): NationalPortal {
  const out = outboundTo({ to: [url], privateNetworks })
  return {
    async tell({ id, service, body }) {
      const address = new URL(`${url}/${service}`)
      const payload = JSON.stringify({ MaThongDiep: id, ...body })
      const signed = { method: 'POST', path: address.pathname, body: payload }
      try {
        const { status, body: answer } = await out.send(address, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: authorizationOf(signed, { key, now: now() }),
          },
          body: payload,
          timeoutMs,
          mostBytes: LONGEST_ANSWER,
        })
        return readAnswer(status, answer.toString('utf8'))
      } catch (error) {
        return { kind: 'failed', reason: reasonOf(error) }
      }
    },
  }
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
  const because = error instanceof OutboundFailed ? error.because : 'unreachable'
  if (because === 'tooLong') return 'Cổng trả lời quá dài.'
  if (because === 'timeout') return 'Cổng không trả lời trong 10 giây.'
  return 'Không kết nối được với Cổng.'
}
