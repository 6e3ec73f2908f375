import { showDue, toLocalMinute } from '../lib/time.ts'
import type { StaffActor } from '../office/actor.ts'
import { Tag } from '../ui/status.tsx'
import { DataTable, type Column } from '../ui/tables.tsx'
import type { OfficeLeg } from './legs-store.ts'
import { DeskPage, legPath } from './shell.tsx'

/** What joint procedures of other offices wait for from mine. */
export function LegsPage(props: { me: StaffActor; legs: readonly OfficeLeg[]; now: Date }) {
  const columns: Column<OfficeLeg>[] = [
    { title: 'Tình trạng', cell: (line) => <Stands line={line} now={props.now} /> },
    {
      title: 'Chặng',
      heading: true,
      cell: (line) => <a href={legPath(line.dossierId, line.leg)}>{line.title}</a>,
    },
    {
      title: 'Hồ sơ',
      cell: (line) => (
        <>
          {line.ownerName}
          <small class="code">{line.dossierCode}</small>
        </>
      ),
    },
    { title: 'Thủ tục', cell: (line) => line.procedureName },
    { title: 'Cơ quan chủ trì', cell: (line) => line.officeName },
    { title: 'Hạn riêng', cell: (line) => <Due line={line} now={props.now} /> },
  ]
  return (
    <DeskPage me={props.me} title="Chặng liên thông của cơ quan" current="/viec">
      <div class="head">
        <h1>Chặng liên thông của cơ quan</h1>
        <span class="meta">Chưa xác nhận đứng đầu, rồi đến gần hạn nhất</span>
      </div>
      <div class="panel">
        <DataTable
          caption="Chặng liên thông chờ cơ quan tôi"
          columns={columns}
          rows={props.legs}
          empty={<>Không có chặng nào chờ cơ quan của ông/bà.</>}
        />
      </div>
    </DeskPage>
  )
}

function Stands({ line, now }: { line: OfficeLeg; now: Date }) {
  if (line.acknowledgedAt !== null)
    return line.answerBy === null ? (
      <Tag tone="doing">Đang làm</Tag>
    ) : (
      <Tag tone="ask">Chờ người dân bổ sung</Tag>
    )
  const { acknowledgeBy } = line
  return (
    <>
      <Tag tone="todo">Chờ xác nhận</Tag>
      {acknowledgeBy === null ? null : (
        <small>
          {now > acknowledgeBy ? 'quá giờ xác nhận ' : 'trước '}
          {showDue(toLocalMinute(acknowledgeBy))}
        </small>
      )}
    </>
  )
}

function Due({ line, now }: { line: OfficeLeg; now: Date }) {
  if (line.dueAt === null) return <span class="meta">tính từ lúc xác nhận</span>
  const isLate = (line.pausedAt ?? now) > line.dueAt
  return (
    <>
      {showDue(toLocalMinute(line.dueAt))}
      {isLate ? (
        <>
          {' '}
          <Tag tone="bad">trễ</Tag>
        </>
      ) : null}
      {line.pausedAt === null ? null : <small>đang tạm dừng</small>}
    </>
  )
}
