/**
 * Words that the catalogue does not know, mended by those it knows: letters that a Vietnamese keyboard left over (Telex),
 * words written together, slips of the finger and sounds that are often confused. Pure.
 */
export type Lexicon = {
  /** Every known word with the number of names it stands in. */
  readonly words: ReadonlyMap<string, number>
  /** How often the second word follows the first. */
  readonly follows: (first: string, second: string) => number
}
export type Neighbours = {
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** One or several known words instead of an unknown one; undefined when nothing is near enough. */
export function mended(
  word: string,
  lexicon: Lexicon,
  neighbours: Neighbours,
): string[] | undefined {
  if (/\d/.test(word) || word.length < 3) return undefined
  const plain = withoutTelex(word)
  if (plain !== word && lexicon.words.has(plain)) return [plain]
  const split =
    splitWords(word, lexicon) ?? (plain === word ? undefined : splitWords(plain, lexicon))
  if (split) return split
  const near = nearest(word, lexicon, neighbours) ?? nearest(plain, lexicon, neighbours)
  return near === undefined ? undefined : [near]
}

/** 'giaays' → 'giay', 'ddawng' → 'dang': doubled letters, w, and the letter of the tone at the end or after the vowel. */
export function withoutTelex(word: string): string {
  return word
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/([aou])w/g, '$1')
    .replace(/^(.*[aeiouy])[sfrxj]((?:c|ch|m|n|ng|nh|p|t|i|u|y|o|a)?)$/, '$1$2')
    .replace(/^(.*[aeiouy](?:c|ch|m|n|ng|nh|p|t))[sfrxj]$/, '$1')
}

const LONGEST = 7

/** 'khaisinh' → khai, sinh: the fewest known words, then those that follow one another most often. */
export function splitWords(word: string, { words, follows }: Lexicon): string[] | undefined {
  if (word.length < 4 || word.length > 40) return undefined
  type Way = { parts: string[]; score: number }
  const best: (Way | undefined)[] = [{ parts: [], score: 0 }]
  for (let end = 1; end <= word.length; end++)
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const way = best[start]
      const part = word.slice(start, end).replace(/^([hklmst])y$/, '$1i')
      const often = words.get(part) ?? 0
      if (!way || part.length < 2 || often < 2 || !/[aeiouy]/.test(part)) continue
      const pair = way.parts.length === 0 ? 0 : follows(way.parts.at(-1)!, part)
      const score = way.score - 12 + Math.log(often) + 2 * Math.log(1 + pair)
      if (score > (best[end]?.score ?? -Infinity))
        best[end] = { parts: [...way.parts, part], score }
    }
  const found = best[word.length]?.parts
  return found && found.length > 1 ? found : undefined
}

/** The known word with the least distance; among equals the one that goes with its neighbours, then the more frequent. */
export function nearest(
  word: string,
  { words, follows }: Lexicon,
  { before, after }: Neighbours,
): string | undefined {
  const most = word.length >= 6 ? 2 : 1
  let best: string | undefined
  let bestScore = -Infinity
  for (const [known, often] of words) {
    if (Math.abs(known.length - word.length) > most || known.length < 2 || known === word) continue
    const far = distance(word, known, most)
    if (far > most) continue
    const beside =
      (before === undefined ? 0 : follows(before, known)) +
      (after === undefined ? 0 : follows(known, after))
    const score = -6 * far + 2.5 * Math.log(1 + beside) + 0.5 * Math.log(often)
    if (score > bestScore) [best, bestScore] = [known, score]
  }
  return best
}

const SOUNDS: readonly (readonly [string, string])[] = [
  ['ch', 'tr'],
  ['s', 'x'],
  ['l', 'n'],
  ['i', 'y'],
  ['gi', 'd'],
  ['gi', 'r'],
  ['d', 'r'],
  ['c', 'k'],
  ['ng', 'ngh'],
  ['n', 'ng'],
  ['c', 't'],
]

/** Damerau's distance (exchange of neighbours counts one); half for sounds that people confuse. More than `most`: `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (soundsLike(a, b)) return 0.5
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min(
        rows[i - 1]![j]! + 1,
        row[j - 1]! + 1,
        rows[i - 1]![j - 1]! + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, rows[i - 2]![j - 2]! + 1)
      row.push(least)
    }
    if (Math.min(...row) > most) return most + 1
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

function soundsLike(a: string, b: string): boolean {
  return SOUNDS.some(([one, other]) => swapped(a, one, other) === b || swapped(a, other, one) === b)
}

function swapped(word: string, from: string, to: string): string {
  if (word.startsWith(from)) return to + word.slice(from.length)
  return word.endsWith(from) ? word.slice(0, -from.length) + to : word
}
