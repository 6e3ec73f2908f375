import type { Reason } from './expression-wording.ts'

/** Where an expression cannot be read, and why. */
export class Fault extends Error {
  readonly at: number
  readonly reason: Reason
  constructor(at: number, reason: Reason) {
    super('expression cannot be read')
    this.at = at
    this.reason = reason
  }
}

/** A piece of an expression and where it begins. The text of a quoted text is without its quotes. */
export type Token = { kind: 'text' | 'number' | 'word' | 'sign'; text: string; at: number }

const PIECE =
  /\s*(?:'(?<text>[^'\n]*)'|(?<number>\d{1,15}(?:\.\d{1,6})?)|(?<word>[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*)|(?<sign>==|!=|<=|>=|[-+*<>(),]))/uy

/** Cuts an expression into its pieces; throws a Fault at the first character that cannot begin one. */
export function tokens(text: string): Token[] {
  const list: Token[] = []
  const end = text.trimEnd().length
  PIECE.lastIndex = 0
  while (PIECE.lastIndex < end) {
    const from = PIECE.lastIndex
    const found = PIECE.exec(text)
    if (!found?.groups) throw new Fault(from, (t) => t.unreadable)
    const [kind, piece] =
      Object.entries(found.groups).find(([, value]) => value !== undefined) ?? []
    const at = from + found[0].length - found[0].trimStart().length
    list.push({ kind: kind as Token['kind'], text: piece ?? '', at })
  }
  return list
}
