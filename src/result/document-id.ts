/** Ids that follow from what they belong to, so that doing the same again makes the same. Pure. */
import { sha256Hex } from '../lib/canonical.ts'

/**
 * A UUID (version 8) of the parts. With a submission key among them nobody can guess it, and a repeated click makes the same
 * document; it doubles as the token of public verification.
 */
export function idFrom(purpose: string, ...parts: readonly (string | number)[]): string {
  const hex = sha256Hex(JSON.stringify([purpose, ...parts]))
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4]!
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
