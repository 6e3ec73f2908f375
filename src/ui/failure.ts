import { isDatabaseAway } from '../db/away.ts'
import {
  Conflict,
  Forbidden,
  Invalid,
  NewerHistory,
  NotFound,
  TooManyRequests,
  type Problem,
} from '../lib/problem.ts'
import { FormExpired, NoRoom, TooLarge, UnsupportedBody } from './refusals.ts'

/** What a request that failed is told. `code` is stable: programs may depend on it. */
export type Failure = {
  readonly status: number
  readonly code: FailureCode
  readonly problems: readonly Problem[]
  /** A Vietnamese sentence written for the person, where whoever refused wrote one. */
  readonly message?: string
  /** Which of the possible conflicts it is, for programs. */
  readonly reason?: string
  /** Bytes allowed for one file. */
  readonly maxBytes?: number
  /** When the same may be asked again. */
  readonly retryAfterSeconds?: number
}

export type FailureCode =
  | 'invalid'
  | 'badRequest'
  | 'forbidden'
  | 'formExpired'
  | 'notFound'
  | 'conflict'
  | 'tooLarge'
  | 'unsupportedBody'
  | 'tooManyRequests'
  | 'starting'
  | 'upgrading'
  | 'full'
  | 'unavailable'
  | 'failed'

/** The one table from what was thrown to what is answered. Anything unknown is our own fault: 500. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Invalid) return { ...plain('invalid'), problems: error.problems }
  if (error instanceof FormExpired) return plain('formExpired')
  if (error instanceof Forbidden) return plain('forbidden', error.message)
  if (error instanceof NotFound) return plain('notFound', error.message)
  if (error instanceof Conflict) {
    return { ...plain('conflict', error.message), reason: error.code }
  }
  if (error instanceof NewerHistory)
    return { ...plain('upgrading'), retryAfterSeconds: UPGRADING_SECONDS }
  if (error instanceof UnsupportedBody) return plain('unsupportedBody')
  if (error instanceof TooLarge) {
    const failure = plain('tooLarge')
    return error.maxBytes === undefined ? failure : { ...failure, maxBytes: error.maxBytes }
  }
  if (error instanceof NoRoom || isOutOfRoom(error)) return plain('full')
  if (isDatabaseAway(error)) return { ...plain('unavailable'), retryAfterSeconds: AWAY_SECONDS }
  if (error instanceof TooManyRequests) {
    return { ...plain('tooManyRequests'), retryAfterSeconds: error.retryAfterSeconds }
  }
  return plain(codeOfStatus(statusOf(error)))
}

/** No space left, quota used up, and PostgreSQL's own word for both (disk_full). */
const OUT_OF_ROOM = new Set(['ENOSPC', 'EDQUOT', '53100'])

function isOutOfRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && OUT_OF_ROOM.has(String(error.code))
}

/** The newer program takes over within the time of a deploy. */
const UPGRADING_SECONDS = 60

/** A server that was restarted is back within a few seconds. */
const AWAY_SECONDS = 5

export const statusOfCode: Readonly<Record<FailureCode, number>> = {
  invalid: 422,
  badRequest: 400,
  forbidden: 403,
  formExpired: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  unsupportedBody: 415,
  tooManyRequests: 429,
  starting: 503,
  upgrading: 503,
  full: 507,
  unavailable: 503,
  failed: 500,
}

function plain(code: FailureCode, message?: string): Failure {
  const failure = { status: statusOfCode[code], code, problems: [] }
  return message === undefined ? failure : { ...failure, message }
}

/** Errors of Fastify and its plug-ins carry the status that they mean. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('statusCode' in error)) return 500
  return typeof error.statusCode === 'number' ? error.statusCode : 500
}

function codeOfStatus(status: number): FailureCode {
  if (status === 404) return 'notFound'
  if (status === 413) return 'tooLarge'
  if (status === 415) return 'unsupportedBody'
  if (status === 429) return 'tooManyRequests'
  return status >= 400 && status < 500 ? 'badRequest' : 'failed'
}
