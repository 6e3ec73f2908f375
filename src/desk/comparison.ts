/**
 * What the applicant declared against what something else says: the digits of a personal number, VNeID, the list of old
 * communes, the rules of the form, the papers that were handed in. Only what is really compared stands here. Pure.
 */
import { showPartDay } from '../catalogue/date-in-words.ts'
import type { Answers, Asked, FormDefinition } from '../catalogue/form.ts'
import { isAsked, textAnswer } from '../catalogue/form.ts'
import { requiredPapers, type Moment, type PaperNeed } from '../catalogue/needs.ts'
import type { Procedure } from '../catalogue/procedure.ts'
import type { Facts } from '../catalogue/reading.ts'
import { shownAnswer } from '../catalogue/shown-answers.ts'
import { validateAnswers } from '../catalogue/validate.ts'
import type { Problem } from '../lib/problem.ts'
import { fold } from '../lib/text.ts'
import type { Identity } from './case-store.ts'
import { placeText, type OldPlace } from './old-places.ts'

export type Verdict = 'same' | 'differs'
export type ComparedRow = {
  /** Stable: the examination records which rows were looked at. */
  id: string
  label: string
  declared: string
  against: string
  source: string
  verdict: Verdict
  /** The verdict in words: 'Khớp', 'Khác', 'Tên xã cũ'. */
  words: string
}
export type ComparedGroup = { title: string; rows: ComparedRow[] }

export type Compared = {
  form: FormDefinition
  procedure: Procedure
  answers: Answers
  facts: Facts
  channel: Moment['channel']
  /** Codes of papers that have a file, or whose original the counter holds. */
  filed: ReadonlySet<string>
  identity: Identity | null
  oldPlaces: ReadonlyMap<string, OldPlace>
}

/** Groups in the order of the form, the papers last; groups without a comparison are left out. */
export function compare(subject: Compared): ComparedGroup[] {
  const { form, answers, facts } = subject
  const { warnings, problems } = validateAnswers(form, { ...answers }, facts)
  const found = [...problems.filter(({ code }) => code !== 'unknownField'), ...warnings]
  const groups = form.topics.map((topic) => ({
    title: topic.title.vi,
    rows: topic.questions
      .filter(isAsked)
      .flatMap((question) => [
        ...identityRow(subject, question),
        ...numberRow(subject, question, found),
        ...placeRow(subject, question),
        ...found
          .filter(({ field, code }) => isAbout(question, field) && !code.startsWith('doubt'))
          .map((problem) => ruleRow(subject, question, problem)),
      ]),
  }))
  return [...groups, { title: 'Giấy tờ', rows: paperRows(subject) }].filter(
    ({ rows }) => rows.length > 0,
  )
}

/** How many rows do not agree. */
export function differences(groups: readonly ComparedGroup[]): ComparedRow[] {
  return groups.flatMap(({ rows }) => rows).filter(({ verdict }) => verdict === 'differs')
}

function isAbout(question: Asked, field: string | undefined): boolean {
  return field === question.id || field?.startsWith(`${question.id}.`) === true
}

function shown({ answers, facts }: Compared, question: Asked): string {
  const { codeLists, today } = facts
  return shownAnswer(question, answers, { lang: 'vi', codeLists, today })
}

/** The applicant signed in: what they declare of themselves stands beside what VNeID said. */
function identityRow(subject: Compared, question: Asked): ComparedRow[] {
  const { identity, form, answers } = subject
  const prefix = form.applicant.slice(0, form.applicant.lastIndexOf('.') + 1)
  if (identity === null || answers[question.id] === undefined) return []
  const known: Record<string, string | null> = {
    [form.applicant]: identity.full_name,
    [`${prefix}birthOn`]: identity.birth_on,
    [`${prefix}personalNumber`]: identity.personal_number,
  }
  const said = known[question.id]
  if (said === undefined || said === null) return []
  const declared = textAnswer(answers, question.id)
  const isSame =
    question.id === form.applicant
      ? declared.toLowerCase() === said.toLowerCase()
      : declared === said
  const accentsOnly = !isSame && fold(declared) === fold(said)
  return [
    {
      id: `identity:${question.id}`,
      label: question.label.vi,
      declared: shown(subject, question),
      against: question.kind === 'date' ? showPartDay(said) : grouped(question, said),
      source: 'tài khoản VNeID của người nộp',
      verdict: isSame ? 'same' : 'differs',
      words: isSame ? 'Khớp' : accentsOnly ? 'Khác dấu' : 'Khác',
    },
  ]
}

