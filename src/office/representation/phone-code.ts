/** Codes on the phone of the represented person: derived from their row and the house's secret, stored nowhere (ASVS 6.5, 6.6). */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Once, for ten minutes, for five tries; three an hour for one represented person. */
export const CODE_MINUTES = 10
export const MOST_TRIES = 5
export const MOST_AN_HOUR = 3

export function codeOf(secret: string, id: string): string {
  const digest = createHmac('sha256', secret).update(`phone code\n${id}`).digest()
  return String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

export function isCode(secret: string, id: string, typed: string): boolean {
  const digits = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return false
  return timingSafeEqual(Buffer.from(digits), Buffer.from(codeOf(secret, id)))
}
