/**
 * The page on which somebody waits for the gateway's word looks again by itself. Pure.
 *
 * Without a script the server asks for a reload by the header Refresh. What WCAG asks of such a page (2.2.1, 2.2.2):
 * it can be turned off, and at least 20 seconds are left to do so with one key: the first link of the page does, before the
 * first reload; it ends by itself; nothing is typed there that a reload could take away, and no time is taken from anybody, since the
 * payment does not depend on this page. Reading goes on at what is waited for. A `<meta>` could not be told apart by scripts:
 * with one the page is never loaded anew (citizen.js asks in the background and leaves the focus where it is).
 */
export const RELOAD_SECONDS = 25
/** About four minutes; the gateway mostly answers within one. */
const MOST_RELOADS = 10
/** The same four minutes for the script, which asks every five seconds. */
export const MOST_ASKS = 48

/** Of the address: how often the page has come by itself, or that it should not. */
export const TIMES = 'lan'
export const NEVER = 'thoi'

/** How often the page has been loaded by itself; undefined: it does not look any more. */
export function loadsIn(query: unknown): number | undefined {
  const said = (query as Record<string, unknown>)[TIMES]
  if (said === undefined) return 0
  const times = typeof said === 'string' && /^\d{1,2}$/.test(said) ? Number(said) : MOST_RELOADS
  return times < MOST_RELOADS ? times : undefined
}

/** The header of a page that has come that often. */
export function reloadAfter(path: string, loads: number): string {
  return `${RELOAD_SECONDS}; url=${path}?${TIMES}=${loads + 1}#${AWAITED}`
}

/** The id of what is waited for. */
export const AWAITED = 'cho'
