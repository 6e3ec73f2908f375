/** The agency of an outside leg over signed HTTP. Whatever comes back that is not exactly the agreed answer counts as no answer. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { PartnerAgency } from '../exchange/partner-agency.ts'
import { LegAnswer } from '../exchange/partner-schema.ts'
import type { Reply } from '../exchange/sender.ts'
import { outboundTo } from './outbound.ts'
import { signedPost, silenceOf, type SignedNeighbour } from './signed-post.ts'

export type PartnerOptions = SignedNeighbour & {
  /** Name in data/partners. */
  partner: string
}

const Refusal = Type.Object({
  code: Type.String({ pattern: '^[A-Za-z0-9.-]{1,40}$' }),
  detail: Type.String({ minLength: 1, maxLength: 2000 }),
})
const WHO = 'cơ quan liên thông'

export function partnerAt({
  partner,
  url,
  key,
  now = () => new Date(),
  timeoutMs = 10_000,
  privateNetworks,
}: PartnerOptions): PartnerAgency {
  const out = outboundTo({ to: [url], privateNetworks })
  const address = new URL(`${url}/messages`)
  return {
    partner,
    async tell({ id, body }) {
      const message = { messageId: id, ...body }
      try {
        const got = await signedPost(out, { address, body: message, key, now: now(), timeoutMs })
        return readAnswer(id, got)
      } catch (error) {
        return { kind: 'failed', reason: capital(silenceOf(error, WHO)) }
      }
    },
  }
}

function readAnswer(id: string, { status, answer }: { status: number; answer: unknown }): Reply {
  if (status === 200 && Value.Check(LegAnswer, answer) && answer.messageId === id)
    return { kind: 'taken' }
  if ((status === 409 || status === 422) && Value.Check(Refusal, answer))
    return { kind: 'rejected', reason: `Cơ quan từ chối (${answer.code}): ${answer.detail}` }
  if (status === 200) return { kind: 'failed', reason: 'Cơ quan trả lời sai mẫu.' }
  return { kind: 'failed', reason: `Cơ quan trả lời mã HTTP ${status}.` }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
