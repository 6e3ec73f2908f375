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

export type RegisterOptions = {
  /** Base address; `/v1/entries` is added. */
  url: string
  /** Default 10 seconds. */
  timeoutMs?: number
  /** Name that stands in the history. Default 'hotich'. */
  name?: string
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
}: RegisterOptions): CivilRegister {
  return {
    name,
    async enter(request) {
      const answer = await ask(`${url}/v1/entries`, request, timeoutMs)
      return readAnswer(answer)
    },
  }
}

type Raw = { status: number; body: string }

async function ask(address: string, request: RegisterRequest, timeoutMs: number): Promise<Raw> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': request.key },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, body: await shortBody(response) }
  } catch (error) {
    if (error instanceof RegisterFailed) throw error
    throw new RegisterFailed(isTimeout(error) ? 'timeout' : 'unreachable')
  }
}

async function shortBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > LONGEST_ANSWER) throw new RegisterFailed('malformed')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError'
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
