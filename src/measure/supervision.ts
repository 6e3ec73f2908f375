/** What the pages of supervision show, read from their address and written into it. Pure. */
import { isUuid } from '../lib/ids.ts'
import { Invalid, NotFound } from '../lib/problem.ts'
import {
  FIGURES,
  PARTS,
  isFigure,
  shareOf,
  type FigureName,
  type OfficeFigures,
  type Part,
} from './figure.ts'
import { monthOf, readMonth, type Month } from './period.ts'

/** A row of a list: its instant in microseconds and its id. */
export type Cursor = { readonly place: string; readonly id: string }

export type View = {
  readonly month: Month
  /** One office, or null for all that the person watches. */
  readonly office: number | null
  readonly sort: FigureName | 'name'
  readonly order: 'ascending' | 'descending'
  /** Also units without a dossier. */
  readonly all: boolean
  /** Units that went wholly into another one count there (kể cả đơn vị tiền thân). */
  readonly past?: true
}

export type ListView = {
  readonly month: Month
  readonly office: number | null
  readonly figure: FigureName
  readonly part: Part
  readonly after: Cursor | null
  readonly past?: true
}

type Query = Readonly<Record<string, unknown>>

const text = (query: Query, name: string): string => {
  const value = query[name]
  return typeof value === 'string' ? value : ''
}

/** Throws Invalid for a month that is none, NotFound for an office that cannot be. */
export function readView(query: Query, now: Date): View {
  const wanted = text(query, 'sort')
  const sort = isFigure(wanted) ? wanted : wanted === 'name' ? 'name' : 'overdue'
  const order = text(query, 'order')
  return {
    month: monthIn(query, now),
    office: officeIn(query),
    sort,
    order:
      order === 'ascending' || order === 'descending'
        ? order
        : sort === 'name'
          ? 'ascending'
          : 'descending',
    all: text(query, 'all') === '1',
    ...pastIn(query),
  }
}

/** Throws NotFound for a figure that does not exist. */
export function readListView(query: Query, now: Date): ListView {
  const figure = text(query, 'figure')
  if (!isFigure(figure)) throw new NotFound()
  return {
    month: monthIn(query, now),
    office: officeIn(query),
    figure,
    part: PARTS.find((part) => part === text(query, 'part')) ?? 'counted',
    after: readCursor(text(query, 'after')),
    ...pastIn(query),
  }
}

function pastIn(query: Query): { past?: true } {
  return text(query, 'past') === '1' ? { past: true } : {}
}

export function monthIn(query: Query, now: Date): Month {
  const typed = text(query, 'month')
  const month = typed === '' ? monthOf(now) : readMonth(typed, now)
  if (month) return month
  throw new Invalid({
    code: 'month',
    field: 'month',
    message: 'Kỳ số liệu phải là một tháng từ 2025-07 đến tháng này, ví dụ 2025-11.',
  })
}

export function officeIn(query: Query): number | null {
  const typed = text(query, 'office')
  if (typed === '') return null
  if (!/^[1-9]\d{0,5}$/.test(typed)) throw new NotFound()
  return Number(typed)
}

export function readCursor(typed: string): Cursor | null {
  const [place = '', id = ''] = typed.split('.', 2)
  return /^\d{1,16}$/.test(place) && isUuid(id) ? { place, id } : null
}

export const HOME = '/giam-sat'
/** How often people had to come, and what they were told. */
export const TRIPS_PATH = `${HOME}/di-lai`
/** Of ratings: src/survey serves it. */
export const SATISFACTION_PATH = `${HOME}/hai-long`
/** Of petitions: src/petition serves it. */
export const PETITIONS_PATH = `${HOME}/phan-anh`
/** The page on which one sees whether the house itself stands still. */
export const SYSTEM_PATH = `${HOME}/he-thong`

/** The dashboard with these changes; `path` for its CSV. */
export function viewHref(view: View, change: Partial<View> = {}, path: string = HOME): string {
  const { month, office, sort, order, all, past } = { ...view, ...change }
  const flags = { all: all ? '1' : null, past: past ? '1' : null }
  return addressOf(path, { month, office, sort, order, ...flags })
}

export function listHref(view: ListView, path: string = `${HOME}/ho-so`): string {
  const { figure, office, month, part, after, past } = view
  const pairs = {
    figure,
    office,
    month,
    part: part === 'counted' ? null : part,
    past: past ? '1' : null,
  }
  return addressOf(path, { ...pairs, after: after && `${after.place}.${after.id}` })
}

function addressOf(path: string, pairs: Readonly<Record<string, string | number | null>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(pairs)) {
    if (value !== null) search.set(name, String(value))
  }
  return `${path}?${search}`
}

/** Sorted by the column; those without a value come last whichever way, equal ones by name. */
export function sorted<Row extends OfficeFigures & { name: string }>(
  rows: readonly Row[],
  { sort, order, isShare }: Pick<View, 'sort' | 'order'> & { isShare(name: FigureName): boolean },
): Row[] {
  const sign = order === 'ascending' ? 1 : -1
  const byName = (a: Row, b: Row) => a.name.localeCompare(b.name, 'vi')
  if (sort === 'name') return rows.toSorted((a, b) => sign * byName(a, b))
  const key = ({ values }: Row) => (isShare(sort) ? shareOf(values[sort]) : values[sort].counted)
  return rows.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)]
    if (left === right) return byName(a, b)
    if (left === null || right === null) return left === null ? 1 : -1
    return sign * (left - right)
  })
}

/** Columns of the table, in their order. */
export const COLUMNS: readonly FigureName[] = FIGURES

export const LIST_ROWS = 50

/** The dashboard that a list was opened from. */
export function homeHref({ month, office, past }: ListView): string {
  return addressOf(HOME, { month, office, past: past ? '1' : null })
}
