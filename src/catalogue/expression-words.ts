/** An explanation cut into words, quoted labels, numbers and signs. */
import type { Lang } from '../ui/i18n.ts'
import { numberLiteral, type Literal } from './expression.ts'
import { phrases } from './expression-phrases.ts'

export type Piece = { kind: 'quoted' | 'number' | 'word' | 'sign'; text: string; at: number }

const PIECES: Readonly<Record<Lang, RegExp>> = { vi: pieces('\\.', ','), en: pieces(',', '\\.') }

function pieces(group: string, point: string): RegExp {
  const number = `\\d{1,3}(?:${group}\\d{3})+(?:${point}\\d+)?(?![\\d])|\\d+(?:${point}\\d+)?`
  return new RegExp(
    `\\s*(?:“(?<quoted>(?:[^”]|””)*)”(?!”)|(?<number>${number})|(?<word>[\\p{L}\\p{M}’]+)|(?<sign>[-−+×(),;]))`,
    'uy',
  )
}

/** The pieces, or the character at which none begins. Reads every character once. */
export function piecesOf(text: string, lang: Lang): { pieces: Piece[]; stuckAt?: number } {
  const found: Piece[] = []
  const piece = new RegExp(PIECES[lang])
  const end = text.trimEnd().length
  while (piece.lastIndex < end) {
    const from = piece.lastIndex
    const match = piece.exec(text)
    if (!match?.groups) return { pieces: found, stuckAt: from }
    const at = from + match[0].length - match[0].trimStart().length
    const [kind, value] = Object.entries(match.groups).find(([, each]) => each !== undefined) ?? []
    const read = kind === 'quoted' ? value!.replace(/””/g, '”') : value!
    found.push({ kind: kind as Piece['kind'], text: read, at })
  }
  return { pieces: found }
}

/** The number of a piece; throws a Fault when the language has none as great. */
export function numberOfPiece({ text, at }: Piece, lang: Lang): Literal {
  const { group, point } = phrases[lang]
  return numberLiteral({ text: text.split(group).join('').replace(point, '.'), at })
}
