/** Tờ khai on paper, from the definition of the form: with the answers of a draft, or empty to be filled in by hand. Pure. */
import type { CodeLists } from '../catalogue/code-lists.ts'
import { explainIf } from '../catalogue/expression-explain.ts'
import type { Labels } from '../catalogue/expression-labels.ts'
import { labelsOf } from '../catalogue/form-labels.ts'
import {
  isAsked,
  textAnswer,
  type Answers,
  type Asked,
  type Column,
  type FormDefinition,
  type Question,
  type QuestionOf,
  type Table,
} from '../catalogue/form.ts'
import { offeredChoices } from '../catalogue/offered.ts'
import { shownAnswers, type ShownRow } from '../catalogue/shown-answers.ts'
import type { Day, LocalMinute } from '../lib/time.ts'
import type { Declaration, DeclarationRow } from '../signing/papers.ts'

/** Wider tables are set row by row: a column would be too narrow to write in. */
const MOST_COLUMNS = 6
/** Longer lists are written, not ticked. */
const MOST_TICKS = 8
const EMPTY_ROWS = 3

type Head = Pick<Declaration, 'createdAt' | 'development' | 'addressee'>

export type DraftOnPaper = Head & {
  form: FormDefinition
  answers: Answers
  declaredAt: LocalMinute
  codeLists: CodeLists
  today: Day
}

/** What the draft says today. It is signed by hand: nobody has declared it yet. */
export function draftDeclaration({
  form,
  answers,
  codeLists,
  today,
  ...head
}: DraftOnPaper): Declaration {
  const sections = shownAnswers(form, answers, { lang: 'vi', codeLists, today })
  return {
    ...frameOf(form, head),
    declaredAt: head.declaredAt,
    declarant: textAnswer(answers, form.applicant),
    sections: sections.map(({ title, rows }) => ({ title, rows: rows.flatMap(filledRows) })),
  }
}

/** Everything that the form may ask, with room for each answer, and when it is asked. */
export function emptyDeclaration({
  form,
  codeLists,
  ...head
}: Head & { form: FormDefinition; codeLists: CodeLists }): Declaration {
  const labels = labelsOf(form, 'vi', codeLists)
  return {
    ...frameOf(form, head),
    declaredAt: null,
    declarant: '',
    sections: form.topics.map((topic) => ({
      title: topic.title.vi,
      ...noteOf(topic.visibleIf, labels),
      rows: topic.questions.flatMap((each) => emptyRows(each, { labels, codeLists })),
    })),
  }
}

function frameOf(form: FormDefinition, head: Head) {
  const promises = form.topics
    .flatMap(({ questions }) => questions)
    .filter(({ kind }) => kind === 'declaration')
    .map(({ label }) => label.vi)
  return {
    createdAt: head.createdAt,
    development: head.development,
    addressee: head.addressee,
    title: form.title.vi,
    code: null,
    codeIsProvisional: false,
    promise: promises.length > 0 ? promises.join(' ') : null,
    signatureNote: '(Ký, ghi rõ họ tên)',
  }
}

function filledRows({ label, value, table }: ShownRow): DeclarationRow[] {
  if (!table) return [{ label, value: value === '' ? null : value }]
  if (table.heads.length <= MOST_COLUMNS) return [{ label, value: null, table }]
  return table.rows.flatMap((cells, row) => [
    { label: `${label}: dòng ${row + 1}`, value: null, room: 'words' as const },
    ...cells.flatMap((cell, column) =>
      cell === '' ? [] : [{ label: table.heads[column]!, value: cell }],
    ),
  ])
}

type Words = { labels: Labels; codeLists: CodeLists }

function emptyRows(question: Question, words: Words): DeclarationRow[] {
  if (question.kind === 'declaration' || question.kind === 'computed') return []
  if (!isAsked(question)) return [{ label: question.label.vi, value: null, room: 'words' }]
  if (question.kind === 'table') return emptyTable(question, words)
  return [emptyRow(question, words)]
}

function emptyRow(
  question: Exclude<Asked, Table> | Column,
  { labels, codeLists }: Words,
): DeclarationRow {
  return {
    label: question.label.vi,
    value: null,
    room: roomFor(question, codeLists),
    ...noteOf(question.visibleIf, labels, question.sameAs?.when),
  }
}

function emptyTable(table: Table, words: Words): DeclarationRow[] {
  const written = table.columns.filter(({ kind }) => kind !== 'computed')
  const count = Math.min(table.max, Math.max(table.min, EMPTY_ROWS))
  const label = `${table.label.vi} (nhiều nhất ${table.max} dòng)`
  const note = noteOf(table.visibleIf, words.labels)
  if (written.length > MOST_COLUMNS)
    return Array.from({ length: count }, (_, row) => [
      { label: `${table.rowName.vi} ${row + 1}`, value: null, room: 'words' as const, ...note },
      ...written.map((column) => emptyRow(column, words)),
    ]).flat()
  const heads = written.map((column) => column.label.vi)
  const rows = Array.from({ length: count }, () => heads.map(() => ''))
  return [{ label, value: null, room: { lines: count }, table: { heads, rows }, ...note }]
}

function roomFor(
  question: Exclude<Asked, Table> | Column,
  codeLists: CodeLists,
): NonNullable<DeclarationRow['room']> {
  switch (question.kind) {
    case 'yesNo':
      return { options: ['Có', 'Không'] }
    case 'choice':
    case 'choiceMany':
      return roomToChoose(question, codeLists)
    case 'date':
      return 'date'
    case 'longText':
      return { lines: 3 }
    case 'address':
      return { lines: 2 }
    case 'text':
    case 'personName':
    case 'integer':
    case 'decimal':
    case 'money':
    case 'personalNumber':
    case 'taxCode':
    case 'phone':
    case 'email':
    case 'computed':
      return { lines: 1 }
  }
}

function roomToChoose(
  question: Pick<QuestionOf<'choice'>, 'options' | 'codeList' | 'first'>,
  codeLists: CodeLists,
): { options: string[] } | { lines: number } {
  const options = offeredChoices(question, codeLists, 'vi').map(({ label }) => label)
  return options.length <= MOST_TICKS ? { options } : { lines: 1 }
}

/** 'Chỉ khai nếu quan hệ với bé là “Mẹ”.' */
function noteOf(visibleIf: string | undefined, labels: Labels, taken?: string): { note?: string } {
  const parts = [
    ...(visibleIf === undefined ? [] : [`Chỉ khai ${explainIf(visibleIf, labels, 'vi')}.`]),
    ...(taken === undefined ? [] : [`Không phải khai lại ${explainIf(taken, labels, 'vi')}.`]),
  ]
  return parts.length === 0 ? {} : { note: parts.join(' ') }
}
