import {
  askedQuestions,
  cellsOf,
  codesOf,
  type Asked,
  type Cell,
  type FormDefinition,
  type Table,
} from './form.ts'
import { MOST_ROWS } from './form-kinds.ts'
import { withComma } from './read-decimal.ts'
import { showDong } from './read-money.ts'
import { sentRows } from './read-table.ts'

const DATE_PARTS = ['day', 'month', 'year']
const ADDRESS_PARTS = ['commune', 'country', 'detail', 'choice']

/** The boxes of a question that has several: none of one that is a box by itself. */
export function partsOf(kind: string | undefined): readonly string[] {
  if (kind === 'date') return DATE_PARTS
  return kind === 'address' ? ADDRESS_PARTS : []
}

/** How many rows of a table the page shows, in a hidden box of this name. */
export function rowCountName(table: string): string {
  return `${table}.rows`
}

type Place = { table: Table; row: number; column: string; part: string | undefined }

/** Where a flat name stands in a table: 'members.0.birthOn.day'; undefined when it names no box of it. */
function placeIn(tables: readonly Table[], name: string): Place | undefined {
  const table = tables.find(({ id }) => name.startsWith(`${id}.`))
  const found =
    table && /^(\d{1,2})\.([a-z][A-Za-z0-9]*)(?:\.([a-z]+))?$/.exec(name.slice(table.id.length + 1))
  if (!found) return undefined
  const [, row = '', column = '', part] = found
  const kind = table.columns.find(({ id }) => id === column)?.kind
  const parts = partsOf(kind)
  const isBox = part === undefined ? kind !== undefined : parts.includes(part)
  return isBox && Number(row) < MOST_ROWS && row === String(Number(row))
    ? { table, row: Number(row), column, part }
    : undefined
}

/**
 * The flat names of an HTML form ('child.birthOn.day') as raw answers for the validator. Names beginning with '_' are the
 * page's own (token, submission key). Names the form does not know stay, so that the validator refuses them.
 */
export function parseFormBody(
  form: FormDefinition,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return parseBoxes(askedQuestions(form), body)
}

/** The same of some questions. */
export function parseBoxes(
  questions: readonly Asked[],
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kinds = new Map(questions.map((question) => [question.id, question.kind]))
  const tables = questions.filter((question) => question.kind === 'table')
  const counts = new Set(tables.map(({ id }) => rowCountName(id)))
  const raw: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    if (name.startsWith('_') || counts.has(name)) continue
    const place = kinds.has(name) ? undefined : placeIn(tables, name)
    if (place) {
      if (place.row < rowCount(body[rowCountName(place.table.id)])) putCell(raw, place, value)
      continue
    }
    const cut = name.lastIndexOf('.')
    const [id, part] = [name.slice(0, cut), name.slice(cut + 1)]
    const parts = partsOf(kinds.get(id))
    if (kinds.has(name) || !parts.includes(part)) raw[name] = value
    else raw[id] = withPart(raw[id], part, value)
  }
  for (const table of tables) padRows(raw, table, body[rowCountName(table.id)])
  return raw
}

/** Rows that the page shows and in which nothing stands yet: they stay on the page. */
function padRows(raw: Record<string, unknown>, { id, max }: Table, sent: unknown): void {
  if (sent === undefined) return
  const rows = Array.isArray(raw[id]) ? (raw[id] as unknown[]) : []
  while (rows.length < Math.min(rowCount(sent), max)) rows.push({})
  raw[id] = rows
}

/** Rows behind those that the page showed are of an earlier page; whoever sends no count sends every row. */
export function rowCount(sent: unknown): number {
  const count = typeof sent === 'string' && /^\d{1,2}$/.test(sent) ? Number(sent) : MOST_ROWS
  return Math.min(count, MOST_ROWS)
}

function withPart(whole: unknown, part: string, value: unknown): Record<string, unknown> {
  return { ...(whole as Record<string, unknown> | undefined), [part]: value }
}

function putCell(
  raw: Record<string, unknown>,
  { table, row, column, part }: Place,
  value: unknown,
): void {
  const rows = Array.isArray(raw[table.id]) ? (raw[table.id] as Record<string, unknown>[]) : []
  while (rows.length <= row) rows.push({})
  const own = rows[row]!
  own[column] = part === undefined ? value : withPart(own[column], part, value)
  raw[table.id] = rows
}

/** The flat values with which a page fills its fields again, from raw or validated answers. */
export function formValues(
  form: FormDefinition,
  raw: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return Object.assign(
    {},
    ...askedQuestions(form).map((question) => valuesOf(question, own(raw, question.id))),
  ) as Record<string, string>
}

function own(raw: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(raw, name) ? raw[name] : undefined
}

function valuesOf(question: Asked | Cell, answer: unknown): Record<string, string> {
  const { id, kind } = question
  if (answer === undefined || answer === null || kind === 'computed') return {}
  if (kind === 'table') return tableValues(question, answer)
  if (kind === 'choiceMany' && Array.isArray(answer)) return { [id]: codesOf(answer).join(',') }
  if (kind === 'address' && typeof answer === 'object') return addressValues(id, answer)
  if (typeof answer === 'object') return prefixed(id, textsOf(answer))
  if (kind === 'date') return prefixed(id, Object.fromEntries(dateParts(plainText(answer))))
  return { [id]: boxText(question, answer) }
}

function boxText({ kind }: Asked | Cell, answer: unknown): string {
  if (kind === 'yesNo') return answer === true || answer === 'yes' ? 'yes' : 'no'
  if (kind === 'decimal' && typeof answer === 'number') return withComma(answer)
  if (kind === 'money' && typeof answer === 'number') return showDong(answer)
  return plainText(answer)
}

function tableValues(table: Table, answer: unknown): Record<string, string> {
  const rows = sentRows(answer)?.slice(0, MOST_ROWS) ?? []
  return Object.assign(
    { [rowCountName(table.id)]: String(rows.length) },
    ...rows.flatMap((row, i) =>
      cellsOf(table, i).map((cell, n) => valuesOf(cell, own(row, table.columns[n]!.id))),
    ),
  ) as Record<string, string>
}

/** The boxes of an address: an old name stands again as it was typed, with the part that was chosen. */
function addressValues(id: string, answer: object): Record<string, string> {
  const { typed, formerCode, ...parts } = textsOf(answer)
  const commune = parts['commune'] ?? ''
  const isChosen = typed && formerCode && commune && !parts['choice']
  return {
    ...prefixed(id, parts),
    ...(typed ? { [`${id}.commune`]: typed } : {}),
    ...(isChosen ? { [`${id}.choice`]: `${formerCode}-${commune}` } : {}),
  }
}

function prefixed(id: string, parts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [`${id}.${part}`, value]))
}

function textsOf(answer: object): Record<string, string> {
  return Object.fromEntries(Object.entries(answer).map(([part, value]) => [part, plainText(value)]))
}

/** What a page can show in one field; anything but text, a number or yes and no is nothing. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function dateParts(text: string): [string, string][] {
  const [year = '', month = '', day = ''] = text.split('-')
  return [
    ['day', day],
    ['month', month],
    ['year', year],
  ]
}
