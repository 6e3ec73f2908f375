/** Chance that can be repeated: the same seed gives the same demo. Pure. */

export type Chance = {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  one<T>(choices: readonly T[]): T
  /** One of the names, each as likely as its weight says. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T
  isIn(share: number): boolean
}

/** Mulberry32 over a hash of the words: small, even enough for made people, and the same on every machine. */
export function chanceOf(words: string): Chance {
  let state = [...words].reduce(
    (sum, letter) => Math.imul(sum ^ letter.codePointAt(0)!, 16_777_619),
    2_166_136_261,
  )
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    one: (choices) => choices[between(0, choices.length - 1)]!,
    weighted: (weights) => {
      const entries = Object.entries<number>(weights)
      const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
      let left = next() * total
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!
      return found[0] as keyof typeof weights
    },
    isIn: (share) => next() < share,
  }
}
