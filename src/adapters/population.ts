/**
 * The population register over signed HTTP: one question, one answer, three seconds at most. Whatever comes back that is not exactly
 * an answer of the contract is silence, and a register that is silent several times in a row is left alone for a while, so that nobody
 * who files waits for it.
 */
import { breaker } from '../exchange/breaker.ts'
import type { LookUp, LookUpAnswer, Population, Silence } from '../population/population.ts'
import { readAnswer, recordOf } from '../population/schema.ts'
import { OutboundFailed, outboundTo, type OutboundFailure } from './outbound.ts'
import { signedPost, type SignedNeighbour } from './signed-post.ts'

const LONGEST_WAIT_MS = 3_000

export function populationAt(options: SignedNeighbour): Population {
  const { url, key, now = () => new Date(), privateNetworks } = options
  const timeoutMs = Math.min(options.timeoutMs ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS)
  const out = outboundTo({ to: [url], privateNetworks })
  const address = new URL(`${url}/v1/look-ups`)
  const silence = breaker()
  return {
    async lookUp(question) {
      if (!silence.mayAsk(now())) return unavailable('resting')
      const answer = await signedPost(out, { address, body: question, key, now: now(), timeoutMs })
        .then((got) => read(question, got))
        .catch((error: unknown) => unavailable(silenceOf(error)))
      silence.heard(answer.kind !== 'unavailable', now())
      return answer
    },
  }
}

function read(
  { personalNumber }: LookUp,
  { status, answer: said }: { status: number; answer: unknown },
): LookUpAnswer {
  if (status === 401 || status === 403) return unavailable('refused')
  if (status >= 500 || status === 429) return unavailable('unreachable')
  const answer = status === 200 ? readAnswer(personalNumber, said) : undefined
  if (answer === undefined) return unavailable('malformed')
  if (answer.outcome !== 'found') return { kind: answer.outcome }
  return { kind: 'found', record: recordOf(answer), asOf: answer.asOf }
}

function unavailable(because: Silence): LookUpAnswer {
  return { kind: 'unavailable', because }
}

const SILENCE_OF: Readonly<Record<OutboundFailure, Silence>> = {
  notAllowed: 'unreachable',
  privateAddress: 'unreachable',
  redirected: 'unreachable',
  tooLong: 'malformed',
  timeout: 'timeout',
  unreachable: 'unreachable',
}

function silenceOf(error: unknown): Silence {
  return error instanceof OutboundFailed ? SILENCE_OF[error.because] : 'unreachable'
}
