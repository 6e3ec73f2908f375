/** What the counted pages come to, and the table of the ways beside each other. */
import type { Done } from './walk.ts'

/** Typing on a telephone: 36 words of five characters a minute (Palin and others, MobileHCI 2019; from memory, to be confirmed). */
const CHARACTERS_A_SECOND = (36 * 5) / 60
/** Finding and pressing something: an assumption on the slow side, to be confirmed. */
const SECONDS_A_TAP = 2.5

export type Way = { title: string; pages: readonly Done[] }
export type Sum = Omit<Done, 'page'> & { pages: number; fields: number; seconds: number }

export function sumOf({ pages }: Way): Sum {
  const sum = (of: (each: Done) => number): number => pages.reduce((n, each) => n + of(each), 0)
  const boxes = sum((each) => each.boxes)
  const characters = sum((each) => each.characters)
  const taps = sum((each) => each.taps)
  return {
    pages: pages.length,
    boxes,
    // A day of birth is one field with three boxes; in every way the child's is typed whole.
    fields: boxes - 2,
    characters,
    taps,
    photographs: sum((each) => each.photographs),
    reused: sum((each) => each.reused),
    seconds: characters / CHARACTERS_A_SECOND + taps * SECONDS_A_TAP,
  }
}

/** A row for each page, a column for each way: boxes · characters · taps. */
export function print(ways: readonly Way[]): void {
  const names = longest(ways).map(({ page }) => page)
  console.log(
    row(
      'page',
      ways.map(({ title }) => title),
    ),
  )
  for (const name of names) {
    const cells = ways.map(({ pages }) => {
      const done = pages.find(({ page }) => page === name)
      return done ? `${done.boxes} · ${done.characters} · ${done.taps}` : '-'
    })
    console.log(row(name, cells))
  }
  for (const [name, of] of SUMS)
    console.log(
      row(
        name,
        ways.map((way) => String(of(sumOf(way)))),
      ),
    )
}

const SUMS: readonly (readonly [string, (sum: Sum) => number])[] = [
  ['pages', ({ pages }) => pages],
  ['fields typed', ({ fields }) => fields],
  ['boxes', ({ boxes }) => boxes],
  ['characters', ({ characters }) => characters],
  ['taps', ({ taps }) => taps],
  ['photographs', ({ photographs }) => photographs],
  ['used again', ({ reused }) => reused],
  ['seconds', ({ seconds }) => Math.round(seconds)],
]

function longest(ways: readonly Way[]): readonly Done[] {
  return ways.map(({ pages }) => pages).toSorted((a, b) => b.length - a.length)[0] ?? []
}

function row(name: string, cells: readonly string[]): string {
  return `${name.padEnd(14)} ${cells.map((cell) => cell.padStart(22)).join(' ')}`
}
