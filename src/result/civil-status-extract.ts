/**
 * The copy of an extract from the civil register (Luật Hộ tịch 60/2014 Đ63–64; layout to be confirmed with the circular). What it
 * says is what the register answered; the declaration only says whose entry was wanted. Pure.
 */
import { showPartDay } from '../catalogue/date-in-words.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import type { CivilStatusExtract } from '../signing/result-papers.ts'
import type { Words } from '../catalogue/shape.ts'
import { entry, linesOnPaper, signedPaper, type Content, type Section } from './content.ts'
import type { PaperFacts } from './paper-facts.ts'
import type { EntryAct, FoundEntry, PersonInEntry } from './register.ts'

const NAMES: Readonly<Record<EntryAct, { name: string; book: string }>> = {
  birth: { name: 'TRÍCH LỤC KHAI SINH', book: 'Sổ đăng ký khai sinh' },
  marriage: { name: 'TRÍCH LỤC KẾT HÔN', book: 'Sổ đăng ký kết hôn' },
  death: { name: 'TRÍCH LỤC KHAI TỬ', book: 'Sổ đăng ký khai tử' },
}

const ROLES: Readonly<Record<PersonInEntry['role'], Words>> = {
  child: { vi: 'Người được khai sinh', en: 'Child' },
  mother: { vi: 'Người mẹ', en: 'Mother' },
  father: { vi: 'Người cha', en: 'Father' },
  wife: { vi: 'Bên nữ', en: 'Wife' },
  husband: { vi: 'Bên nam', en: 'Husband' },
  deceased: { vi: 'Người chết', en: 'Deceased' },
}

/** Refuses when the register has not answered which entry it is: nothing is copied from a declaration. */
export function civilStatusExtract(
  facts: PaperFacts,
): Result<Content & { paper: CivilStatusExtract }> {
  const found = facts.entry?.found
  if (found?.about !== 'entry')
    return refuse(
      'entryMissing',
      'Cơ sở dữ liệu hộ tịch chưa trả lời về việc hộ tịch này nên chưa lập được trích lục. Hãy tra cứu lại.',
    )
  const { name, book } = NAMES[found.act]
  const sections = [...found.people.map(personIn), ...deathIn(found), sourceOf(found, book)]
  const paper: CivilStatusExtract = {
    ...signedPaper(facts),
    office: facts.officeName,
    name,
    source: `Trích từ ${book}, số ${found.number}, quyển số ${found.book}, đăng ký ngày ${showPartDay(found.registeredOn)} tại ${found.office}.`,
    sections: linesOnPaper(sections.slice(0, -1)),
  }
  return ok({ paper, sections })
}

function personIn(person: PersonInEntry): Section {
  const { role, fullName, birthOn, sex, ethnicity, nationality, personalNumber } = person
  return {
    title: ROLES[role],
    lines: [
      [entry('Họ, chữ đệm, tên', 'Name', fullName)],
      [
        entry('Ngày, tháng, năm sinh', 'Born on', birthOn && showPartDay(birthOn)),
        entry('Giới tính', 'Sex', sex),
      ],
      [entry('Dân tộc', 'Ethnicity', ethnicity), entry('Quốc tịch', 'Nationality', nationality)],
      [entry('Số định danh cá nhân', 'Personal number', personalNumber)],
      ...said([entry('Nơi sinh', 'Place of birth', person.birthPlace ?? '')]),
      ...said([entry('Quê quán', 'Home town', person.homeTown ?? '')]),
      ...said([entry('Nơi cư trú', 'Residence', person.residence)]),
    ],
  }
}

/** Lines that the entry of another act does not have are left out, not left empty. */
function said(line: ReturnType<typeof entry>[]): ReturnType<typeof entry>[][] {
  return line.some(({ value }) => value !== '') ? [line] : []
}

function deathIn({ death }: FoundEntry): Section[] {
  if (!death) return []
  const at = [death.time, `ngày ${showPartDay(death.on)}`].filter(Boolean).join(', ')
  return [
    {
      title: null,
      heading: { vi: 'Việc chết', en: 'The death' },
      lines: [
        [entry('Đã chết vào lúc', 'Died at', at)],
        [entry('Nơi chết', 'Place of death', death.place)],
        [entry('Nguyên nhân chết', 'Cause of death', death.cause)],
      ],
    },
  ]
}

function sourceOf({ number, book, registeredOn, office }: FoundEntry, name: string): Section {
  return {
    title: { vi: 'Trích từ', en: 'Taken from' },
    lines: [
      [entry('Sổ hộ tịch', 'Register', name)],
      [entry('Số', 'Number', number), entry('Quyển số', 'Book', book)],
      [entry('Ngày đăng ký', 'Registered on', showPartDay(registeredOn))],
      [entry('Nơi đăng ký', 'Registered at', office)],
    ],
  }
}
