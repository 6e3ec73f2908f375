import { DataTable, type Column } from '../ui/tables.tsx'
import type { Definition, Valid } from './definition.ts'
import { isEmpty, showCount, showShare, type OfficeFigures } from './figure.ts'
import { COLUMNS, HOME, listHref, viewHref, type View } from './supervision.ts'

export type NamedFigures = OfficeFigures & { readonly name: string }

type Props = { rows: readonly NamedFigures[]; view: View; valid: Valid }

/** One line for each unit, every number with the dossiers behind it; units without a dossier are folded away. */
export function UnitTable({ rows, view, valid }: Props) {
  const shown = view.all || rows.length === 1 ? rows : rows.filter((row) => !isEmpty(row))
  const hidden = rows.length - shown.length
  return (
    <section class="panel">
      <div class="panel__h toolbar m0">
        <h2>Theo đơn vị</h2>
        <span class="meta">
          {shown.length} trong {rows.length} đơn vị
        </span>
        <span class="push">
          <a href={viewHref(view, {}, `${HOME}/bang.csv`)}>Tải CSV</a> ·{' '}
          <a href="#cach-tinh">Cách tính từng cột</a>
        </span>
      </div>
      <DataTable
        caption="Số liệu theo đơn vị"
        columns={columnsOf(view, valid)}
        rows={shown}
        empty="Chưa đơn vị nào có hồ sơ trong kỳ này."
      />
      {view.past ? (
        <div class="panel__b">
          <p class="def">
            Đơn vị đã nhập trọn vào đơn vị khác được cộng vào đơn vị đó. Đơn vị đã chia giữ dòng
            riêng: không rõ phần nào thuộc đơn vị nào.
          </p>
        </div>
      ) : null}
      {hidden === 0 ? null : (
        <div class="panel__b">
          <p class="def">
            {hidden} đơn vị chưa có hồ sơ nào trong kỳ.{' '}
            <a href={viewHref(view, { all: true })}>Hiện cả các đơn vị đó</a>
          </p>
        </div>
      )}
    </section>
  )
}

function columnsOf(view: View, valid: Valid): Column<NamedFigures>[] {
  const name: Column<NamedFigures> = {
    title: 'Đơn vị',
    heading: true,
    sort: sortOf('name', view),
    cell: ({ officeId, name }) => <a href={viewHref(view, { office: officeId })}>{name}</a>,
  }
  return [name, ...COLUMNS.map((figure) => figureColumn(valid[figure], view))]
}

function figureColumn(definition: Definition, view: View): Column<NamedFigures> {
  const { name, title, denominator } = definition
  return {
    title: denominator === null ? title : `${title} %`,
    numeric: true,
    sort: sortOf(name, view),
    cell: (row) => <Figure row={row} definition={definition} view={view} />,
  }
}

type FigureProps = { row: NamedFigures; definition: Definition; view: View }

/** A number without dossiers behind it is no link. */
function Figure({ row, definition, view }: FigureProps) {
  const { name, title, denominator } = definition
  const value = row.values[name]
  const shown = denominator === null ? showCount(value.counted) : showShare(value).replace('%', '')
  if (denominator === null ? value.counted === 0 : value.of === 0) return <>{shown}</>
  const href = listHref({
    figure: name,
    office: row.officeId,
    month: view.month,
    part: 'counted',
    after: null,
    ...(view.past && { past: view.past }),
  })
  const isBad = name === 'overdue'
  return (
    <a href={href} class={isBad ? 'bad' : undefined} aria-label={`${shown}, ${title}, ${row.name}`}>
      {shown}
    </a>
  )
}

/** A first click sorts numbers from the largest and names from A; the next one turns the order. */
function sortOf(by: View['sort'], view: View): NonNullable<Column<NamedFigures>['sort']> {
  const first = by === 'name' ? 'ascending' : 'descending'
  if (view.sort !== by) return { href: viewHref(view, { sort: by, order: first }) }
  const turned = view.order === 'ascending' ? 'descending' : 'ascending'
  return { href: viewHref(view, { sort: by, order: turned }), now: view.order }
}
