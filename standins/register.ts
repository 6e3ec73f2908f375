/**
 * The civil register's stand-in, a program of its own: HTTP, a thousand made people, births, deaths and marriages entered once
 * per key, look-ups, numbers that survive a restart, and faults on demand. Nothing of it is real.
 *
 *   node standins/register.ts --port 2776 --state DIR
 *
 * POST /v1/entries        enters a birth, a death or a marriage (Idempotency-Key header = the key of the body)
 * POST /v1/look-ups       an entry of a person, or their marital status; enters nothing
 * GET  /v1/status         counts
 * GET  /v1/people/NUMBER  one made person with relations
 * POST /v1/faults         {"faults": ["timeout", …]}: one for each of the next requests to enter or to look up
 * A fault is also chosen by the header x-fault or by the address /fault/KIND/v1/…
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCodeLists } from '../src/catalogue/code-list-files.ts'
import { checkout } from '../src/checkout.ts'
import { Invalid } from '../src/lib/problem.ts'
import { openBook, type Book, type BookAnswer, type Kept } from './register/book.ts'
import { isLookUp, isToEnter } from './register/questions.ts'
import { readDivorces, readPeople, type MadePerson } from './register/people.ts'

/**
 * timeout: done, never answered · lost: done, connection broken · malformed: done, answered with rubbish · slow:
 * answered late · 500: nothing done · duplicate: says that the key belongs to another question.
 */
export const FAULTS = ['timeout', 'lost', 'malformed', 'slow', '500', 'duplicate'] as const
export type Fault = (typeof FAULTS)[number]

export type RegisterStandInOptions = {
  /** 0 takes a free port. */
  port?: number
  stateDir: string
  now?: () => Date
  /** Milliseconds that a slow answer takes. Default 3000. */
  slowMs?: number
}

export type RegisterStandIn = {
  url: string
  entries: readonly Kept[]
  /** Requests so far, repeated ones and those that went wrong included. */
  asked: () => number
  /** One fault for each of the next requests. */
  failNext(...faults: Fault[]): void
  stop(): Promise<void>
}

type House = {
  book: Book
  people: ReadonlyMap<string, MadePerson>
  faults: Fault[]
  asked: number
  slowMs: number
}

export async function startRegister(options: RegisterStandInOptions): Promise<RegisterStandIn> {
  const data = join(checkout, 'data')
  const people = readPeople(join(data, 'standins/register/people.json'))
  const divorces = readDivorces(join(data, 'standins/register/divorces.json'))
  const now = options.now ?? (() => new Date())
  const { stateDir } = options
  const book = openBook({ stateDir, people, divorces, lists: readCodeLists(data), now })
  const house: House = { book, people, faults: [], asked: 0, slowMs: options.slowMs ?? 3000 }
  const server = createServer((req, res) => {
    answer(house, req, res).catch((error: unknown) => fail(res, error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    entries: book.entries,
    asked: () => house.asked,
    failNext: (...faults) => house.faults.push(...faults),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      book.close()
    },
  }
}

async function answer(house: House, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [, chosen, path = ''] = /^(?:\/fault\/(\w+))?(\/.*)$/.exec(req.url ?? '') ?? []
  const route = `${req.method} ${path.replace(/\/people\/.*/, '/people')}`
  switch (route) {
    case 'POST /v1/entries':
      return asked(house, { req, res, chosen }, (body) =>
        isToEnter(body) ? () => entered(house.book.enter(body)) : null,
      )
    case 'POST /v1/look-ups':
      return asked(house, { req, res, chosen }, (body) =>
        isLookUp(body) ? () => ({ status: 200, body: house.book.lookUp(body) }) : null,
      )
    case 'GET /v1/status':
      return send(res, 200, { people: house.people.size, entries: house.book.entries.length })
    case 'GET /v1/people': {
      const person = house.people.get(path.slice('/v1/people/'.length))
      return person ? send(res, 200, person) : send(res, 404, { code: 'unknownPerson' })
    }
    case 'POST /v1/faults': {
      const { faults } = (await readJson(req)) as { faults?: unknown[] }
      house.faults.push(...(faults ?? []).flatMap((each) => faultOf(each) ?? []))
      return send(res, 202, { faults: house.faults })
    }
    default:
      return send(res, 404, { code: 'notFound' })
  }
}

type Exchange = { req: IncomingMessage; res: ServerResponse; chosen: string | undefined }
type Said = { status: number; body: object }

/** `answerTo`: what is to be done for the body, or null when it is no question of that kind. */
async function asked(
  house: House,
  { req, res, chosen }: Exchange,
  answerTo: (body: unknown) => (() => Said) | null,
): Promise<void> {
  const body = await readJson(req)
  house.asked += 1
  const wanted = faultOf(chosen ?? req.headers['x-fault']) ?? house.faults.shift()
  const act = answerTo(body)
  if (act === null || keyIn(body) !== req.headers['idempotency-key'])
    return send(res, 400, { code: 'badRequest' })
  if (wanted === '500') return send(res, 500, { code: 'internal' })
  if (wanted === 'duplicate') return send(res, 409, { code: 'keyReused' })
  const said = act()
  if (wanted === 'timeout') return
  if (wanted === 'lost') return void res.destroy()
  if (wanted === 'malformed') return void res.writeHead(200).end('<html>502 Bad Gateway</html>')
  if (wanted === 'slow') await new Promise((resolve) => setTimeout(resolve, house.slowMs))
  send(res, said.status, said.body)
}

function entered(said: BookAnswer): Said {
  switch (said.kind) {
    case 'entered':
      return { status: said.isRepeat ? 200 : 201, body: said.entry }
    case 'refused':
      return { status: 422, body: { code: said.code } }
    case 'keyReused':
      return { status: 409, body: { code: 'keyReused' } }
  }
}

function keyIn(body: unknown): unknown {
  return (body as { key?: unknown } | null)?.key
}

function faultOf(text: unknown): Fault | undefined {
  return FAULTS.find((fault) => fault === text)
}

const LONGEST_BODY = 100_000

async function readJson(req: IncomingMessage): Promise<unknown> {
  let body = ''
  req.setEncoding('utf8')
  for await (const chunk of req) {
    body += String(chunk)
    if (body.length > LONGEST_BODY) throw new Invalid({ code: 'tooLong', message: 'too long' })
  }
  try {
    return JSON.parse(body)
  } catch {
    throw new Invalid({ code: 'badRequest', message: 'not JSON' })
  }
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify(body))
}

function fail(res: ServerResponse, error: unknown): void {
  if (res.headersSent) return void res.destroy()
  if (error instanceof Invalid) return send(res, 400, { code: error.problems[0]!.code })
  console.error(error)
  send(res, 500, { code: 'internal' })
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      state: { type: 'string' },
      // end when standard input closes: whoever started this program has died, however suddenly
      lifeline: { type: 'boolean', default: false },
    },
  })
  if (values.state === undefined) throw new Error('--state DIR: nơi giữ sổ hộ tịch thử nghiệm')
  const register = await startRegister({ port: Number(values.port), stateDir: values.state })
  console.log(`Cơ sở dữ liệu hộ tịch thử nghiệm: ${register.url}`)
  const stop = (): void => void register.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (values.lifeline) process.stdin.once('end', stop).resume()
}

if (import.meta.main) await main()