function grouped(question: Asked, text: string): string {
  return question.kind === 'personalNumber' ? text.replace(/(\d{3})(?=\d)/g, '$1 ') : text
}

/** What the digits of a personal number are said to mean: century and sex, then the year. A doubt, never a refusal. */
function numberRow(subject: Compared, question: Asked, found: readonly Problem[]): ComparedRow[] {
  const number = subject.answers[question.id]
  if (question.kind !== 'personalNumber' || typeof number !== 'string' || number.length !== 12)
    return []
  const doubts = found.filter(
    ({ field, code }) => field === question.id && code.startsWith('doubt'),
  )
  const digit = Number(number[3])
  const year = 1900 + Math.floor(digit / 2) * 100 + Number(number.slice(4, 6))
  const birthOn = question.birthOn === undefined ? undefined : subject.answers[question.birthOn]
  const own = typeof birthOn === 'string' ? `, sinh ${showPartDay(birthOn)}` : ''
  return [
    {
      id: `number:${question.id}`,
      label: question.label.vi,
      declared: `${shown(subject, question)}${own}`,
      against: `Năm sinh ${year}, ${digit % 2 === 0 ? 'nam' : 'nữ'}`,
      source:
        doubts.length > 0
          ? doubts.map(({ message }) => message).join(' ')
          : 'cấu trúc của số định danh',
      verdict: doubts.length > 0 ? 'differs' : 'same',
      words: doubts.length > 0 ? 'Không khớp' : 'Khớp',
    },
  ]
}

function placeRow(subject: Compared, question: Asked): ComparedRow[] {
  const answer = subject.answers[question.id]
  const old = subject.oldPlaces.get(placeText(answer) ?? '')
  if (!old) return []
  const becomes = old.becomes.length > 0 ? old.becomes.join(', ') : 'chưa rõ xã, phường mới'
  return [
    {
      id: `place:${question.id}`,
      label: question.label.vi,
      declared: shown(subject, question),
      against: old.isSplit ? `Đã chia vào: ${becomes}` : `Nay là ${becomes}`,
      source: `${old.name}, ${old.district}: tên dùng đến 30/6/2025`,
      verdict: 'differs',
      words: 'Tên xã cũ',
    },
  ]
}

function ruleRow(subject: Compared, question: Asked, problem: Problem): ComparedRow {
  return {
    id: `rule:${problem.code}:${question.id}`,
    label: question.label.vi,
    declared: shown(subject, question) || 'Không cung cấp',
    against: problem.message,
    source: 'quy tắc của tờ khai',
    verdict: 'differs',
    words: 'Cần xem',
  }
}

/** Papers that these answers ask for, against what was handed in; one paper of a group is enough. */
function paperRows({ procedure, answers, channel, facts, filed }: Compared): ComparedRow[] {
  const needs = requiredPapers(procedure, answers, { channel, today: facts.today })
  const groups = new Set<string>()
  return needs.flatMap((each) => {
    if (each.need === 'notNeeded') return []
    const { group } = each.paper
    if (each.need === 'oneOf' && group !== undefined) {
      if (groups.has(group)) return []
      groups.add(group)
    }
    return [paperRow(each, needs, filed)]
  })
}

function paperRow(
  { paper, need }: PaperNeed,
  needs: readonly PaperNeed[],
  filed: ReadonlySet<string>,
): ComparedRow {
  const accepted =
    need === 'oneOf'
      ? needs.filter((each) => each.need === 'oneOf' && each.paper.group === paper.group)
      : [{ paper }]
  const has = accepted.find((each) => filed.has(each.paper.code))
  const names = accepted.map((each) => each.paper.name.vi)
  return {
    id: `paper:${paper.code}`,
    label: (has?.paper ?? paper).name.vi,
    declared: has ? 'Đã nộp' : 'Chưa nộp',
    against: names.length > 1 ? `Một trong: ${names.join('; ')}` : 'Phải có',
    source: 'thành phần hồ sơ của trường hợp này',
    verdict: has ? 'same' : 'differs',
    words: has ? 'Có' : 'Thiếu',
  }
}
