/**
 * The certificate of marital status, from the declaration and what the register answered (NĐ 123/2015 Đ21–23; wording and validity
 * to be confirmed with the circular). The purpose must be written; for a marriage there is one copy only. Pure.
 */
import law from '../../data/results/kinds.json' with { type: 'json' }
import lines from '../../data/results/marital-status.json' with { type: 'json' }
import { ok, refuse, type Result } from '../lib/result.ts'
import type { MaritalStatus } from '../signing/result-papers.ts'
import {
  demandEntry,
  entry,
  linesOnPaper,
  missing,
  signedPaper,
  type Content,
  type Section,
} from './content.ts'
import { sectionsFrom } from './from-answers.ts'
import { label, partDay, text, type PaperFacts } from './paper-facts.ts'
import { checkedLines } from './paper-lines.ts'

export const statusLines = checkedLines(lines, 'marital-status')
const { validity } = law['marital-status']

/** Refuses without subject, status or purpose, and when more than one copy is wanted for a marriage. */
export function maritalStatus(facts: PaperFacts): Result<Content & { paper: MaritalStatus }> {
  const { answers } = facts
  const subject = sectionsFrom(statusLines, facts)
  if (!subject.ok) return subject
  const purpose = purposeOf(facts)
  if (purpose === '') return missing(['mục đích sử dụng'], statusLines.paper)
  if (isForMarriage(facts) && Number(answers['copies.count'] ?? 1) > 1)
    return refuse('oneCopyOnly', 'Để kết hôn chỉ được cấp một bản. Hãy yêu cầu sửa số bản.')
  const demanded = demandEntry(facts)
  if (!demanded.ok) return demanded
  const status = statusOf(answers)
  const paper: MaritalStatus = {
    ...signedPaper(facts),
    office: facts.officeName,
    sections: linesOnPaper(subject.value),
    status,
    purpose,
    validity: `Giấy này có giá trị ${validity.months} tháng kể từ ngày cấp.`,
  }
  return ok({ paper, sections: [...subject.value, said(facts, { status, purpose })] })
}

function isForMarriage({ answers }: PaperFacts): boolean {
  return text(answers, 'purpose.kind') === 'marriage'
}

function said({ answers }: PaperFacts, words: { status: string; purpose: string }): Section {
  const copies = answers['copies.count']
  return {
    title: null,
    heading: { vi: 'Nội dung xác nhận', en: 'What is certified' },
    lines: [
      [entry('Tình trạng hôn nhân', 'Marital status', words.status)],
      [entry('Mục đích sử dụng', 'Purpose', words.purpose)],
      [entry('Số bản cấp', 'Copies', typeof copies === 'number' ? String(copies) : '1')],
    ],
  }
}

/** One sentence; for a time spent elsewhere it says where and when. */
function statusOf(answers: PaperFacts['answers']): string {
  const during = periodOf(answers)
  const now = during === '' ? 'Hiện tại' : `${during},`
  const [spouse, proof] = [text(answers, 'status.spouse'), text(answers, 'status.paper')]
  switch (text(answers, 'status.kind')) {
    case 'married':
      return `${now} đang có vợ, chồng là ${spouse}${proof && ` (${proof})`}.`
    case 'divorced':
      return `Đã đăng ký kết hôn với ${spouse}, đã ly hôn theo ${proof}. ${now} chưa đăng ký kết hôn với ai.`
    case 'widowed':
      return `Đã đăng ký kết hôn với ${spouse}, người đó đã chết (${proof}). ${now} chưa đăng ký kết hôn với ai.`
    default:
      return `${now} chưa đăng ký kết hôn với ai.`
  }
}

function periodOf(answers: PaperFacts['answers']): string {
  const where = text(answers, 'period.place')
  if (where === '') return ''
  const [from, to] = [partDay(answers, 'period.fromOn'), partDay(answers, 'period.toOn')]
  return `Trong thời gian cư trú tại ${where} từ ngày ${from} đến ngày ${to}`
}

const WHERE: Readonly<Record<string, string>> = {
  vietnam: 'tại cơ quan đăng ký hộ tịch của Việt Nam',
  abroad: 'tại cơ quan có thẩm quyền của nước ngoài, ở nước ngoài',
  foreignMission: 'tại cơ quan đại diện của nước ngoài ở Việt Nam',
}

/** '' when what it is for, or whom they want to marry, was not said. */
function purposeOf(facts: PaperFacts): string {
  const { answers, codeLists } = facts
  if (!isForMarriage(facts)) return text(answers, 'purpose.text')
  const name = text(answers, 'partner.fullName')
  if (name === '') return ''
  const nationality = label(codeLists, 'nationality', text(answers, 'partner.nationality'))
  const who = [
    name,
    `sinh ngày ${partDay(answers, 'partner.birthOn')}`,
    nationality && `quốc tịch ${nationality}`,
  ].filter(Boolean)
  const where = WHERE[text(answers, 'purpose.where')]
  return [`Đăng ký kết hôn với ${who.join(', ')}`, where].filter(Boolean).join(', ')
}
