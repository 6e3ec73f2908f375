/**
 * A payment gateway that stands in for the real one, a program of its own: takes orders of the one-stop system, shows the payer a
 * page, tells what happened by a signed message, answers questions, gives money back, states its day, and fails on demand.
 * No card, no account, no money: nothing of it is real.
 *
 *   node standins/payment.ts --port 2779 --to http://localhost:8080 --key id=secret
 *
 * GET  /                        what it remembers
 * GET  /tra/REFERENCE           the payer's page; POST with act = pay | fail | late | close
 * POST /loi                     {"faults": ["lost", …]}: one for each of the next messages to the one-stop system
 * POST /orders, /queries, /refunds, /statements   signed services; a header `x-fault` makes that answer fail
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { isSignedBy, isTimely, readAuthorization, type Key } from '../src/exchange/signature.ts'
import {
  isSameOrder,
  movementsOf,
  openedOrder,
  told,
  type GatewayOrder,
  type OrderAsked,
} from './payment/memory.ts'
import { listPage, payPage } from './payment/page.ts'
import { faultyAnswer, sendMessage, type AnswerFault, type MessageFault } from './payment/faults.ts'

export { ANSWER_FAULTS, MESSAGE_FAULTS } from './payment/faults.ts'

export type PaymentOptions = {
  /** 0 takes a free port. */
  port?: number
  /** The one-stop system. */
  to: string
  key: Key
  now?: () => Date
  /** Milliseconds that a slow answer takes. Default 3000. */
  slowMs?: number
}

export type PaymentStandIn = {
  url: string
  remembered(reference: string): GatewayOrder | undefined
  /** What the payer does on the page; answers when the messages have been sent. */
  act(reference: string, act: string): Promise<void>
  failNextMessages(...faults: MessageFault[]): void
  failNextAnswers(...faults: AnswerFault[]): void
  /** What the one-stop system answered to each message, in order. */
  answers: readonly number[]
  distrusted: () => number
  stop(): Promise<void>
}

type Desk = {
  options: PaymentOptions
  now: () => Date
  url: string
  orders: Map<string, GatewayOrder>
  nonces: Set<string>
  messageFaults: MessageFault[]
  answerFaults: AnswerFault[]
  answers: number[]
  distrusted: number
}

