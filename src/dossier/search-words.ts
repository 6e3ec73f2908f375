/** The words of the search table. Pure. */
import { fold } from '../lib/text.ts'

/** Words by which the dossier is found, folded, and its scopes, so that one index decides both. */
export function searchWords(code: string, names: string[], scopes: number[]): string[] {
  const words = [code, ...names]
    .map(fold)
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  return [
    ...new Set([...words.filter((word) => word !== ''), ...scopes.map((scope) => `s${scope}`)]),
  ]
}
