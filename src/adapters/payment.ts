/** The payment gateway over signed HTTP. Whatever comes back that is not exactly the agreed answer counts as no answer. */
import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { isSignedBy, isTimely, readAuthorization, type Key } from '../exchange/signature.ts'
import {
  Callback,
  OrderKnown,
  OrderOpened,
  RefundTaken,
  StatementPage,
  type Distrusted,
  type Failure,
  type PaymentGateway,
  type SignedMessage,
  type StatementRow,
} from '../payment/gateway.ts'
import { outboundTo } from './outbound.ts'
import { signedPost, silenceOf, type SignedNeighbour } from './signed-post.ts'

const Refusal = Type.Object({
  code: Type.String({ pattern: '^[A-Za-z0-9.-]{1,40}$' }),
  detail: Type.String({ minLength: 1, maxLength: 300 }),
})
const WHO = 'cổng thanh toán'
/** A day of more movements than this is compared by hand. */
const MOST_PAGES = 2000

type Got = { status: number; answer: unknown }
type Page = { kind: 'got'; value: Static<typeof StatementPage> } | { kind: 'unknown' } | Failure

export function paymentGatewayAt(options: SignedNeighbour): PaymentGateway {
  const { url, key, now = () => new Date(), timeoutMs = 10_000 } = options
  const out = outboundTo({ to: [url], privateNetworks: options.privateNetworks })
  const post = async <S extends TSchema>(
    path: string,
    body: object,
    shape: S,
  ): Promise<{ kind: 'got'; value: Static<S> } | { kind: 'unknown' } | Failure> => {
    try {
      const address = new URL(`${url}${path}`)
      return readAnswer(await signedPost(out, { address, body, key, now: now(), timeoutMs }), shape)
    } catch (error) {
      return { kind: 'failed', reason: silenceOf(error, WHO) }
    }
  }
  return {
    async open(order) {
      const got = await post('/orders', { ...order, currency: 'VND' }, OrderOpened)
      if (got.kind === 'unknown') return OTHER_SHAPE
      if (got.kind !== 'got') return got
      const { reference, payUrl } = got.value
      // The payer is sent nowhere but to the gateway itself.
      const isTheirs = URL.canParse(payUrl) && new URL(payUrl).origin === new URL(url).origin
      return reference === order.reference && isTheirs ? { kind: 'opened', payUrl } : OTHER_SHAPE
    },
    async ask(reference) {
      const got = await post('/queries', { reference }, OrderKnown)
      if (got.kind !== 'got') return got
      return got.value.reference === reference ? { kind: 'known', order: got.value } : OTHER_SHAPE
    },
    async refund(order) {
      const got = await post('/refunds', order, RefundTaken)
      if (got.kind === 'unknown')
        return { kind: 'rejected', reason: 'Cổng không biết giao dịch này.' }
      if (got.kind !== 'got') return got
      return got.value.reference === order.reference
        ? { kind: 'refunded', refundId: got.value.refundId }
        : OTHER_SHAPE
    },
    async statement(day) {
      const rows: StatementRow[] = []
      let from: number | null = 0
      for (let page = 0; from !== null && page < MOST_PAGES; page += 1) {
        const got: Page = await post('/statements', { day, from }, StatementPage)
        if (got.kind === 'unknown' || (got.kind === 'got' && got.value.day !== day))
          return OTHER_SHAPE
        if (got.kind !== 'got') return got
        rows.push(...got.value.rows)
        from = got.value.next
      }
      return from === null
        ? { kind: 'known', rows }
        : { kind: 'failed', reason: 'Bảng kê quá dài.' }
    },
    read: (message) => readMessage(message, key),
  }
}

const OTHER_SHAPE: Failure = { kind: 'failed', reason: 'Cổng thanh toán trả lời sai mẫu.' }

function readAnswer<S extends TSchema>(
  { status, answer }: Got,
  shape: S,
): { kind: 'got'; value: Static<S> } | { kind: 'unknown' } | Failure {
  if (status === 200 && Value.Check(shape, answer)) return { kind: 'got', value: answer }
  if (status === 404) return { kind: 'unknown' }
  if ((status === 409 || status === 422) && Value.Check(Refusal, answer))
    return { kind: 'rejected', reason: `Cổng từ chối (${answer.code}): ${answer.detail}` }
  return status === 200
    ? OTHER_SHAPE
    : { kind: 'failed', reason: `Cổng thanh toán trả lời mã HTTP ${status}.` }
}

/** A used nonce is no reason to turn a message away: the same message again is taken in once all the same. */
function readMessage(
  { authorization, method, path, body, now }: SignedMessage,
  key: Key,
): { kind: 'believed'; callback: Callback } | Distrusted {
  const credentials = readAuthorization(authorization)
  const secret = credentials?.keyId === key.id ? key.secret : undefined
  if (!credentials || !isSignedBy({ method, path, body }, credentials, secret))
    return { kind: 'distrusted', why: 'signature' }
  if (!isTimely(credentials, now)) return { kind: 'distrusted', why: 'timestamp' }
  const callback = parsed(body)
  return Value.Check(Callback, callback)
    ? { kind: 'believed', callback }
    : { kind: 'distrusted', why: 'shape' }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
