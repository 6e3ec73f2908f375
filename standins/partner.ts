/**
 * Agencies that stand in for the police, social insurance and the tax office of joint procedures, a program of its own: take the
 * legs that the one-stop system tells them of, check every signature, acknowledge after a while, ask for papers, complete with a
 * result or refuse, and fail on demand. Nothing of it is real.
 *
 *   node standins/partner.ts --port 2888 --to http://localhost:8080 --keys police=secret,insurance=secret
 *
 * GET  /                       the page: every case with what may be done about it
 * GET  /chang.json             what it remembers
 * POST /viec                   {agency, dossier, leg, act}: does one thing with a case (form or JSON)
 * POST /ke-hoach               {"plan": ["receive", "start", "finish"]}: what it does by itself with cases from now on
 * POST /loi                    {"answers": ["lost", …], "sending": ["repeated", …]}: one for each of the next messages
 * POST /AGENCY/messages        a message of the one-stop system; the header `x-fault` makes this one answer go wrong
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Value } from 'typebox/value'
import { LegMessage } from '../src/exchange/partner-schema.ts'
import { isSignedBy, isTimely, readAuthorization, type Key } from '../src/exchange/signature.ts'
import { openDesk, SENDING_FAULTS, type Desk, type Of, type SendingFault } from './partner/desk.ts'
import { ACTS, type Act, type Case } from './partner/memory.ts'
import { pageOf } from './partner/page.ts'

/**
 * lost: taken, connection broken · 500: not taken · malformed, huge: taken, answered with rubbish · errorIn200: not taken, an
 * error with status 200 in another shape · slow: taken, answered late · refused: understood and refused.
 */
export const FAULTS = ['lost', '500', 'malformed', 'huge', 'errorIn200', 'slow', 'refused'] as const
export type Fault = (typeof FAULTS)[number]

export type PartnerOptions = {
  /** 0 takes a free port. */
  port?: number
  /** The one-stop system. */
  to: string
  keys: readonly Key[]
  now?: () => Date
  /** Milliseconds that a slow answer takes. Default 3000. */
  slowMs?: number
  /** Default: nothing by itself. */
  plan?: readonly Act[]
  paceMs?: number
  /** Folder in which it remembers; without one it forgets when it ends. */
  state?: string
}

export type PartnerProgram = Pick<Desk, 'cases' | 'act' | 'client' | 'setPlan' | 'failSending'> & {
  url: string
  failNext(...faults: Fault[]): void
  /** Messages that came with a wrong, old or used signature. */
  distrusted: () => number
  /** Messages that were not of the contract's shape. */
  misshapen: () => number
  stop(): Promise<void>
}

type House = {
  desk: Desk
  now: () => Date
  slowMs: number
  nonces: Set<string>
  faults: Fault[]
  distrusted: number
  misshapen: number
}

