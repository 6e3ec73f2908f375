/**
 * A portal that stands in for the National Portal, a program of its own: hands dossiers of a made mother over to the one-stop
 * system, takes its messages, checks every signature, and fails on demand. Nothing of it is real.
 *
 *   node standins/portal.ts --port 2777 --to http://localhost:8080 --key id=secret
 *
 * GET  /                       the page
 * POST /nop                    hands a new dossier over (also as JSON: {"code"})
 * POST /ho-so/CODE/dong-y|rut  the mother agrees to the draft, or asks for the dossier back
 * GET  /ho-so.json             what it remembers
 * POST /loi                    {"faults": ["lost", …]}: one for each of the next messages
 * POST /CapNhatTienTrinh, /CapNhatTrangThai   messages of the one-stop system
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { isSignedBy, isTimely, readAuthorization, type Key } from '../src/exchange/signature.ts'
import { clientOf, type Client } from './portal/client.ts'
import type { Answer } from './signed-client.ts'
import {
  afterProgress,
  afterStatus,
  filedOnPortal,
  type ProgressMessage,
  type Remembered,
  type StatusMessage,
} from './portal/memory.ts'
import { handOverOf } from './portal/mother.ts'
import { pageOf } from './portal/page.ts'

/**
 * lost: taken, connection broken · 500: not taken · malformed, huge: taken, answered with rubbish · errorIn200: not taken, an
 * error with status 200 in another shape · slow: taken, answered late · refused: understood and refused.
 */
export const FAULTS = ['lost', '500', 'malformed', 'huge', 'errorIn200', 'slow', 'refused'] as const
export type Fault = (typeof FAULTS)[number]

export type PortalOptions = {
  /** 0 takes a free port. */
  port?: number
  /** The one-stop system. */
  to: string
  key: Key
  now?: () => Date
  /** Milliseconds that a slow answer takes. Default 3000. */
  slowMs?: number
}

export type Portal = {
  url: string
  remembered(code: string): Remembered | undefined
  /** Hands a new dossier over; its code and the answer. */
  handOver(code?: string): Promise<{ code: string; answer: Answer }>
  client: Client
  failNext(...faults: Fault[]): void
  /** Messages that came with a wrong, old or used signature. */
  distrusted: () => number
  stop(): Promise<void>
}

type Desk = {
  options: PortalOptions
  client: Client
  now: () => Date
  dossiers: Map<string, Remembered>
  nonces: Set<string>
  faults: Fault[]
  distrusted: number
  handed: number
}

