/**
 * The birth certificate as the paper needs it, from the declaration, the register's entry and the office (Luật Hộ tịch
 * 60/2014 Đ14, TT 04/2024/TT-BTP). Pure: the same facts give the same paper.
 */
import { birthDateInWords, showPartDay } from '../catalogue/date-in-words.ts'
import { ok, refuse, type Result } from '../lib/result.ts'
import { parseDay, type Day } from '../lib/time.ts'
import type { BirthCertificate as PrintedCertificate, ParentOnPaper } from '../signing/papers.ts'
import { entry as line, type Field, type Section } from './content.ts'
import { identityOf, inTheCity, label, place, text, type PaperFacts } from './paper-facts.ts'

/** Symbol of the form; as in the template's metadata, to be confirmed with the circular. */
const SYMBOL = 'TP/HT-KS'

export type CertificateFacts = PaperFacts

/** The paper as it is printed, or its draft: not yet registered, signed or numbered, and marked "BẢN NHÁP". */
export type BirthCertificate = Omit<PrintedCertificate, 'registeredOn'> & {
  draft: boolean
  registeredOn: string | null
}

/** Refuses when the declaration no longer holds what the paper must say (erased by a lawful order, or never asked). */
export function birthCertificate(facts: CertificateFacts): Result<BirthCertificate> {
  const { answers, entry, signer } = facts
  const bornOn = parseDay(text(answers, 'child.birthOn'))
  if (text(answers, 'child.fullName') === '' || !bornOn) {
    return refuse(
      'answersMissing',
      'Tờ khai thiếu họ tên hoặc ngày sinh của trẻ nên chưa lập được giấy khai sinh.',
    )
  }
  return ok({
    createdAt: facts.createdAt,
    development: facts.development,
    draft: entry === null || signer === null,
    number: entry?.number ?? '',
    book: entry?.book ?? '',
    symbol: SYMBOL,
    child: { ...childOf(facts, bornOn), personalNumber: entry?.personalNumber ?? '' },
    mother: parentOf(facts, 'mother'),
    father: parentOf(facts, 'father'),
    requester: {
      name: text(answers, 'requester.fullName'),
      identity: identityOf(answers, 'requester'),
    },
    registeredAt: inTheCity(facts.officeName),
    registeredOn: entry?.registeredOn ?? null,
    note: null,
    signer: signer ?? { name: '', title: '' },
    verifyUrl: facts.verifyUrl,
    qr: facts.qr,
  })
}

function childOf({ answers, codeLists }: CertificateFacts, bornOn: Day) {
  return {
    name: text(answers, 'child.fullName'),
    bornOn,
    bornOnWords: birthDateInWords(bornOn),
    gender: label(codeLists, 'sex', text(answers, 'child.sex')),
    ethnicity: label(codeLists, 'ethnicity', text(answers, 'child.ethnicity')),
    nationality: label(codeLists, 'nationality', text(answers, 'child.nationality')),
    birthplace: place(codeLists, answers['child.birthPlace']),
    homeTown: text(answers, 'child.homeTown'),
  }
}

function parentOf(
  { answers, codeLists }: CertificateFacts,
  who: 'mother' | 'father',
): ParentOnPaper | null {
  const name = text(answers, `${who}.fullName`)
  if (name === '') return null
  return {
    name,
    bornYear: text(answers, `${who}.birthOn`).slice(0, 4),
    ethnicity: label(codeLists, 'ethnicity', text(answers, `${who}.ethnicity`)),
    nationality: label(codeLists, 'nationality', text(answers, `${who}.nationality`)),
    residence: place(codeLists, answers[`${who}.residence`]),
  }
}

/** The draft as the applicant reads it. */
export function birthSections({
  child,
  mother,
  father,
  requester,
  registeredAt,
}: BirthCertificate): Section[] {
  return [
    {
      title: { vi: 'Người được khai sinh', en: 'The child' },
      lines: [
        [line('Họ, chữ đệm, tên', 'Full name', child.name)],
        [bornOn(child)],
        [line('Giới tính', 'Sex', child.gender)],
        [line('Dân tộc', 'Ethnicity', child.ethnicity)],
        [line('Quốc tịch', 'Nationality', child.nationality)],
        [line('Nơi sinh', 'Place of birth', child.birthplace)],
        [line('Quê quán', 'Home town', child.homeTown)],
      ],
    },
    ...parentSection({ vi: 'Người mẹ', en: 'The mother' }, mother),
    ...parentSection({ vi: 'Người cha', en: 'The father' }, father),
    {
      title: { vi: 'Người đi khai sinh', en: 'The person who applies' },
      lines: [
        [line('Họ, chữ đệm, tên', 'Full name', requester.name)],
        [line('Giấy tờ tùy thân', 'Identity paper', requester.identity)],
        [line('Nơi đăng ký', 'Registered by', registeredAt)],
      ],
    },
  ]
}

function bornOn(child: BirthCertificate['child']) {
  const day = line('Ngày, tháng, năm sinh', 'Date of birth', showPartDay(child.bornOn))
  return { ...day, more: child.bornOnWords }
}

function parentSection(
  title: NonNullable<Section['title']>,
  parent: ParentOnPaper | null,
): Section[] {
  if (parent === null) return []
  const lines = [
    [line('Họ, chữ đệm, tên', 'Full name', parent.name)],
    [line('Năm sinh', 'Year of birth', parent.bornYear)],
    [line('Dân tộc', 'Ethnicity', parent.ethnicity)],
    [line('Quốc tịch', 'Nationality', parent.nationality)],
    [line('Nơi cư trú', 'Residence', parent.residence)],
  ]
  return [{ title, lines }]
}

/** The paper field by field as the office compares it: a parent is one field, empty when there is none. */
export function birthFields({ child, mother, father, ...paper }: BirthCertificate): Field[] {
  const number = paper.number === '' ? '' : `Sổ ${paper.book}, số ${paper.number}`
  return [
    { label: 'Họ, chữ đệm, tên', value: child.name },
    { label: 'Ngày sinh', value: showPartDay(child.bornOn) },
    { label: 'Giới tính', value: child.gender },
    { label: 'Dân tộc', value: child.ethnicity },
    { label: 'Quốc tịch', value: child.nationality },
    { label: 'Nơi sinh', value: child.birthplace },
    { label: 'Quê quán', value: child.homeTown },
    { label: 'Số định danh cá nhân', value: child.personalNumber },
    { label: 'Người mẹ', value: parentField(mother) },
    { label: 'Người cha', value: parentField(father) },
    { label: 'Người đi đăng ký', value: `${paper.requester.name}; ${paper.requester.identity}` },
    { label: 'Đăng ký tại', value: paper.registeredAt },
    { label: 'Trong sổ hộ tịch', value: number },
  ]
}

function parentField(given: ParentOnPaper | null): string {
  if (given === null) return 'để trống'
  const { name, bornYear, ethnicity, nationality, residence } = given
  return [name, bornYear, ethnicity, nationality, residence].filter(Boolean).join('; ')
}