export async function startPartner(options: PartnerOptions): Promise<PartnerProgram> {
  const { now = () => new Date(), plan = [], paceMs = 2000, state } = options
  const book = state === undefined ? undefined : bookIn(state)
  const desk = openDesk({
    ...options,
    now,
    plan,
    paceMs,
    ...(book && { remembered: book.read(), onChange: book.write }),
  })
  const house: House = {
    desk,
    now,
    slowMs: options.slowMs ?? 3000,
    nonces: new Set(),
    faults: [],
    distrusted: 0,
    misshapen: 0,
  }
  const server = createServer((req, res) => {
    answer(house, req, res).catch((error: unknown) => {
      console.error(error)
      if (!res.headersSent) send(res, 500, { code: 'fault', detail: 'Lỗi của cơ quan thử nghiệm.' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    ...desk,
    url: `http://127.0.0.1:${port}`,
    failNext: (...faults) => house.faults.push(...faults),
    distrusted: () => house.distrusted,
    misshapen: () => house.misshapen,
    stop: async () => {
      desk.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What it remembers, in a file. */
function bookIn(folder: string): { read(): Case[]; write(cases: readonly Case[]): void } {
  const file = join(folder, 'cases.json')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    read: () => {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as Case[]
      } catch {
        return []
      }
    },
    write: (cases) => writeFileSync(file, JSON.stringify(cases), { mode: 0o600 }),
  }
}

async function answer(house: House, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?')[0]!
  const { desk } = house
  if (req.method === 'GET' && path === '/') return page(res, desk.cases(), '')
  if (req.method === 'GET' && path === '/chang.json') return send(res, 200, { cases: desk.cases() })
  if (req.method !== 'POST')
    return send(res, 404, { code: 'notFound', detail: 'Không có trang này.' })
  const body = await bodyOf(req)
  if (path === '/viec') return acted(house, res, { body, isProgram: isJson(req) })
  if (path === '/ke-hoach') {
    const { plan } = JSON.parse(body) as { plan: Act[] }
    desk.setPlan(plan.filter((act) => ACTS.includes(act)))
    return send(res, 202, { plan })
  }
  if (path === '/loi') {
    const { answers = [], sending = [] } = JSON.parse(body) as {
      answers?: Fault[]
      sending?: SendingFault[]
    }
    house.faults.push(...answers.filter((fault) => FAULTS.includes(fault)))
    desk.failSending(...sending.filter((fault) => SENDING_FAULTS.includes(fault)))
    return send(res, 202, { answers, sending })
  }
  return message(house, req, { res, path, body })
}

async function acted(
  { desk }: House,
  res: ServerResponse,
  { body, isProgram }: { body: string; isProgram: boolean },
): Promise<void> {
  const given = isProgram
    ? (JSON.parse(body) as Of & { act: Act })
    : (Object.fromEntries(new URLSearchParams(body)) as Of & { act: Act })
  const got = ACTS.includes(given.act) ? await desk.act(given, given.act) : undefined
  if (isProgram) return send(res, got?.status ?? 404, { answer: got?.body ?? null })
  const said = got ? `Hệ thống một cửa trả lời ${got.status}.` : 'Tin chưa gửi được.'
  page(res, desk.cases(), said)
}

// ── what the one-stop system tells ─────────────────────────────────────────

type Told = { res: ServerResponse; path: string; body: string }

function message(house: House, req: IncomingMessage, { res, path, body }: Told): void {
  const agency = /^\/([\w-]+)\/messages$/.exec(path)?.[1]
  const key = agency === undefined ? undefined : house.desk.keyOf(agency)
  if (agency === undefined || !key)
    return send(res, 404, { code: 'notFound', detail: 'Không có cơ quan này.' })
  if (!isBelieved(house, req, { path, body, key })) {
    house.distrusted += 1
    return send(res, 401, { code: 'unauthorized', detail: 'Chữ ký không đúng.' })
  }
  const fault = faultOf(req) ?? house.faults.shift()
  if (fault === '500') return send(res, 500, { code: 'fault', detail: 'Lỗi thử nghiệm.' })
  if (fault === 'errorIn200') return send(res, 200, { error: 'maintenance' })
  if (fault === 'refused') return send(res, 422, { code: 'refused', detail: 'Từ chối thử nghiệm.' })
  const told: unknown = JSON.parse(body)
  if (!Value.Check(LegMessage, told)) {
    house.misshapen += 1
    const [first] = Value.Errors(LegMessage, told)
    const detail = `Tin sai mẫu của hợp đồng tại ${first?.instancePath} (${first?.message}).`
    return send(res, 422, { code: 'shape', detail })
  }
  const { isKnown } = house.desk.take(agency, told)
  if (fault === 'lost') return void res.destroy()
  if (fault === 'malformed') return void res.writeHead(200).end('<html>502 Bad Gateway</html>')
  if (fault === 'huge') return void res.writeHead(200).end('x'.repeat(200_000))
  const outcome = { messageId: told.messageId, result: isKnown ? 'known' : 'taken' }
  setTimeout(() => send(res, 200, outcome), fault === 'slow' ? house.slowMs : 0)
}

function faultOf(req: IncomingMessage): Fault | undefined {
  return FAULTS.find((each) => each === req.headers['x-fault'])
}

function isBelieved(
  { nonces, now }: House,
  req: IncomingMessage,
  { path, body, key }: { path: string; body: string; key: Key },
): boolean {
  const credentials = readAuthorization(req.headers.authorization)
  if (!credentials || credentials.keyId !== key.id) return false
  const request = { method: req.method ?? '', path, body }
  const isFresh = isTimely(credentials, now()) && !nonces.has(credentials.nonce)
  if (!isFresh || !isSignedBy(request, credentials, key.secret)) return false
  nonces.add(credentials.nonce)
  return true
}

// ── HTTP ───────────────────────────────────────────────────────────────────

const LONGEST_BODY = 1_000_000

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

function page(res: ServerResponse, cases: readonly Case[], said: string): void {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  res.end(pageOf(cases.toReversed(), said))
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
      keys: { type: 'string', default: '' },
      plan: { type: 'string', default: 'receive,start,finish' },
      pace: { type: 'string', default: '20' },
      state: { type: 'string' },
    },
  })
  const keys = values.keys.split(',').map((pair) => {
    const [id = '', secret = ''] = pair.split(/=(.*)/s)
    return { id, secret }
  })
  if (keys.some(({ id, secret }) => id === '' || secret === ''))
    throw new Error('--keys cơ-quan=khóa,…: khóa ký chung với hệ thống một cửa')
  const partner = await startPartner({
    port: Number(values.port),
    to: values.to,
    keys,
    plan: values.plan.split(',').filter((each): each is Act => ACTS.some((act) => act === each)),
    paceMs: Number(values.pace) * 1000,
    ...(values.state !== undefined && { state: values.state }),
  })
  console.log(`Cơ quan liên thông thử nghiệm: ${partner.url}`)
  const stop = (): void => void partner.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Whoever started it keeps its standard input open for as long as they live.
  if (!process.stdin.isTTY) process.stdin.resume().once('end', stop)
}

if (import.meta.main) await main()
