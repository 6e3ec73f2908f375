/** The civil register over HTTP: one question, one answer, within ten seconds; whatever else comes is a failure with a name. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parseDay } from '../lib/time.ts'
import {
  RegisterFailed,
  type CivilRegister,
  type RegisterAnswer,
  type RegisterFailure,
  type RegisterRequest,
} from '../result/register.ts'
import { OutboundFailed, outboundTo, type Outbound, type OutboundFailure } from './outbound.ts'

export type RegisterOptions = {
  /** Base address; `/v1/entries` is added. */
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
  personalNumber: Type.String({ pattern: '^\\d{12}$' }),
})
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
      return readAnswer(answer)
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

type Given = { request: RegisterRequest; timeoutMs: number }

const FAILURE: Readonly<Record<OutboundFailure, RegisterFailure>> = {
  notAllowed: 'unreachable',
  privateAddress: 'unreachable',
  redirected: 'unreachable',
  tooLong: 'malformed',
  timeout: 'timeout',
  unreachable: 'unreachable',
}

function readAnswer({ status, body }: Raw): RegisterAnswer {
  if (status >= 500 || status === 429) throw new RegisterFailed('serverError')
  if (status === 409) throw new RegisterFailed('keyReused')
  const json = parsed(body)
  if (
    (status === 200 || status === 201) &&
    Value.Check(Entry, json) &&
    parseDay(json.registeredOn)
  ) {
    const { book, number, registeredOn, reference, personalNumber } = json
    return { kind: 'entered', entry: { book, number, registeredOn, reference, personalNumber } }
  }
  if (status === 422 && Value.Check(Refused, json)) return { kind: 'refused', code: json.code }
  throw new RegisterFailed('malformed' satisfies RegisterFailure)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
