import { showDay, showMoment, type Day } from '../../lib/time.ts'
import type { StaffActor } from '../../office/actor.ts'
import { WorkPage } from '../../office/work-page.tsx'
import { Note, Panel } from '../../ui/blocks.tsx'
import { ButtonLink } from '../../ui/buttons.tsx'
import { Tag } from '../../ui/status.tsx'
import { DataTable, type Column } from '../../ui/tables.tsx'
import type { DecisionRow } from './decision-store.ts'
import { lawPath, LAWS_PATH } from './paths.ts'

/** Decisions of this office, the newest first. */
export function LawListPage({ me, rows }: { me: StaffActor; rows: readonly DecisionRow[] }) {
  return (
    <WorkPage me={me} title="Chuyển luật cho hồ sơ đang mở" current={LAWS_PATH}>
      <div class="head">
        <h1>Chuyển luật cho hồ sơ đang mở</h1>
        <div class="push">
          <ButtonLink href={`${LAWS_PATH}/moi`} icon="edit">
            Soạn quyết định
          </ButtonLink>
        </div>
      </div>
      <Note>
        <p>
          Hồ sơ giữ thủ tục, quy trình, phí và thời hạn của ngày nộp. Chỉ một quyết định có số, do
          một người soạn và một người khác ban hành, mới chuyển hồ sơ sang phiên bản mới.
        </p>
      </Note>
      <Panel title="Quyết định">
        <DataTable
          caption="Quyết định chuyển luật"
          columns={COLUMNS}
          rows={rows}
          empty="Chưa có quyết định nào."
        />
      </Panel>
    </WorkPage>
  )
}

const COLUMNS: readonly Column<DecisionRow>[] = [
  {
    title: 'Số',
    heading: true,
    cell: ({ id, body }) => <a href={lawPath(id)}>{body.number}</a>,
  },
  {
    title: 'Thủ tục',
    cell: ({ body }) =>
      body.moves.map(({ procedure, from, to }) => `${procedure}: ${from} → ${to}`).join('; '),
  },
  { title: 'Hiệu lực', cell: ({ body }) => showDay(body.effectOn as Day) },
  { title: 'Người soạn', cell: (row) => `${row.draftedByName}, ${showMoment(row.draftedAt)}` },
  { title: 'Tình trạng', cell: (row) => <DecisionTag row={row} /> },
]

export function DecisionTag({ row }: { row: DecisionRow }) {
  if (row.droppedAt) return <Tag tone="locked">Đã bỏ</Tag>
  if (row.finishedAt) return <Tag tone="done">Đã thực hiện</Tag>
  if (row.releasedAt) return <Tag tone="doing">Đang thực hiện</Tag>
  return (
    <Tag tone="ask" icon="clock">
      Chờ ban hành
    </Tag>
  )
}
