/** What a result says, field by field, and what of it changed between two moments of the dossier. Pure. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import { showPartDay } from '../catalogue/date-in-words.ts'
import type { Terms } from '../catalogue/terms.ts'
import type { RegisterEntry } from '../dossier/dossier.ts'
import { ok, type Result } from '../lib/result.ts'
import { birthCertificate, type BirthCertificate } from '../result/certificate.ts'
import { kindOfTemplate } from '../result/kinds.ts'
import type { ParentOnPaper } from '../signing/papers.ts'

export type ResultField = { label: string; value: string }

export type ResultSubject = {
  terms: Terms
  answers: Record<string, unknown>
  entry: RegisterEntry | null
  personalNumber: string | null
  officeName: string
  codeLists: CodeLists
}

/** The fields as the paper prints them; refuses when the declaration no longer holds what the paper must say. */
export function resultContent(subject: ResultSubject): Result<ResultField[]> {
  switch (kindOfTemplate(subject.terms.resultTemplate).kind) {
    case 'birthCertificate':
      return birthFields(subject)
  }
}

function birthFields(subject: ResultSubject): Result<ResultField[]> {
  const { answers, entry, officeName, codeLists } = subject
  const paper = birthCertificate({
    answers,
    entry: entry && { ...entry, personalNumber: subject.personalNumber ?? '' },
    officeName,
    signer: null,
    verifyUrl: '',
    qr: [],
    createdAt: '',
    development: false,
    codeLists,
  })
  return paper.ok ? ok(shown(paper.value)) : paper
}

function shown({ child, mother, father, ...paper }: BirthCertificate): ResultField[] {
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
    { label: 'Người mẹ', value: parent(mother) },
    { label: 'Người cha', value: parent(father) },
    { label: 'Người đi đăng ký', value: `${paper.requester.name}; ${paper.requester.identity}` },
    { label: 'Đăng ký tại', value: paper.registeredAt },
    { label: 'Trong sổ hộ tịch', value: number },
  ]
}

function parent(given: ParentOnPaper | null): string {
  if (given === null) return 'để trống'
  const { name, bornYear, ethnicity, nationality, residence } = given
  return [name, bornYear, ethnicity, nationality, residence].filter(Boolean).join('; ')
}

export type Changed = { label: string; before: string; after: string }

/** Fields that say something else than before. What was still empty before is no change. */
export function changedFields(
  before: readonly ResultField[],
  after: readonly ResultField[],
): Changed[] {
  const old = new Map(before.map(({ label, value }) => [label, value]))
  return after.flatMap(({ label, value }) => {
    const was = old.get(label) ?? ''
    return was === value || was === '' ? [] : [{ label, before: was, after: value }]
  })
}
