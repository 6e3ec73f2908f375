/** The National Portal over signed HTTP. Whatever comes back that is not exactly the agreed answer counts as no answer. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { NationalPortal, PortalAnswer } from '../exchange/portal.ts'
import { outboundTo } from './outbound.ts'
import { signedPost, silenceOf, type SignedNeighbour } from './signed-post.ts'

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
}: SignedNeighbour): NationalPortal {
  const out = outboundTo({ to: [url], privateNetworks })
  return {
    async tell({ id, service, body }) {
      const address = new URL(`${url}/${service}`)
      const message = { MaThongDiep: id, ...body }
      try {
        const got = await signedPost(out, { address, body: message, key, now: now(), timeoutMs })
        return readAnswer(got.status, got.answer)
      } catch (error) {
        return { kind: 'failed', reason: silenceOf(error, 'Cổng') }
      }
    },
  }
}

function readAnswer(status: number, answer: unknown): PortalAnswer {
  const isAnswer = Value.Check(Answer, answer)
  if (status === 200 && isAnswer && ['00', '01'].includes(answer.maKetQua)) return { kind: 'taken' }
  if ((status === 200 || status === 422) && isAnswer)
    return { kind: 'rejected', reason: `Cổng từ chối (${answer.maKetQua}): ${answer.thongDiep}` }
  if (status === 200) return { kind: 'failed', reason: 'Cổng trả lời sai mẫu.' }
  return { kind: 'failed', reason: `Cổng trả lời mã HTTP ${status}.` }
}
