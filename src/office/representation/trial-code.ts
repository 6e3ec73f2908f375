/** A trial installation without a carrier shows the code on the page, as it shows the codes of its made officials. */
import type { RepresentationDeps } from './handle.ts'
import type { CodeDeps } from './phone-answer.ts'
import { codeOf } from './phone-code.ts'
import { newestCode } from './phone-code-store.ts'

export async function trialCodeOf(
  { db, now, secret, showsCodes = false }: RepresentationDeps & CodeDeps,
  row: { id: number },
): Promise<string | undefined> {
  if (!showsCodes) return undefined
  const id = await newestCode(db, row.id, now())
  return id && codeOf(secret, id)
}
