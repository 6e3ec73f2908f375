import type { Tx } from '../db/connect.ts'
import type { FeeLaw } from './deps.ts'
import { ensureLines, linesById } from './lines-store.ts'
import { openFeesOf, type OpenFees } from './standing.ts'

/** What the dossier's door asks before an act that fees must have been paid for. */
export function openFeesIn(law: FeeLaw): (tx: Tx, id: string) => Promise<OpenFees> {
  return async (tx, id) => {
    await ensureLines(tx, law, id)
    return openFeesOf(await linesById(tx, id))
  }
}
