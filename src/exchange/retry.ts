/** When a message that did not arrive is tried again. Pure. */

const MINUTE_MS = 60_000
const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 30 * MINUTE_MS
/** A portal may be down over a week-end; after three days a person must look (reliability N03). */
export const GIVE_UP_AFTER_MS = 72 * 60 * MINUTE_MS

/** Milliseconds: two seconds, doubled each time, at most half an hour. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS)
}
