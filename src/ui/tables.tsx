import type { ComponentChildren } from 'preact'
import { Icon } from './icons.tsx'
import { useLang } from './page-context.ts'
import { wording } from './wording.ts'

export type Tab = {
  readonly href: string
  readonly label: string
  readonly count?: number
  /** The count is bad news when it is not zero. */
  readonly alarming?: boolean
  readonly current?: boolean
}

export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav aria-label={label}>
      <ul class="tabs">
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label} <Count of={tab} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Count({ of }: { of: Tab }) {
  if (of.count === undefined) return null
  const bad = of.alarming && of.count > 0
  return <span class={bad ? 'count count--bad' : 'count'}>{of.count}</span>
}

/** Filters of a list: a GET form, so that they live in the address and Back keeps them. */
export function Toolbar(props: { action: string; label: string; children: ComponentChildren }) {
  return (
    <form class="toolbar" action={props.action} role="search" aria-label={props.label}>
      {props.children}
    </form>
  )
}

export type Column<Row> = {
  readonly title: string
  readonly cell: (row: Row) => ComponentChildren
  /** Numbers stand at the right. */
  readonly numeric?: boolean
  /** This cell names the row. */
  readonly heading?: boolean
  /** Sorted by this column now, and the address that turns the order. */
  readonly sort?: { readonly href: string; readonly now?: 'ascending' | 'descending' }
}

export type DataTableProps<Row> = {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  /** Said in place of the table when there is nothing. */
  empty: ComponentChildren
  /** Marks rows, e.g. the one that is open. */
  isSelected?: (row: Row) => boolean
}

/** A table that scrolls sideways by itself on small screens and can be reached by keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  if (props.rows.length === 0) return <p class="meta">{props.empty}</p>
  return (
    <div class="scroll" tabindex={0} role="group" aria-label={props.caption}>
      <table class="data">
        <caption class="vh">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <Heading column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr class={props.isSelected?.(row) ? 'sel' : undefined} data-row>
              {props.columns.map((column) => cellOf(column, row))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Heading<Row>({ column }: { column: Column<Row> }) {
  const { title, sort } = column
  return (
    <th scope="col" class={column.numeric ? 'r' : undefined} aria-sort={sort?.now}>
      {sort === undefined ? (
        title
      ) : (
        <a href={sort.href}>
          {title} {sort.now === undefined ? null : <Icon name="down" />}
        </a>
      )}
    </th>
  )
}

function cellOf<Row>(column: Column<Row>, row: Row) {
  if (column.heading) return <th scope="row">{column.cell(row)}</th>
  return <td class={column.numeric ? 'r num' : undefined}>{column.cell(row)}</td>
}

/** Earlier and later pages of a list; leaves out what is not there. */
export function Pager(props: { previousHref?: string; nextHref?: string; position?: string }) {
  const t = wording(useLang())
  return (
    <nav aria-label={t.pages} class="head">
      <ol class="pager">
        {props.previousHref === undefined ? null : (
          <li>
            <a href={props.previousHref} rel="prev">
              {t.previous}
            </a>
          </li>
        )}
        {props.nextHref === undefined ? null : (
          <li>
            <a href={props.nextHref} rel="next">
              {t.next}
            </a>
          </li>
        )}
      </ol>
      {props.position === undefined ? null : <span class="meta">{props.position}</span>}
    </nav>
  )
}

/** The verbs of a staff page at the foot of the window: in order of use, refusal last. */
export function Dock({
  children,
  note,
}: {
  children: ComponentChildren
  note?: ComponentChildren
}) {
  return (
    <div class="dock">
      {children}
      {note === undefined ? null : <span class="push meta">{note}</span>}
    </div>
  )
}
