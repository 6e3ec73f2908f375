import { showMoment } from '../lib/time.ts'
import { hasRole, type StaffActor } from '../office/actor.ts'
import { Panel } from '../ui/blocks.tsx'
import { Tag } from '../ui/status.tsx'
import { DataTable, Pager, type Column } from '../ui/tables.tsx'
import { ageOf } from './ages.ts'
import type { Finding } from './findings-store.ts'
import { HousePage } from './house-shell.tsx'
import { findingTitle } from './invariants/all.ts'
import { FINDINGS_PATH } from './paths.ts'

export type FindingListProps = {
  me: StaffActor
  now: Date
  most: number
  /** One page and the row after it. */
  findings: readonly Finding[]
  mended: readonly Finding[]
}

/** What differs from what must hold, the oldest first. */
export function FindingListPage({ me, now, most, findings, mended }: FindingListProps) {
  const shown = findings.slice(0, most)
  const last = shown.at(-1)
  return (
    <HousePage me={me} title="Sai lệch" current={FINDINGS_PATH}>
      <div class="head">
        <h1>Sai lệch</h1>
        <span class="meta">Vào lúc {showMoment(now)}</span>
      </div>
      <Panel title="Đang có">
        <DataTable
          caption="Sai lệch đang có, lâu nhất trước"
          columns={columnsOf(me, now)}
          rows={shown}
          empty="Lần kiểm tra gần nhất không thấy sai lệch nào."
        />
        {findings.length > most && last ? (
          <Pager nextHref={`${FINDINGS_PATH}?sau=${last.id}`} />
        ) : null}
      </Panel>
      {mended.length === 0 ? null : (
        <Panel title="Vừa hết">
          <DataTable
            caption="Sai lệch vừa hết, mới nhất trước"
            columns={[...columnsOf(me, now).slice(0, 3), mendedColumn]}
            rows={mended}
            empty=""
          />
        </Panel>
      )}
    </HousePage>
  )
}

const mendedColumn: Column<Finding> = {
  title: 'Hết lúc',
  cell: ({ mendedAt }) => (mendedAt ? showMoment(mendedAt) : ''),
}

export function StateTag({ state }: Pick<Finding, 'state'>) {
  switch (state) {
    case 'open':
      return <Tag tone="bad">chưa ai nhận</Tag>
    case 'acknowledged':
      return <Tag tone="doing">đang xử lý</Tag>
    case 'mended':
      return <Tag tone="done">đã hết</Tag>
  }
}

export function placeWords({ code, dossierId, place }: Finding, opens: boolean) {
  if (dossierId === null) return <span class="meta">{place}</span>
  if (code === null) return <span class="meta">hồ sơ ngoài quyền xem</span>
  return opens ? <a href={`/viec/${dossierId}`}>{code}</a> : <>{code}</>
}

function columnsOf(me: StaffActor, now: Date): Column<Finding>[] {
  const opens = hasRole(me, 'supervisor')
  return [
    {
      title: 'Điều phải đúng',
      heading: true,
      cell: ({ id, invariant }) => <a href={`${FINDINGS_PATH}/${id}`}>{findingTitle(invariant)}</a>,
    },
    { title: 'Ở đâu', cell: (finding) => placeWords(finding, opens) },
    { title: 'Sai lệch', cell: ({ what }) => what },
    { title: 'Đã', cell: ({ since }) => ageOf(since, now) },
    { title: 'Số đêm', numeric: true, cell: ({ nights }) => nights },
    { title: 'Người xử lý', cell: ({ owner }) => owner ?? 'chưa có' },
    { title: 'Tình trạng', cell: (finding) => <StateTag {...finding} /> },
  ]
}
