/** The extract of a death entry (Luật Hộ tịch 60/2014 Đ34); what stands where is data. Pure. */
import lines from '../../data/results/death-extract.json' with { type: 'json' }
import { ok, type Result } from '../lib/result.ts'
import type { DeathExtract } from '../signing/result-papers.ts'
import { demandEntry, linesOnPaper, registered, signedPaper, type Content } from './content.ts'
import { sectionsFrom } from './from-answers.ts'
import type { PaperFacts } from './paper-facts.ts'
import { checkedLines } from './paper-lines.ts'

export const deathLines = checkedLines(lines, 'death-extract')

/** Refuses when the declaration no longer holds what the paper must say, or the register has not entered the death. */
export function deathExtract(facts: PaperFacts): Result<Content & { paper: DeathExtract }> {
  const made = sectionsFrom(deathLines, facts)
  if (!made.ok) return made
  const demanded = demandEntry(facts)
  if (!demanded.ok) return demanded
  const sections = made.value
  const paper: DeathExtract = {
    ...signedPaper(facts),
    ...registered(facts),
    office: facts.officeName,
    sections: linesOnPaper(sections),
  }
  return ok({ paper, sections })
}
