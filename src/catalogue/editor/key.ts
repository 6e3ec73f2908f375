/** One press of a button may be two acts of publication: the second carries a key of its own, always the same for the same press. */
import { sha256Hex } from '../../lib/canonical.ts'

export function keyFor(key: string, what: string): string {
  const hash = sha256Hex(`${key} ${what}`)
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ]
  return parts.join('-')
}
