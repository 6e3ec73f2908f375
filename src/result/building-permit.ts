/**
 * The building permit for a separate house and other works of grade III and IV (Luật Xây dựng Đ90; NĐ 175/2024, phụ lục II: the
 * layout of the form is to be confirmed); what stands where is data. Pure.
 */
import lines from '../../data/results/building-permit.json' with { type: 'json' }
import law from '../../data/results/kinds.json' with { type: 'json' }
import { ok, type Result } from '../lib/result.ts'
import type { BuildingPermit } from '../signing/result-papers.ts'
import { linesOnPaper, signedPaper, type Content } from './content.ts'
import { sectionsFrom } from './from-answers.ts'
import type { PaperFacts } from './paper-facts.ts'
import { checkedLines } from './paper-lines.ts'

export const permitLines = checkedLines(lines, 'building-permit')

/** What the holder must do and by when, as the form of the permit says it. */
const { conditions, beginWithin } = law['building-permit']

/** Refuses without the owner, the place, or the measures by which the work is checked. */
export function buildingPermit(facts: PaperFacts): Result<Content & { paper: BuildingPermit }> {
  const made = sectionsFrom(permitLines, facts)
  if (!made.ok) return made
  const sections = made.value
  const paper: BuildingPermit = {
    ...signedPaper(facts),
    office: facts.officeName,
    sections: linesOnPaper(sections),
    conditions: conditions.texts,
    validity: `Giấy phép có hiệu lực khởi công xây dựng trong ${beginWithin.months} tháng kể từ ngày cấp; quá thời hạn này thì phải đề nghị gia hạn.`,
  }
  return ok({ paper, sections })
}
