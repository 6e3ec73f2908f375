/** Where to go after signing in: only pages of our own, so that nobody can be sent elsewhere through our door. */

const LONGEST = 500
const ANYWHERE = 'http://own.invalid'
/** Doors themselves are no place to return to. */
const DOORS = /^\/(can-bo\/)?(dang-nhap|dang-xuat)(\/|$)/

/** The path with its query, if it is one of our own pages; otherwise undefined. */
export function ownPath(wanted: unknown): string | undefined {
  if (typeof wanted !== 'string' || wanted.length > LONGEST || !wanted.startsWith('/'))
    return undefined
  if (!URL.canParse(wanted, ANYWHERE)) return undefined
  // The same parser as the browser's: it sees through backslashes, tabs and doubled slashes.
  const url = new URL(wanted, ANYWHERE)
  if (url.origin !== ANYWHERE || DOORS.test(url.pathname)) return undefined
  const path = `${url.pathname}${url.search}`
  return path.startsWith('//') ? undefined : path
}

/** An address with the page to return to, when there is one. */
export function withReturn(address: string, next: string | undefined): string {
  return next === undefined ? address : `${address}?next=${encodeURIComponent(next)}`
}
