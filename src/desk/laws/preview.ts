/** Before anything is decided: what would become of each dossier. */
import type { Tx } from '../../db/connect.ts'
import type { DossierDeps } from '../../dossier/handle.ts'
import { toLocalMinute, type LocalMinute } from '../../lib/time.ts'
import type { LawDecision } from './decision.ts'
import { countMeant, meantFrom } from './decision-store.ts'
import { outlookOf, type Moment, type Outlook } from './moving.ts'

export type PreviewLine = { code: string; outlook: Outlook }

export type Preview = {
  total: number
  lines: PreviewLine[]
  /** Of the lines. */
  counts: { moves: number; stays: number; earlier: number; later: number; atOnce: number }
}

export type PreviewDeps = { law: DossierDeps['law']; now: () => Date }

export function momentOf({ law, now }: PreviewDeps): Moment {
  return {
    now: toLocalMinute(now()),
    calendar: law.calendar(),
    termsOf: (procedure) => law.terms(procedure),
  }
}

const PAGE = 500

/** At most `most` lines, in the order of the dossiers' ids. */
export async function previewOf(
  tx: Tx,
  deps: PreviewDeps,
  { decision, officeId, most }: { decision: LawDecision; officeId: number; most: number },
): Promise<Preview> {
  const asking = { decision, officeId }
  const at = momentOf(deps)
  const lines: PreviewLine[] = []
  let after: string | null = null
  while (lines.length < most) {
    const page = await meantFrom(tx, asking, { after, limit: Math.min(PAGE, most - lines.length) })
    for (const { code, state } of page)
      lines.push({ code, outlook: outlookOf(decision, state, at) })
    if (page.length === 0) break
    after = page.at(-1)!.id
  }
  return { total: await countMeant(tx, asking), lines, counts: countsOf(lines) }
}

function countsOf(lines: readonly PreviewLine[]): Preview['counts'] {
  const counts = { moves: 0, stays: 0, earlier: 0, later: 0, atOnce: 0 }
  for (const { outlook } of lines) {
    if (outlook.will === 'stay') counts.stays += 1
    else {
      counts.moves += 1
      if (outlook.isAtOnce) counts.atOnce += 1
      const way = wayOf(outlook.dueBefore, outlook.dueAfter)
      if (way !== null) counts[way] += 1
    }
  }
  return counts
}

function wayOf(before: LocalMinute | null, after: LocalMinute | null): 'earlier' | 'later' | null {
  if (before === null || after === null || before === after) return null
  return after < before ? 'earlier' : 'later'
}
