/** The marriage certificate of both (Luật Hộ tịch 60/2014 Đ17–18); what stands where is data. Pure. */
import lines from '../../data/results/marriage-certificate.json' with { type: 'json' }
import { ok, type Result } from '../lib/result.ts'
import type { MarriageCertificate } from '../signing/result-papers.ts'
import { demandEntry, linesOnPaper, registered, signedPaper, type Content } from './content.ts'
import { sectionsFrom } from './from-answers.ts'
import { text, type PaperFacts } from './paper-facts.ts'
import { checkedLines } from './paper-lines.ts'

export const marriageLines = checkedLines(lines, 'marriage-certificate')

/** Refuses when one of the two is not known well enough, or the register has not entered the marriage. */
export function marriageCertificate(
  facts: PaperFacts,
): Result<Content & { paper: MarriageCertificate }> {
  const made = sectionsFrom(marriageLines, facts)
  if (!made.ok) return made
  const demanded = demandEntry(facts)
  if (!demanded.ok) return demanded
  const sections = made.value
  const paper: MarriageCertificate = {
    ...signedPaper(facts),
    ...registered(facts),
    wife: text(facts.answers, 'woman.fullName'),
    husband: text(facts.answers, 'man.fullName'),
    sections: linesOnPaper(sections),
  }
  return ok({ paper, sections })
}
