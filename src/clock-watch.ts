/**
 * Notices when the clock on the wall jumps against the one that only counts. What nobody but the clock decides (silence is
 * agreement, a deadline comes near) then waits until the clock has run evenly for a while, so that a clock set wrongly and
 * put right again leaves nothing false behind.
 */

/** Clocks are set by seconds every day; by minutes only when something is wrong. */
const TOLERANCE_MS = 60_000
const HOLD_MS = 10 * 60_000

export type ClockWatch = {
  /** Look often: a jump is noticed at the next look. False for ten minutes after one. */
  isEven(): boolean
}

export type Clocks = {
  /** Milliseconds on the wall, which people and time servers set. */
  wall(): number
  /** Milliseconds that only count. */
  counting(): number
  /** Told once of every jump; positive is ahead. */
  onJump(minutes: number): void
}

export function watchClock({ wall, counting, onJump }: Clocks): ClockWatch {
  let last = { wall: wall(), counting: counting() }
  let evenFrom = -Infinity
  return {
    isEven: () => {
      const now = { wall: wall(), counting: counting() }
      const jump = now.wall - last.wall - (now.counting - last.counting)
      last = now
      if (Math.abs(jump) > TOLERANCE_MS) {
        evenFrom = now.counting + HOLD_MS
        onJump(Math.round(jump / 60_000))
      }
      return now.counting >= evenFrom
    },
  }
}
