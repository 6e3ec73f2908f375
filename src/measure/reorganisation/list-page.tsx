import { showDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { Panel } from '../../ui/blocks.tsx'
import { Button } from '../../ui/buttons.tsx'
import { DataTable, Toolbar, type Column } from '../../ui/tables.tsx'
import { SupervisionPage } from '../shell.tsx'
import { officePath, reorganisationPath, REORGANISATIONS } from './paths.ts'
import type { NamedOffice, ReorganisationRow } from './store.ts'

export type ListProps = {
  me: StaffActor
  reorganisations: readonly ReorganisationRow[]
  /** What was looked for; '' for nothing. */
  words: string
  offices: readonly NamedOffice[]
}

/** The decisions on offices, and every office of today and of before by its name. */
export function ReorganisationListPage(props: ListProps) {
  const { me, reorganisations } = props
  return (
    <SupervisionPage me={me} title="Sắp xếp đơn vị" current={REORGANISATIONS}>
      <h1>Sắp xếp đơn vị</h1>
      <Panel title="Tìm đơn vị, cả tên cũ">
        <Toolbar action={REORGANISATIONS} label="Tìm đơn vị">
          <label for="q">Tên hoặc mã đơn vị</label>
          <input class="in" id="q" name="q" value={props.words} maxlength={100} />
          <Button look="second">Tìm</Button>
        </Toolbar>
        {props.words === '' ? null : <Found {...props} />}
      </Panel>
      <Panel title="Các lần sắp xếp">
        <DataTable
          caption="Các lần sắp xếp, mới nhất trước"
          columns={COLUMNS}
          rows={reorganisations}
          empty="Chưa có lần sắp xếp nào được thực hiện."
        />
      </Panel>
    </SupervisionPage>
  )
}

const COLUMNS: Column<ReorganisationRow>[] = [
  {
    title: 'Văn bản',
    heading: true,
    cell: ({ id, number }) => <a href={reorganisationPath(id)}>{number}</a>,
  },
  { title: 'Nội dung', cell: ({ title }) => title },
  { title: 'Có hiệu lực', cell: ({ effectiveOn }) => showDay(effectiveOn) },
  { title: 'Đơn vị đóng', numeric: true, cell: ({ closed }) => closed },
  { title: 'Hồ sơ chờ quyết định', numeric: true, cell: ({ toDecide }) => toDecide },
  {
    title: 'Tình trạng',
    cell: ({ endedAt }) => (endedAt === null ? 'đang thực hiện' : `xong ngày ${showDay(endedAt)}`),
  },
]

/** '00004 (từ 01/07/2025)': numbers are reused, so one without its days would mean two places. */
export function numberWithDays({ number, numberFrom, numberTo }: NamedOffice): string {
  if (number === null || numberFrom === null) return ''
  const until = numberTo === null ? '' : ` đến ${showDay(numberTo)}`
  return `${number} (từ ${showDay(numberFrom)}${until})`
}

function Found({ offices, words }: ListProps) {
  return (
    <DataTable
      caption={`Đơn vị có tên hoặc mã “${words}”`}
      columns={OFFICE_COLUMNS}
      rows={offices}
      empty={`Không có đơn vị nào, nay hoặc trước, có tên hoặc mã “${words}”.`}
    />
  )
}

const OFFICE_COLUMNS: Column<NamedOffice>[] = [
  {
    title: 'Đơn vị',
    heading: true,
    cell: ({ id, name, oldName, parentName }) => (
      <>
        <a href={officePath(id)}>{name}</a>
        {oldName === null ? null : <small class="meta"> tên cũ: {oldName}</small>}
        {parentName === null ? null : <small class="meta"> {parentName}</small>}
      </>
    ),
  },
  { title: 'Mã', cell: numberWithDays },
  {
    title: 'Hoạt động',
    cell: ({ to }) => (to === null ? 'đang hoạt động' : `đến ${showDay(to)}`),
  },
  { title: 'Nay là', cell: (office) => <Successors office={office} /> },
]

/** What became of a closed office; several when it was divided. */
export function Successors({ office }: { office: NamedOffice }) {
  return (
    <>
      {office.successors.map(({ id, name }, nth) => (
        <>
          {nth > 0 ? ', ' : null}
          <a href={officePath(id)}>{name}</a>
        </>
      ))}
    </>
  )
}
