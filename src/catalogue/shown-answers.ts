/** Answers as people read them: on check-answers, on the dossier page and in the printed declaration. */
import type { Lang } from '../ui/i18n.ts'
import type { CodeLists } from './code-lists.ts'
import { showPartDay } from './date-in-words.ts'
import { holds, type Scope } from './evaluate.ts'
import {
  addressAnswer,
  codesOf,
  isAsked,
  rowsOf,
  type Address,
  type Answer,
  type Answers,
  type Asked,
  type Column,
  type FormDefinition,
  type QuestionOf,
  type Table,
} from './form.ts'
import { tableOf, type ShownTable } from './shown-table.ts'
import { isTopicVisible, isVisible } from './to-ask.ts'
import type { Day } from '../lib/time.ts'

export type ShownRow = {
  id: string
  label: string
  /** '' when nothing was given; the page says "Không cung cấp". */
  value: string
  /** Taken from another question, or calculated: not changed here. */
  isTaken: boolean
  /** The rows of a table; `value` says the same in lines. */
  table?: ShownTable
}
export type ShownSection = { id: string; title: string; rows: ShownRow[] }
export type Showing = { lang: Lang; codeLists: CodeLists; today: Day }

/** Visible topics with a row for each visible question, answered or not. */
export function shownAnswers(
  form: FormDefinition,
  answers: Answers,
  showing: Showing,
): ShownSection[] {
  const scope: Scope = { answers, today: showing.today }
  return form.topics
    .filter((topic) => isTopicVisible(topic, scope))
    .map((topic) => ({
      id: topic.id,
      title: topic.title[showing.lang],
      rows: topic.questions
        .filter(isAsked)
        .filter((question) => isVisible(question, scope))
        .map((question) => rowOf(question, answers, { scope, showing })),
    }))
    .filter((section) => section.rows.length > 0)
}

/** One answer as text; '' when there is none. */
export function shownAnswer(question: Asked, answers: Answers, showing: Showing): string {
  const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
  if (answer === undefined) return ''
  return question.kind === 'table'
    ? shownRows(question, answer, showing)
    : shownValue(question, answer, showing)
}

/** One answer, or what stands in one column of a row. */
function shownValue(
  question: Exclude<Asked, Table> | Column,
  answer: Answer,
  showing: Showing,
): string {
  const { lang } = showing
  const address = addressAnswer(answer)
  if (address) return shownAddress(address, showing)
  const text = typeof answer === 'object' ? '' : String(answer)
  switch (question.kind) {
    case 'date':
      return shownDate(text, lang)
    case 'yesNo':
      return yesOrNo(answer === true, lang)
    case 'choice':
      return shownChoice(question, text, showing)
    case 'choiceMany':
      return codesOf(answer)
        .map((code) => shownChoice(question, code, showing))
        .join('; ')
    case 'decimal':
      return shownNumber(Number(answer), lang)
    case 'money':
      return `${shownNumber(Number(answer), lang)} đồng`
    case 'computed':
      if (question.gives === 'flag') return yesOrNo(answer === true, lang)
      return `${shownNumber(Number(answer), lang)}${question.gives === 'money' ? ' đồng' : ''}`
    case 'personalNumber':
      return text.replace(/(\d{3})(?=\d)/g, '$1 ')
    case 'phone':
      return text.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
    case 'text':
    case 'personName':
    case 'longText':
    case 'integer':
    case 'taxCode':
    case 'email':
    case 'address':
      return text
  }
}

/** What is not known of an old date is said, so that nobody takes it for forgotten. */
function shownDate(day: string, lang: Lang): string {
  const words = {
    vi: ['không rõ ngày, tháng', 'không rõ ngày'],
    en: ['day and month unknown', 'day unknown'],
  }
  const unknown = words[lang][day.length === 4 ? 0 : 1]
  return day.length === 10 ? showPartDay(day) : `${showPartDay(day)} (${unknown})`
}

function shownNumber(value: number, lang: Lang): string {
  return value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en')
}

/** '1. Họ tên: Trần Văn A; Ngày sinh: 01/02/2000', a line for each row. */
function shownRows(table: Table, answer: Answer, showing: Showing): string {
  const { heads, rows } = shownTable(table, answer, showing)
  return rows
    .map((cells, i) => {
      const said = cells.flatMap((cell, n) => (cell === '' ? [] : [headed(heads[n] ?? '', cell)]))
      return `${i + 1}. ${said.join('; ')}`
    })
    .join('\n')
}

/** 'Ngày sinh: 01/02/2000'; a question keeps its own mark: 'Có làm việc không? Có'. */
function headed(head: string, cell: string): string {
  return head.endsWith('?') ? `${head} ${cell}` : `${head}: ${cell}`
}

function shownTable(table: Table, answer: Answer, showing: Showing): ShownTable {
  const show = (column: Column, cell: Answer) => shownValue(column, cell, showing)
  return tableOf(table, rowsOf(answer), { show, lang: showing.lang })
}

function rowOf(
  question: Asked,
  answers: Answers,
  { scope, showing }: { scope: Scope; showing: Showing },
): ShownRow {
  const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
  return {
    id: question.id,
    label: question.label[showing.lang],
    value: shownAnswer(question, answers, showing),
    isTaken:
      question.kind === 'computed' ||
      (question.sameAs !== undefined && holds(question.sameAs.when, scope)),
    ...(question.kind === 'table' && answer !== undefined
      ? { table: shownTable(question, answer, showing) }
      : {}),
  }
}

function yesOrNo(yes: boolean, lang: Lang): string {
  if (lang === 'en') return yes ? 'Yes' : 'No'
  return yes ? 'Có' : 'Không'
}

function shownChoice(
  question: Pick<QuestionOf<'choice'>, 'options' | 'codeList'>,
  code: string,
  { lang, codeLists }: Showing,
): string {
  const own = question.options?.find((option) => option.code === code)?.label[lang]
  return own ?? codeLists.label(question.codeList ?? '', code, lang) ?? code
}

/**
 * 'số 5, ngõ 12, Phường Ba Đình, Thành phố Hà Nội'; with what was typed when that was an old name:
 * 'số 5, Phường Hoàn Kiếm, Thành phố Hà Nội (tên cũ đã ghi: phường Hàng Bạc, quận Hoàn Kiếm)'.
 */
export function shownAddress(
  address: Address,
  showing: Pick<Showing, 'lang' | 'codeLists'>,
): string {
  const now = officialAddress(address, showing)
  if (address.typed === undefined) return now
  return `${now} (${writtenAs(address)[showing.lang]}: ${address.typed})`
}

/** As a certificate carries it: the present name alone. */
export function officialAddress(
  address: Address,
  { lang, codeLists }: Pick<Showing, 'lang' | 'codeLists'>,
): string {
  const place = address.commune
    ? (codeLists.communeName(address.commune) ?? address.commune)
    : (codeLists.label('country', address.country ?? '', lang) ?? '')
  return [address.detail, place].filter((part) => part !== '').join(', ')
}

/** An old name, or other words that stand nowhere else. */
function writtenAs({ formerCode }: Address): { vi: string; en: string } {
  return formerCode === undefined
    ? { vi: 'đã ghi', en: 'as written' }
    : { vi: 'tên cũ đã ghi', en: 'former name as written' }
}
