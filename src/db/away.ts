/** Tells a database that cannot be reached from a fault of ours: the first passes by itself. A full disk is told elsewhere. */

/** SQLSTATE: going away, crashed, not yet up; connection classes; no room for connections or memory. */
const PASSING_STATE = /^(?:57P0[1-5]|08[0-9A-Z]{3}|53[02-9A-Z][0-9A-Z]{2}|58030)$/
const PASSING_ERRNO = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** What `pg` says without any code when the connection is gone or none was to be had. */
const PASSING_WORDS = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'Connection ended unexpectedly',
]

/** Whether the same request may well succeed in a moment. Nothing of it was kept unless its commit had already been sent. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string') {
    if (PASSING_STATE.test(code) || PASSING_ERRNO.has(code)) return true
    // the socket of a server that is not there is a file that is not there
    if (code === 'ENOENT' && syscall === 'connect') return true
  }
  return PASSING_WORDS.some((words) => error.message.startsWith(words))
}
