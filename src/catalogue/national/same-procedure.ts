/** Whether two names can be names of one procedure: records of other procedures were found under a code (domain.md §13). Pure. */
import { fold } from '../../lib/text.ts'

function wordsOf(name: string): Set<string> {
  return new Set(fold(name).match(/[a-z0-9]+/g) ?? [])
}

/** Half of the words of the shorter name stand in the other. */
export function isSameProcedure(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  const shared = [...a].filter((word) => b.has(word)).length
  return shared * 2 >= Math.min(a.size, b.size)
}
