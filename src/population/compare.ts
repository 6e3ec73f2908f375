/** What somebody declared against what the register says, piece by piece. Pure. */
import { fold } from '../lib/text.ts'
import type { Part, Parts } from './parts.ts'

/** `accents`: the same letters with other marks; `differs` also covers what the register does not know. */
export type Compared = 'same' | 'accents' | 'differs'

/** One piece; `declared` as a form keeps it. Days that are only partly known agree as far as both go. */
export function comparePart(part: Part, declared: unknown, says: Parts[Part]): Compared {
  if (says === undefined) return 'differs'
  if (part === 'residence') return sameCommune(declared, says) ? 'same' : 'differs'
  if (typeof declared !== 'string' || typeof says !== 'string') return 'differs'
  if (part === 'birthOn' || part === 'marriedOn')
    return declared !== '' && (declared.startsWith(says) || says.startsWith(declared))
      ? 'same'
      : 'differs'
  if (plain(declared) === plain(says)) return 'same'
  return fold(declared) === fold(says) ? 'accents' : 'differs'
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')
}

/** Houses are written in many ways; the commune is one of a list. */
function sameCommune(declared: unknown, says: unknown): boolean {
  return communeOf(declared) !== undefined && communeOf(declared) === communeOf(says)
}

function communeOf(place: unknown): string | undefined {
  if (typeof place !== 'object' || place === null || !('commune' in place)) return undefined
  return typeof place.commune === 'string' ? place.commune : undefined
}
