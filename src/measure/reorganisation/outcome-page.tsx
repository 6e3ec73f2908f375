import { showDay } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { KeyValues, Note, Panel } from '../../ui/blocks.tsx'
import { BackLink } from '../../ui/buttons.tsx'
import { DataTable, Tabs, type Column } from '../../ui/tables.tsx'
import { SupervisionPage } from '../shell.tsx'
import { MovedDossiers } from './dossiers-table.tsx'
import { officePath, reorganisationPath, REORGANISATIONS } from './paths.ts'
import type { MovedDossier, OfficeOutcome, ReorganisationRow } from './store.ts'

export type OutcomeProps = {
  me: StaffActor
  reorganisation: ReorganisationRow
  outcome: readonly OfficeOutcome[]
  part: 'open' | 'all'
  rows: readonly MovedDossier[]
}

/** What one reorganisation did to the dossiers that the reader may see, and what a person must still decide. */
export function OutcomePage(props: OutcomeProps) {
  const { me, reorganisation, outcome, part } = props
  const { id, number, title, toDecide } = reorganisation
  const moved = outcome.reduce((sum, row) => sum + row.moved, 0)
  return (
    <SupervisionPage me={me} title={number} current={REORGANISATIONS}>
      <BackLink href={REORGANISATIONS}>Sắp xếp đơn vị</BackLink>
      <h1>{title}</h1>
      <Panel>
        <KeyValues
          pairs={[
            { label: 'Văn bản', value: number },
            { label: 'Có hiệu lực từ', value: showDay(reorganisation.effectiveOn) },
            { label: 'Đơn vị đóng', value: String(reorganisation.closed) },
            { label: 'Hồ sơ đã chuyển', value: String(moved) },
            { label: 'Hồ sơ chờ quyết định', value: String(toDecide) },
          ]}
        />
      </Panel>
      {reorganisation.endedAt === null ? (
        <Note tone="warn">
          <p>Việc sắp xếp đang được thực hiện: số liệu còn thay đổi.</p>
        </Note>
      ) : null}
      <Panel title="Hồ sơ">
        <Tabs
          label="Hồ sơ của lần sắp xếp"
          tabs={[
            {
              href: reorganisationPath(id),
              label: 'Chờ quyết định',
              count: toDecide,
              alarming: true,
              current: part === 'open',
            },
            {
              href: `${reorganisationPath(id)}?xem=tat-ca`,
              label: 'Tất cả',
              count: moved,
              current: part === 'all',
            },
          ]}
        />
        <MovedDossiers
          caption={part === 'open' ? 'Hồ sơ chờ quyết định đơn vị' : 'Hồ sơ đã chuyển'}
          empty={
            part === 'open' ? 'Không có hồ sơ nào chờ quyết định.' : 'Không có hồ sơ nào đã chuyển.'
          }
          rows={props.rows}
          nextHref={(after) =>
            `${reorganisationPath(id)}?${part === 'all' ? 'xem=tat-ca&' : ''}sau=${after}`
          }
        />
      </Panel>
      <Panel title="Theo đơn vị mới">
        <DataTable
          caption="Số hồ sơ theo đơn vị mới"
          columns={COLUMNS}
          rows={outcome}
          empty="Không có hồ sơ nào chuyển đến đơn vị mà ông/bà theo dõi."
        />
      </Panel>
    </SupervisionPage>
  )
}

const COLUMNS: Column<OfficeOutcome>[] = [
  {
    title: 'Đơn vị',
    heading: true,
    cell: ({ office, name }) => <a href={officePath(office)}>{name}</a>,
  },
  { title: 'Hồ sơ nhận', numeric: true, cell: ({ moved }) => moved },
  { title: 'Chờ quyết định', numeric: true, cell: ({ toDecide }) => toDecide },
]
