/** A partner that answers nobody is left alone for a while instead of being asked once more for every message. Pure. */

const FAILURES_IN_A_ROW = 5
const PAUSE_MS = 30_000

export type Breaker = {
  /** May the partner be asked at this moment? */
  mayAsk(now: Date): boolean
  heard(isAnswer: boolean, now: Date): void
}

/** After five failures in a row half a minute of silence; then one try tells whether it goes on. */
export function breaker(): Breaker {
  let failures = 0
  let silentUntil = 0
  return {
    // An end further away than any silence lasts comes from a clock that was set back since.
    mayAsk: (now) => now.getTime() >= silentUntil || silentUntil - now.getTime() > PAUSE_MS,
    heard(isAnswer, now) {
      failures = isAnswer ? 0 : failures + 1
      if (failures >= FAILURES_IN_A_ROW) silentUntil = now.getTime() + PAUSE_MS
    },
  }
}
