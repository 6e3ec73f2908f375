/** The civil register over HTTP: one question, one answer, within ten seconds; whatever else comes is a failure with a name. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parseDay } from '../lib/time.ts'
import {
  maritalStatuses,
  RegisterFailed,
  type CivilRegister,
  type LookUpAnswer,
  type LookUpRequest,
  type RegisterAnswer,
  type RegisterFailure,
  type RegisterRequest,
} from '../result/register.ts'
import { OutboundFailed, outboundTo, type Outbound, type OutboundFailure } from './outbound.ts'

export type RegisterOptions = {
  /** Base address; `/v1/entries` and `/v1/look-ups` are added. */
  url: string
  /** Default 10 seconds. */
  timeoutMs?: number
  /** Name that stands in the history. Default 'hotich'. */
  name?: string
  /** Where in the private network the register may stand, when it is configured by name. */
  privateNetworks?: readonly string[] | undefined
}

const LONGEST_ANSWER = 20_000

const Entry = Type.Object({
  book: Type.String({ minLength: 1, maxLength: 40 }),
  number: Type.String({ minLength: 1, maxLength: 40 }),
  registeredOn: Type.String(),
  reference: Type.String({ minLength: 1, maxLength: 80 }),
  personalNumber: Type.Optional(Type.String({ pattern: '^\\d{12}$' })),
})
const Word = Type.String({ maxLength: 300 })
const Person = Type.Object({
  role: Type.Enum(['child', 'mother', 'father', 'wife', 'husband', 'deceased'] as const),
  fullName: Type.String({ minLength: 1, maxLength: 200 }),
  birthOn: Word,
  sex: Word,
  ethnicity: Word,
  nationality: Word,
  personalNumber: Word,
  residence: Word,
  birthPlace: Type.Optional(Word),
  homeTown: Type.Optional(Word),
})
const FoundEntry = Type.Object({
  about: Type.Literal('entry'),
  act: Type.Enum(['birth', 'marriage', 'death'] as const),
  book: Type.String({ minLength: 1, maxLength: 40 }),
  number: Type.String({ minLength: 1, maxLength: 40 }),
  registeredOn: Type.String(),
  reference: Type.String({ minLength: 1, maxLength: 80 }),
  office: Type.String({ minLength: 1, maxLength: 300 }),
  people: Type.Array(Person, { minItems: 1, maxItems: 3 }),
  death: Type.Optional(Type.Object({ on: Word, time: Word, place: Word, cause: Word })),
})
const FoundStatus = Type.Object({
  about: Type.Literal('maritalStatus'),
  status: Type.Enum([...maritalStatuses]),
  spouse: Word,
  answeredOn: Type.String(),
  reference: Type.String({ minLength: 1, maxLength: 80 }),
})
const LookedUp = Type.Union([
  Type.Object({ answer: Type.Literal('answered'), found: Type.Union([FoundEntry, FoundStatus]) }),
  Type.Object({ answer: Type.Enum(['unknown', 'several'] as const) }),
])
const Refused = Type.Object({ code: Type.String({ pattern: '^[A-Za-z]{1,40}$' }) })

export function civilRegisterAt({
  url,
  timeoutMs = 10_000,
  name = 'hotich',
  privateNetworks,
}: RegisterOptions): CivilRegister {
  const out = outboundTo({ to: [url], privateNetworks })
  return {
    name,
    async enter(request) {
      const answer = await ask(out, `${url}/v1/entries`, { request, timeoutMs })
      return readAnswer(answer, { isBirth: !('act' in request) })
    },
    async lookUp(request) {
      const answer = await ask(out, `${url}/v1/look-ups`, { request, timeoutMs })
      return readFound(answer, request)
    },
  }
}

type Raw = { status: number; body: string }

async function ask(out: Outbound, address: string, given: Given): Promise<Raw> {
  const { request, timeoutMs } = given
  try {
    const { status, body } = await out.send(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': request.key },
      body: JSON.stringify(request),
      timeoutMs,
      mostBytes: LONGEST_ANSWER,
    })
    return { status, body: body.toString('utf8') }
  } catch (error) {
    throw new RegisterFailed(
      error instanceof OutboundFailed ? FAILURE[error.because] : 'unreachable',
    )
  }
}

type Given = { request: RegisterRequest | LookUpRequest; timeoutMs: number }

const FAILURE: Readonly<Record<OutboundFailure, RegisterFailure>> = {
  notAllowed: 'unreachable',
  privateAddress: 'unreachable',
  redirected: 'unreachable',
  tooLong: 'malformed',
  timeout: 'timeout',
  unreachable: 'unreachable',
}

function readAnswer(raw: Raw, { isBirth }: { isBirth: boolean }): RegisterAnswer {
  const { status } = raw
  const json = answered(raw)
  if (
    (status === 200 || status === 201) &&
    Value.Check(Entry, json) &&
    parseDay(json.registeredOn) &&
    (!isBirth || json.personalNumber !== undefined)
  ) {
    const { book, number, registeredOn, reference, personalNumber } = json
    const entry = { book, number, registeredOn, reference }
    return {
      kind: 'entered',
      entry: isBirth ? { ...entry, personalNumber: personalNumber! } : entry,
    }
  }
  if (status === 422 && Value.Check(Refused, json)) return { kind: 'refused', code: json.code }
  throw new RegisterFailed('malformed' satisfies RegisterFailure)
}

/** An answer to another question than the one that was asked is none. */
function readFound(raw: Raw, asked: LookUpRequest): LookUpAnswer {
  const json = answered(raw)
  if (raw.status !== 200 || !Value.Check(LookedUp, json)) throw new RegisterFailed('malformed')
  if (json.answer !== 'answered') return { kind: json.answer }
  const { found } = json
  const isAsked =
    found.about === 'entry'
      ? asked.about === 'entry' && found.act === asked.act && parseDay(found.registeredOn)
      : asked.about === 'maritalStatus' && parseDay(found.answeredOn)
  if (!isAsked) throw new RegisterFailed('malformed')
  return { kind: 'answered', found }
}

/** The body, or undefined when it is not JSON; throws on answers that are none. */
function answered({ status, body }: Raw): unknown {
  if (status >= 500 || status === 429) throw new RegisterFailed('serverError')
  if (status === 409) throw new RegisterFailed('keyReused')
  return parsed(body)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
