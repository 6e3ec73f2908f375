/**
 * The building permit for a separate house and other works of grade III and IV, from the application and the office (Luật Xây dựng
 * Đ90; NĐ 175/2024, phụ lục II: the layout of the form is to be confirmed). Pure.
 */
import law from '../../data/results/kinds.json' with { type: 'json' }
import { ok, type Result } from '../lib/result.ts'
import type { BuildingPermit } from '../signing/result-papers.ts'
import {
  entry,
  linesOnPaper,
  missing,
  signedPaper,
  unanswered,
  type Content,
  type Section,
} from './content.ts'
import { figure, identityOf, place, text, type PaperFacts } from './paper-facts.ts'

const KINDS: Readonly<Record<string, string>> = {
  house: 'Nhà ở riêng lẻ',
  building: 'Công trình không theo tuyến',
  linear: 'Công trình theo tuyến trong đô thị',
  religious: 'Công trình tôn giáo',
  belief: 'Công trình tín ngưỡng',
  monument: 'Tượng đài, tranh hoành tráng',
  diplomatic: 'Công trình của cơ quan ngoại giao, tổ chức quốc tế',
}
const GRADES: Readonly<Record<string, string>> = {
  three: 'Cấp III',
  four: 'Cấp IV',
  other: 'Cấp khác',
}
const STAGES: Readonly<Record<string, string>> = {
  whole: 'Toàn bộ công trình',
  stage: 'Theo giai đoạn',
  project: 'Theo dự án',
}

/** What the holder must do and by when, as the form of the permit says it. */
const { conditions, beginWithin } = law['building-permit']

/** Refuses without the owner, the place, or the measures by which the work is checked. */
export function buildingPermit(facts: PaperFacts): Result<Content & { paper: BuildingPermit }> {
  const { answers, codeLists } = facts
  const lacking = unanswered([
    ['tên chủ đầu tư', text(answers, 'owner.name')],
    ['địa chỉ xây dựng', place(codeLists, answers['site.address'])],
    ['tổng diện tích sàn', figure(answers, 'size.floorArea')],
    ['chiều cao công trình', figure(answers, 'size.height')],
    ['số tầng', figure(answers, 'size.floors')],
  ])
  if (lacking.length > 0) return missing(lacking, 'giấy phép xây dựng')
  const sections = [owner(facts), work(facts), size(facts)]
  const paper: BuildingPermit = {
    ...signedPaper(facts),
    office: facts.officeName,
    sections: linesOnPaper(sections),
    conditions: conditions.texts,
    validity: `Giấy phép có hiệu lực khởi công xây dựng trong ${beginWithin.months} tháng kể từ ngày cấp; quá thời hạn này thì phải đề nghị gia hạn.`,
  }
  return ok({ paper, sections })
}

function owner({ answers, codeLists }: PaperFacts): Section {
  const code = text(answers, 'owner.businessCode')
  const representative = [text(answers, 'owner.representative'), text(answers, 'owner.position')]
  const identity = code === '' ? identityOf(answers, 'owner') : `Mã số ${code}`
  return {
    title: { vi: 'Cấp cho', en: 'Granted to' },
    lines: [
      [entry('Chủ đầu tư', 'Owner of the work', text(answers, 'owner.name'))],
      [entry('Giấy tờ', 'Identity', identity)],
      ...(representative[0]
        ? [[entry('Người đại diện', 'Represented by', representative.filter(Boolean).join(', '))]]
        : []),
      [entry('Địa chỉ liên hệ', 'Address', place(codeLists, answers['owner.address']))],
    ],
  }
}

function work({ answers, codeLists }: PaperFacts): Section {
  const of = (table: Readonly<Record<string, string>>, id: string) =>
    table[text(answers, id)] ?? text(answers, id)
  return {
    title: { vi: 'Được phép xây dựng', en: 'May build' },
    lines: [
      [
        entry('Công trình', 'Work', of(KINDS, 'work.kind')),
        entry('Cấp công trình', 'Grade', of(GRADES, 'work.grade')),
        entry('Phần', 'Part', of(STAGES, 'work.stage')),
      ],
      [
        entry('Lô đất số', 'Plot', text(answers, 'site.plot')),
        entry('Diện tích lô đất (m²)', 'Area of the plot (m²)', figure(answers, 'site.area')),
      ],
      [entry('Địa điểm', 'Place', place(codeLists, answers['site.address']))],
      [entry('Thiết kế do', 'Designed by', designer(answers))],
    ],
  }
}

function designer(answers: PaperFacts['answers']): string {
  const certificate = text(answers, 'design.authorCertificate')
  const name = text(answers, 'design.author')
  return certificate === '' ? name : `${name} (chứng chỉ ${certificate})`
}

function size({ answers }: PaperFacts): Section {
  const of = (id: string) => figure(answers, `size.${id}`)
  return {
    title: { vi: 'Quy mô', en: 'Size' },
    lines: [
      [
        entry('Cốt xây dựng (m)', 'Level (m)', of('level')),
        entry('Khoảng lùi (m)', 'Setback (m)', of('setback')),
      ],
      [
        entry('Diện tích xây dựng tầng một (m²)', 'Ground floor (m²)', of('groundArea')),
        entry('Tổng diện tích sàn (m²)', 'Floor area (m²)', of('floorArea')),
      ],
      [
        entry('Chiều cao (m)', 'Height (m)', of('height')),
        entry('Số tầng', 'Floors', of('floors')),
      ],
      ...wordsOf(answers),
    ],
  }
}

function wordsOf(answers: PaperFacts['answers']): Section['lines'] {
  const words = ['floorAreaWords', 'heightWords', 'floorsWords', 'words']
    .map((id) => text(answers, `size.${id}`))
    .filter(Boolean)
  return words.length === 0 ? [] : [[entry('Diễn giải', 'Explanation', words.join('; '))]]
}
