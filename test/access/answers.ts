/** The whole matrix, really requested: who gets which answer from which route. */
import { WHO, type Letter, type Who } from './matrix-words.ts'
import type { MatrixWorld } from './matrix-world.ts'
import { letterOf, request, type Answer } from './requests.ts'

/** Ends the sessions it is asked with: always the last one. */
export const SIGN_OUT = 'POST /dang-xuat'

export type Cell = { who: Who; answer: Answer; letter: Letter | undefined }

/** Reading is asked by all at once; acts one after the other, in the order of the columns, so that the first one may win. */
export async function answersTo(world: MatrixWorld, route: string): Promise<Cell[]> {
  const ask = async (who: Who): Promise<Cell> => {
    const answer = await request(world, route, who)
    return { who, answer, letter: letterOf(answer) }
  }
  // A failed sign-in is answered slowly on purpose.
  if (route.startsWith('GET') || route === 'POST /can-bo/dang-nhap') {
    return Promise.all(WHO.map(ask))
  }
  const cells: Cell[] = []
  for (const who of WHO) cells.push(await ask(who))
  return cells
}

export function inOrder(routes: readonly string[]): string[] {
  return [...routes.filter((route) => route !== SIGN_OUT), SIGN_OUT]
}

/** 'ooo dddd …': the letters of a row in groups, as they stand in the table. */
export function grouped(letters: string): string {
  const groups = [3, 4, 2, 5, 1, 2, 2]
  let from = 0
  return groups.map((size) => letters.slice(from, (from += size))).join(' ')
}
