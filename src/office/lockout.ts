/**
 * How long an account rests after failed sign-ins. The n-th attempt since the last success is counted *before* it is
 * checked, so that parallel guesses cannot slip through together; a success sets the count back to zero.
 */

/** Seconds of rest after the first, second, … attempt; the last value holds for all further ones. */
export const LOCK_SECONDS = [0, 0, 0, 0, 30, 60, 120, 300, 600, 900] as const

/** Seconds the account rests after this attempt (1 is the first since the last success). */
export function lockSeconds(attempt: number): number {
  const at = Math.min(Math.max(1, attempt), LOCK_SECONDS.length)
  return LOCK_SECONDS[at - 1] ?? 0
}