export async function startPortal(options: PortalOptions): Promise<Portal> {
  const now = options.now ?? (() => new Date())
  const desk: Desk = {
    options,
    client: clientOf({ url: options.to, key: options.key, now }),
    now,
    dossiers: new Map(),
    nonces: new Set(),
    faults: [],
    distrusted: 0,
    handed: 0,
  }
  const server = createServer((req, res) => {
    answer(desk, req, res).catch((error: unknown) => {
      console.error(error)
      if (!res.headersSent)
        send(res, 500, { maKetQua: '99', thongDiep: 'Lỗi của cổng thử nghiệm.' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    remembered: (code) => desk.dossiers.get(code),
    handOver: (code) => handOver(desk, code),
    client: desk.client,
    failNext: (...faults) => desk.faults.push(...faults),
    distrusted: () => desk.distrusted,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(desk: Desk, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?')[0]!
  const act = /^\/ho-so\/([^/]+)\/(dong-y|rut)$/.exec(path)
  if (req.method === 'GET' && path === '/') return page(desk, res, '')
  if (req.method === 'GET' && path === '/ho-so.json')
    return send(res, 200, { dossiers: [...desk.dossiers.values()] })
  if (req.method !== 'POST') return send(res, 404, { thongDiep: 'Không có trang này.' })
  const body = await bodyOf(req)
  if (path === '/nop') return submitted(desk, res, { body, isProgram: isJson(req) })
  if (act) return acted(desk, res, { code: decodeURIComponent(act[1]!), act: act[2]! })
  if (path === '/loi') {
    const { faults } = JSON.parse(body) as { faults: Fault[] }
    desk.faults.push(...faults.filter((fault) => FAULTS.includes(fault)))
    return send(res, 202, { faults: desk.faults })
  }
  return message(desk, req, { res, path, body })
}

// ── what the mother does ───────────────────────────────────────────────────

async function handOver(desk: Desk, given?: string): Promise<{ code: string; answer: Answer }> {
  const now = desk.now()
  desk.handed += 1
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  const serial = String((now.getTime() % 8_640_000_000) + desk.handed).padStart(10, '0')
  const code = given ?? `TN99-${day}-${serial}`
  const got = await desk.client.post('', handOverOf(code, now))
  if (got.status === 200 || got.status === 201)
    desk.dossiers.set(code, desk.dossiers.get(code) ?? filedOnPortal(code))
  return { code, answer: got }
}

async function submitted(
  desk: Desk,
  res: ServerResponse,
  { body, isProgram }: { body: string; isProgram: boolean },
): Promise<void> {
  const given = isProgram ? (JSON.parse(body || '{}') as { code?: string }).code : undefined
  const { code, answer: got } = await handOver(desk, given)
  if (isProgram) return send(res, got.status, { code, answer: got.body })
  page(desk, res, got.status < 300 ? `Đã chuyển hồ sơ ${code}.` : `Bị từ chối: ${shown(got)}`)
}

async function acted(
  desk: Desk,
  res: ServerResponse,
  { code, act }: { code: string; act: string },
): Promise<void> {
  const messageId = randomUUID()
  const got =
    act === 'rut'
      ? await desk.client.post(`/${code}/withdrawals`, {
          messageId,
          reason: 'Gia đình muốn nộp lại.',
        })
      : await agree(desk, code, messageId)
  page(desk, res, got.status < 300 ? `Đã gửi cho hồ sơ ${code}.` : `Bị từ chối: ${shown(got)}`)
}

async function agree({ client }: Desk, code: string, messageId: string): Promise<Answer> {
  const standing = await client.get(`/${code}`)
  const { draft } = standing.body as { draft?: { sha256: string } | null }
  if (!draft) return { status: 409, body: { detail: 'Chưa có bản nháp để trả lời.' } }
  const confirmation = { messageId, draftSha256: draft.sha256, answer: 'agree' }
  return client.post(`/${code}/confirmations`, confirmation)
}

function shown({ status, body }: Answer): string {
  const { detail, problems } = body as { detail?: string; problems?: { message: string }[] }
  return [detail ?? `mã ${status}`, ...(problems ?? []).map((one) => one.message)].join(' ')
}

// ── what the one-stop system tells ─────────────────────────────────────────

type Told = { res: ServerResponse; path: string; body: string }

function message(desk: Desk, req: IncomingMessage, { res, path, body }: Told): void {
  if (!isBelieved(desk, req, { path, body })) {
    desk.distrusted += 1
    return send(res, 401, { maKetQua: '98', thongDiep: 'Chữ ký không đúng.' })
  }
  const fault = desk.faults.shift()
  if (fault === '500') return send(res, 500, { maKetQua: '99', thongDiep: 'Lỗi thử nghiệm.' })
  if (fault === 'errorIn200') return send(res, 200, { error: 'maintenance' })
  if (fault === 'refused')
    return send(res, 200, { maKetQua: '10', thongDiep: 'Từ chối thử nghiệm.' })
  const outcome = remember(desk, path, JSON.parse(body) as StatusMessage & ProgressMessage)
  if (fault === 'lost') return void res.destroy()
  if (fault === 'malformed') return void res.writeHead(200).end('<html>502 Bad Gateway</html>')
  if (fault === 'huge') return void res.writeHead(200).end('x'.repeat(200_000))
  const wait = fault === 'slow' ? (desk.options.slowMs ?? 3000) : 0
  setTimeout(() => send(res, 200, outcome), wait)
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

function remember(desk: Desk, path: string, told: StatusMessage & ProgressMessage): object {
  // After a restart it knows its dossiers again by what it is told of them.
  const before = desk.dossiers.get(told.MaHoSo) ?? filedOnPortal(told.MaHoSo)
  const { after, isKnown } =
    path === '/CapNhatTrangThai' ? afterStatus(before, told) : afterProgress(before, told)
  desk.dossiers.set(told.MaHoSo, after)
  return isKnown
    ? { maKetQua: '01', thongDiep: 'Đã nhận trước đó.' }
    : { maKetQua: '00', thongDiep: 'Đã nhận.' }
}

// ── HTTP ───────────────────────────────────────────────────────────────────

const LONGEST_BODY = 200_000

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

function isJson(req: IncomingMessage): boolean {
  return req.headers['content-type']?.includes('json') ?? false
}

function page(desk: Desk, res: ServerResponse, said: string): void {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  res.end(pageOf([...desk.dossiers.values()].toReversed(), said))
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
  const portal = await startPortal({
    port: Number(values.port),
    to: values.to,
    key: { id, secret },
  })
  console.log(`Cổng thử nghiệm: ${portal.url}`)
  const stop = (): void => void portal.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Whoever started it keeps its standard input open for as long as they live.
  if (!process.stdin.isTTY) process.stdin.resume().once('end', stop)
}

if (import.meta.main) await main()
