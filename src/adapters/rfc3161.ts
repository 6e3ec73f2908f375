import * as pkijs from 'pkijs'
import * as asn1js from 'asn1js'
import { randomBytes } from 'node:crypto'
import { empty, integer, octets, oid, sequence, truth } from '../signing/der.ts'
import { outboundTo } from './outbound.ts'
import type { Timestamper } from '../signing/signer.ts'

const SHA256 = '2.16.840.1.101.3.4.2.1'
const LARGEST_ANSWER = 20_000

/** A timestamp authority over HTTP (RFC 3161 §3.4). Throws when it does not answer in time or refuses. */
export function httpTimestamper(
  url: string,
  { timeoutMs = 10_000, privateNetworks }: TimestamperOptions = {},
): Timestamper {
  const out = outboundTo({ to: [url], privateNetworks })
  return {
    async stamp(sha256) {
      const { status, body } = await out.send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query' },
        body: timestampRequest(sha256),
        timeoutMs,
        mostBytes: LARGEST_ANSWER,
      })
      if (status !== 200) throw new Error(`Dịch vụ cấp dấu thời gian trả lời ${status}.`)
      return tokenIn(new Uint8Array(body))
    },
  }
}

type TimestamperOptions = {
  timeoutMs?: number
  /** Where in the private network the service may stand, when it is configured by name. */
  privateNetworks?: readonly string[]
}

/** Asks for the authority's certificate too, so that the token can be checked years later. */
function timestampRequest(sha256: Uint8Array): Buffer {
  const imprint = sequence(sequence(oid(SHA256), empty()), octets(sha256))
  return sequence(integer(1), imprint, integer(randomBytes(8)), truth())
}

function tokenIn(answer: Uint8Array<ArrayBuffer>): Uint8Array {
  const parsed = asn1js.fromBER(answer)
  if (parsed.offset < 0) throw new Error('Dịch vụ cấp dấu thời gian trả lời không đọc được.')
  const response = new pkijs.TimeStampResp({ schema: parsed.result })
  if (response.status.status > 1 || !response.timeStampToken)
    throw new Error('Dịch vụ cấp dấu thời gian từ chối yêu cầu.')
  return new Uint8Array(response.timeStampToken.toSchema().toBER())
}
