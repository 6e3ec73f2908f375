/**
 * The stand-in of the national population register, a program of its own: signed HTTP, a thousand made people in families, faults on
 * demand. Nothing of it is real.
 *
 *   node standins/population.ts --port 2777 --key ID=SECRET
 *
 * POST /v1/look-ups  one question about one person (src/population/schema.ts)
 * GET  /v1/status    how many people, how many questions, the purposes of the last hundred
 * POST /v1/faults    {"faults": ["timeout", …]}: one for each of the next questions; {"always": "500"} until {"always": null}
 * A fault is also chosen by the header x-fault or by the address /fault/KIND/v1/look-ups.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkout } from '../src/checkout.ts'
import { isSignedBy, isTimely, readAuthorization, type Key } from '../src/exchange/signature.ts'
import { Invalid } from '../src/lib/problem.ts'
import { fold } from '../src/lib/text.ts'
import type { LookUp, PersonRecord } from '../src/population/population.ts'
import { madePopulation } from './population/people.ts'

/**
 * timeout: never answered · slow: answered late · lost: connection broken · 500 · malformed: rubbish · huge: a megabyte · okError:
 * status 200 that tells of an error · otherPerson: the record of somebody else · extra: a member that the contract does not have.
 */
export const FAULTS = [
  'timeout',
  'slow',
  'lost',
  '500',
  'malformed',
  'huge',
  'okError',
  'otherPerson',
  'extra',
] as const
export type Fault = (typeof FAULTS)[number]

export type PopulationStandInOptions = {
  /** 0 takes a free port. */
  port?: number
  key: Key
  now?: () => Date
  /** Milliseconds that a slow answer takes. Default 5000. */
  slowMs?: number
}

export type PopulationStandIn = {
  url: string
  people: ReadonlyMap<string, PersonRecord>
  /** Questions so far, with their purpose; those that went wrong included. */
  asked(): readonly LookUp[]
  distrusted(): number
  /** One fault for each of the next questions. */
  failNext(...faults: Fault[]): void
  /** The same fault for every question until `undefined`. */
  failAlways(fault: Fault | undefined): void
  /** What the register says of somebody from now on. */
  change(personalNumber: string, change: Partial<PersonRecord>): void
  stop(): Promise<void>
}

type House = {
  key: Key
  now: () => Date
  people: Map<string, PersonRecord>
  faults: Fault[]
  always: Fault | undefined
  asked: LookUp[]
  distrusted: number
  slowMs: number
}

export async function startPopulation(
  options: PopulationStandInOptions,
): Promise<PopulationStandIn> {
  const house: House = {
    key: options.key,
    now: options.now ?? (() => new Date()),
    people: new Map(madePopulation(join(checkout, 'data'))),
    faults: [],
    always: undefined,
    asked: [],
    distrusted: 0,
    slowMs: options.slowMs ?? 5000,
  }
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
    people: house.people,
    asked: () => house.asked,
    distrusted: () => house.distrusted,
    failNext: (...faults) => house.faults.push(...faults),
    failAlways: (fault) => {
      house.always = fault
    },
    change: (number, change) => {
      const person = house.people.get(number)
      if (person) house.people.set(number, { ...person, ...change })
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(house: House, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [, chosen, path = ''] = /^(?:\/fault\/(\w+))?(\/.*)$/.exec(req.url ?? '') ?? []
  switch (`${req.method} ${path}`) {
    case 'POST /v1/look-ups':
      return lookUp(house, { req, res, fault: faultOf(chosen ?? req.headers['x-fault']) })
    case 'GET /v1/status':
      return send(res, 200, {
        people: house.people.size,
        asked: house.asked.length,
        purposes: house.asked.slice(-100).map(({ purpose }) => purpose),
      })
    case 'POST /v1/faults': {
      const wanted = JSON.parse(await bodyOf(req)) as { faults?: unknown[]; always?: unknown }
      house.faults.push(...(wanted.faults ?? []).flatMap((each) => faultOf(each) ?? []))
      if ('always' in wanted) house.always = faultOf(wanted.always)
      return send(res, 202, { faults: house.faults, always: house.always ?? null })
    }
    default:
      return send(res, 404, { code: 'notFound' })
  }
}

type Exchange = { req: IncomingMessage; res: ServerResponse; fault: Fault | undefined }

async function lookUp(house: House, { req, res, fault }: Exchange): Promise<void> {
  const body = await bodyOf(req)
  if (!isTrusted(house, req, body)) {
    house.distrusted += 1
    return send(res, 401, { code: 'signature' })
  }
  const question = JSON.parse(body) as LookUp
  if (!isQuestion(question)) return send(res, 400, { code: 'badRequest' })
  house.asked.push(question)
  const said = saidOf(house, question)
  const wanted = fault ?? house.faults.shift() ?? house.always
  if (wanted === undefined) return send(res, 200, said)
  return misbehave(house, { res, wanted, said })
}

type Misbehaving = { res: ServerResponse; wanted: Fault; said: object }

async function misbehave(house: House, { res, wanted, said }: Misbehaving): Promise<void> {
  switch (wanted) {
    case 'timeout':
      return
    case 'lost':
      return void res.destroy()
    case '500':
      return send(res, 500, { code: 'internal' })
    case 'malformed':
      return void res.writeHead(200).end('<html>502 Bad Gateway</html>')
    case 'huge':
      return send(res, 200, { ...said, note: 'x'.repeat(1_000_000) })
    case 'okError':
      return send(res, 200, { error: 'HT-0021', message: 'Hệ thống bận' })
    case 'otherPerson': {
      const [person] = house.people.values()
      const other = { ...person!, personalNumber: '001000000000' }
      return send(res, 200, { outcome: 'found', asOf: house.now().toISOString(), person: other })
    }
    case 'extra':
      return send(res, 200, { ...said, password: 'abc' })
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, house.slowMs))
      return send(res, 200, said)
  }
}

