/** The marriage certificate, from the declaration of both, the register's entry and the office (Luật Hộ tịch 60/2014 Đ17–18). Pure. */
import { ok, type Result } from '../lib/result.ts'
import { parseDay, showDay } from '../lib/time.ts'
import type { MarriageCertificate } from '../signing/result-papers.ts'
import {
  demandEntry,
  entry,
  linesOnPaper,
  missing,
  signedPaper,
  unanswered,
  type Content,
  type Section,
} from './content.ts'
import {
  identityOf,
  inTheCity,
  label,
  partDay,
  place,
  text,
  type PaperFacts,
} from './paper-facts.ts'

const SIDES = [
  { who: 'woman', title: { vi: 'Bên nữ', en: 'Wife' }, name: 'Họ, chữ đệm, tên vợ' },
  { who: 'man', title: { vi: 'Bên nam', en: 'Husband' }, name: 'Họ, chữ đệm, tên chồng' },
] as const
type Side = (typeof SIDES)[number]

/** Refuses when one of the two is not known well enough, or the register has not entered the marriage. */
export function marriageCertificate(
  facts: PaperFacts,
): Result<Content & { paper: MarriageCertificate }> {
  const { answers, entry: given } = facts
  const lacking = unanswered(
    SIDES.flatMap(({ who, title }) => [
      [`họ tên ${title.vi.toLowerCase()}`, text(answers, `${who}.fullName`)] as const,
      [`ngày sinh ${title.vi.toLowerCase()}`, text(answers, `${who}.birthOn`)] as const,
    ]),
  )
  if (lacking.length > 0) return missing(lacking, 'giấy chứng nhận kết hôn')
  const demanded = demandEntry(facts)
  if (!demanded.ok) return demanded
  const sections = [...SIDES.map((side) => partyOf(facts, side)), registration(facts)]
  const paper: MarriageCertificate = {
    ...signedPaper(facts),
    number: given?.number ?? '',
    book: given?.book ?? '',
    registeredOn: given ? (parseDay(given.registeredOn) ?? null) : null,
    wife: text(answers, 'woman.fullName'),
    husband: text(answers, 'man.fullName'),
    sections: linesOnPaper(sections),
  }
  return ok({ paper, sections })
}

function partyOf({ answers, codeLists }: PaperFacts, { who, title, name }: Side): Section {
  const of = (id: string) => text(answers, `${who}.${id}`)
  return {
    title,
    lines: [
      [entry(name, 'Name', of('fullName'))],
      [entry('Ngày, tháng, năm sinh', 'Born on', partDay(answers, `${who}.birthOn`))],
      [
        entry('Dân tộc', 'Ethnicity', label(codeLists, 'ethnicity', of('ethnicity'))),
        entry('Quốc tịch', 'Nationality', label(codeLists, 'nationality', of('nationality'))),
      ],
      [entry('Nơi cư trú', 'Residence', place(codeLists, answers[`${who}.residence`]))],
      [entry('Giấy tờ tùy thân', 'Identity paper', identityOf(answers, who))],
    ],
  }
}

function registration({ officeName, entry: given }: PaperFacts): Section {
  const on = given ? parseDay(given.registeredOn) : undefined
  return {
    title: null,
    lines: [
      [entry('Nơi đăng ký kết hôn', 'Registered at', inTheCity(officeName))],
      [entry('Ngày, tháng, năm đăng ký', 'Registered on', on ? showDay(on) : '')],
    ],
  }
}