export async function startPayment(options: PaymentOptions): Promise<PaymentStandIn> {
  const desk: Desk = {
    options,
    now: options.now ?? (() => new Date()),
    url: '',
    orders: new Map(),
    nonces: new Set(),
    messageFaults: [],
    answerFaults: [],
    answers: [],
    distrusted: 0,
  }
  const server = createServer((req, res) => {
    answer(desk, req, res).catch((error: unknown) => {
      console.error(error)
      if (!res.headersSent) send(res, 500, { code: 'fault', detail: 'Lỗi của cổng thử nghiệm.' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  desk.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: desk.url,
    remembered: (reference) => desk.orders.get(reference),
    act: (reference, act) => happened(desk, desk.orders.get(reference)!, act),
    failNextMessages: (...faults) => desk.messageFaults.push(...faults),
    failNextAnswers: (...faults) => desk.answerFaults.push(...faults),
    answers: desk.answers,
    distrusted: () => desk.distrusted,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(desk: Desk, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?')[0]!
  const paying = /^\/tra\/([A-Z0-9]{1,40})$/.exec(path)
  const body = req.method === 'POST' ? await bodyOf(req) : ''
  if (req.method === 'GET' && path === '/')
    return page(res, listPage([...desk.orders.values()].toReversed()))
  if (paying) return payer(desk, req, { res, reference: paying[1]!, body })
  if (req.method !== 'POST')
    return send(res, 404, { code: 'notFound', detail: 'Không có trang này.' })
  if (path === '/loi') {
    desk.messageFaults.push(...(JSON.parse(body) as { faults: MessageFault[] }).faults)
    return send(res, 202, { faults: desk.messageFaults })
  }
  if (!isBelieved(desk, req, { path, body })) {
    desk.distrusted += 1
    return send(res, 401, { code: 'signature', detail: 'Chữ ký không đúng.' })
  }
  const outcome = service(desk, path, JSON.parse(body) as Asked)
  const fault = desk.answerFaults.shift() ?? (req.headers['x-fault'] as AnswerFault | undefined)
  if (fault) return faultyAnswer(res, { fault, outcome, slowMs: desk.options.slowMs ?? 3000 })
  send(res, outcome.status, outcome.body)
}

// ── the payer ──────────────────────────────────────────────────────────────

type AtPage = { res: ServerResponse; reference: string; body: string }

async function payer(
  desk: Desk,
  req: IncomingMessage,
  { res, reference, body }: AtPage,
): Promise<void> {
  const order = desk.orders.get(reference)
  if (!order) return send(res, 404, { code: 'notFound', detail: 'Không có giao dịch này.' })
  if (req.method === 'GET') return page(res, payPage(order))
  const act = new URLSearchParams(body).get('act') ?? ''
  await happened(desk, order, act)
  res.writeHead(303, { location: act === 'close' ? desk.url : order.returnUrl }).end()
}

/** `late`: paid although its time is over; `close`: nothing happens, and nothing is told. */
async function happened(desk: Desk, order: GatewayOrder, act: string): Promise<void> {
  if (act === 'close' || order.state === 'paid') return
  const isPaid = act === 'pay' || act === 'late'
  if (!isPaid && act !== 'fail') return
  order.state = isPaid ? 'paid' : 'failed'
  order.why = isPaid ? null : 'declined'
  if (isPaid) {
    order.paymentId = `GD${randomBytes(6).toString('hex').toUpperCase()}`
    order.paidAt = desk.now()
  }
  const { options, now, answers } = desk
  const fault = desk.messageFaults.shift()
  const message = {
    ...told(order),
    state: undefined,
    currency: 'VND',
    outcome: order.state,
    why: order.why,
  }
  await sendMessage(JSON.stringify(message), {
    to: options.to,
    key: options.key,
    now,
    fault,
    answers,
  })
}

// ── the one-stop system ────────────────────────────────────────────────────

type Asked = OrderAsked & { day: string; from: number; paymentId: string }
type Outcome = { status: number; body: object }
const PAGE = 100

function service(desk: Desk, path: string, asked: Asked): Outcome {
  const order = desk.orders.get(asked.reference)
  if (path === '/orders') return opened(desk, order, asked)
  if (path === '/statements') return stated(desk, asked)
  if (!order) return { status: 404, body: { code: 'unknown', detail: 'Không có giao dịch này.' } }
  if (path === '/queries') {
    const isOver = order.state === 'pending' && new Date(order.expiresAt) <= desk.now()
    return { status: 200, body: { ...told(order), ...(isOver && { state: 'expired' }) } }
  }
  return path === '/refunds'
    ? refunded(desk, order, asked)
    : { status: 404, body: { code: 'notFound', detail: 'Không có dịch vụ này.' } }
}

function opened(desk: Desk, before: GatewayOrder | undefined, asked: OrderAsked): Outcome {
  if (before && !isSameOrder(before, asked))
    return { status: 409, body: { code: 'otherOrder', detail: 'Mã giao dịch đã dùng.' } }
  const order = before ?? openedOrder(asked)
  desk.orders.set(order.reference, order)
  const { reference } = order
  return { status: 200, body: { reference, payUrl: `${desk.url}/tra/${reference}` } }
}

function refunded({ now }: Desk, order: GatewayOrder, asked: Asked): Outcome {
  const { reference } = order
  if (
    order.state !== 'paid' ||
    asked.amount !== order.amount ||
    asked.paymentId !== order.paymentId
  )
    return { status: 422, body: { code: 'notPaid', detail: 'Không có khoản tiền này để hoàn.' } }
  order.refundId ??= `HT${randomBytes(6).toString('hex').toUpperCase()}`
  order.refundedAt ??= now()
  return { status: 200, body: { reference, refundId: order.refundId } }
}

function stated({ orders }: Desk, { day, from }: Asked): Outcome {
  const all = movementsOf(orders.values(), day)
  const rows = all.slice(from, from + PAGE)
  return { status: 200, body: { day, rows, next: from + PAGE < all.length ? from + PAGE : null } }
}

function isBelieved(
  { options, nonces, now }: Desk,
  req: IncomingMessage,
  { path, body }: { path: string; body: string },
): boolean {
  const credentials = readAuthorization(req.headers.authorization)
  if (!credentials || credentials.keyId !== options.key.id) return false
  const request = { method: req.method ?? '', path, body }
  const isFresh = isTimely(credentials, now()) && !nonces.has(credentials.nonce)
  if (!isFresh || !isSignedBy(request, credentials, options.key.secret)) return false
  nonces.add(credentials.nonce)
  return true
}

// ── HTTP ───────────────────────────────────────────────────────────────────

const LONGEST_BODY = 20_000

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > LONGEST_BODY) throw new Error('a message is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function page(res: ServerResponse, html: string): void {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  res.end(html)
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify(body))
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      to: { type: 'string', default: 'http://localhost:8080' },
      key: { type: 'string' },
    },
  })
  const [id = '', secret = ''] = (values.key ?? '').split(/=(.*)/s)
  if (id === '' || secret === '')
    throw new Error('--key mã=khóa: khóa ký chung với hệ thống một cửa')
  const gateway = await startPayment({
    port: Number(values.port),
    to: values.to,
    key: { id, secret },
  })
  console.log(`Cổng thanh toán thử nghiệm: ${gateway.url}`)
  const stop = (): void => void gateway.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Whoever started it keeps its standard input open for as long as they live.
  if (!process.stdin.isTTY) process.stdin.resume().once('end', stop)
}

if (import.meta.main) await main()