/** The record, when the question proves why it may be asked. */
function saidOf({ people, now }: House, { personalNumber, proof }: LookUp): object {
  const person = people.get(personalNumber)
  if (!person) return { outcome: 'notFound' }
  const isProved =
    proof.kind === 'named'
      ? fold(proof.fullName) === fold(person.fullName) &&
        (proof.birthOn === undefined || person.birthOn.startsWith(proof.birthOn))
      : person.marriage?.spouse === proof.personalNumber
  if (!isProved) return { outcome: 'mismatch' }
  return { outcome: 'found', asOf: now().toISOString(), person }
}

function isQuestion(question: Partial<LookUp> | null): question is LookUp {
  const { personalNumber, proof, purpose } = question ?? {}
  return (
    typeof personalNumber === 'string' &&
    (proof?.kind === 'named' || proof?.kind === 'spouseOf') &&
    typeof purpose?.procedure === 'string' &&
    typeof purpose.ground === 'string' &&
    purpose.ground !== ''
  )
}

function isTrusted({ key, now }: House, req: IncomingMessage, body: string): boolean {
  const credentials = readAuthorization(req.headers.authorization)
  if (!credentials || credentials.keyId !== key.id || !isTimely(credentials, now())) return false
  const path = req.url ?? ''
  return isSignedBy({ method: 'POST', path, body }, credentials, key.secret)
}

function faultOf(text: unknown): Fault | undefined {
  return FAULTS.find((fault) => fault === text)
}

const LONGEST_BODY = 10_000

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = ''
  req.setEncoding('utf8')
  for await (const chunk of req) {
    body += String(chunk)
    if (body.length > LONGEST_BODY) throw new Invalid({ code: 'tooLong', message: 'too long' })
  }
  return body
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify(body))
}

function fail(res: ServerResponse, error: unknown): void {
  if (res.headersSent) return void res.destroy()
  if (error instanceof Invalid || error instanceof SyntaxError)
    return send(res, 400, { code: 'badRequest' })
  console.error(error)
  send(res, 500, { code: 'internal' })
}

function keyIn(pair: string): Key {
  const at = pair.indexOf('=')
  if (at < 1) throw new Error('--key ID=SECRET: khóa mà Một Cửa ký')
  return { id: pair.slice(0, at), secret: pair.slice(at + 1) }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      key: { type: 'string', default: '' },
      // end when standard input closes: whoever started this program has died, however suddenly
      lifeline: { type: 'boolean', default: false },
    },
  })
  const register = await startPopulation({ port: Number(values.port), key: keyIn(values.key) })
  console.log(`Cơ sở dữ liệu dân cư thử nghiệm: ${register.url}`)
  const stop = (): void => void register.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (values.lifeline) process.stdin.once('end', stop).resume()
}

if (import.meta.main) await main()
